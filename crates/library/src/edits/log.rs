//! What is stored once for all corrections of a conversation.

use assemblyai::json::Cursor;

use super::LATEST;
use crate::stored::{Object, StoredError, whole};

/// How many steps of a conversation are stored, and of which original.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The hash of the original's turns; `None` where version 1 wrote it.
    pub of: Option<u64>,
    /// The number of steps that are stored.
    pub steps: u32,
    /// So many edits were undone behind them, which only version 1 says here.
    pub undone: u32,
}

impl Log {
    /// Of so many steps that were made of this original.
    #[must_use]
    pub const fn new(of: u64, steps: u32) -> Self {
        Self { of: Some(of), steps, undone: 0 }
    }

    /// The text to be stored.
    #[must_use]
    pub fn to_stored(self) -> String {
        let mut text = Object::default();
        text.number("v", LATEST);
        text.text("of", &format!("{:016x}", self.of.unwrap_or_default()));
        text.number("steps", self.steps.into());
        text.finish()
    }

    /// Reads a stored text.
    pub fn from_stored(text: &str) -> Result<Self, StoredError> {
        let (mut version, mut of, mut steps) = (None, None, None);
        let (mut done, mut all) = (None, None);
        let mut cursor = Cursor::new(text.as_bytes(), 0);
        cursor.object(&mut |cursor, key| {
            let value = cursor.scalar()?;
            match key {
                "v" => version = whole(&value),
                "of" => of = value.into_text().and_then(|hex| u64::from_str_radix(&hex, 16).ok()),
                "steps" => steps = narrow(whole(&value)),
                "done" => done = narrow(whole(&value)),
                "all" => all = narrow(whole(&value)),
                _ => {}
            }
            Ok(())
        })?;
        cursor.end()?;
        let log = match version {
            Some(newer) if newer > LATEST => return Err(StoredError::Newer(newer)),
            Some(LATEST) => of.zip(steps).map(|(of, steps)| Self::new(of, steps)),
            Some(1) => done.zip(all).filter(|(done, all)| done <= all).map(|(done, all)| Self {
                of: None,
                steps: all,
                undone: all - done,
            }),
            _ => None,
        };
        log.ok_or(StoredError::Incomplete)
    }
}

fn narrow(number: Option<u64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

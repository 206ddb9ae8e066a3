//! All that is stored of a conversation's corrections, read as a whole.

use std::rc::Rc;

use journal::{Found, Seal, Step, Unread};
use transcript::Transcript;
use transcript::edit::{Editing, Replay};

use super::{Log, from_stored, read_step};
use crate::stored::StoredError;

/// The texts of a conversation's corrections, as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What is stored once; `None` if nothing ever was.
    pub log: Option<String>,
    /// The steps by their numbers, in their order.
    pub steps: Vec<(u32, String)>,
}

impl Texts {
    /// One text of all: the log, and each step in a line of its own.
    #[must_use]
    pub fn to_text(&self) -> String {
        let log = self.log.iter().map(String::as_str);
        let lines = log.chain(self.steps.iter().map(|(_, text)| text.as_str()));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The same, read from such a text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        Self { log: lines.next(), steps: (0..).zip(lines).collect() }
    }
}

/// What the texts mean. `Err`: they are of a newer version, or something is missing: never, that there
/// is nothing.
pub fn read_book(texts: &Texts) -> Result<Found, Unread> {
    let Some(log) = &texts.log else {
        let is_empty = texts.steps.is_empty();
        return if is_empty { Ok(Found::default()) } else { Err(Unread::Damaged) };
    };
    let log = Log::from_stored(log).map_err(unread)?;
    let mut steps = Vec::new();
    for (wanted, (number, text)) in (0..log.steps).zip(&texts.steps) {
        if *number != wanted {
            return Err(Unread::Damaged);
        }
        steps.push(read_step(text).map_err(unread)?);
    }
    // Version 1 left more behind where something else was done after an undo.
    let is_whole = if log.of.is_some() {
        texts.steps.len() == log.steps as usize
    } else {
        steps.len() == log.steps as usize
    };
    if !is_whole {
        return Err(Unread::Damaged);
    }
    steps.extend((0..log.undone).map(|_| Step::Undone));
    Ok(Found { of: log.of, steps, stored: log.steps })
}

const fn unread(error: StoredError) -> Unread {
    match error {
        StoredError::Newer(_) => Unread::Newer,
        StoredError::Corrupt(_) | StoredError::Incomplete => Unread::Damaged,
    }
}

/// The conversation as these steps correct it. `Err`: why they cannot be made of this original.
pub fn corrected(original: Rc<Transcript>, steps: &[Step<Rc<str>>]) -> Result<Editing, Seal> {
    let mut replay = Replay::new(original);
    for step in steps {
        let step =
            step.clone().try_map(|text| from_stored(&text)).map_err(|error| match error {
                StoredError::Newer(_) => Seal::Newer,
                StoredError::Corrupt(_) | StoredError::Incomplete => Seal::Damaged,
            })?;
        let made = match &step {
            Step::Made(edit) => replay.make(edit),
            Step::Amended(edit) => replay.amend(edit),
            Step::Undone => replay.undo(),
            Step::Redone => replay.redo(),
        };
        made.map_err(|_| Seal::Misfit)?;
    }
    Ok(replay.end())
}

//! A step as text: the edit that was made, or that one was undone or made again.

use std::rc::Rc;

use assemblyai::json::Cursor;
use journal::Step;

use super::LATEST;
use crate::stored::{StoredError, whole};

/// What stands before the members of an edit that was made in place of the last.
const AMENDS: &str = r#"{"amends":1,"#;
const UNDO: &str = r#"{"v":2,"step":"undo"}"#;
const REDO: &str = r#"{"v":2,"step":"redo"}"#;

/// The text to be stored; edits are texts already ([`super::to_stored`]).
#[must_use]
pub fn write_step(step: &Step<Rc<str>>) -> String {
    match step {
        Step::Made(edit) => edit.to_string(),
        Step::Amended(edit) => [AMENDS, edit.get(1..).unwrap_or_default()].concat(),
        Step::Undone => UNDO.to_owned(),
        Step::Redone => REDO.to_owned(),
    }
}

/// Reads a stored text, and of an edit only that it is one.
pub fn read_step(text: &str) -> Result<Step<Rc<str>>, StoredError> {
    if let Some(edit) = text.strip_prefix(AMENDS) {
        return Ok(Step::Amended(["{", edit].concat().into()));
    }
    let (mut version, mut kind, mut amends) = (None, None, false);
    let mut cursor = Cursor::new(text.as_bytes(), 0);
    cursor.object(&mut |cursor, key| {
        match key {
            "v" => version = whole(&cursor.scalar()?),
            "step" => kind = cursor.scalar()?.into_text(),
            "amends" => amends = whole(&cursor.scalar()?) == Some(1),
            _ => cursor.skip()?,
        }
        Ok(())
    })?;
    cursor.end()?;
    match (version, kind.as_deref()) {
        (Some(newer), _) if newer > LATEST => Err(StoredError::Newer(newer)),
        (Some(_), None) if amends => Ok(Step::Amended(text.into())),
        (Some(_), None) => Ok(Step::Made(text.into())),
        (Some(_), Some("undo")) => Ok(Step::Undone),
        (Some(_), Some("redo")) => Ok(Step::Redone),
        _ => Err(StoredError::Incomplete),
    }
}

//! The corrections of recordings: under the id of a record what is said once of all of them, under
//! `ID/NUMBER` each step, under `ID/aside/NUMBER` what was put aside.

use js_sys::Array;
use library::edits::Texts;
use wasm_bindgen::JsValue;

use super::{Change, EDITS, Guard, Keys, Storage, StorageError, TEXTS, not_removed};

/// Keys and what is stored under them.
type Entries = Vec<(String, JsValue)>;

/// What stands between the id of a record and the number of something put aside.
const ASIDE: &str = "aside";

/// The key of the step with this number.
pub(super) fn key_of(id: &str, number: u32) -> String {
    format!("{id}/{number:08}")
}

/// Steps to be stored: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The number of the first.
    pub from: u32,
    /// So many of them may be stored already. A number of the others must not be.
    pub again: u32,
    /// The steps.
    pub texts: Vec<String>,
    /// What is said once of all of them.
    pub log: String,
    /// Whatever is stored behind them means nothing.
    pub replaces_rest: bool,
    /// The page is about to go, and looks at nothing before.
    pub is_last: bool,
}

impl Storage {
    /// The corrections of a recording, as they are stored: also those that a page could only leave beside
    /// them as it went. `Err` ([`StorageError::Corrupt`]) also for what is no text.
    pub async fn edits(&self, id: &str) -> Result<Texts, StorageError> {
        let stored = self.stored_edits(id).await?;
        if self.is_giving_way() || !self.take_in_left(id, &stored).await? {
            return Ok(stored);
        }
        self.stored_edits(id).await
    }

    async fn stored_edits(&self, id: &str) -> Result<Texts, StorageError> {
        let mut texts = Texts::default();
        for (key, value) in self.database.with_all_under(EDITS, id).await? {
            let number = match key.strip_prefix(id).map(|rest| rest.strip_prefix('/')) {
                Some(None) => None,
                Some(Some(number)) if number.starts_with(ASIDE) => continue,
                Some(Some(number)) => Some(number.parse().map_err(|_| StorageError::Corrupt)?),
                None => return Err(StorageError::Corrupt),
            };
            let text = value.as_string().ok_or(StorageError::Corrupt)?;
            match number {
                None => texts.log = Some(text),
                Some(number) => texts.steps.push((number, text)),
            }
        }
        Ok(texts)
    }

    /// Stores steps under their numbers: all of it, or nothing. What was kept of what is said is not true
    /// any more. `Err`: also where a number is taken ([`StorageError::Taken`]), or the recording was
    /// removed.
    pub async fn append_edits(&self, id: &str, write: &Write) -> Result<(), StorageError> {
        let numbers = (write.from..).take(write.texts.len());
        let keys: Vec<String> = numbers.map(|number| key_of(id, number)).collect();
        let mut changes =
            vec![Change::Delete(TEXTS, id), Change::Put(EDITS, id, write.log.as_str().into())];
        let rest = (key_of(id, write.from), [id, "/", ASIDE].concat());
        if write.replaces_rest {
            changes.push(Change::DeleteRange(EDITS, &rest.0, &rest.1));
        }
        let again = write.again as usize;
        // The last first: if any number is taken, the first new one is, and Firefox only looks at the last
        // request if it is told to commit before it has answered.
        for (at, (key, text)) in keys.iter().zip(&write.texts).enumerate().rev() {
            let text = text.as_str().into();
            changes.push(if at < again {
                Change::Put(EDITS, key, text)
            } else {
                Change::Add(EDITS, key, text)
            });
        }
        let guards = [not_removed(id)];
        let guards: &[Guard<'_>] = if write.is_last { &[] } else { &guards };
        let is_done = self.change(guards, &changes).await?;
        self.take_back(id);
        if is_done { Ok(()) } else { Err(StorageError::Removed) }
    }

    /// All that is stored of a recording's corrections; how often some were put aside before, and the key
    /// for the next ones.
    pub(super) async fn with_aside(
        &self,
        id: &str,
    ) -> Result<(Entries, usize, String), StorageError> {
        let all = self.database.with_all_under(EDITS, id).await?;
        let aside = [id, "/", ASIDE, "/"].concat();
        let (before, present): (Entries, Entries) =
            all.into_iter().partition(|(key, _)| key.starts_with(&aside));
        let name = format!("{aside}{:08}", before.len());
        Ok((present, before.len(), name))
    }

    /// Moves whatever is stored of a recording's corrections to where it is not read. Nothing of it is
    /// lost.
    pub async fn put_edits_aside(&self, id: &str) -> Result<(), StorageError> {
        let (present, before, name) = self.with_aside(id).await?;
        let moved: Array =
            present.iter().map(|(key, value)| Array::of2(&key.into(), value)).collect();
        let mut changes = vec![Change::Delete(TEXTS, id), Change::Add(EDITS, &name, moved.into())];
        changes.extend(present.iter().map(|(key, _)| Change::Delete(EDITS, key)));
        // What came in between is not moved, and then nothing is.
        let count = before + present.len();
        let is_same = move |values: &[JsValue]| values.len() == count;
        let unchanged = Guard { store: EDITS, keys: Keys::With(id), holds: &is_same };
        let is_done = self.change(&[not_removed(id), unchanged], &changes).await?;
        if is_done { Ok(()) } else { Err(StorageError::Taken) }
    }
}

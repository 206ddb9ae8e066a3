//! How much may come of a file. A turn takes some hundred times the memory of a letter: a table of
//! rows of three letters would fill the memory of a page that it fits into with ease.

use crate::error::{Expected, ImportError};

/// Turns and words that any file may have, however short.
const FREE: usize = 1_000;

/// Bytes of a file for each further turn. Its time and its text take more.
const BYTES_OF_TURN: usize = 12;

/// Bytes of a file for each further word with a time. A word, a blank and now and then a time take
/// more: English has five letters and a half in a word.
const BYTES_OF_WORD: usize = 6;

/// The same in a table, where a word has a line for itself with a time.
const BYTES_OF_ROW: usize = 8;

/// What is left of it.
#[derive(Debug)]
pub(crate) struct Room {
    turns: usize,
    words: usize,
}

impl Room {
    /// What a file has room for.
    pub(crate) const fn of(file: &str) -> Self {
        Self { turns: FREE + file.len() / BYTES_OF_TURN, words: FREE + file.len() / BYTES_OF_WORD }
    }

    /// What a table has room for.
    pub(crate) const fn of_table(file: &str) -> Self {
        Self { words: FREE + file.len() / BYTES_OF_ROW, ..Self::of(file) }
    }

    /// Takes the room of a turn.
    pub(crate) fn turn(&mut self) -> Result<(), ImportError> {
        self.turns = self
            .turns
            .checked_sub(1)
            .ok_or(ImportError { line: None, expected: Expected::FewerTurns })?;
        Ok(())
    }

    /// How many of so many words have room.
    pub(crate) fn of_words(&self, words: usize) -> usize {
        words.min(self.words)
    }

    /// Takes the room of a word; where there is none left, the word stays in its text and has no
    /// time of its own.
    pub(crate) fn word(&mut self) -> bool {
        let left = self.words.checked_sub(1);
        self.words = left.unwrap_or_default();
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_file_has_room_and_a_long_one_as_much_as_it_can_mean() {
        let mut room = Room::of("");
        for _ in 0..FREE {
            assert_eq!(room.turn(), Ok(()));
            assert!(room.word());
        }
        assert!(!room.word());
        let refused = ImportError { line: None, expected: Expected::FewerTurns };
        assert_eq!(room.turn(), Err(refused));
        let mut room = Room::of(&"x".repeat(12_000));
        assert!((0..2_000).all(|_| room.turn().is_ok()));
        assert!(room.turn().is_err());
    }
}

//! The kinds of files: texts in one of the formats, and documents of Word.

use super::{Choice, Format};

/// What a conversation can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A text, which [`super::export`] writes.
    Text(Format),
    /// A document for Word and other word processors (Office Open XML). Its text is what
    /// [`super::document`] gives; putting that into a file is not the business of this crate.
    Word,
}

/// How many formats come before Word in the list: those that are for reading.
const BEFORE: usize = Format::Html as usize + 1;

impl FileKind {
    /// Every kind, the ones for reading first.
    pub const ALL: [Self; Format::ALL.len() + 1] = {
        let mut all = [Self::Word; Format::ALL.len() + 1];
        let mut at = 0;
        while at < Format::ALL.len() {
            let place = if at < BEFORE { at } else { at + 1 };
            all[place] = Self::Text(Format::ALL[at]);
            at += 1;
        }
        all
    };

    /// The text that shows what is in it: the file itself, but for Word.
    pub const fn shown_as(self) -> Format {
        match self {
            Self::Text(format) => format,
            Self::Word => Format::Text,
        }
    }

    /// What a list of formats calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text(format) => format.name(),
            Self::Word => "Word",
        }
    }

    /// What the name of its files ends in, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text(format) => format.extension(),
            Self::Word => "docx",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text(format) => format.media_type(),
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// What can be chosen about it; all else is ignored.
    pub const fn choices(self) -> &'static [Choice] {
        self.shown_as().choices()
    }

    /// Whether it is cut into cues, so that [`super::CueLimits`] count.
    pub const fn has_cues(self) -> bool {
        self.shown_as().has_cues()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_there_once_and_word_among_those_for_reading() {
        for format in Format::ALL {
            let found = FileKind::ALL.iter().filter(|kind| **kind == FileKind::Text(format));
            assert_eq!(found.count(), 1, "{format:?}");
        }
        assert_eq!(FileKind::ALL[3], FileKind::Word);
        assert_eq!(FileKind::ALL.map(FileKind::name).concat().matches("Word").count(), 1);
    }
}

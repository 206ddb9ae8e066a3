//! Who speaks: the label on the wire, the name a reader sees. Names given by the user belong to
//! the document, not here.

use crate::Look;

/// The name of somebody without a label.
const UNKNOWN: &str = "Unknown speaker";

/// Index of a speaker in its transcript, in order of appearance from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u16);

/// A voice of the recording, under the opaque label that the service gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Index in [`crate::Transcript::speakers`].
    pub id: SpeakerId,
    /// The label as it came: "A", "1A", "Michel Martin". None: null, missing or empty.
    pub label: Option<Box<str>>,
    /// The mark that a user chose for it.
    pub look: Option<Look>,
}

impl Speaker {
    /// The label as it came, "" when there is none.
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or_default()
    }

    /// The name to show: "Speaker A" for a letter or number that the service counted out, the
    /// label itself when it is a name or a role. Control characters become spaces, so a name is
    /// always one line.
    pub fn name(&self) -> String {
        let one_line: String = self.label().chars().map(printable).collect();
        match one_line.trim() {
            "" => UNKNOWN.to_owned(),
            code if is_code(code) => format!("Speaker {code}"),
            name => name.to_owned(),
        }
    }

    /// Colour and shape of this voice.
    pub fn look(&self) -> Look {
        self.look.unwrap_or_else(|| Look::of(self.id))
    }
}

/// Control characters and line separators would break a name into lines or hide parts of it.
fn printable(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }
}

/// Labels that the service counts out by itself: up to three digits (a channel), up to two
/// capital letters (a voice), or both, as in "1A".
pub(crate) fn is_code(label: &str) -> bool {
    let letters = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = label.len() - letters.len();
    !label.is_empty()
        && digits <= 3
        && letters.len() <= 2
        && letters.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a name is one that the page gives by itself: "Speaker A", "Unknown speaker".
pub fn is_own_name(name: &str) -> bool {
    is_unknown(name) || name.strip_prefix("Speaker ").is_some_and(is_code)
}

/// Whether a shown name stands for somebody without a label.
pub(crate) fn is_unknown(name: &str) -> bool {
    name == UNKNOWN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(label: &str) -> String {
        Speaker { id: SpeakerId(0), label: Some(label.into()), look: None }.name()
    }

    #[test]
    fn counted_labels_become_speakers() {
        assert_eq!(name("A"), "Speaker A");
        assert_eq!(name("AB"), "Speaker AB");
        assert_eq!(name("1A"), "Speaker 1A");
        assert_eq!(name("2"), "Speaker 2");
    }

    #[test]
    fn names_and_roles_stay_as_they_are() {
        for label in ["interviewer", "Michel Martin", "me", "CEO", "ليلى", "<b>A</b>", "a", "A1"]
        {
            assert_eq!(name(label), label);
        }
        let long = "x".repeat(200);
        assert_eq!(name(&long), long);
    }

    #[test]
    fn a_name_is_one_line_without_controls() {
        assert_eq!(name("\0Ann\nLee\u{2028}X\t"), "Ann Lee X");
        assert_eq!(name(" A\r\n"), "Speaker A");
    }

    #[test]
    fn nobody_is_unknown() {
        assert_eq!(Speaker { id: SpeakerId(3), label: None, look: None }.name(), "Unknown speaker");
        assert_eq!(name(" \0 "), "Unknown speaker");
        assert_eq!(Speaker { id: SpeakerId(3), label: None, look: None }.label(), "");
    }
}

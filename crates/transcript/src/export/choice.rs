//! What can be chosen about an export. Which choices fit a format is said in `format`.

use crate::Millis;

/// Something that is switched on or off. A format to which it does not fit ignores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// When things are said.
    Timestamps,
    /// Who says them.
    Names,
    /// How sure the service is, where it says so.
    Confidence,
    /// Silences of more than 10 s, where they are.
    Gaps,
    /// P1, P2 … in place of names, numbered as the speakers of the whole conversation. The title
    /// and the name of the file are replaced too, as they may hold names. What is said is not
    /// changed: who calls somebody by name there still does.
    Pseudonyms,
    /// A byte order mark in front of a table, without which Excel takes UTF-8 for something else.
    ByteOrderMark,
    /// Tiers of single words beside those of the turns.
    WordTiers,
    /// The recording inside of the file: a place for its address, and times that play from there.
    Sound,
}

impl Choice {
    /// Every choice.
    pub const ALL: [Self; 8] = [
        Self::Timestamps,
        Self::Names,
        Self::Confidence,
        Self::Gaps,
        Self::Pseudonyms,
        Self::ByteOrderMark,
        Self::WordTiers,
        Self::Sound,
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// All that is chosen about an export. By default times, names and the byte order mark are there
/// and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    chosen: u8,
    /// How subtitles are cut.
    pub cues: CueLimits,
}

impl Options {
    /// Whether something is switched on.
    pub const fn has(&self, choice: Choice) -> bool {
        self.chosen & choice.bit() != 0
    }

    /// The same with one thing switched on or off.
    #[must_use]
    pub const fn with(mut self, choice: Choice, is_on: bool) -> Self {
        if is_on {
            self.chosen |= choice.bit();
        } else {
            self.chosen &= !choice.bit();
        }
        self
    }

    /// The same with other limits of cues.
    #[must_use]
    pub const fn with_cues(self, cues: CueLimits) -> Self {
        Self { cues, ..self }
    }
}

impl Default for Options {
    fn default() -> Self {
        let chosen = Choice::Timestamps.bit() | Choice::Names.bit() | Choice::ByteOrderMark.bit();
        Self { chosen, cues: CueLimits::default() }
    }
}

/// How large a cue of subtitles may be. The defaults are those of the Netflix Timed Text Style
/// Guide (<https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueLimits {
    /// Characters of a line, 42 unless set; taken as 10 to 500. A Chinese, Japanese or Korean
    /// character counts as two. A longer word stands on a longer line.
    pub line: u16,
    /// Lines of a cue, 2 unless set; taken as 1 to 10.
    pub lines: u8,
    /// How long a cue is shown at most, 7 s unless set; taken as at least 1 s.
    pub time: Millis,
}

impl CueLimits {
    /// The nearest limits with which something can be shown.
    pub(super) fn usable(self) -> Self {
        Self {
            line: self.line.clamp(10, 500),
            lines: self.lines.clamp(1, 10),
            time: self.time.max(Millis(1_000)),
        }
    }
}

impl Default for CueLimits {
    fn default() -> Self {
        Self { line: 42, lines: 2, time: Millis(7_000) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_do_not_disturb_each_other() {
        let none = Choice::ALL.into_iter().fold(Options::default(), |o, c| o.with(c, false));
        for choice in Choice::ALL {
            let one = none.with(choice, true);
            assert!(Choice::ALL.into_iter().all(|other| one.has(other) == (other == choice)));
            assert_eq!(one.with(choice, false), none);
        }
    }

    #[test]
    fn limits_are_brought_to_where_something_can_be_shown() {
        let limits = CueLimits { line: 0, lines: 0, time: Millis(0) }.usable();
        assert_eq!(limits, CueLimits { line: 10, lines: 1, time: Millis(1_000) });
        assert_eq!(CueLimits::default().usable(), CueLimits::default());
    }
}

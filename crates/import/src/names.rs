//! Names that stand before what is said: `Ann Lee: Yes.` and `[Ann Lee] Yes.`
//!
//! Subtitles have no place for names, so whoever wants them writes them into the text, on every
//! cue or, as our own export does, where another speaker begins. What looks the same may be
//! speech ("One thing: …") or a sound ("[Music]"). So a file has names where they begin with its
//! first cue, or repeat through it; then a name counts that repeats, or that looks like one.

use std::collections::BTreeMap;

use transcript::{is_letter, is_lower};

use crate::cues::{Cue, Cues};
use crate::pieces::{Piece, Pieces, Place};

/// How a name is set off from what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Colon,
    Brackets,
}

type Name<'a> = (Mark, &'a str);

/// The most characters of a name.
const LONGEST: usize = 100;

/// The pieces of cues, by whom they are said as far as the text tells. Two voices may share a cue,
/// a line for each.
pub(crate) fn attributed(cues: &mut Cues) -> Pieces {
    let stretches = core::mem::take(&mut cues.stretches);
    let known = Known::of(cues);
    let mut pieces = Pieces { stretches, ..Pieces::default() };
    pieces.all.reserve_exact(cues.all.len());
    let mut speaker = Place::default();
    for cue in &cues.all {
        let count = cues.lines(cue).len();
        for (index, line) in cues.lines(cue).enumerate() {
            let named =
                if cue.stretches.is_empty() { name_before(line, index + 1 < count) } else { None };
            let named = named.filter(|(name, _)| known.is_name(*name, index == 0));
            if let Some(((_, name), _)) = named {
                speaker = pieces.keep(name);
            }
            if named.is_some() || index == 0 {
                begin(&mut pieces, cue, speaker);
            }
            pieces.say(named.map_or(line, |(_, rest)| rest));
        }
    }
    if !pieces.stretches.is_empty() {
        adopt_stretches(&mut pieces, cues);
    }
    pieces
}

fn begin(pieces: &mut Pieces, cue: &Cue, speaker: Place) {
    let text = pieces.keep("");
    let (start, end) = (cue.start.into(), cue.end.into());
    let words = cue.stretches;
    pieces.all.push(Piece { speaker, text, words, start, end, confidence: None });
}

/// The texts of stretches stand with those of the cues: takes them along.
fn adopt_stretches(pieces: &mut Pieces, cues: &Cues) {
    let mut stretches = core::mem::take(&mut pieces.stretches);
    for stretch in &mut stretches {
        stretch.text = pieces.keep(cues.text(stretch.text));
    }
    pieces.stretches = stretches;
}

/// What may be a name at the start of a line, and what follows it on the line. Something must
/// follow, there or on further lines.
fn name_before(line: &str, has_more: bool) -> Option<(Name<'_>, &str)> {
    let line = line.trim();
    let (mark, name, rest) = if let Some(inside) = line.strip_prefix('[') {
        let (name, rest) = inside.split_once(']')?;
        (Mark::Brackets, name, rest.strip_prefix(':').unwrap_or(rest))
    } else {
        let at = line.match_indices([':', '：']).find(|(at, colon)| {
            let after = line.get(at + colon.len()..).unwrap_or_default();
            *colon == "：" || after.is_empty() || after.starts_with(char::is_whitespace)
        });
        let (at, colon) = at?;
        (Mark::Colon, line.get(..at)?, line.get(at + colon.len()..)?)
    };
    let (name, rest) = (name.trim(), rest.trim());
    let is_said = has_more || !rest.is_empty();
    let is_short = !name.is_empty() && name.chars().nth(LONGEST).is_none();
    (is_said && is_short).then_some(((mark, name), rest))
}

/// The names of a file.
#[derive(Default)]
struct Known<'a> {
    /// What may be a name, and how many cues begin with it.
    counts: BTreeMap<Name<'a>, usize>,
    has_names: bool,
}

impl<'a> Known<'a> {
    fn of(cues: &'a Cues) -> Self {
        let mut known = Self::default();
        let mut first = None;
        let mut cues_told = 0_usize;
        for cue in cues.all.iter().filter(|cue| cue.stretches.is_empty()) {
            let mut lines = cues.lines(cue);
            let Some(line) = lines.next() else { continue };
            cues_told += 1;
            if let Some((name, _)) = name_before(line, lines.len() > 0) {
                *known.counts.entry(name).or_default() += 1;
                if cues_told == 1 {
                    first = Some(name);
                }
            }
        }
        let repeated =
            known.counts.iter().filter(|(name, count)| **count > 1 && is_repeatable(**name));
        let in_all = repeated.map(|(_, count)| count).sum::<usize>();
        let begins = first.is_some_and(|name| known.repeats(name) || is_name_alone(name));
        known.has_names = begins || (in_all > 0 && in_all * 4 >= cues_told);
        known
    }

    /// Whether this is a name; only names that repeat stand on a further line of a cue.
    fn is_name(&self, name: Name<'_>, is_first_line: bool) -> bool {
        self.has_names && (self.repeats(name) || (is_first_line && is_name_alone(name)))
    }

    fn repeats(&self, name: Name<'_>) -> bool {
        self.counts.get(&name).is_some_and(|count| *count > 1) && is_repeatable(name)
    }
}

/// Words that stand before a colon, once, and are nobody's name.
const HEADINGS: [&str; 35] = [
    "and",
    "answer",
    "author",
    "but",
    "captions",
    "caution",
    "example",
    "fact",
    "finally",
    "first",
    "look",
    "no",
    "note",
    "now",
    "ok",
    "okay",
    "or",
    "plus",
    "ps",
    "question",
    "remember",
    "result",
    "reviewer",
    "second",
    "so",
    "source",
    "subtitles",
    "then",
    "tip",
    "title",
    "translation",
    "translator",
    "warning",
    "well",
    "yes",
];

/// Sounds in brackets.
const SOUNDS: [&str; 18] = [
    "applause",
    "beep",
    "cheering",
    "coughs",
    "crosstalk",
    "foreign",
    "inaudible",
    "laughing",
    "laughs",
    "laughter",
    "music",
    "noise",
    "sighs",
    "silence",
    "singing",
    "sound",
    "unintelligible",
    "whispering",
];

/// Whether this is taken for a name where it stands once.
fn is_name_alone((mark, name): Name<'_>) -> bool {
    let is_heading = HEADINGS.iter().any(|heading| name.eq_ignore_ascii_case(heading));
    is_repeatable((mark, name)) && look(name) == Look::Name && !is_heading
}

/// Whether this is taken for a name where it repeats.
fn is_repeatable((mark, name): Name<'_>) -> bool {
    let is_sound = || SOUNDS.iter().any(|sound| name.eq_ignore_ascii_case(sound));
    match mark {
        Mark::Colon => look(name) != Look::Phrase,
        Mark::Brackets => look(name) == Look::Name && !is_sound(),
    }
}

/// What a text before a colon looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Ann Lee, Dr. van Dam, SPEAKER 1, ليلى
    Name,
    /// interviewer
    Role,
    /// With signs that are in no sentence.
    Odd,
    /// and then he said
    Phrase,
}

/// Small words inside of names.
const PARTICLES: [&str; 20] = [
    "af", "al", "and", "av", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "of",
    "the", "van", "von", "y", "zu",
];

fn look(name: &str) -> Look {
    let is_plain = |c: char| is_letter(c) || " .,!?'-()_#&’…،。".contains(c);
    if !name.chars().all(is_plain) {
        return Look::Odd;
    }
    let words = || name.split_whitespace();
    let is_of_name = |word: &str| !word.starts_with(is_lower) || PARTICLES.contains(&word);
    let ends = |word: &str| {
        word.ends_with([',', '!', '?', '…', '。', '،'])
            || (word.ends_with('.') && word.chars().count() > 5)
    };
    let is_cut = name.ends_with('…');
    let count = words().count();
    let has_end = words().any(ends) && !is_cut;
    if count <= 5
        && !has_end
        && words().all(is_of_name)
        && !words().all(|w| w.starts_with(is_lower))
    {
        Look::Name
    } else if count <= 2 && !has_end {
        Look::Role
    } else {
        Look::Phrase
    }
}

#[cfg(test)]
mod tests {
    use transcript::Millis;

    use super::*;

    fn read(texts: &[&str]) -> Vec<(String, String)> {
        let mut cues = Cues::default();
        for (second, text) in (0..).zip(texts) {
            cues.begin(Millis(second * 1_000), Millis(second * 1_000), Place::default());
            text.lines().for_each(|line| cues.line(line));
        }
        let pieces = attributed(&mut cues);
        let told = |piece: &Piece| {
            (pieces.text(piece.speaker).to_owned(), pieces.text(piece.text).to_owned())
        };
        pieces.all.iter().map(told).collect()
    }

    fn said(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_name_counts_from_the_first_cue_until_another() {
        let cues = ["Ann Lee: One.", "Two.", "Bo: Three: four", "Ann Lee:\nFive.\nSix."];
        let expected = [
            ("Ann Lee", "One."),
            ("Ann Lee", "Two."),
            ("Bo", "Three: four"),
            ("Ann Lee", "Five. Six."),
        ];
        assert_eq!(read(&cues), said(&expected));
    }

    #[test]
    fn speech_with_a_colon_names_nobody() {
        for cues in [
            &["So it began.", "One thing: it rained.", "Then: nothing."][..],
            &["Translator: Ann Lee", "It began at 10:30.", "http://example.org: see there"],
            &["and he said: no", "and he said: yes", "and he said: no"],
            &["Yes", "No", "Well", "Maybe", "Then", "So", "But", "Or", "Sum: 5", "Sum: 6"],
        ] {
            assert!(read(cues).iter().all(|(speaker, _)| speaker.is_empty()), "{cues:?}");
        }
        let cues = ["Ann: So", "and the question is: why?", "Bo: Note: it rains", "Example: rain"];
        let expected = [
            ("Ann", "So"),
            ("Ann", "and the question is: why?"),
            ("Bo", "Note: it rains"),
            ("Bo", "Example: rain"),
        ];
        assert_eq!(read(&cues), said(&expected));
    }

    #[test]
    fn brackets_hold_names_or_sounds() {
        let cues = ["[Ann] Yes.", "[laughs] No.", "[Music]", "[Bo]: So?", "[Applause] Well"];
        let expected = [
            ("Ann", "Yes."),
            ("Ann", "[laughs] No."),
            ("Ann", "[Music]"),
            ("Bo", "So?"),
            ("Bo", "[Applause] Well"),
        ];
        assert_eq!(read(&cues), said(&expected));
        let sounds = ["[Music]", "[Music] So", "[Music] it began"];
        assert!(read(&sounds).iter().all(|(speaker, _)| speaker.is_empty()));
    }

    #[test]
    fn odd_names_and_roles_count_where_they_repeat() {
        let cues =
            ["=cmd|' /C calc'!A0: One.", "host: Two.", "=cmd|' /C calc'!A0: Three.", "host: F"];
        let names: Vec<String> = read(&cues).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["=cmd|' /C calc'!A0", "host", "=cmd|' /C calc'!A0", "host"]);
    }

    #[test]
    fn two_may_share_a_cue() {
        let cues = ["Ann: Yes.", "Bo: No.", "Ann: Yes!\nBo: No!"];
        let expected = [("Ann", "Yes."), ("Bo", "No."), ("Ann", "Yes!")];
        // Bo's name repeats only if it begins several cues.
        assert_eq!(read(&cues)[..2], said(&expected[..2]));
        let cues = ["Ann: Yes.", "Bo: No.", "Bo: So.", "Ann: Yes!\nBo: No!"];
        assert_eq!(read(&cues)[3..], said(&[("Ann", "Yes!"), ("Bo", "No!")]));
    }

    #[test]
    fn looks() {
        for name in
            ["Ann", "Ann Lee", "Dr. van Dam", "SPEAKER 1", "ليلى", "J. R. Hartley", "Ada Holm-…"]
        {
            assert_eq!(look(name), Look::Name, "{name}");
        }
        for (name, expected) in [
            ("host", Look::Role),
            ("the man in the hat", Look::Phrase),
            ("Yes, Ann", Look::Phrase),
            ("<b>Ann</b>", Look::Odd),
        ] {
            assert_eq!(look(name), expected, "{name}");
        }
    }
}

//! Names that stand before what is said: `Ann Lee: Yes.` and `[Ann Lee] Yes.`
//!
//! Subtitles have no place for names, so whoever wants them writes them into the text, on every
//! cue or, as our own export does, where another speaker begins. What looks the same may be
//! speech ("One thing: …") or a sound ("[Music]"). So a file has names where they begin with its
//! first cue, or repeat through it; then a name counts that repeats, or that looks like one.

use std::collections::BTreeMap;

use transcript::{Millis, SourceWords, is_letter, is_lower};

use crate::turns::{Piece, joined};

/// A cue of subtitles, its markup taken away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cue {
    pub(crate) start: Millis,
    pub(crate) end: Millis,
    /// None of them blank.
    pub(crate) lines: Vec<String>,
    /// Words with times; then no name stands before them.
    pub(crate) words: SourceWords,
}

/// How a name is set off from what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Colon,
    Brackets,
}

type Name<'a> = (Mark, &'a str);

/// The most characters of a name.
const LONGEST: usize = 100;

/// The pieces of cues, by whom they are said as far as the text tells.
pub(crate) fn attributed(cues: &[Cue]) -> Vec<Piece> {
    let known = Known::of(cues);
    let mut pieces = Vec::new();
    let mut speaker: Option<String> = None;
    for cue in cues {
        for part in parts(cue, &known) {
            if let Some(name) = part.name {
                speaker = Some(name.to_owned());
            }
            pieces.push(Piece {
                speaker: speaker.clone(),
                start: cue.start,
                end: cue.end,
                text: joined(part.lines),
                words: cue.words.clone(),
                confidence: None,
            });
        }
    }
    pieces
}

/// What one voice says in a cue.
struct Part<'a> {
    /// None: as before.
    name: Option<&'a str>,
    lines: Vec<&'a str>,
}

/// A cue at its names: two voices may share one, a line for each.
fn parts<'a>(cue: &'a Cue, known: &Known<'_>) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (index, line) in cue.lines.iter().enumerate() {
        let has_more = index + 1 < cue.lines.len();
        let named = if cue.words.is_empty() { name_before(line, has_more) } else { None };
        let named = named.filter(|(name, _)| known.is_name(*name, index == 0));
        match (named, parts.last_mut()) {
            (Some(((_, name), rest)), _) => {
                parts.push(Part { name: Some(name), lines: vec![rest] });
            }
            (None, Some(part)) => part.lines.push(line),
            (None, None) => parts.push(Part { name: None, lines: vec![line] }),
        }
    }
    parts
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
    fn of(cues: &'a [Cue]) -> Self {
        let mut known = Self::default();
        let mut first = None;
        let mut cues_told = 0_usize;
        for cue in cues.iter().filter(|cue| cue.words.is_empty()) {
            let Some(line) = cue.lines.first() else { continue };
            cues_told += 1;
            if let Some((name, _)) = name_before(line, cue.lines.len() > 1) {
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
    use super::*;

    fn read(cues: &[&str]) -> Vec<(String, String)> {
        let cue = |(index, text): (usize, &&str)| Cue {
            start: Millis(u32::try_from(index).unwrap_or_default() * 1_000),
            lines: text.lines().map(str::to_owned).collect(),
            ..Cue::default()
        };
        let pieces = attributed(&cues.iter().enumerate().map(cue).collect::<Vec<_>>());
        pieces.into_iter().map(|p| (p.speaker.unwrap_or_default(), p.text)).collect()
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

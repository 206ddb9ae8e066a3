//! What a text looks like that stands where a name may stand.

use transcript::{is_letter, is_lower};

use super::{Mark, Name};

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
pub(super) fn is_name_alone((mark, name): Name<'_>) -> bool {
    let is_heading = HEADINGS.iter().any(|heading| name.eq_ignore_ascii_case(heading));
    is_repeatable((mark, name)) && look(core(name)) == Look::Name && !is_heading
}

/// A name without what is added in parentheses: `Ann Lee (she/her)`, `Bo Ek (Old Town) (Con)`.
fn core(name: &str) -> &str {
    let mut core = name;
    while let Some(open) = core.strip_suffix(')').and_then(|inside| inside.rfind('(')) {
        let before = core.get(..open).unwrap_or_default().trim_end();
        if before.is_empty() {
            return core;
        }
        core = before;
    }
    core
}

/// Whether this is taken for a name where it repeats.
pub(super) fn is_repeatable((mark, name): Name<'_>) -> bool {
    let is_sound = || SOUNDS.iter().any(|sound| name.eq_ignore_ascii_case(sound));
    match mark {
        Mark::Colon => look(core(name)) != Look::Phrase,
        Mark::Brackets | Mark::Parentheses => look(core(name)) == Look::Name && !is_sound(),
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

    #[test]
    fn what_is_added_in_parentheses_is_no_part_of_the_look() {
        assert_eq!(core("Bo Ek (River and Old Town) (Con)"), "Bo Ek");
        assert_eq!(core("Sam Roe (she/her)"), "Sam Roe");
        for whole in ["(Ann)", "Ann", ")", "()", "a)"] {
            assert_eq!(core(whole), whole);
        }
    }
}

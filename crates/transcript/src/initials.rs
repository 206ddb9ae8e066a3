//! The letters inside a speaker's mark.

use crate::{
    letter::{is_letter, upper},
    speaker::{is_code, is_unknown},
};

/// At most two letters for a name, upper case, never empty.
///
/// "Speaker 1A" gives "1A"; a name the first letters of its first and its last word, with the
/// marks that belong to them; a name without letters its first sign, with all that is joined to
/// it; nothing, or an unknown speaker, "?". Scripts whose letters join give one letter, as two
/// would run together into something else.
pub fn initials(name: &str) -> String {
    let name = name.trim();
    if is_unknown(name) {
        return "?".to_owned();
    }
    if let Some(code) = name.strip_prefix("Speaker ").filter(|code| is_code(code)) {
        return code.chars().take(2).collect();
    }
    let mut words = name.split_whitespace().filter_map(|word| starting_with(word, starts_name));
    let Some(first) = words.next() else {
        return starting_with(name, is_visible).map_or_else(|| "?".to_owned(), upper_cluster);
    };
    let last = words.next_back().filter(|last| !joins(first) && !joins(last));
    upper_cluster(first) + &last.map(upper_cluster).unwrap_or_default()
}

/// The rest of the text from the first character of a kind.
fn starting_with(text: &str, kind: fn(char) -> bool) -> Option<&str> {
    text.find(kind).and_then(|at| text.get(at..))
}

const fn starts_name(c: char) -> bool {
    is_letter(c) && !extends(c)
}

fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !extends(c) && !is_invisible(c)
}

/// The first character as a reader sees it, in upper case.
fn upper_cluster(text: &str) -> String {
    let mut chars = cluster(text).chars();
    chars.next().map(upper).into_iter().chain(chars).collect()
}

/// The first character with its marks and what is joined to it. A short approximation of the
/// Unicode rules, whose tables would weigh more than the rest of this crate.
fn cluster(text: &str) -> &str {
    /// Families of emoji take eleven; somebody's tower of accents is cut.
    const MOST: usize = 16;
    let mut before = '\0';
    for (nth, (at, c)) in text.char_indices().enumerate() {
        let belongs = nth == 0
            || extends(c)
            || before == '\u{200d}'
            || (is_virama(before) && is_letter(c))
            || (nth == 1 && is_flag_letter(before) && is_flag_letter(c));
        if !belongs || nth >= MOST {
            return text.get(..at).unwrap_or_default();
        }
        before = c;
    }
    text
}

/// Belongs to the character before it: accents, vowel signs, joiners, skin tones, emoji tags.
const fn extends(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
        || is_indic_sign(c)
}

/// The scripts of India from Devanagari to Malayalam are laid out alike, 128 characters each.
const fn is_indic_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{d7f}')
        && matches!(c as u32 % 0x80, 0x00..=0x03 | 0x3a..=0x3c | 0x3e..=0x4d | 0x55..=0x57 | 0x62..=0x63)
}

/// Joins the consonant before it with the one after it.
const fn is_virama(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{d7f}') && c as u32 % 0x80 == 0x4d
}

/// Two of these make a flag.
const fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Directs the writing or takes no room.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a word starts in a script whose letters join: Arabic, Syriac, N'Ko, Mongolian.
fn joins(word: &str) -> bool {
    word.starts_with(|c| {
        matches!(c, '\u{600}'..='\u{8ff}' | '\u{1800}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn expect(cases: &[(&str, &str)]) {
        for (name, letters) in cases {
            assert_eq!(initials(name), *letters, "{name:?}");
        }
    }

    #[test]
    fn counted_speakers_show_their_label() {
        expect(&[
            ("Speaker A", "A"),
            ("Speaker 1A", "1A"),
            ("Speaker AB", "AB"),
            ("Speaker 12", "12"),
        ]);
    }

    #[test]
    fn names_show_their_first_and_last_word() {
        expect(&[
            ("Maya Lindqvist", "ML"),
            ("Maria del Carmen Ruiz", "MR"),
            ("interviewer", "I"),
            ("me", "M"),
            ("Speaker of the House", "SH"),
            ("“Doc” (Brown)", "DB"),
            ("Ann & Lee", "AL"),
            ("élodie ñandú", "ÉÑ"),
        ]);
    }

    #[test]
    fn other_scripts_are_respected() {
        expect(&[
            ("王小明", "王"),
            ("山田 太郎", "山太"),
            ("ليلى حدّاد", "ل"),
            ("דנה כהן", "דכ"),
            ("नीता शर्मा", "नीश"),
            ("क्षमा", "क्ष"),
            ("გიორგი", "გ"),
            ("анна петрова", "АП"),
        ]);
    }

    #[test]
    fn what_is_joined_stays_joined() {
        expect(&[
            ("e\u{301}lodie", "E\u{301}"),
            ("👩‍🔬", "👩‍🔬"),
            ("👩‍🔬 Lab", "L"),
            ("👋🏽", "👋🏽"),
            ("🇸🇪🇫🇮", "🇸🇪"),
        ]);
    }

    #[test]
    fn there_is_always_something() {
        expect(&[
            ("", "?"),
            ("Unknown speaker", "?"),
            ("\0 \u{202e}", "?"),
            ("--", "-"),
            ("\u{301}", "?"),
        ]);
    }
}

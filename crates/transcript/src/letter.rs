//! Letters and capitals, closely enough for initials and sentence ends.
//!
//! `char::to_uppercase`, `is_alphabetic` and `is_lowercase` bring tables of all of Unicode, ten
//! kilobytes of a compressed page, to decide on one or two letters in a speaker's mark. Here are
//! the scripts that have capitals and are in daily use, and the ranges that hold no letters.

/// The capital of a letter; itself when it has none, when that is two letters (ß), or in Georgian,
/// whose capitals few fonts know and no name is written with.
pub(crate) const fn upper(c: char) -> char {
    match c {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ϋ' | 'а'..='я' => {
            less(c, 0x20)
        }
        'ÿ' => 'Ÿ',
        'ı' => 'I',
        'ς' => 'Σ',
        'ά' => 'Ά',
        'έ'..='ί' => less(c, 0x25),
        'ό' => 'Ό',
        'ύ' | 'ώ' => less(c, 0x3f),
        'ѐ'..='џ' => less(c, 0x50),
        'ա'..='ֆ' => less(c, 0x30),
        // Capital and small letter side by side, the capital first.
        'Ā'..='ķ'
        | 'Ŋ'..='ŷ'
        | 'Ơ'..='ơ'
        | 'Ǟ'..='ǯ'
        | 'Ǹ'..='ȟ'
        | 'Ȣ'..='ȳ'
        | 'Ѡ'..='ҁ'
        | 'Ҋ'..='ҿ'
        | 'Ӑ'..='ԯ'
        | 'Ḁ'..='ẕ'
        | 'Ạ'..='ỿ' => less(c, c as u32 % 2),
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ư'..='ư' | 'Ǎ'..='ǜ' | 'Ӂ'..='ӎ' => {
            less(c, (c as u32 + 1) % 2)
        }
        _ => c,
    }
}

/// A small letter.
pub const fn is_lower(c: char) -> bool {
    upper(c) as u32 != c as u32 || matches!(c, 'ß')
}

/// A letter or a digit: not white space, punctuation, a symbol, an emoji or invisible.
pub const fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !c.is_whitespace()
        && !matches!(c,
            '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}'
            | '×' | '÷' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}'..='\u{58f}'
            | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}' | '\u{5f3}'..='\u{5f4}'
            | '\u{600}'..='\u{60f}' | '\u{61b}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{6dd}'..='\u{6de}' | '\u{6e9}' | '\u{964}'..='\u{965}' | '\u{970}' | '\u{e3f}'
            | '\u{1360}'..='\u{1368}' | '\u{1800}'..='\u{180e}' | '\u{2000}'..='\u{206f}'
            | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
            | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30fb}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fd3e}'..='\u{fd3f}' | '\u{fe10}'..='\u{fe1f}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{feff}' | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
            | '\u{ffe0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..)
}

/// Whether a text says anything: has a letter, a digit, a symbol or an emoji. Blanks, marks and signs
/// that only direct the writing are nobody's.
pub(crate) fn is_said(text: &str) -> bool {
    text.chars().any(|c| is_letter(c) || is_symbol(c))
}

const fn is_symbol(c: char) -> bool {
    matches!(c, '#' | '$' | '%' | '&' | '*' | '+' | '<' | '=' | '>' | '@' | '^' | '|' | '~'
        | '\u{a2}'..='\u{a9}' | '\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b5}' | '\u{bc}'..='\u{be}' | '×' | '÷'
        | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f000}'..='\u{1faff}')
}

/// Of a script that is written without blanks between words: Chinese, Japanese, Thai, Lao, Tibetan,
/// Burmese, Khmer.
pub(crate) const fn is_spaceless(c: char) -> bool {
    is_wide(c)
        || matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{19e0}'..='\u{19ff}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Of a script that is written without blanks, and whose letters are words or syllables.
pub const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}

const fn less(c: char, offset: u32) -> char {
    match char::from_u32(c as u32 - offset) {
        Some(capital) => capital,
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The capital that Unicode knows, if it is a single letter.
    fn capital(c: char) -> Option<char> {
        let mut capitals = c.to_uppercase();
        capitals.next().filter(|_| capitals.next().is_none())
    }

    #[test]
    fn no_letter_gets_a_wrong_capital() {
        for c in '\0'..=char::MAX {
            assert!(upper(c) == c || Some(upper(c)) == capital(c), "{c} {:x}", c as u32);
        }
    }

    #[test]
    fn scripts_in_daily_use_have_their_capitals() {
        let living = ['\0'..='ž', 'Ά'..='ώ', 'Ѐ'..='ӿ', 'Ա'..='ֆ', 'Ạ'..='ỹ', 'Ơ'..='ơ', 'Ư'..='ư'];
        for c in living.into_iter().flatten().filter(|c| !matches!(c, 'µ' | 'ӏ')) {
            assert_eq!(upper(c), capital(c).unwrap_or(c), "{c} {:x}", c as u32);
        }
    }

    #[test]
    fn small_letters_are_known() {
        for c in "azéßñšωжքếư".chars() {
            assert!(is_lower(c), "{c}");
        }
        for c in "AZÉÑŠΩЖ1.中لშ".chars() {
            assert!(!is_lower(c), "{c}");
        }
    }

    #[test]
    fn letters_and_digits_of_all_scripts_are_letters() {
        for c in '\0'..'\u{1f000}' {
            // What Unicode calls numbers beyond digits, and letters in circles, make no initials.
            let odd = matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '\u{2000}'..='\u{2bff}'
                | '\u{2e00}'..='\u{3030}');
            if c.is_alphanumeric() && !odd {
                assert!(is_letter(c), "{c} {:x}", c as u32);
            }
        }
    }

    #[test]
    fn marks_and_blanks_say_nothing() {
        for text in ["", " ", "…", "“”", "—,", "。", "؟", "\u{200f}", "\u{200b} !"] {
            assert!(!is_said(text), "{text:?}");
        }
        for text in ["a", "2", "你", "ั", "$", "€", "👍", "♪", "🇩🇪", "“x"] {
            assert!(is_said(text), "{text:?}");
        }
    }

    #[test]
    fn signs_are_not_letters() {
        for c in "\0 \t!\"'()-@_`~\u{a0}«»¿×“”‘’–—…•€→★♥「」。、！？؟،٪।👩\u{1f1f8}\u{202e}\u{feff}\u{3000}"
            .chars()
        {
            assert!(!is_letter(c), "{c} {:x}", c as u32);
        }
    }
}

//! Which way a paragraph is written: as its first letter is (rules P2 and P3 of UAX #9).

/// Whether it is written from right to left.
pub(crate) fn is_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl_letter)
}

/// The blocks that Unicode sets aside for writing from right to left.
const fn is_rtl_letter(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_decides() {
        for text in ["שלום", "12 مرحبا and more", "(…) ܫܠܡܐ", "ߒߞߏ"] {
            assert!(is_rtl(text), "{text}");
        }
        for text in ["", "12:30", "Yes שלום", "中文", "été"] {
            assert!(!is_rtl(text), "{text}");
        }
    }
}

//! Text made one line: most formats end something at the end of a line.

/// Appends `text` as one line, character by character through `push`: white space of any kind and
/// length becomes one space, at the ends none; control characters and what is no character at all
/// are left out. Everything else, joiners and directions among it, is handed on.
pub(super) fn push_line(out: &mut String, text: &str, push: impl Fn(&mut String, char)) {
    push_line_with(out, text, &push);
}

fn push_line_with(out: &mut String, text: &str, push: &dyn Fn(&mut String, char)) {
    let (mut is_begun, mut is_apart) = (false, false);
    for c in text.chars() {
        if c.is_whitespace() {
            is_apart = is_begun;
        } else if is_kept(c) {
            if is_apart {
                push(out, ' ');
            }
            (is_begun, is_apart) = (true, false);
            push(out, c);
        }
    }
}

/// Whether a character can be written in every format: no control, and allowed in XML.
pub(super) const fn is_kept(c: char) -> bool {
    !matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Appends `text` as one line as it is.
pub(super) fn push_plain_line(out: &mut String, text: &str) {
    push_line(out, text, String::push);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        let line = |text| {
            let mut out = String::new();
            push_plain_line(&mut out, text);
            out
        };
        assert_eq!(line(" a\r\n\tb\u{2028}\u{85}c \u{a0}"), "a b c");
        assert_eq!(line("\0a\0 \0b\u{7f}\u{9b}\u{ffff}"), "a b");
        assert_eq!(line("\n \0"), "");
        assert_eq!(line("e\u{301}\u{200d}\u{202e}x"), "e\u{301}\u{200d}\u{202e}x");
    }
}

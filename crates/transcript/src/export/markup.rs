//! Text between and inside of tags, for XML and HTML alike.

use super::line::push_line;

/// Appends text as one line, so that it is text and nothing else between tags and in attributes.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    push_line(out, text, push_char);
}

/// Appends one character.
pub(super) fn push_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        _ => out.push(c),
    }
}

/// Appends ` name="value"`.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}

//! Markdown: <https://spec.commonmark.org/0.31.2/>.

use super::{
    Choice,
    line::push_line,
    number::push_number,
    text::{percent, push_gap},
    view::View,
};
use crate::{Clock, Turn};

/// The title as a heading, then per turn `**Ann** (0:05)` and its paragraphs, everything parted by
/// empty lines. What is said is text and nothing else: markup, also of dialects with tables,
/// formulas and templates, is escaped, and HTML is written as character references.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    out.push_str("# ");
    push_text(out, &view.title());
    out.push('\n');
    for turn in view.turns() {
        push_gap(out, view, turn.gap_before, "\n*", "*\n");
        push_heading(out, view, turn);
        for paragraph in view.transcript.paragraphs(turn) {
            push_gap(out, view, paragraph.gap_before, "\n*", "*\n");
            out.push('\n');
            push_text(out, view.transcript.paragraph_text(paragraph));
            out.push('\n');
        }
    }
}

/// An empty line and `**Ann** (0:05, 94%)`, or what of it is wanted.
fn push_heading(out: &mut String, view: &View<'_>, turn: &Turn) {
    let name = view.shown_name(turn);
    let mut notes = String::new();
    if view.has(Choice::Timestamps) {
        notes.push_str(&Clock(turn.start).to_string());
    }
    if let Some(percent) = percent(view, turn) {
        notes.push_str(if notes.is_empty() { "" } else { ", " });
        push_number(&mut notes, u32::from(percent));
        notes.push('%');
    }
    if name.is_none() && notes.is_empty() {
        return;
    }
    out.push('\n');
    if let Some(name) = name {
        out.push_str("**");
        push_text(out, name);
        out.push_str(if notes.is_empty() { "**" } else { "** " });
    }
    if !notes.is_empty() {
        out.push('(');
        out.push_str(&notes);
        out.push(')');
    }
    out.push('\n');
}

/// Appends text as one line that is text alone.
fn push_text(out: &mut String, text: &str) {
    let begin = out.len();
    push_line(out, text, |out, c| push_char(out, c, begin));
}

/// Appends a character. `begin` is where the line begins.
fn push_char(out: &mut String, c: char, begin: usize) {
    let line = out.get(begin..).unwrap_or_default();
    let escape = match c {
        '&' => return out.push_str("&amp;"),
        '<' => return out.push_str("&lt;"),
        '>' => return out.push_str("&gt;"),
        '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '$' | '@' | '^' | '#' => true,
        // Lists, lines under headings, definitions.
        '+' | '-' | '=' | ':' if line.is_empty() => true,
        '.' | ')' if is_number(line) => true,
        // An address that would become a link, a picture, and marks that come in pairs.
        '/' => line.ends_with(':'),
        '=' | '%' => line.ends_with(c),
        '.' if line.ends_with("www") => true,
        _ => false,
    };
    if escape {
        out.push('\\');
    }
    out.push(c);
}

/// The number of a list: more than nine digits are none.
fn is_number(line: &str) -> bool {
    (1..=9).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::from("**A** ");
        push_text(&mut out, text);
        out.split_off(6)
    }

    #[test]
    fn what_is_said_is_no_markup() {
        assert_eq!(text("*so* __it__ `is`"), "\\*so\\* \\_\\_it\\_\\_ \\`is\\`");
        assert_eq!(text("[a](javascript:b)"), "\\[a\\](javascript:b)");
        assert_eq!(text("<script>&amp;"), "&lt;script&gt;&amp;amp;");
        assert_eq!(text("{{ x }} $y$ ==z=="), "\\{\\{ x \\}\\} \\$y\\$ =\\=z=\\=");
        assert_eq!(text("https://a.b me@c.d"), "https:\\//a.b me\\@c.d");
    }

    #[test]
    fn a_line_starts_nothing() {
        assert_eq!(text("# a"), "\\# a");
        assert_eq!(text("  - a\n- b"), "\\- a - b");
        assert_eq!(text("1. a"), "1\\. a");
        assert_eq!(text("2024) a"), "2024\\) a");
        assert_eq!(text("3.5 and 4. so"), "3\\.5 and 4. so");
        assert_eq!(text("==="), "\\=\\=\\=");
        assert_eq!(text("    code"), "code");
    }
}

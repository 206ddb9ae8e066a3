//! The text of a cue of `WebVTT`: voices, times and references in it,
//! <https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules>.

use transcript::Millis;

use crate::seconds::mark;

/// A stretch of a cue's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    /// Whose voice it is, where it says so.
    pub(crate) voice: Option<String>,
    /// The time that stands before it.
    pub(crate) start: Option<Millis>,
    /// Its text, line ends among it.
    pub(crate) text: String,
}

/// The stretches of a cue's text: a new one begins with each voice and each time.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut spans = vec![Span::default()];
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        push(&mut spans, before);
        // A bracket that does not close is no tag: what follows would be lost.
        let Some(end) = from.find('>') else {
            push(&mut spans, from);
            rest = "";
            break;
        };
        let inside = from.get(1..end).unwrap_or_default();
        rest = from.get(end + 1..).unwrap_or_default();
        if inside == "/v" {
            spans.push(Span::default());
        } else if let Some(name) = voice(inside) {
            let voice = Some(name).filter(|name| !name.is_empty());
            spans.push(Span { voice, ..Span::default() });
        } else if let Some(start) = mark(inside) {
            let voice = spans.last().and_then(|span| span.voice.clone());
            spans.push(Span { voice, start: Some(start), ..Span::default() });
        }
    }
    push(&mut spans, rest);
    spans.retain(|span| !span.text.trim_start().is_empty());
    spans
}

fn push(spans: &mut [Span], text: &str) {
    if let Some(span) = spans.last_mut() {
        span.text.push_str(&unescaped(text));
    }
}

/// The name in `<v Name>` or `<v.loud Name>`, which may be empty; `None` for other tags.
fn voice(inside: &str) -> Option<String> {
    let (tag, name) = inside.split_once(|c: char| c.is_whitespace()).unwrap_or((inside, ""));
    let is_voice = tag == "v" || tag.starts_with("v.");
    is_voice.then(|| unescaped(name).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The references of the format; what is none is text.
const REFERENCES: [(&str, &str); 7] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{a0}"),
    ("&lrm;", "\u{200e}"),
    ("&rlm;", "\u{200f}"),
    ("&quot;", "\""),
];

/// A text with its references undone, numbers among them: `&#39;`, `&#x27;`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let named = REFERENCES.iter().find(|(name, _)| from.starts_with(name));
        if let Some((name, meant)) = named {
            out.push_str(meant);
            rest = from.get(name.len()..).unwrap_or_default();
        } else if let Some((c, length)) = numbered(from) {
            out.push(c);
            rest = from.get(length..).unwrap_or_default();
        } else {
            out.push('&');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The character of `&#39;` at the start, and the length of the reference.
fn numbered(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let number = text.get(2..end).filter(|_| text.starts_with("&#"))?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0').map(|c| (c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(voice: &str, start: Option<u32>, text: &str) -> Span {
        let voice = (!voice.is_empty()).then(|| voice.to_owned());
        Span { voice, start: start.map(Millis), text: text.to_owned() }
    }

    #[test]
    fn voices_and_times_begin_stretches() {
        assert_eq!(
            spans("<v.loud Ann &amp; Bo>Yes.</v>\n<v  Bo\tEk >No <i>and</i> <c.x>no</c>"),
            [span("Ann & Bo", None, "Yes."), span("Bo Ek", None, "No and no")]
        );
        assert_eq!(
            spans("<v Ann>So<00:00:01.000><c> it</c><00:01.500> was"),
            [
                span("Ann", None, "So"),
                span("Ann", Some(1_000), " it"),
                span("Ann", Some(1_500), " was")
            ]
        );
    }

    #[test]
    fn what_is_no_markup_is_text() {
        assert_eq!(
            spans("1 &lt; 2 &amp;lt; &x; & &#39;&#x27;"),
            [span("", None, "1 < 2 &lt; &x; & ''")]
        );
        assert_eq!(spans("a <b"), [span("", None, "a <b")]);
        assert_eq!(spans("</v><v><>"), []);
    }
}

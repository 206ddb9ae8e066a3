//! The text of a cue of `WebVTT`: voices, times and references in it,
//! <https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules>.

use transcript::Millis;

use crate::seconds::mark;

/// A stretch of a cue's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span<'a> {
    /// Whose voice it is, where it says so.
    pub(crate) voice: Option<&'a str>,
    /// The time that stands before it.
    pub(crate) start: Option<Millis>,
    /// Its text, line ends among it.
    pub(crate) text: &'a str,
}

/// What is read of a stretch so far.
#[derive(Default)]
struct Open {
    voice: Option<String>,
    start: Option<Millis>,
    text: String,
}

impl Open {
    /// Hands the stretch over, unless there is nothing in it, and begins the next one.
    fn end(&mut self, start: Option<Millis>, take: &mut dyn FnMut(Span<'_>)) {
        if !self.text.trim_start().is_empty() {
            take(Span { voice: self.voice.as_deref(), start: self.start, text: &self.text });
        }
        self.text.clear();
        self.start = start;
    }
}

/// Hands over the stretches of a cue's text: a new one begins with each voice and each time. One at
/// a time, as there may be one for each six bytes.
pub(crate) fn spans(text: &str, take: &mut dyn FnMut(Span<'_>)) {
    let mut open = Open::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        push_unescaped(&mut open.text, before);
        // A bracket that does not close is no tag: what follows would be lost.
        let Some(end) = from.find('>') else {
            rest = from;
            break;
        };
        let inside = from.get(1..end).unwrap_or_default();
        rest = from.get(end + 1..).unwrap_or_default();
        if inside == "/v" {
            open.end(None, take);
            open.voice = None;
        } else if let Some(name) = voice(inside) {
            open.end(None, take);
            open.voice = Some(name).filter(|name| !name.is_empty());
        } else if let Some(start) = mark(inside) {
            open.end(Some(start), take);
        }
    }
    push_unescaped(&mut open.text, rest);
    open.end(None, take);
}

/// The name in `<v Name>` or `<v.loud Name>`, which may be empty; `None` for other tags.
fn voice(inside: &str) -> Option<String> {
    let (tag, name) = inside.split_once(|c: char| c.is_whitespace()).unwrap_or((inside, ""));
    let is_voice = tag == "v" || tag.starts_with("v.");
    is_voice.then(|| {
        let mut text = String::new();
        push_unescaped(&mut text, name);
        // noScribe marks so who talks over another.
        let mut words = text.trim_start().trim_start_matches("//").split_whitespace();
        let mut name = words.next().unwrap_or_default().to_owned();
        words.for_each(|word| name.extend([" ", word]));
        name
    })
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

/// Appends a text with its references undone, numbers among them: `&#39;`, `&#x27;`.
fn push_unescaped(out: &mut String, text: &str) {
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

    type Told = (String, Option<u32>, String);

    fn span(voice: &str, start: Option<u32>, text: &str) -> Told {
        (voice.to_owned(), start, text.to_owned())
    }

    fn all(text: &str) -> Vec<Told> {
        let mut all = Vec::new();
        spans(text, &mut |Span { voice, start, text }| {
            all.push(span(voice.unwrap_or_default(), start.map(|start| start.0), text));
        });
        all
    }

    #[test]
    fn voices_and_times_begin_stretches() {
        assert_eq!(
            all("<v.loud Ann &amp; Bo>Yes.</v>\n<v  Bo\tEk >No <i>and</i> <c.x>no</c>"),
            [span("Ann & Bo", None, "Yes."), span("Bo Ek", None, "No and no")]
        );
        assert_eq!(
            all("<v Ann>So<00:00:01.000><c> it</c><00:01.500> was"),
            [
                span("Ann", None, "So"),
                span("Ann", Some(1_000), " it"),
                span("Ann", Some(1_500), " was")
            ]
        );
    }

    #[test]
    fn who_talks_over_another_is_the_same_voice() {
        assert_eq!(
            all("<v //S00>So.</v> <v S00>No.</v>"),
            [span("S00", None, "So."), span("S00", None, "No.")]
        );
    }

    #[test]
    fn what_is_no_markup_is_text() {
        assert_eq!(
            all("1 &lt; 2 &amp;lt; &x; & &#39;&#x27;"),
            [span("", None, "1 < 2 &lt; &x; & ''")]
        );
        assert_eq!(all("a <b"), [span("", None, "a <b")]);
        assert_eq!(all("</v><v><>"), []);
    }
}

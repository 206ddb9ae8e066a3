//! `SubRip` subtitles. There is no standard; the shape is that of
//! <https://www.matroska.org/technical/subtitles.html#srt-subtitles>.

use super::{
    Choice,
    cues::{cues, label},
    number::push_cue_head,
    view::View,
};

/// Per cue its number from 1, `00:00:05,000 --> 00:00:06,200` and its lines, each ended by a line
/// feed, then an empty line. Where another speaker begins, the name stands before what is said:
/// `Ann: Yes.`
///
/// Players take `<i>` for italics and `{\an8}` for a place on the screen, and there is no way to
/// say that they are text, so their brackets become others that look alike.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let labels: Option<Vec<String>> = view.has(Choice::Names).then(|| {
        let speakers = view.transcript.speakers().iter();
        speakers.map(|speaker| label(view.name(speaker.id), view.options.cues)).collect()
    });
    let cues = cues(view, labels.as_deref());
    let (mut number, mut last) = (0, None);
    for cue in &cues.list {
        number += 1;
        push_cue_head(out, number, (cue.start, cue.end), ',');
        let label = labels.as_ref().and_then(|labels| labels.get(usize::from(cue.speaker.0)));
        let label = label.filter(|_| last != Some(cue.speaker));
        for line in cues.lines(cue, label.map(String::as_str)) {
            push_safe(out, &line);
            out.push('\n');
        }
        out.push('\n');
        last = Some(cue.speaker);
    }
}

/// Appends a line in which nothing is a time, a tag or a place.
fn push_safe(out: &mut String, line: &str) {
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        match c {
            '-' if after.starts_with("->") => {
                out.push('→');
                rest = after.get(2..).unwrap_or_default().chars();
            }
            '<' if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                out.push('‹');
            }
            '{' if after.starts_with('\\') => out.push('('),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{
        Format, Input, Options, export,
        fixture::{conversation, written},
    };

    #[test]
    fn a_name_stands_where_another_speaker_begins() {
        let transcript = conversation(&[("A", "One."), ("A", "Two."), ("B", "Three.")]);
        let srt = "1\n00:00:00,000 --> 00:00:01,000\nSpeaker A: One.\n\n\
            2\n00:00:01,000 --> 00:00:02,000\nTwo.\n\n\
            3\n00:00:02,000 --> 00:00:03,000\nSpeaker B: Three.\n\n";
        assert_eq!(written(Format::Srt, &transcript), srt);
        let options = Options::default().with(Choice::Names, false);
        let nameless = export(Format::Srt, &Input::new(&transcript), &options);
        assert_eq!(nameless, srt.replace("Speaker A: ", "").replace("Speaker B: ", ""));
    }

    #[test]
    fn text_is_neither_time_nor_tag() {
        let mut out = String::new();
        push_safe(&mut out, "a --> b ----> <i>c</i> {\\an8} 1 < 2 <3 {x}");
        assert_eq!(out, "a → b --→ ‹i>c‹/i> (\\an8} 1 < 2 <3 {x}");
    }
}

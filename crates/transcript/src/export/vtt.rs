//! `WebVTT` subtitles: <https://www.w3.org/TR/webvtt1/>.

use super::{Choice, cues::cues, line::push_line, number::push_cue_head, view::View};

/// The header, a note with the title, then per cue its number from 1,
/// `00:00:05.000 --> 00:00:06.200` and `<v Ann>Yes.` Characters that would be markup are written
/// as references, in names too, so that neither a tag nor `-->` can come from text.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    out.push_str("WEBVTT\n\nNOTE ");
    push_line(out, &view.title(), push_char);
    out.push_str("\n\n");
    let cues = cues(view, None);
    let mut number = 0;
    for cue in &cues.list {
        number += 1;
        push_cue_head(out, number, (cue.start, cue.end), '.');
        if view.has(Choice::Names) {
            out.push_str("<v ");
            push_line(out, view.name(cue.speaker), push_char);
            // Readers trim the name; without the space, the bracket would make `-->` of it.
            out.push_str(if out.ends_with("--") { " >" } else { ">" });
        }
        for line in cues.lines(cue, None) {
            line.chars().for_each(|c| push_char(out, c));
            out.push('\n');
        }
        out.push('\n');
    }
}

/// Quotation marks are themselves here, unlike in HTML.
fn push_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use crate::export::{Format, Input, Options, export, fixture::conversation};

    #[test]
    fn names_titles_and_text_are_no_markup() {
        let transcript =
            conversation(&[("Bo --", "So"), ("<b>\nAnn --> &", "<v Bo>No --> \"yes\" & so")]);
        let input = Input { title: "a --> b\n\nSTYLE", ..Input::new(&transcript) };
        let vtt = export(Format::WebVtt, &input, &Options::default());
        let expected = "WEBVTT\n\nNOTE a --&gt; b STYLE\n\n1\n00:00:00.000 --> 00:00:01.000\n<v Bo -- >So\n\n2\n00:00:01.000 --> 00:00:02.000\n\
            <v &lt;b&gt; Ann --&gt; &amp;>&lt;v Bo&gt;No --&gt; \"yes\" &amp; so\n\n";
        assert_eq!(vtt, expected);
    }
}

//! Plain text, for pasting anywhere.

use super::{Choice, Input, Options, number::push_number, view::View};
use crate::{Clock, Millis, Speaker, Transcript, Turn};

/// The whole conversation as plain text.
///
/// `names` are what speakers are called, by the index of their id; who has none there has the
/// name of [`crate::Speaker::name`].
///
/// Per turn a line with the speaker's name and its start, `Speaker A [0:05]`, then a line per
/// paragraph, exactly as it came; an empty line between turns, one line feed at the end. An empty
/// transcript gives an empty string.
pub fn plain_text(transcript: &Transcript, names: &[String]) -> String {
    let own = transcript.speakers().iter().map(Speaker::name).enumerate();
    let names = own.map(|(index, name)| names.get(index).cloned().unwrap_or(name)).collect();
    let (input, options) = (Input::new(transcript), Options::default());
    let mut out = String::with_capacity(transcript.text.len() + transcript.turns().len() * 24);
    write(&View::new(&input, &options).under(names), &mut out);
    out
}

/// The chosen turns as in [`plain_text`]. How sure the service is stands after the start, a
/// silence on a line of its own: `(0:12 of silence)`.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    for turn in view.turns() {
        if !out.is_empty() {
            out.push('\n');
        }
        push_gap(out, view, turn.gap_before, "(", ")\n\n");
        let before = out.len();
        push_heading(out, view, turn);
        if out.len() > before {
            out.push('\n');
        }
        for paragraph in view.transcript.paragraphs(turn) {
            push_gap(out, view, paragraph.gap_before, "(", ")\n");
            out.push_str(view.transcript.paragraph_text(paragraph));
            out.push('\n');
        }
    }
}

/// `Speaker A [0:05] 94%`, or what of it is wanted.
pub(super) fn push_heading(out: &mut String, view: &View<'_>, turn: &Turn) {
    let before = out.len();
    out.push_str(view.shown_name(turn).unwrap_or_default());
    if view.has(Choice::Timestamps) {
        push_space(out, before);
        out.push('[');
        out.push_str(&Clock(turn.start).to_string());
        out.push(']');
    }
    if let Some(percent) = percent(view, turn) {
        push_space(out, before);
        push_number(out, u32::from(percent));
        out.push('%');
    }
}

fn push_space(out: &mut String, before: usize) {
    if out.len() > before {
        out.push(' ');
    }
}

/// How sure the service is of a turn, where that is wanted and known.
pub(super) fn percent(view: &View<'_>, turn: &Turn) -> Option<u8> {
    turn.confidence.filter(|_| view.has(Choice::Confidence)).map(crate::Confidence::percent)
}

/// Appends how long a silence is, where there is one and that is wanted.
pub(super) fn push_gap(
    out: &mut String,
    view: &View<'_>,
    gap: Option<Millis>,
    before: &str,
    after: &str,
) {
    if let Some(gap) = gap.filter(|_| view.has(Choice::Gaps)) {
        out.push_str(before);
        out.push_str(&Clock(gap).to_string());
        out.push_str(" of silence");
        out.push_str(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Format, export, fixture::conversation};

    #[test]
    fn names_and_times_can_be_left_out() {
        let transcript = conversation(&[("A", "Yes."), ("B", "No.")]);
        let written = |options| export(Format::Text, &Input::new(&transcript), &options);
        let options = Options::default();
        assert_eq!(written(options), plain_text(&transcript, &[]));
        let nameless = options.with(Choice::Names, false);
        assert_eq!(written(nameless), "[0:00]\nYes.\n\n[0:01]\nNo.\n");
        assert_eq!(written(nameless.with(Choice::Timestamps, false)), "Yes.\n\nNo.\n");
    }
}

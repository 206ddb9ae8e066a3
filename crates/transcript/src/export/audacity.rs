//! A label track for Audacity: <https://manual.audacityteam.org/man/importing_and_exporting_labels.html>.

use super::{line::push_plain_line, number::push_seconds, view::View};

/// Per turn its start, its end, both in seconds, and `Ann: what she says`, parted by tabs.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    for turn in view.turns() {
        push_seconds(out, turn.start);
        out.push('\t');
        push_seconds(out, turn.end);
        out.push('\t');
        if let Some(name) = view.shown_name(turn) {
            out.push_str(name);
            out.push_str(": ");
        }
        push_plain_line(out, view.transcript.turn_text(turn));
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use crate::export::{
        Format,
        fixture::{conversation, written},
    };

    #[test]
    fn a_label_is_one_line_without_tabs() {
        let transcript = conversation(&[("A\tB", "Yes.\tSo\n1\t2\tno")]);
        let labels = "0.000\t1.000\tA B: Yes. So 1 2 no\n";
        assert_eq!(written(Format::Audacity, &transcript), labels);
    }
}

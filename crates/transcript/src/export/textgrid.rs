//! Tiers of annotations for Praat, in the long text format:
//! <https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html>.

use super::{
    number::{push_number, push_seconds},
    spans::{Span, Tier, tiers},
    view::View,
};
use crate::{Millis, model::count};

/// One interval tier per speaker. The intervals of a tier follow each other from 0 to the end of
/// the recording, those in which nothing is said with empty text; times are seconds. Without any
/// turn there is one tier, as a grid must have one.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let mut tiers = tiers(view);
    if tiers.is_empty() {
        tiers.push(Tier { name: "speech".into(), speaker: String::new(), spans: Vec::new() });
    }
    let latest = tiers.iter().filter_map(|tier| tier.spans.last()).map(|span| span.end).max();
    let end = view.transcript.end().max(latest.unwrap_or_default()).max(Millis(1));
    out.push_str("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
    push_times(out, "", Millis(0), end);
    out.push_str("tiers? <exists> \nsize = ");
    push_number(out, count(tiers.len()));
    out.push_str(" \nitem []: \n");
    for (index, tier) in tiers.iter().enumerate() {
        push_tier(out, index, tier, end);
    }
}

fn push_tier(out: &mut String, index: usize, tier: &Tier, end: Millis) {
    push_index(out, "    item", index);
    out.push_str("        class = \"IntervalTier\" \n        name = ");
    push_string(out, &tier.name);
    push_times(out, "        ", Millis(0), end);
    let mut intervals = String::new();
    let (mut size, mut at) = (0, Millis(0));
    for Span { start, end, text } in &tier.spans {
        push_interval(&mut intervals, &mut size, (at, *start), "");
        push_interval(&mut intervals, &mut size, (*start, *end), text);
        at = *end;
    }
    push_interval(&mut intervals, &mut size, (at, end), "");
    out.push_str("        intervals: size = ");
    push_number(out, count(size));
    out.push_str(" \n");
    out.push_str(&intervals);
}

/// Appends an interval, unless it has no length.
fn push_interval(out: &mut String, size: &mut usize, (start, end): (Millis, Millis), text: &str) {
    if start < end {
        push_index(out, "        intervals", *size);
        push_times(out, "            ", start, end);
        out.push_str("            text = ");
        push_string(out, text);
        *size += 1;
    }
}

/// Appends `name [1]:`.
fn push_index(out: &mut String, name: &str, index: usize) {
    out.push_str(name);
    out.push_str(" [");
    push_number(out, count(index + 1));
    out.push_str("]:\n");
}

fn push_times(out: &mut String, indent: &str, start: Millis, end: Millis) {
    for (name, time) in [("xmin = ", start), ("xmax = ", end)] {
        out.push_str(indent);
        out.push_str(name);
        push_seconds(out, time);
        out.push_str(" \n");
    }
}

/// Appends a string of one line, its quotation marks doubled, and ends the line.
fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        out.push(c);
        if c == '"' {
            out.push(c);
        }
    }
    out.push_str("\" \n");
}

#[cfg(test)]
mod tests {
    use crate::{
        Transcript,
        export::{
            Format,
            fixture::{conversation, written},
        },
    };

    #[test]
    fn silence_is_an_interval_too() {
        let grid = written(Format::TextGrid, &conversation(&[("A", "Yes."), ("B", "\"No\"")]));
        let second = grid.split("item [2]:").nth(1).expect("there are two tiers");
        let expected = "intervals: size = 2 \n        intervals [1]:\n            xmin = 0.000 \n            \
            xmax = 1.000 \n            text = \"\" \n        intervals [2]:\n            \
            xmin = 1.000 \n            xmax = 2.000 \n            text = \"\"\"No\"\"\" \n";
        assert!(second.ends_with(expected), "{grid}");
    }

    #[test]
    fn a_grid_is_never_empty() {
        let grid = written(Format::TextGrid, &Transcript::default());
        assert!(grid.contains("size = 1 \nitem []: \n    item [1]:"), "{grid}");
        assert!(grid.contains("intervals: size = 1 \n"), "{grid}");
    }
}

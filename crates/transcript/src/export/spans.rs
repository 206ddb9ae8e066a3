//! Stretches of one speaker that follow each other without overlapping, as tiers of annotations
//! want them.

use super::{
    Choice,
    line::push_plain_line,
    view::{View, unique},
};
use crate::{Millis, Turn};

/// What the name of a tier of words ends in.
const WORDS: &str = " (words)";

/// A stretch with what is said in it, as one line. Ends after it starts.
pub(super) struct Span {
    pub(super) start: Millis,
    pub(super) end: Millis,
    pub(super) text: String,
}

/// A tier: its name, unlike any other, who speaks, and the stretches in order.
pub(super) struct Tier {
    pub(super) name: String,
    pub(super) speaker: String,
    pub(super) spans: Vec<Span>,
}

/// One tier of turns per speaker who has any, and one of words after it where that is chosen and
/// there are words.
pub(super) fn tiers(view: &View<'_>) -> Vec<Tier> {
    let mut names = view.unique_names(' ');
    let count = names.len();
    // No tier of words may be called what a speaker is.
    let of_words = names.clone().into_iter().map(|name| name + WORDS);
    names = unique(names.into_iter().chain(of_words), ' ');
    let name = |index: usize| names.get(index).cloned().unwrap_or_default();
    let mut out = Vec::new();
    for (id, turns) in view.turns_by_speaker() {
        let index = usize::from(id.0);
        let speaker = view.name(id).to_owned();
        let words = if view.has(Choice::WordTiers) { words(view, &turns) } else { Vec::new() };
        out.push(Tier { name: name(index), speaker: speaker.clone(), spans: spans(view, &turns) });
        if !words.is_empty() {
            out.push(Tier { name: name(count + index), speaker, spans: words });
        }
    }
    out
}

fn spans(view: &View<'_>, turns: &[&Turn]) -> Vec<Span> {
    let mut out = Vec::new();
    for turn in turns {
        push_span(&mut out, turn.start, turn.end, view.transcript.turn_text(turn));
    }
    out
}

fn words(view: &View<'_>, turns: &[&Turn]) -> Vec<Span> {
    let mut words: Vec<_> = turns.iter().flat_map(|turn| view.transcript.words(turn)).collect();
    words.sort_by_key(|word| word.start);
    let mut out = Vec::new();
    for word in words {
        push_span(&mut out, word.start, word.end, word.text);
    }
    out
}

/// Appends a stretch that starts no earlier than the last. Where they overlap it begins where the
/// last one ends; if nothing is left then, what is said is added to the last.
fn push_span(out: &mut Vec<Span>, start: Millis, end: Millis, text: &str) {
    let start = start.0.min(u32::MAX - 1);
    let end = end.0.max(start + 1);
    let taken = out.last().map_or(0, |last| last.end.0);
    if let Some(last) = out.last_mut().filter(|_| end <= taken) {
        last.text.push(' ');
        push_plain_line(&mut last.text, text);
        return;
    }
    let mut line = String::new();
    push_plain_line(&mut line, text);
    out.push(Span { start: Millis(start.max(taken)), end: Millis(end), text: line });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        SourceWord, TranscriptBuilder,
        export::{Input, Options},
    };

    fn pushed(times: &[(u32, u32)]) -> Vec<(u32, u32, String)> {
        let mut out = Vec::new();
        for (index, (start, end)) in times.iter().enumerate() {
            push_span(&mut out, Millis(*start), Millis(*end), &format!(" {index}\n"));
        }
        out.into_iter().map(|span| (span.start.0, span.end.0, span.text)).collect()
    }

    #[test]
    fn nothing_overlaps_and_nothing_is_lost() {
        assert_eq!(pushed(&[(0, 10), (5, 20)]), [(0, 10, "0".into()), (10, 20, "1".into())]);
        assert_eq!(pushed(&[(0, 10), (5, 7)]), [(0, 10, "0 1".into())]);
        assert_eq!(pushed(&[(3, 3), (3, 5)]), [(3, 4, "0".into()), (4, 5, "1".into())]);
        let latest = pushed(&[(u32::MAX, u32::MAX), (u32::MAX, u32::MAX)]);
        assert_eq!(latest, [(u32::MAX - 1, u32::MAX, "0 1".into())]);
    }

    #[test]
    fn no_two_tiers_have_one_name() {
        let mut builder = TranscriptBuilder::new();
        for (start, speaker) in [(0, "Ann"), (1_000, "Ann (words)")] {
            builder.push_word(&SourceWord {
                text: "Yes",
                start: Millis(start),
                end: Millis(start + 500),
                speaker: Some(speaker),
                ..SourceWord::default()
            });
        }
        let transcript = builder.finish();
        let options = Options::default().with(Choice::WordTiers, true);
        let input = Input::new(&transcript);
        let tiers = tiers(&View::new(&input, &options));
        let names: Vec<&str> = tiers.iter().map(|tier| tier.name.as_str()).collect();
        assert_eq!(names, ["Ann", "Ann (words) 2", "Ann (words)", "Ann (words) (words)"]);
    }
}

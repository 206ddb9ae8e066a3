use super::*;
use crate::{
    Transcript,
    export::{
        Input, Options,
        fixture::{conversation, words},
    },
};

fn shown(transcript: &Transcript, limits: CueLimits) -> Vec<(u32, u32, String)> {
    let options = Options::default().with_cues(limits);
    let input = Input::new(transcript);
    let cues = cues(&View::new(&input, &options), None);
    let line = |cue: &Cue| (cue.start.0, cue.end.0, cues.lines(cue, None).join("|"));
    cues.list.iter().map(line).collect()
}

#[test]
fn a_cue_ends_at_a_pause() {
    let transcript = words(&[("So", 0, 300), ("then", 400, 700), ("we", 2_000, 2_400)]);
    let cues = shown(&transcript, CueLimits::default());
    assert_eq!(cues, [(0, 1_000, "So then".into()), (2_000, 3_000, "we".into())]);
}

#[test]
fn a_cue_stands_no_longer_than_it_may() {
    let transcript = words(&[("a", 0, 900), ("b", 1_000, 1_900), ("c", 2_000, 9_000)]);
    let cues = shown(&transcript, CueLimits { time: Millis(2_000), ..CueLimits::default() });
    assert_eq!(cues, [(0, 1_900, "a b".into()), (2_000, 4_000, "c".into())]);
}

#[test]
fn what_does_not_fit_goes_back_to_the_end_of_a_sentence() {
    let text = "That is it. And now for something else";
    let cues = shown(
        &conversation(&[("A", text)]),
        CueLimits { line: 12, lines: 2, ..CueLimits::default() },
    );
    let texts: Vec<&str> = cues.iter().map(|cue| cue.2.as_str()).collect();
    assert_eq!(texts, ["That is it.", "And now for|something", "else"]);
}

#[test]
fn lines_are_of_even_length() {
    let text = "one two three four five six seven eight nine ten";
    let cues = shown(&conversation(&[("A", text)]), CueLimits::default());
    assert_eq!(cues[0].2, "one two three four five|six seven eight nine ten");
}

#[test]
fn a_word_that_is_too_long_stands_alone() {
    let text = "see https://example.org/a/very/long/address now";
    let limits = CueLimits { line: 12, lines: 2, ..CueLimits::default() };
    let cues = shown(&conversation(&[("A", text)]), limits);
    let texts: Vec<&str> = cues.iter().map(|cue| cue.2.as_str()).collect();
    assert_eq!(texts, ["see|https://example.org/a/very/long/address", "now"]);
}

#[test]
fn a_name_leaves_room_for_what_is_said() {
    let limits = CueLimits { line: 12, lines: 2, ..CueLimits::default() };
    assert_eq!(label("Ann", limits), "Ann:");
    assert_eq!(label("Ann Cornelia Lee", limits), "Ann Cornel…:");
    assert_eq!(label("Ann Cornelia", CueLimits { lines: 1, ..limits }), "Ann…:");
}

#[test]
fn nothing_is_shown_for_no_time() {
    let transcript = words(&[("a", u32::MAX, u32::MAX)]);
    let cues = shown(&transcript, CueLimits::default());
    assert_eq!(cues, [(u32::MAX - 1, u32::MAX, "a".into())]);
}

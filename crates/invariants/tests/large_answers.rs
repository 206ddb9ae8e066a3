//! Large answers of the worst shapes: what is done with them grows with their size, not with its
//! square. A page has one thread, and what does not end there takes the tab along.

use std::fmt::Write as _;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use assemblyai::decode::decode;
use transcript::lanes::lanes;
use transcript::search::{Query, SearchIndex};
use transcript::statistics::talk;
use transcript::timeline::{Timeline, Unit, overlaps};
use transcript::{Millis, Transcript, plain_text};

/// How often a shape is repeated: some megabytes of answer.
const MANY: usize = 100_000;

/// What grows with the size takes a second or two without optimisation, what grows with its square
/// takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Uses an answer in all ways, in time.
fn use_in_time(name: &'static str, answer: String, searched: &'static str) {
    let (sender, receiver) = channel::<()>();
    let worker = thread::spawn(move || {
        let answer = decode(answer.into_bytes());
        answer.map(|answer| use_all(&answer.transcript, searched)).map(|()| drop(sender))
    });
    let end = receiver.recv_timeout(PATIENCE);
    assert_eq!(end, Err(RecvTimeoutError::Disconnected), "{name} takes too long");
    assert!(worker.join().is_ok_and(|used| used.is_ok()), "{name} is an answer");
}

fn use_all(transcript: &Transcript, searched: &str) {
    let timeline = Timeline::new(transcript);
    for at in (0..50).map(|n| Millis(n * 2_000)) {
        let _word = timeline.word_at(transcript, at);
        let _until = timeline.holds_until(at);
        let _sentence = timeline.step(transcript, at, Unit::Sentence, true);
    }
    let _figures = (timeline.silences(transcript, Millis(0)), overlaps(transcript));
    let _drawn = (talk(transcript), lanes(transcript, transcript.end(), 1_000));
    let mut fold = |c: char, _: bool| c.to_string();
    let index = SearchIndex::new(transcript, &mut fold);
    let query = Query { text: searched.to_owned(), ..Query::default() };
    let _hits = index.search(transcript, &query, &mut fold);
    let _text = plain_text(transcript, &[]);
}

/// An answer with one utterance of this text, and these words in it.
fn utterance(text: &str, words: &str) -> String {
    format!(r#"{{"status":"completed","utterances":[{{"text":"{text}","words":[{words}]}}]}}"#)
}

/// A list of what `one` says for each number.
fn many(mut one: impl FnMut(usize, &mut String)) -> String {
    let mut all = String::new();
    for n in 0..MANY {
        if n > 0 {
            all.push(',');
        }
        one(n, &mut all);
    }
    all
}

#[test]
fn many_warnings() {
    let warnings = many(|n, all| write!(all, r#"{{"message":"{n}"}}"#).expect("a string"));
    let answer = format!(r#"{{"status":"queued","metadata":{{"warnings":[{warnings}]}}}}"#);
    use_in_time("many warnings", answer, "");
}

#[test]
fn nothing_but_flags() {
    use_in_time("flags", utterance(&"🇩".repeat(MANY), ""), "🇩");
}

#[test]
fn every_character_of_all() {
    let all: String = (' '..=char::MAX).rev().filter(|c| !matches!(c, '"' | '\\')).collect();
    use_in_time("characters", utterance(&all, ""), "z");
}

#[test]
fn words_that_are_not_in_the_text() {
    let words = many(|n, all| write!(all, r#"{{"text":"w{n}","start":{n}}}"#).expect("a string"));
    use_in_time("words", utterance(&"w ".repeat(MANY), &words), "w w w");
}

#[test]
fn a_word_that_goes_on_to_the_end_of_time() {
    let long = r#"{"text":"w","start":0,"end":4294967295},"#.to_owned();
    let words = many(|n, all| write!(all, r#"{{"text":"w","start":{n}}}"#).expect("a string"));
    use_in_time("a long word", utterance("", &(long + &words)), "w w w");
}

#[test]
fn one_word_of_closing_marks() {
    let words = many(|_, all| all.push_str(r#"{"text":"'''' ....","start":1}"#));
    use_in_time("marks", utterance(&"' . ".repeat(MANY), &words), "'");
    use_in_time("one long word", utterance(&"'.".repeat(MANY), ""), "'");
    use_in_time("white space", utterance(&format!("a{}b", " ".repeat(MANY)), ""), "a b");
}

#[test]
fn a_speaker_for_each_turn() {
    let turns = many(|n, all| {
        write!(all, r#"{{"speaker":"{n:0>90}","text":"Yes.","start":{n},"end":90000}}"#)
            .expect("a string");
    });
    let answer = format!(r#"{{"status":"completed","utterances":[{turns}]}}"#);
    use_in_time("speakers", answer, "yes");
}

#[test]
fn lists_in_lists_and_endless_numbers() {
    let deep = ["[".repeat(MANY), "]".repeat(MANY)].concat();
    let commas = ",".repeat(MANY);
    let digits = "9".repeat(MANY);
    let answer = format!(
        r#"{{{commas}"status":"completed","x":{deep},"audio_duration":{digits},"id":0.{digits},
            "words":[{commas}{deep}],"utterances":[{deep},{{"words":[{deep}{commas}]}}]}}"#
    );
    use_in_time("deep", answer, "");
}

#[test]
fn the_same_fields_again_and_again() {
    let fields = many(|_, all| all.push_str(r#""words":[{"text":"w"}],"text":"w""#));
    use_in_time("fields", format!(r#"{{"status":"completed",{fields}}}"#), "w");
}

//! What a caret or a selection marks is what is cut and given away, in any script.

use std::ops::Range;
use std::rc::Rc;

use proptest::prelude::*;
use transcript::edit::{Editing, Who};
use transcript::meaning::{Given, Mark};
use transcript::{
    Millis, SourceUtterance, SourceWord, SourceWords, SpeakerId, Transcript, TranscriptBuilder,
};
use unicode_segmentation::UnicodeSegmentation;

/// Pieces of speech in many scripts; a turn is made of some of them.
const PIECES: &[&str] = &[
    "I",
    "a",
    "A",
    "2",
    "turn",
    "the",
    "pin,",
    "wavers.",
    "“Oh”,",
    "—",
    "naïve",
    "cafe\u{301}",
    "你好，",
    "下午三点",
    "在二楼。",
    "はい",
    "ありがとう。",
    "안녕",
    "สวัสดีครับ",
    "น้ำ",
    "ສະບາຍດີ",
    "ជំរាបសួរ",
    "مرحبا",
    "لَا",
    "שָׁלוֹם",
    "नमस्ते",
    "क्षत्रिय",
    "👩‍👩‍👧",
    "🇩🇪🇫🇷",
    "👍🏽",
    "e\u{301}\u{323}",
    "\u{200f}",
];

/// How the words of a turn come: not at all, each piece, or the whole as one.
#[derive(Clone, Copy, Debug)]
enum Words {
    None,
    Each,
    Whole,
}

/// A turn: pieces, each with whether a blank follows, how its words come, and a pause between them.
#[derive(Clone, Debug)]
struct Said {
    pieces: Vec<(usize, bool)>,
    words: Words,
    pause: u32,
}

fn said() -> impl Strategy<Value = Said> {
    let words =
        prop_oneof![1 => Just(Words::None), 3 => Just(Words::Each), 1 => Just(Words::Whole)];
    let piece = (0..PIECES.len(), prop_oneof![2 => Just(true), 1 => Just(false)]);
    (proptest::collection::vec(piece, 1..9), words, 0_u32..700)
        .prop_map(|(pieces, words, pause)| Said { pieces, words, pause })
}

/// Words with their times.
fn timed(words: &[(&str, u32, u32)]) -> SourceWords {
    let mut timed = SourceWords::default();
    for &(text, start, end) in words {
        let (start, end) = (Millis(start), Millis(end));
        timed.push(&SourceWord { text, start, end, ..SourceWord::default() });
    }
    timed
}

impl Said {
    fn text(&self) -> String {
        let piece = |&(piece, is_apart): &(usize, bool)| {
            format!("{}{}", PIECES[piece], if is_apart { " " } else { "" })
        };
        self.pieces.iter().map(piece).collect::<String>().trim().to_owned()
    }

    fn length(&self) -> u32 {
        self.pieces.iter().map(|_| 1_000).sum()
    }

    /// The turn, from a moment on.
    fn utterance(&self, speaker: &str, from: u32) -> SourceUtterance {
        let text = self.text();
        let mut at = from;
        let each = self.pieces.iter().map(|&(piece, _)| {
            let start = at;
            at += 1_000;
            (PIECES[piece], start, at - self.pause)
        });
        let words: Vec<(&str, u32, u32)> = match self.words {
            Words::None => Vec::new(),
            Words::Each => each.collect(),
            Words::Whole => vec![(&text, from, from + self.length())],
        };
        let words = timed(&words);
        SourceUtterance {
            speaker: Some(speaker.to_owned()),
            text: Some(text),
            start: Some(Millis(from)),
            end: Some(Millis(from + self.length())),
            words,
            ..SourceUtterance::default()
        }
    }

    /// The turn, and one of another voice after it.
    fn talk(&self) -> Rc<Transcript> {
        let mut builder = TranscriptBuilder::new();
        builder.push_utterance(&self.utterance("A", 0));
        builder.push_utterance(&SourceUtterance {
            speaker: Some("B".to_owned()),
            text: Some("Yes.".to_owned()),
            start: Some(Millis(self.length() + 500)),
            end: Some(Millis(self.length() + 900)),
            ..SourceUtterance::default()
        });
        Rc::new(builder.finish())
    }
}

/// A conversation of two voices in turn.
fn talk_of(all: &[Said]) -> Rc<Transcript> {
    let mut builder = TranscriptBuilder::new();
    let mut from = 0;
    for (said, speaker) in all.iter().zip(["A", "B"].into_iter().cycle()) {
        builder.push_utterance(&said.utterance(speaker, from));
        from += said.length() + 300;
    }
    Rc::new(builder.finish())
}

/// Whether anything is said: marks, blanks and signs of direction are nobody's.
fn is_said(text: &str) -> bool {
    const MARKS: &str = "“”,.—。，？\u{200f}";
    text.chars().any(|c| !c.is_whitespace() && !MARKS.contains(c))
}

/// The first byte of the character, as people count them, that a byte is in.
fn begins(text: &str, byte: usize) -> usize {
    let starts = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
    starts.take_while(|at| *at <= byte).last().unwrap_or(0)
}

/// The byte after the character that ends at a byte or goes on there.
fn ends(text: &str, byte: usize) -> usize {
    let starts = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
    starts.into_iter().find(|at| *at >= byte).unwrap_or(text.len())
}

/// Any byte of a text that begins a character of Unicode, by a number.
fn place(text: &str, number: usize) -> usize {
    let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    all[number % all.len()]
}

fn turns(editing: &Editing) -> Vec<(u16, String)> {
    let now = editing.transcript();
    now.turns().iter().map(|turn| (turn.speaker.0, now.turn_text(turn).to_owned())).collect()
}

/// Times within the turn that was cut, in order; each word inside of its turn's text.
fn check(editing: &Editing, original: &Transcript) -> Result<(), TestCaseError> {
    let now = editing.transcript();
    let whole = &original.turns()[0];
    let mut before = Millis(0);
    for turn in &now.turns()[..now.turns().len() - 1] {
        prop_assert!(before <= turn.start && turn.start <= turn.end && turn.end <= whole.end);
        before = turn.start;
        let mut last = turn.start;
        for word in now.words(turn) {
            prop_assert!(last <= word.start && word.start <= word.end && word.end <= turn.end);
            last = word.start;
            prop_assert!(!word.text.trim().is_empty());
        }
    }
    let letters = |transcript: &Transcript| -> String {
        let words = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
        let of = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        words.map(|word| of(word.text)).collect()
    };
    prop_assert_eq!(letters(now), letters(original), "letters with times");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_turn_is_split_exactly_at_the_caret(said in said(), caret in 0_usize..200) {
        let original = said.talk();
        let text = said.text();
        let caret = place(&text, caret);
        let (left, right) = text.split_at(begins(&text, caret));
        let mut editing = Editing::new(Rc::clone(&original));
        let edit = editing.split(0, caret);
        prop_assert_eq!(edit.is_some(), is_said(left) && is_said(right), "{:?} | {:?}", left, right);
        let Some(edit) = edit else { return Ok(()) };
        editing.commit(edit).expect("it fits");
        let now = turns(&editing);
        prop_assert_eq!(&now[0], &(0, left.trim_end().to_owned()));
        prop_assert_eq!(&now[1], &(0, right.trim_start().to_owned()));
        prop_assert_eq!(now.len(), 3);
        check(&editing, &original)?;
        editing.undo();
        prop_assert_eq!(format!("{:?}", editing.transcript()), format!("{original:?}"));
    }

    #[test]
    fn what_is_selected_is_given_away_and_nothing_else(
        said in said(), from in 0_usize..200, to in 0_usize..200
    ) {
        let original = said.talk();
        let text = said.text();
        let (from, to) = (place(&text, from), place(&text, to));
        let (from, to) = (from.min(to), from.max(to));
        let marked = marked(&text, from..to);
        let mut editing = Editing::new(Rc::clone(&original));
        let edit = editing.reassign_words(0, from..to, Who::Voice(SpeakerId(1)));
        let chosen = &text[marked.clone()];
        prop_assert_eq!(edit.is_some(), is_said(chosen), "{:?}", chosen);
        let Some(edit) = edit else { return Ok(()) };
        editing.commit(edit).expect("it fits");
        let now = turns(&editing);
        let expected = parts(&text, &marked);
        prop_assert_eq!(&now[..now.len() - 1], &expected[..]);
        check(&editing, &original)?;
        editing.undo();
        prop_assert_eq!(format!("{:?}", editing.transcript()), format!("{original:?}"));
    }

    #[test]
    fn what_is_selected_over_turns_is_given_away_and_nothing_else(
        all in proptest::collection::vec(said(), 2..5),
        (from, to) in ((0_usize..5, 0_usize..200), (0_usize..5, 0_usize..200)),
    ) {
        let original = talk_of(&all);
        let texts: Vec<String> = all.iter().map(Said::text).collect();
        let mark = |(turn, number): (usize, usize)| {
            let turn = turn % texts.len();
            Mark { turn, byte: place(&texts[turn], number) }
        };
        let (from, to) = (mark(from).min(mark(to)), mark(from).max(mark(to)));
        let voice = u16::try_from(original.speakers().len()).expect("few");
        let mut is_any = false;
        let mut expected: Vec<(u16, String)> = Vec::new();
        for (turn, text) in texts.iter().enumerate() {
            let own = u16::from(turn % 2 == 1);
            let start = if turn == from.turn { from.byte } else { 0 };
            let end = if turn == to.turn { to.byte } else { text.len() };
            let is_touched = (from.turn..=to.turn).contains(&turn);
            let marked = if is_touched { marked(text, start..end) } else { 0..0 };
            if is_said(&text[marked.clone()]) {
                is_any = true;
                let whose = |part: u16| if part == 1 { voice } else { own };
                expected.extend(parts(text, &marked).into_iter().map(|(p, text)| (whose(p), text)));
            } else {
                expected.push((own, text.clone()));
            }
        }
        let mut editing = Editing::new(Rc::clone(&original));
        let edit = editing.give(&Given::Stretch(from..to), Who::New("Somebody"));
        prop_assert_eq!(edit.is_some(), is_any);
        let Some(edit) = edit else { return Ok(()) };
        editing.commit(edit).expect("it fits");
        prop_assert_eq!(turns(&editing), expected);
        editing.undo();
        prop_assert_eq!(format!("{:?}", editing.transcript()), format!("{original:?}"));
    }
}

/// The bytes of whole characters that a selection touches, without blanks at its ends.
fn marked(text: &str, bytes: Range<usize>) -> Range<usize> {
    let touched = &text[bytes.clone()];
    let of = touched.trim();
    let start = bytes.start + touched.find(of).unwrap_or(0);
    if of.is_empty() { start..start } else { begins(text, start)..ends(text, start + of.len()) }
}

/// What is before, in and after what is marked, each with whose it is then. What says nothing
/// goes with what is beside it.
fn parts(text: &str, marked: &Range<usize>) -> Vec<(u16, String)> {
    let before = if is_said(&text[..marked.start]) { marked.start } else { 0 };
    let after = if is_said(&text[marked.end..]) { marked.end } else { text.len() };
    let all = [(0, 0..before), (1, before..after), (0, after..text.len())];
    let all = all.into_iter().map(|(voice, range)| (voice, &text[range.clone()], range));
    all.filter(|(_, part, _)| !part.is_empty())
        .map(|(voice, part, range)| {
            let part = if range.start > 0 { part.trim_start() } else { part };
            let part = if range.end < text.len() { part.trim_end() } else { part };
            (voice, part.to_owned())
        })
        .collect()
}

fn one(text: &str, words: Words) -> Rc<Transcript> {
    let pieces: Vec<(&str, u32, u32)> = match words {
        Words::None => Vec::new(),
        Words::Whole => vec![(text, 0, 8_000)],
        Words::Each => {
            (0..).zip(text.split(' ')).map(|(at, w)| (w, at * 500, at * 500 + 400)).collect()
        }
    };
    let mut builder = TranscriptBuilder::new();
    for (speaker, text, start) in [("A", text, 0), ("B", "Yes.", 9_000)] {
        let words = if speaker == "A" { &pieces[..] } else { &[] };
        builder.push_utterance(&SourceUtterance {
            speaker: Some(speaker.to_owned()),
            text: Some(text.to_owned()),
            start: Some(Millis(start)),
            end: Some(Millis(start + 8_000)),
            words: timed(words),
            ..SourceUtterance::default()
        });
    }
    Rc::new(builder.finish())
}

/// The turns, once the first was split before a text; `None` if it cannot be.
fn split(transcript: Rc<Transcript>, before: &str) -> Option<Vec<String>> {
    let at = transcript.turn_text(&transcript.turns()[0]).find(before)?;
    let mut editing = Editing::new(transcript);
    let edit = editing.split(0, at)?;
    editing.commit(edit).ok()?;
    Some(turns(&editing).into_iter().map(|(_, text)| text).collect())
}

#[test]
fn a_word_of_one_letter_goes_with_what_follows_it() {
    for (text, before) in [
        ("He wavers. I turn the pin", "I turn"),
        ("welcome. A piano in tune", "A piano"),
        ("such a thing", "a thing"),
        ("There were 2 of us", "2 of"),
    ] {
        let now = split(one(text, Words::Each), before).expect("it can be split");
        assert_eq!(now[1], text[text.find(before).expect("there")..], "{now:?}");
    }
}

#[test]
fn a_turn_without_blanks_is_split_at_the_caret_whatever_its_words_are() {
    for words in [Words::None, Words::Whole] {
        let now = split(one("会议几点开始？下午三点，在二楼。", words), "下午");
        let now = now.expect("it can be split");
        assert_eq!(now[..2], ["会议几点开始？", "下午三点，在二楼。"], "{words:?}");
    }
    // Its time is shared out by length.
    let mut editing = Editing::new(one("สวัสดีครับผมชื่อ", Words::Whole));
    let edit = editing.split(0, "สวัสดีครับ".len()).expect("it can be split");
    editing.commit(edit).expect("it fits");
    let times: Vec<_> =
        editing.transcript().turns()[..2].iter().map(|turn| (turn.start.0, turn.end.0)).collect();
    assert_eq!(times, [(0, 5_000), (5_000, 8_000)]);
}

//! Any sequence of edits, made, undone, made again and replayed.

use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::search::{Query, SearchIndex};
use crate::{Millis, SourceUtterance, SourceWord, TranscriptBuilder};

const WORDS: [&str; 8] = ["well", "the", "harbour,", "was", "quiet.", "Then", "it", "wasn’t!"];

/// Turns of these voices and numbers of words, each word half a second long.
pub(crate) fn talk(turns: &[(u8, usize, u32)]) -> Rc<Transcript> {
    let mut builder = TranscriptBuilder::new();
    let mut at = 0;
    for (number, &(voice, words, pause)) in turns.iter().enumerate() {
        at += pause;
        let words = (0..words).map(|word| {
            let start = at;
            at += 500;
            SourceWord {
                text: WORDS[(number * 3 + word) % WORDS.len()],
                start: Millis(start),
                end: Millis(start + 400),
                confidence: crate::Confidence::new(0.75),
                speaker: None,
            }
        });
        let words = words.collect();
        builder.push_utterance(&SourceUtterance {
            speaker: Some(char::from(b'A' + voice).to_string()),
            words,
            ..SourceUtterance::default()
        });
    }
    Rc::new(builder.finish())
}

/// Makes an edit that is there and fits.
pub(super) fn fits(editing: &mut Editing, plan: impl Fn(&Editing) -> Option<Edit>) {
    let edit = plan(editing).expect("there is something to do");
    editing.commit(edit).expect("it fits");
}

/// All that a reader sees of a transcript, and where its parts lie.
fn seen(transcript: &Transcript) -> String {
    format!("{transcript:?}")
}

/// One thing a user does; numbers are taken by remainder.
#[derive(Clone, Debug)]
enum Act {
    Reassign(usize, u16),
    ReassignNew(usize),
    Words(usize, usize, usize, u16),
    Split(usize, usize),
    Join(usize),
    Border(usize, i32),
    Retype(usize, usize, String),
    Replace(&'static str, &'static str),
    Name(u16, String),
    Merge(u16, u16),
    Look(u16),
    Restore(usize),
    RestoreAll,
    Accept(usize),
    Undo,
    Redo,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let number = || 0_usize..1_000;
    let voice = || 0_u16..8;
    let text = prop_oneof!["[a-z ,.]{0,24}", "(the |quiet |well |harbour ){0,6}", "\\PC{0,12}"];
    let act = prop_oneof![
        (number(), voice()).prop_map(|(turn, voice)| Act::Reassign(turn, voice)),
        number().prop_map(Act::ReassignNew),
        (number(), number(), number(), voice())
            .prop_map(|(turn, from, to, voice)| Act::Words(turn, from, to, voice)),
        (number(), number()).prop_map(|(turn, byte)| Act::Split(turn, byte)),
        number().prop_map(Act::Join),
        (number(), -3..4_i32).prop_map(|(turn, words)| Act::Border(turn, words)),
        (number(), number(), text).prop_map(|(turn, part, text)| Act::Retype(turn, part, text)),
        prop_oneof![Just("the"), Just("quiet."), Just("s"), Just("wasn’t! well")]
            .prop_flat_map(|what| prop_oneof![Just(""), Just("a b"), Just("THE")]
                .prop_map(move |with| Act::Replace(what, with))),
        (voice(), "[A-Z][a-z]{0,5}").prop_map(|(voice, name)| Act::Name(voice, name)),
        (voice(), voice()).prop_map(|(voice, into)| Act::Merge(voice, into)),
        voice().prop_map(Act::Look),
        number().prop_map(Act::Restore),
        Just(Act::RestoreAll),
        number().prop_map(Act::Accept),
        Just(Act::Undo),
        Just(Act::Redo),
    ];
    proptest::collection::vec(act, 1..24)
}

/// The edit that an act makes of the conversation as it is.
fn edit(editing: &Editing, act: &Act) -> Option<Edit> {
    let turns = editing.transcript().turns().len();
    if turns == 0 {
        return None;
    }
    let voices = u16::try_from(editing.roles().len()).expect("few voices");
    let voice = |voice: u16| SpeakerId(voice % voices);
    let length = |turn: usize| {
        let turn = editing.transcript().turn(turn % turns).expect("it is there");
        editing.transcript().turn_text(turn).len() + 1
    };
    match *act {
        Act::Reassign(turn, who) => editing.reassign([turn % turns], Who::Voice(voice(who))),
        Act::ReassignNew(turn) => editing.reassign([turn % turns], Who::New("Somebody")),
        Act::Words(turn, from, to, who) => {
            let (from, to) = (from % length(turn), to % length(turn));
            editing.reassign_words(turn % turns, from.min(to)..from.max(to), Who::Voice(voice(who)))
        }
        Act::Split(turn, byte) => editing.split(turn % turns, byte % length(turn)),
        Act::Join(turn) => editing.join(turn % turns),
        Act::Border(turn, words) => editing.move_border(turn % turns, words),
        Act::Retype(turn, part, ref text) => {
            let spoken = editing.transcript().turn(turn % turns)?;
            let parts = editing.transcript().paragraphs(spoken).len();
            editing.retype(turn % turns, part % parts, text)
        }
        Act::Replace(what, with) => {
            let mut fold = |c: char, _: bool| c.to_lowercase().to_string();
            let now = editing.transcript();
            let query = Query { text: what.to_owned(), ..Query::default() };
            let hits = SearchIndex::new(now, &mut fold).search(now, &query, &mut fold);
            editing.replace(&hits, with)
        }
        Act::Name(who, ref name) => editing.name(voice(who), name),
        Act::Merge(who, into) => editing.merge(voice(who), voice(into)),
        Act::Look(who) => {
            editing.look(voice(who), crate::Look { colour: 3, shape: 2, hollow: false })
        }
        Act::Restore(turn) => editing.restore(turn % turns),
        Act::RestoreAll => editing.restore_all(),
        Act::Accept(number) => {
            let spots = editing.spots(0.8);
            spots.get(number % spots.len().max(1)).and_then(|spot| editing.accept(spot))
        }
        Act::Undo | Act::Redo => None,
    }
}

fn play(editing: &mut Editing, acts: &[Act]) {
    for act in acts {
        match act {
            Act::Undo => drop(editing.undo().is_some()),
            Act::Redo => drop(editing.redo().is_some()),
            _ => {
                if let Some(edit) = edit(editing, act) {
                    editing.commit(edit).expect("an edit made of it fits");
                }
            }
        }
        check(editing);
    }
}

/// What holds of every conversation.
fn check(editing: &Editing) {
    let now = editing.transcript();
    let end = editing.original().end();
    assert_eq!(now.turns().len(), editing.slots().len());
    assert!(now.turns().is_sorted_by_key(|turn| turn.start), "turns in order of their starts");
    let mut from = 0;
    for (index, turn) in now.turns().iter().enumerate() {
        assert_eq!(turn.index as usize, index);
        assert!(turn.start <= turn.end && turn.end <= end, "times within the recording");
        assert!(turn.range().start >= from && !now.turn_text(turn).trim().is_empty());
        from = turn.range().end;
        assert!(usize::from(turn.speaker.0) < now.speakers().len());
        let mut at = turn.range().start;
        let mut words = 0;
        for paragraph in now.paragraphs(turn) {
            let between = now.slice(&(at..paragraph.range().start));
            assert!(between.trim().is_empty(), "between paragraphs lies {between:?}");
            at = paragraph.range().end;
            for word in now.paragraph_words(paragraph) {
                assert!(paragraph.range().start <= word.range.start);
                assert!(word.range.end <= paragraph.range().end, "{word:?} in {paragraph:?}");
                assert!(!word.text.trim().is_empty());
                words += 1;
            }
        }
        assert!(now.slice(&(at..turn.range().end)).trim().is_empty());
        assert_eq!(words, now.words(turn).len());
        let starts: Vec<Millis> = now.words(turn).map(|word| word.start).collect();
        assert!(now.words(turn).all(|word| word.start <= word.end && word.end <= end));
        assert!(starts.iter().all(|start| *start <= end));
    }
}

fn conversations() -> impl Strategy<Value = Vec<(u8, usize, u32)>> {
    let pause = prop_oneof![4 => 0_u32..800, 1 => Just(12_000_u32)];
    let words = prop_oneof![6 => 1_usize..12, 1 => 80_usize..200];
    proptest::collection::vec((0_u8..3, words, pause), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn all_undone_is_the_original_and_all_redone_the_edited(turns in conversations(), acts in acts()) {
        let original = talk(&turns);
        let mut editing = Editing::new(Rc::clone(&original));
        play(&mut editing, &acts);
        let (edited, roles) = (seen(editing.transcript()), editing.roles().to_vec());
        let count = editing.done().len();
        while editing.undo().is_some() {
            check(&editing);
        }
        prop_assert_eq!(seen(editing.transcript()), seen(&original));
        let fresh = Editing::new(original);
        prop_assert_eq!(editing.roles(), fresh.roles());
        while editing.done().len() < count {
            prop_assert!(editing.redo().is_some());
        }
        prop_assert_eq!(seen(editing.transcript()), edited);
        prop_assert_eq!(editing.roles(), roles);
    }

    /// Whatever was done, and however often one went on typing: written down step by step, it is the
    /// same again, with the same to be undone and made again.
    #[test]
    fn what_was_written_down_makes_the_same_again(turns in conversations(), acts in acts()) {
        let original = talk(&turns);
        let mut editing = Editing::new(Rc::clone(&original));
        let mut again = Replay::new(original);
        for act in acts {
            match act {
                Act::Undo => if editing.undo().is_some() { again.undo().expect("it fits") },
                Act::Redo => if editing.redo().is_some() { again.redo().expect("it fits") },
                act => {
                    let Some(edit) = edit(&editing, &act) else { continue };
                    let goes_on = editing.done().next_back().is_some_and(|last| last.goes_on(&edit));
                    if goes_on {
                        editing.amend(edit).expect("it fits");
                        again.amend(&editing.written().expect("one")).expect("it fits");
                    } else {
                        editing.commit(edit).expect("it fits");
                        again.make(&editing.written().expect("one")).expect("it fits");
                    }
                }
            }
        }
        let again = again.end();
        prop_assert_eq!(seen(again.transcript()), seen(editing.transcript()));
        prop_assert_eq!(again.roles(), editing.roles());
        prop_assert_eq!(again.done().collect::<Vec<_>>(), editing.done().collect::<Vec<_>>());
        prop_assert_eq!(again.undone(), editing.undone());
    }

    /// Where nothing was typed, each letter of the original is there once, and at its time.
    #[test]
    fn no_letter_is_lost(turns in conversations(), acts in acts()) {
        let original = talk(&turns);
        let mut editing = Editing::new(Rc::clone(&original));
        let is_kept = |act: &Act| !matches!(act, Act::Retype(..) | Act::Replace(..));
        let acts: Vec<Act> = acts.into_iter().filter(is_kept).collect();
        play(&mut editing, &acts);
        let said = |transcript: &Transcript| -> String {
            let words = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
            let mut words: Vec<_> = words.map(|w| (w.start, w.end, w.text.to_owned())).collect();
            words.sort();
            let letters = words.iter().flat_map(|(.., text)| text.chars());
            letters.filter(|c| c.is_alphanumeric()).collect()
        };
        prop_assert_eq!(said(editing.transcript()), said(&original));
    }

    /// What was typed over may lose words; whatever else was said stays.
    #[test]
    fn typing_changes_one_paragraph(turns in conversations(), turn in 0_usize..8, text in "\\PC{0,30}") {
        let original = talk(&turns);
        let mut editing = Editing::new(Rc::clone(&original));
        let turn = turn % turns.len();
        let Some(edit) = editing.retype(turn, 0, &text) else { return Ok(()) };
        editing.commit(edit).expect("it fits");
        check(&editing);
        let others = |transcript: &Transcript| {
            let all = transcript.turns().iter().map(|turn| transcript.turn_text(turn).to_owned());
            all.collect::<Vec<_>>()
        };
        let (before, now) = (others(&original), others(editing.transcript()));
        prop_assert_eq!(&before[..turn], &now[..turn]);
        let after = before.len() - turn - 1;
        prop_assert_eq!(&before[turn + 1..], &now[now.len() - after..]);
    }
}

fn texts(editing: &Editing) -> Vec<(u16, String)> {
    let now = editing.transcript();
    now.turns().iter().map(|turn| (turn.speaker.0, now.turn_text(turn).to_owned())).collect()
}

fn committed(turns: &[(u8, usize, u32)], edit: impl Fn(&Editing) -> Option<Edit>) -> Editing {
    let mut editing = Editing::new(talk(turns));
    let edit = edit(&editing).expect("there is something to do");
    editing.commit(edit).expect("it fits");
    check(&editing);
    editing
}

fn told(all: &[(u16, &str)]) -> Vec<(u16, String)> {
    all.iter().map(|(voice, text)| (*voice, (*text).to_owned())).collect()
}

#[test]
fn a_turn_is_split_between_words() {
    let split = committed(&[(0, 4, 0)], |editing| editing.split(0, 9));
    assert_eq!(texts(&split), told(&[(0, "well the"), (0, "harbour, was")]));
    let times: Vec<_> = split.transcript().turns().iter().map(|t| (t.start.0, t.end.0)).collect();
    assert_eq!(times, [(0, 900), (1_000, 1_900)]);
    assert!(split.transcript().turns()[1].continues);
    assert_eq!(Editing::new(talk(&[(0, 4, 0)])).split(0, 0), None);
}

#[test]
fn selected_words_become_another_s_turn() {
    let given = committed(&[(0, 4, 0), (1, 1, 0)], |editing| {
        editing.reassign_words(0, 5..17, Who::Voice(SpeakerId(1)))
    });
    assert_eq!(texts(&given)[..3], told(&[(0, "well"), (1, "the harbour,"), (0, "was")]));
    let all = committed(&[(0, 2, 0), (1, 1, 0)], |editing| {
        editing.reassign_words(0, 0..8, Who::Voice(SpeakerId(1)))
    });
    assert_eq!(texts(&all)[0], told(&[(1, "well the")])[0]);
}

#[test]
fn two_turns_become_one() {
    let joined = committed(&[(0, 1, 0), (1, 1, 0)], |editing| editing.join(0));
    assert_eq!(texts(&joined), told(&[(0, "well was")]));
}

#[test]
fn the_border_moves_word_by_word() {
    let on = committed(&[(0, 2, 0), (1, 3, 0)], |editing| editing.move_border(0, 1));
    assert_eq!(texts(&on), told(&[(0, "well the was"), (1, "quiet. Then")]));
    let back = committed(&[(0, 2, 0), (1, 3, 0)], |editing| editing.move_border(0, -1));
    assert_eq!(texts(&back), told(&[(0, "well"), (1, "the was quiet. Then")]));
    let words: Vec<u16> =
        back.transcript().words(&back.transcript().turns()[1]).map(|w| w.speaker.0).collect();
    assert_eq!(words, [1, 1, 1, 1]);
    assert_eq!(Editing::new(talk(&[(0, 1, 0), (1, 3, 0)])).move_border(0, -1), None);
}

#[test]
fn one_turn_is_the_original_again() {
    let mut editing = committed(&[(0, 4, 0), (1, 2, 0), (0, 2, 0)], |editing| editing.split(0, 9));
    let edit = editing.join(1).expect("a next turn");
    editing.commit(edit).expect("it fits");
    assert!(editing.is_edited(0) && !editing.is_edited(2));
    let edit = editing.restore(0).expect("it was edited");
    editing.commit(edit).expect("it fits");
    assert_eq!(seen(editing.transcript()), seen(editing.original()));
}

#[test]
fn voices_that_are_one_are_counted_once() {
    let mut editing = committed(&[(0, 1, 0), (1, 1, 0), (2, 1, 0)], |editing| {
        editing.merge(SpeakerId(1), SpeakerId(0))
    });
    let edit = editing.merge(SpeakerId(0), SpeakerId(2)).expect("they are two");
    editing.commit(edit).expect("it fits");
    let voices: Vec<u16> = texts(&editing).iter().map(|turn| turn.0).collect();
    assert_eq!(voices, [2, 2, 2]);
    assert_eq!(editing.merge(SpeakerId(2), SpeakerId(0)), None);
}

#[test]
fn an_edit_of_another_conversation_is_refused() {
    let other = committed(&[(0, 4, 0), (2, 3, 0), (1, 3, 0)], |editing| editing.join(1));
    let mut again = Replay::new(talk(&[(0, 1, 0)]));
    assert_eq!(again.make(&other.written().expect("one")), Err(Unfit));
    assert_eq!(texts(&again.end()), told(&[(0, "well")]));
}

#[test]
fn what_is_typed_on_is_one_edit() {
    let mut editing = committed(&[(0, 1, 0)], |editing| editing.name(SpeakerId(0), "A"));
    let edit = editing.name(SpeakerId(0), "An").expect("another name");
    editing.amend(edit).expect("it fits");
    assert_eq!((editing.done().len(), editing.roles()[0].name.as_str()), (1, "An"));
    editing.undo();
    assert_eq!(editing.roles()[0].name, "Speaker A");
}

/// A letter in a turn of ten hours is written down as a letter.
#[test]
fn what_was_typed_is_written_down_as_what_changed() {
    let mut editing = Editing::new(talk(&[(0, 2_000, 0)]));
    let first = editing.transcript().paragraphs(&editing.transcript().turns()[0])[0].clone();
    let said = editing.transcript().paragraph_text(&first).to_owned();
    fits(&mut editing, |editing| editing.retype(0, 0, &said.replacen("the", "thee", 1)));
    let Some(Written::Typed { turn: 0, change }) = editing.written() else {
        panic!("it is written down as a whole")
    };
    assert_eq!((change.text.as_str(), change.words.len()), ("e", 1));
    assert!(change.paragraphs.len() <= 1, "{:?}", change.paragraphs);
}

#[test]
fn parts_that_do_not_fit_make_no_turn() {
    let own = Editing::new(talk(&[(0, 3, 0)])).own(0).expect("a turn");
    assert_eq!(OwnTurn::from_parts(own.parts()).as_ref(), Some(&own));
    let spoiled = |spoil: fn(&mut TurnParts)| {
        let mut parts = own.parts();
        spoil(&mut parts);
        OwnTurn::from_parts(parts)
    };
    assert_eq!(spoiled(|parts| parts.text.truncate(3)), None);
    assert_eq!(spoiled(|parts| parts.words.reverse()), None);
    assert_eq!(spoiled(|parts| parts.paragraphs.clear()), None);
    assert_eq!(spoiled(|parts| parts.times = (Millis(9), Millis(1))), None);
    assert_eq!(spoiled(|parts| parts.text = "ééééééééé".to_owned()), None);
}

//! Whatever is stored comes back as it was, or is refused.

use std::rc::Rc;

use journal::{Found, Seal, Step, Unread};
use proptest::prelude::*;
use transcript::edit::{Edit, Editing, Kind, Replay, Who, Written};
use transcript::{
    Confidence, Look, Millis, SourceUtterance, SourceWord, SpeakerId, Transcript, TranscriptBuilder,
};

use super::*;
use crate::stored::StoredError;

fn talk() -> Rc<Transcript> {
    let mut builder = TranscriptBuilder::new();
    for (number, speaker) in ["A", "B", "A", "C"].into_iter().enumerate() {
        let word = |at: u32, text| SourceWord {
            text,
            start: Millis::new(u32::try_from(number).expect("small") * 10_000 + at),
            end: Millis::new(u32::try_from(number).expect("small") * 10_000 + at + 300),
            confidence: Confidence::new(0.123_456_7),
            speaker: None,
        };
        builder.push_utterance(&SourceUtterance {
            speaker: Some(speaker.to_owned()),
            confidence: Confidence::new(0.3),
            words: [word(0, "Naïve"), word(400, "🙂"), word(800, "\"quote\"\\")].into(),
            ..SourceUtterance::default()
        });
    }
    Rc::new(builder.finish())
}

/// An edit of each kind, as they come one after another, and the conversation then.
fn edits() -> (Vec<Written>, Editing) {
    let mut editing = Editing::new(talk());
    let acts: [fn(&Editing) -> Option<Edit>; 10] = [
        |e| e.name(SpeakerId(0), "Ann \"the\" Owl\u{202e}"),
        |e| e.split(0, 6),
        |e| e.join(2),
        |e| e.reassign([0, 1], Who::New("Fourth")),
        |e| e.reassign_words(2, 0..7, Who::Voice(SpeakerId(2))),
        |e| e.retype(1, 0, "typed\tover "),
        |e| e.move_border(2, -1).or_else(|| e.move_border(3, -1)),
        |e| e.merge(SpeakerId(2), SpeakerId(1)),
        |e| e.look(SpeakerId(1), Look { colour: 8, shape: 4, hollow: true }),
        |e| e.restore(0),
    ];
    let mut all = Vec::new();
    for act in acts {
        let edit = act(&editing).expect("there is something to do");
        editing.commit(edit).expect("it fits");
        all.push(editing.written().expect("one"));
    }
    assert!(all.iter().any(|one| matches!(one, Written::Typed { .. })));
    (all, editing)
}

/// A step of each kind, as the journal has them.
fn steps() -> Vec<Step<Rc<str>>> {
    let (all, _) = edits();
    let mut steps: Vec<_> = all.iter().map(|one| Step::Made(to_stored(one).into())).collect();
    // The same once more in place of itself.
    steps.push(Step::Amended(to_stored(all.last().expect("one")).into()));
    steps.extend([Step::Undone, Step::Undone, Step::Redone]);
    steps
}

fn stored(of: u64, steps: &[Step<Rc<str>>]) -> Texts {
    let count = u32::try_from(steps.len()).expect("few");
    Texts {
        log: Some(Log::new(of, count).to_stored()),
        steps: (0..).zip(steps.iter().map(write_step)).collect(),
    }
}

#[test]
fn an_edit_is_read_as_it_was_stored() {
    for edit in edits().0 {
        let stored = to_stored(&edit);
        assert!(serde_json::from_str::<serde_json::Value>(&stored).is_ok(), "{stored}");
        assert_eq!(from_stored(&stored), Ok(edit));
    }
}

#[test]
fn a_step_is_read_as_it_was_stored() {
    for step in steps() {
        let text = write_step(&step);
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        assert_eq!(read_step(&text), Ok(step));
    }
    // Written anew by another tool.
    let text = r#"{ "v": 1, "kind": "text", "splices": [], "amends": 1 }"#;
    assert_eq!(read_step(text), Ok(Step::Amended(text.into())));
    assert_eq!(read_step(r#"{"step":"undo","v":2}"#), Ok(Step::Undone));
    assert_eq!(read_step(r#"{"step":"undo","v":3}"#), Err(StoredError::Newer(3)));
    assert_eq!(read_step(r#"{"step":"later","v":2}"#), Err(StoredError::Incomplete));
}

#[test]
fn what_cannot_be_read_says_why() {
    let read = |text| from_stored(text).map(drop);
    assert_eq!(read(r#"{"v":3,"kind":"text"}"#), Err(StoredError::Newer(3)));
    assert_eq!(read(r#"{"v":2,"kind":"text"}"#), Err(StoredError::Incomplete));
    assert_eq!(read(r#"{"v":1}"#), Err(StoredError::Incomplete));
    assert_eq!(read(r#"{"v":1,"kind":"later","splices":[]}"#), Err(StoredError::Incomplete));
    assert_eq!(
        read(r#"{"v":1,"kind":"text","splices":[{"at":0,"count":1,"new":[{}]}]}"#),
        Err(StoredError::Incomplete)
    );
    assert_eq!(read(r#"{"v":1,"kind":"text","splices":[],"later":[{"x":1}]}"#), Ok(()));
}

#[test]
fn a_log_says_what_is_there_or_is_refused() {
    let log = |text| Log::from_stored(text);
    assert_eq!(log(r#"{"v":1,"done":2,"all":5}"#), Ok(Log { of: None, steps: 5, undone: 3 }));
    // What is not there is not nought.
    let bad = [
        "[]",
        "{}",
        r#"{"v":1}"#,
        r#"{"v":1,"done":2}"#,
        r#"{"v":1,"done":3,"all":2}"#,
        r#"{"v":2,"steps":2}"#,
        r#"{"v":2,"of":"x","steps":2}"#,
        r#"{"v":2,"of":"ff","steps":-1}"#,
    ];
    for text in bad {
        assert_eq!(log(text), Err(StoredError::Incomplete), "{text}");
    }
    assert_eq!(log(r#"{"v":3,"of":"ff","steps":1}"#), Err(StoredError::Newer(3)));
}

#[test]
fn what_is_stored_is_the_conversation_as_it_was() {
    let (_, editing) = edits();
    let texts = stored(7, &steps());
    let found = read_book(&texts).expect("it is whole");
    assert_eq!((found.of, found.stored as usize), (Some(7), texts.steps.len()));
    let again = corrected(talk(), &found.steps).expect("it fits");
    assert_eq!(again.undone(), 1);
    let mut before = editing;
    before.undo();
    assert_eq!(again.transcript().turns_hash(), before.transcript().turns_hash());
    assert!(again.done().eq(before.done()) && again.slots() == before.slots());
    assert_eq!(Texts::from_text(&texts.to_text()), texts);
}

/// As version 1 stored it: what was undone stands behind what was not, and perhaps more behind that.
#[test]
fn what_version_1_stored_means_the_same() {
    let (all, _) = edits();
    let mut texts: Vec<_> = (0..).zip(all.iter().map(to_stored_whole)).collect();
    texts.push((10, r#"{"v":1,"kind":"text","splices":[]}"#.to_owned()));
    let texts = Texts { log: Some(r#"{"v":1,"done":8,"all":10}"#.to_owned()), steps: texts };
    let found = read_book(&texts).expect("it is whole");
    assert_eq!((found.of, found.stored, found.steps.len()), (None, 10, 12));
    let again = corrected(talk(), &found.steps).expect("it fits");
    assert_eq!((again.done().len(), again.undone()), (8, 2));
}

/// Each edit as version 1 wrote it.
fn to_stored_whole(written: &Written) -> String {
    let (all, _) = edits();
    let mut replay = Replay::new(talk());
    for one in &all {
        replay.make(one).expect("it fits");
        if one == written {
            let editing = replay.end();
            let edit = editing.done().next_back().expect("one").clone();
            return to_stored(&Written::Whole(edit));
        }
    }
    unreachable!("it is one of them")
}

#[test]
fn what_is_missing_is_damage_and_not_nothing() {
    let whole = stored(7, &steps());
    let read = |spoil: fn(&mut Texts)| {
        let mut texts = whole.clone();
        spoil(&mut texts);
        read_book(&texts).map(|found| found.steps.len())
    };
    assert_eq!(read_book(&Texts::default()), Ok(Found::default()));
    assert_eq!(read(|texts| texts.log = None), Err(Unread::Damaged));
    assert_eq!(read(|texts| drop(texts.steps.pop())), Err(Unread::Damaged));
    assert_eq!(read(|texts| drop(texts.steps.remove(3))), Err(Unread::Damaged));
    assert_eq!(read(|texts| texts.steps[3].1.truncate(9)), Err(Unread::Damaged));
    assert_eq!(read(|texts| texts.log = Some("{}".to_owned())), Err(Unread::Damaged));
    assert_eq!(read(|texts| texts.log = Some(r#"{"v":9}"#.to_owned())), Err(Unread::Newer));
    assert_eq!(
        read(|texts| texts.steps[3].1 = r#"{"v":9,"kind":"x"}"#.to_owned()),
        Err(Unread::Newer)
    );
    // The hole that a save left which failed before one that did not.
    let gap = Texts {
        log: Some(r#"{"v":1,"done":3,"all":3}"#.to_owned()),
        steps: [0, 2].map(|at| (at, to_stored_whole(&edits().0[at as usize]))).into(),
    };
    assert_eq!(read_book(&gap), Err(Unread::Damaged));
}

#[test]
fn what_does_not_fit_is_not_made() {
    let (all, _) = edits();
    let last = Step::Made(to_stored(&all[6]).into());
    assert_eq!(corrected(talk(), &[last]).err(), Some(Seal::Misfit));
    assert_eq!(corrected(talk(), &[Step::Undone]).err(), Some(Seal::Misfit));
    let newer = Step::Made(r#"{"v":9,"kind":"x"}"#.into());
    assert_eq!(corrected(talk(), &[newer]).err(), Some(Seal::Newer));
    let unknown = Step::Made(r#"{"v":1,"kind":"x","splices":[]}"#.into());
    assert_eq!(corrected(talk(), &[unknown]).err(), Some(Seal::Damaged));
}

proptest! {
    #[test]
    fn a_log_is_read_as_it_was_stored(of in any::<u64>(), steps in any::<u32>()) {
        let log = Log::new(of, steps);
        prop_assert_eq!(Log::from_stored(&log.to_stored()), Ok(log));
    }

    /// Whatever became of a stored text: it is refused, or what it makes fits or is refused.
    #[test]
    fn no_text_is_a_panic(text in any::<String>(), at in 0_usize..10, cut in 0_usize..2_000, with in "[0-9\\]},\"a-z-]{0,4}") {
        let _either_way = (from_stored(&text), read_step(&text), Log::from_stored(&text));
        let stored = to_stored(&edits().0[at]);
        let cut = stored.floor_char_boundary(cut % stored.len());
        let end = stored.floor_char_boundary((cut + with.len()).min(stored.len()));
        let mutated = [&stored[..cut], &with, &stored[end..]].concat();
        let _either_way = corrected(talk(), &[Step::Made(mutated.into())]);
    }

    /// Whatever of it is lost or altered: it is told, or is a beginning of what there was.
    #[test]
    fn a_book_without_some_of_it_is_never_another(lost in proptest::collection::vec(0_usize..14, 0..3), keeps_log in any::<bool>()) {
        let mut texts = stored(7, &steps());
        for at in lost {
            texts.steps.remove(at % texts.steps.len());
        }
        if !keeps_log {
            texts.log = None;
        }
        if let Ok(found) = read_book(&texts) {
            prop_assert_eq!(found.steps, steps());
        }
    }
}

#[test]
fn kinds_have_names_of_their_own() {
    let names: std::collections::BTreeSet<&str> = Kind::ALL.iter().map(|(_, name)| *name).collect();
    assert_eq!(names.len(), Kind::ALL.len());
}

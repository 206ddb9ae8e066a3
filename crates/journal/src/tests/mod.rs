//! Each rule by an example, and all of them over every order of events.

mod model;

use std::rc::Rc;

use crate::{Batch, Effect, Event, Fault, Found, Journal, Seal, Standing, Step, Unread, WriteId};

const OF: u64 = 7;

fn made(text: &str) -> Step<Rc<str>> {
    Step::Made(text.into())
}

fn found(steps: &[Step<Rc<str>>]) -> Found {
    Found { of: Some(OF), steps: steps.to_vec(), stored: count(steps.len()) }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("few")
}

/// A journal that may correct, with these steps on the disk.
fn opened(steps: &[Step<Rc<str>>]) -> Journal {
    let mut journal = Journal::new(OF);
    assert_eq!(journal.handle(Event::Opened), [Effect::Read]);
    let shown = journal.handle(Event::ReadBack(Ok(found(steps))));
    assert_eq!(shown, [Effect::Show(steps.to_vec())]);
    assert_eq!(journal.handle(Event::Granted), []);
    journal
}

/// A journal that reads along, with nothing on the disk yet.
fn along() -> Journal {
    let mut journal = Journal::new(OF);
    journal.handle(Event::Opened);
    journal.handle(Event::TakenOver);
    journal.handle(Event::ReadBack(Ok(found(&[]))));
    journal
}

fn batch(id: u32, from: u32, again: u32, steps: &[Step<Rc<str>>]) -> Effect {
    let steps = steps.to_vec();
    Effect::Write(Batch { id: WriteId(id), of: OF, from, again, steps, is_last: false })
}

#[test]
fn what_is_made_is_written_and_then_kept() {
    let mut journal = opened(&[made("a")]);
    assert_eq!(journal.handle(Event::Made("b".into())), [batch(0, 1, 0, &[made("b")])]);
    assert_eq!(journal.standing(), Standing::Working);
    // One write at a time.
    assert_eq!(journal.handle(Event::Undone), []);
    assert_eq!(journal.handle(Event::Stored(WriteId(0))), [batch(1, 2, 0, &[Step::Undone])]);
    assert_eq!(journal.standing(), Standing::Working);
    assert_eq!(journal.handle(Event::Stored(WriteId(1))), []);
    assert_eq!(journal.standing(), Standing::Kept);
}

#[test]
fn what_failed_is_owed_told_and_tried_again_with_all_that_follows() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    let failed = Event::StoreFailed(WriteId(0), Fault::Full);
    assert_eq!(journal.handle(failed), [Effect::WakeIn(10_000)]);
    assert_eq!(journal.standing(), Standing::Owed { count: 1, fault: Some(Fault::Full) });
    assert_eq!(journal.standing().owes(), 1);
    // What is made meanwhile is tried together with it, and never without it.
    let both = [made("a"), made("b")];
    assert_eq!(journal.handle(Event::Made("b".into())), [batch(1, 0, 0, &both)]);
    journal.handle(Event::StoreFailed(WriteId(1), Fault::Refused));
    assert_eq!(journal.handle(Event::Hurry), [batch(2, 0, 0, &both)]);
    assert_eq!(journal.handle(Event::Stored(WriteId(2))), []);
    assert_eq!(journal.standing(), Standing::Kept);
}

#[test]
fn an_amendment_takes_the_place_of_what_has_not_left_the_tab() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    journal.handle(Event::Made("b".into()));
    journal.handle(Event::Amended("bb".into()));
    let next = journal.handle(Event::Stored(WriteId(0)));
    assert_eq!(next, [batch(1, 1, 0, &[made("bb")])]);
    // What has left it stands for its number, whether the write succeeds or not.
    journal.handle(Event::StoreFailed(WriteId(1), Fault::Refused));
    let both = [made("bb"), Step::Amended("bbb".into())];
    assert_eq!(journal.handle(Event::Amended("bbb".into())), [batch(2, 1, 0, &both)]);
}

#[test]
fn before_the_page_goes_all_is_written_at_once() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    journal.handle(Event::Made("b".into()));
    // Again with what is under way: whichever of the two succeeds, nothing is missing before.
    let both = batch(1, 0, 1, &[made("a"), made("b")]);
    let Effect::Write(both) = both else { unreachable!() };
    let both = Effect::Write(Batch { is_last: true, ..both });
    assert_eq!(journal.handle(Event::Leaving), [both]);
    assert_eq!(journal.handle(Event::Leaving), []);
    assert_eq!(journal.handle(Event::Hurry), []);
    journal.handle(Event::StoreFailed(WriteId(0), Fault::Refused));
    assert_eq!(journal.handle(Event::Stored(WriteId(1))), []);
    assert_eq!(journal.standing(), Standing::Kept);
}

/// What is made of the last letters when the page is hidden needs no look at the disk either.
#[test]
fn what_is_made_while_the_page_goes_is_written_to_outlive_it() {
    let mut journal = opened(&[]);
    journal.handle(Event::Leaving);
    let is_last = |effects: &[Effect]| match effects {
        [Effect::Write(batch)] => batch.is_last,
        other => panic!("{other:?}"),
    };
    assert!(is_last(&journal.handle(Event::Made("a".into()))));
    assert!(is_last(&journal.handle(Event::Made("b".into()))));
    journal.handle(Event::Hurry);
    journal.handle(Event::Stored(WriteId(0)));
    journal.handle(Event::Stored(WriteId(1)));
    assert!(!is_last(&journal.handle(Event::Made("c".into()))));
}

#[test]
fn a_write_that_may_come_too_late_is_made_once_more_before_the_page_goes() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    let effects = journal.handle(Event::Leaving);
    let [Effect::Write(batch)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((batch.from, batch.again, batch.is_last), (0, 1, true));
    // It stayed after all, and both came.
    journal.handle(Event::Stored(WriteId(0)));
    journal.handle(Event::Stored(WriteId(1)));
    assert_eq!(journal.standing(), Standing::Kept);
}

#[test]
fn what_cannot_be_read_is_not_nothing() {
    for (why, seal) in [
        (Unread::Failed, Seal::Unread),
        (Unread::Newer, Seal::Newer),
        (Unread::Damaged, Seal::Damaged),
    ] {
        let mut journal = Journal::new(OF);
        journal.handle(Event::Granted);
        journal.handle(Event::Opened);
        let effects = journal.handle(Event::ReadBack(Err(why)));
        assert_eq!(effects[0], Effect::ShowOriginal);
        assert_eq!(journal.standing(), Standing::Sealed { seal, owed: 0 });
        // Whatever is done now does not reach the disk.
        for event in [Event::Made("a".into()), Event::Leaving, Event::Granted] {
            assert_eq!(journal.handle(event), [], "{why:?}");
        }
        assert_eq!(journal.standing().owes(), 1);
    }
}

#[test]
fn a_failed_read_is_tried_again() {
    let mut journal = Journal::new(OF);
    journal.handle(Event::Opened);
    let effects = journal.handle(Event::ReadBack(Err(Unread::Failed)));
    assert_eq!(effects, [Effect::ShowOriginal, Effect::WakeIn(10_000)]);
    assert_eq!(journal.handle(Event::Woke), [Effect::Read]);
    let steps = [made("a")];
    let effects = journal.handle(Event::ReadBack(Ok(found(&steps))));
    assert_eq!(effects, [Effect::Show(steps.to_vec())]);
    assert_eq!(journal.standing(), Standing::Kept);
}

#[test]
fn corrections_of_another_original_are_left_alone() {
    let mut journal = Journal::new(OF);
    journal.handle(Event::Granted);
    journal.handle(Event::Opened);
    let other = Found { of: Some(8), ..found(&[made("a")]) };
    assert_eq!(journal.handle(Event::ReadBack(Ok(other))), [Effect::ShowOriginal]);
    assert_eq!(journal.standing(), Standing::Sealed { seal: Seal::Misfit, owed: 0 });
    // The user goes on: they are put aside, and numbers begin anew.
    assert_eq!(journal.handle(Event::GoOnWithout), [Effect::PutAside]);
    assert_eq!(journal.handle(Event::PutAside(Ok(()))), [Effect::Show(Vec::new())]);
    assert_eq!(journal.handle(Event::Made("b".into())), [batch(0, 0, 0, &[made("b")])]);
}

#[test]
fn what_a_newer_version_wrote_is_not_even_put_aside() {
    let mut journal = Journal::new(OF);
    journal.handle(Event::Granted);
    journal.handle(Event::Opened);
    journal.handle(Event::ReadBack(Err(Unread::Newer)));
    assert_eq!(journal.handle(Event::GoOnWithout), [Effect::Show(Vec::new())]);
    assert_eq!(journal.handle(Event::Made("a".into())), []);
    assert_eq!(journal.standing(), Standing::OnlyHere(1));
    // Another conversation was opened between: it is there again.
    assert_eq!(journal.handle(Event::Opened), [Effect::Show(vec![made("a")])]);
}

#[test]
fn without_a_store_corrections_live_as_long_as_the_tab() {
    let mut journal = Journal::new(OF);
    journal.handle(Event::Granted);
    journal.handle(Event::Opened);
    let effects = journal.handle(Event::ReadBack(Err(Unread::NoStore)));
    assert_eq!(effects, [Effect::Show(Vec::new())]);
    assert_eq!(journal.handle(Event::Made("a".into())), []);
    assert_eq!(journal.standing(), Standing::Owed { count: 1, fault: None });
    journal.handle(Event::Opened);
    let effects = journal.handle(Event::ReadBack(Err(Unread::NoStore)));
    assert_eq!(effects, [Effect::Show(vec![made("a")])]);
    // The store comes late.
    assert_eq!(journal.handle(Event::StoreOpened), [Effect::Read]);
    let effects = journal.handle(Event::ReadBack(Ok(found(&[]))));
    assert_eq!(effects, [batch(0, 0, 0, &[made("a")])]);
}

#[test]
fn a_write_that_was_taken_for_failed_is_found_on_the_disk() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    journal.handle(Event::StoreFailed(WriteId(0), Fault::Refused));
    journal.handle(Event::Woke);
    // Its number is there already: the disk is looked at before anything else is tried.
    let failed = Event::StoreFailed(WriteId(1), Fault::Conflict);
    assert_eq!(journal.handle(failed), [Effect::Read]);
    assert_eq!(journal.handle(Event::Made("b".into())), []);
    let effects = journal.handle(Event::ReadBack(Ok(found(&[made("a")]))));
    assert_eq!(effects, [batch(2, 1, 0, &[made("b")])]);
}

#[test]
fn what_another_tab_stored_is_not_written_over() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    journal.handle(Event::StoreFailed(WriteId(0), Fault::Conflict));
    assert_eq!(journal.handle(Event::ReadBack(Ok(found(&[made("x")])))), []);
    assert_eq!(journal.standing(), Standing::Sealed { seal: Seal::Others, owed: 1 });
    assert_eq!(journal.owed().cloned().collect::<Vec<_>>(), [made("a")]);
    assert_eq!(journal.handle(Event::Woke), []);
    // Without them: what is there is shown, and goes on.
    assert_eq!(journal.handle(Event::GoOnWithout), [Effect::Read]);
    let effects = journal.handle(Event::ReadBack(Ok(found(&[made("x")]))));
    assert_eq!(effects, [Effect::Show(vec![made("x")])]);
    assert_eq!(journal.handle(Event::Made("b".into())), [batch(1, 1, 0, &[made("b")])]);
}

#[test]
fn a_removed_recording_is_not_written_again() {
    let mut journal = opened(&[]);
    journal.handle(Event::Made("a".into()));
    journal.handle(Event::StoreFailed(WriteId(0), Fault::Removed));
    assert_eq!(journal.handle(Event::Hurry), []);
    assert_eq!(journal.standing(), Standing::Sealed { seal: Seal::Others, owed: 1 });
}

#[test]
fn an_older_form_is_taken_over_with_the_next_step() {
    let mut journal = Journal::new(OF);
    journal.handle(Event::Granted);
    journal.handle(Event::Opened);
    // Two were made and one undone, which the older form says without a step of its own.
    let all = [made("a"), made("b"), Step::Undone];
    let older = Found { of: None, steps: all.to_vec(), stored: 2 };
    let effects = journal.handle(Event::ReadBack(Ok(older)));
    assert_eq!(effects, [Effect::Show(all.to_vec())]);
    assert_eq!(journal.standing(), Standing::Kept);
    let effects = journal.handle(Event::Redone);
    assert_eq!(effects, [batch(0, 2, 0, &[Step::Undone, Step::Redone])]);
    journal.handle(Event::Stored(WriteId(0)));
    assert_eq!(journal.standing(), Standing::Kept);
}

#[test]
fn what_is_assumed_is_written_with_the_first_step() {
    let mut journal = opened(&[]);
    assert_eq!(journal.handle(Event::Assumed(made("names"))), []);
    assert_eq!(journal.standing(), Standing::Kept);
    // Nothing goes in the place of what was not done.
    let effects = journal.handle(Event::Amended("a".into()));
    assert_eq!(effects, [batch(0, 0, 0, &[made("names"), Step::Amended("a".into())])]);
}

#[test]
fn whoever_reads_along_shows_what_is_stored() {
    let mut journal = along();
    assert_eq!(journal.handle(Event::OthersStored), [Effect::Read]);
    let steps = [made("a")];
    let effects = journal.handle(Event::ReadBack(Ok(found(&steps))));
    assert_eq!(effects, [Effect::Show(steps.to_vec())]);
    // The other tab is gone: what it stored last is read before anything is corrected here.
    assert_eq!(journal.handle(Event::Granted), [Effect::Read]);
    let steps = [made("a"), made("b")];
    let effects = journal.handle(Event::ReadBack(Ok(found(&steps))));
    assert_eq!(effects, [Effect::Show(steps.to_vec())]);
    assert_eq!(journal.handle(Event::Made("c".into())), [batch(0, 2, 0, &[made("c")])]);
}

#[test]
fn what_came_while_it_was_read_is_shown_too() {
    let mut journal = along();
    // Another tab has stored something, and more before that was read.
    for _ in 0..2 {
        assert_eq!(journal.handle(Event::OthersStored), [Effect::Read]);
    }
    let steps = [made("a"), made("b")];
    let effects = journal.handle(Event::ReadBack(Ok(found(&steps[..1]))));
    assert_eq!(effects, [Effect::Show(steps[..1].to_vec())]);
    let effects = journal.handle(Event::ReadBack(Ok(found(&steps))));
    assert_eq!(effects, [Effect::Show(steps.to_vec())]);
    assert_eq!(journal.handle(Event::ReadBack(Ok(found(&steps)))), []);
}

//! Jobs that the browser had made twice: looked for once, deleted, told.

use super::*;

fn twins(bench: &Bench) -> &Twins {
    &bench.job.kept().twins
}

/// The request after a submission that was answered.
fn after_submission() -> Bench {
    let mut bench = Bench::new();
    bench.submitted();
    bench
}

#[test]
fn after_a_submission_the_list_is_looked_at_once() {
    let mut bench = after_submission();
    let [Effect::Save(saved), Effect::FindTwins(_, wanted, id), ..] = &bench.done[..] else {
        panic!("{:?}", bench.done)
    };
    assert_eq!((saved.twins.clone(), id.as_str()), (Twins::Sought, "j1"));
    assert_eq!(wanted.audio_url, "u1");
    assert_eq!(wanted.before.as_deref(), Some("2026-11-30T10:00:00"), "what was there before");
    bench.reply(Reply::TwinsFound(Vec::new()));
    assert!(matches!(&bench.done[0], Effect::Save(saved) if saved.twins == Twins::None));
    for _ in 0..3 {
        bench.wait();
        assert!(matches!(bench.done[0], Effect::Poll(..)), "{:?}", bench.done);
        bench.polled(Status::Processing);
    }
}

#[test]
fn who_cancels_the_test_of_the_key_has_it_tested_before_anything_is_sent() {
    let mut bench = Bench::new();
    bench.feed(Event::Start).feed(Event::Cancel).feed(Event::Retry);
    assert!(matches!(bench.done[0], Effect::CheckKey(_)), "{:?}", bench.done);
    bench.reply(key_works()).reply(Reply::Uploaded("u1".into()));
    let before = bench.job.kept().before.as_deref();
    assert_eq!(before, Some("2026-11-30T10:00:00"), "what was there before");
    // Whoever cancels later has had it tested.
    bench.feed(Event::Cancel).feed(Event::Retry);
    assert!(bench.done.iter().any(|effect| matches!(effect, Effect::Find(..))), "{:?}", bench.done);
}

#[test]
fn the_others_are_deleted_one_by_one_and_that_is_kept() {
    let mut bench = after_submission();
    bench.reply(Reply::TwinsFound(vec!["j2".into(), "j3".into()]));
    for twin in ["j2", "j3"] {
        assert!(matches!(bench.done[0], Effect::Save(_)), "saved before");
        assert!(matches!(&bench.done[1], Effect::DeleteTwin(_, id) if id == twin));
        bench.reply(Reply::TwinDeleted);
    }
    assert_eq!(*twins(&bench), Twins::Deleted);
    bench.wait().polled(Status::Completed);
    assert_eq!(bench.job.state(), &State::Completed);
    assert_eq!(*twins(&bench), Twins::Deleted, "it is there to be told");
}

#[test]
fn one_that_is_gone_already_is_as_good_as_deleted() {
    let mut bench = after_submission();
    bench.reply(Reply::TwinsFound(vec!["j2".into()]));
    bench.break_with(refusal(404, "Transcript lookup error, transcript id not found"));
    assert_eq!(*twins(&bench), Twins::Deleted);
}

#[test]
fn silence_makes_no_pause_longer() {
    let mut bench = after_submission();
    let before = bench.now;
    for _ in 0..3 {
        // The list is not answered: it is given up where the pause ends, and the job polled.
        bench.wait();
        assert!(matches!(bench.done[0], Effect::Abort));
        let at_once = bench.done.iter().any(|effect| matches!(effect, Effect::Poll(..)));
        if !at_once {
            bench.wait();
        }
        assert!(bench.done.iter().any(|effect| matches!(effect, Effect::Poll(..))));
        bench.polled(Status::Processing);
        assert!(matches!(bench.done[0], Effect::FindTwins(..)), "again: {:?}", bench.done);
    }
    assert_eq!(bench.now.since(before), 9_000);
}

#[test]
fn no_failure_there_fails_the_job_and_what_was_not_done_is_told() {
    for failure in [
        refusal(401, "Invalid API key"),
        refusal(402, "Payment required"),
        refusal(503, "Service unavailable"),
        Failure::Unreachable,
        Failure::Garbled,
    ] {
        let mut sought = after_submission();
        sought.break_with(failure.clone());
        assert_eq!(sought.job.state(), &State::Queued, "{failure:?}");
        assert_eq!(sought.job.trouble(), None, "{failure:?}");
        sought.wait().polled(Status::Completed);
        assert_eq!(sought.job.state(), &State::Completed);
        assert_eq!(*twins(&sought), Twins::NotSought);
        let mut found = after_submission();
        found.reply(Reply::TwinsFound(vec!["j2".into()])).break_with(failure);
        found.wait().polled(Status::Completed);
        assert_eq!(*twins(&found), Twins::NotDeleted);
    }
}

#[test]
fn it_is_not_tried_for_ever() {
    let mut bench = after_submission();
    let mut tries = 0;
    while bench.done.iter().any(|effect| matches!(effect, Effect::FindTwins(..))) {
        tries += 1;
        bench.break_with(Failure::Unreachable).wait().polled(Status::Processing);
    }
    assert_eq!((tries, twins(&bench)), (8, &Twins::NotSought));
}

#[test]
fn a_restart_goes_on_with_it_before_it_asks_for_the_job() {
    for (kept, expected) in [
        (Twins::Sought, "FindTwins"),
        (Twins::Found(vec!["j2".into()]), "DeleteTwin"),
        (Twins::Deleted, "Poll"),
        (Twins::None, "Poll"),
    ] {
        let saved = Snapshot {
            upload_url: Some("u1".into()),
            id: Some("j1".into()),
            twins: kept,
            ..Snapshot::default()
        };
        let mut job = Job::restored(saved, Source::File { bytes: 1_000 }, 1);
        let check = job.handle(Event::Start, Wall(5));
        let Effect::CheckKey(request) = check[0] else { panic!("{check:?}") };
        let effects = job.handle(Event::Replied(request, Ok(key_works())), Wall(6));
        assert!(format!("{:?}", effects[0]).starts_with(expected), "{expected}: {effects:?}");
    }
}

#[test]
fn what_an_earlier_submission_left_is_found_by_the_next() {
    // The browser had asked twice; the second time was refused, and that is all that was heard.
    let mut bench = Bench::new();
    bench.uploaded().break_with(refusal(429, "Too many requests"));
    let kept = bench.job.kept().clone();
    // The page is opened again, when the account has that job already.
    let mut again = Bench { job: Job::restored(kept, Source::File { bytes: 1_000 }, 1), ..bench };
    again.feed(Event::Start).reply(Reply::KeyWorks { newest: "2026-11-30T10:05:00".to_owned() });
    again.reply(Reply::Submitted("j2".into()));
    let Some(Effect::FindTwins(_, wanted, _)) =
        again.done.iter().find(|effect| matches!(effect, Effect::FindTwins(..)))
    else {
        panic!("{:?}", again.done)
    };
    assert_eq!(wanted.before.as_deref(), Some("2026-11-30T10:00:00"));
}

//! Submissions whose answer is lost: looked for, adopted, sent again.

use super::*;

#[test]
fn a_submission_without_an_answer_is_looked_for_and_adopted() {
    for failure in
        [Failure::Unreachable, Failure::TimedOut, Failure::Garbled, refusal(502, "bad gateway")]
    {
        let mut bench = Bench::new();
        bench.uploaded().break_with(failure).wait();
        assert!(matches!(bench.done[0], Effect::Find(..)), "{:?}", bench.done);
        bench.reply(Reply::Found(Some("j7".into())));
        assert_eq!(bench.job.state(), &State::Queued);
        assert_eq!(bench.job.kept().id.as_deref(), Some("j7"));
    }
}

#[test]
fn a_submission_that_is_not_found_is_sent_again() {
    let mut bench = Bench::new();
    bench.uploaded().break_with(Failure::Unreachable).wait().reply(Reply::Found(None));
    assert!(bench.done.iter().any(|effect| matches!(effect, Effect::Submit(..))));
}

#[test]
fn searches_that_find_nothing_do_not_make_the_waits_of_failed_submissions_short_again() {
    let mut bench = Bench::new();
    bench.uploaded();
    let mut longest = 0;
    for tries in 1..=8 {
        let before = bench.now;
        bench.break_with(refusal(503, "Service unavailable"));
        let trouble = bench.job.trouble().expect("trouble");
        assert_eq!((trouble.kind, trouble.attempt), (TroubleKind::ServerTrouble, tries));
        bench.wait();
        longest = longest.max(bench.now.since(before));
        bench.reply(Reply::Found(None));
        assert_eq!(bench.job.failed_tries(), Some((TroubleKind::ServerTrouble, tries)));
    }
    assert!(longest > 1_000, "the longest wait is {longest} ms");
    bench.reply(Reply::Submitted("j1".into()));
    assert_eq!(bench.job.failed_tries(), None);
}

#[test]
fn a_busy_service_made_no_job_and_is_asked_again() {
    let mut bench = Bench::new();
    bench.uploaded().break_with(refusal(429, "Too many requests")).wait();
    assert!(bench.done.iter().any(|effect| matches!(effect, Effect::Submit(..))));
}

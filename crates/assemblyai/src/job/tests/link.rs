//! Jobs of a link: nothing is uploaded, and only a job of this very request is adopted.

use super::*;

const LINK: &str = "https://media.example/talk.mp3";

fn bench() -> Bench {
    Bench { job: Job::new(Source::Link(LINK.into()), 1), ..Bench::new() }
}

#[test]
fn a_link_is_submitted_as_it_is_without_an_upload() {
    let mut bench = bench();
    bench.feed(Event::Start).reply(key_works());
    let [Effect::Save(saved), Effect::Submit(_, url), ..] = &bench.done[..] else {
        panic!("{:?}", bench.done)
    };
    assert_eq!(url, LINK);
    assert!(saved.submit_pending && saved.upload_url.is_none());
    assert_eq!(bench.job.state(), &State::Submitting);
    bench.reply(Reply::Submitted("j1".into())).reply(Reply::TwinsFound(Vec::new()));
    bench.wait().polled(Status::Completed);
    assert_eq!(bench.job.state(), &State::Completed);
}

#[test]
fn after_a_lost_answer_a_job_made_since_is_looked_for() {
    let mut bench = bench();
    bench.feed(Event::Start).reply(key_works()).break_with(Failure::Unreachable).wait();
    let Effect::Find(_, wanted) = &bench.done[0] else { panic!("{:?}", bench.done) };
    assert_eq!(wanted.audio_url, LINK);
    assert_eq!(wanted.before.as_deref(), Some("2026-11-30T10:00:00"));
    // A page that is opened again asks for the same, whatever else was made meanwhile.
    let kept = bench.job.kept().clone();
    let mut again = Bench { job: Job::restored(kept, Source::Link(LINK.into()), 1), ..bench };
    again.feed(Event::Start).reply(Reply::KeyWorks { newest: "2026-11-30T11:00:00".to_owned() });
    let Effect::Find(_, wanted) = &again.done[0] else { panic!("{:?}", again.done) };
    assert_eq!(wanted.before.as_deref(), Some("2026-11-30T10:00:00"));
    again.reply(Reply::Found(None));
    assert!(
        again.done.iter().any(|effect| matches!(effect, Effect::Submit(_, url) if url == LINK))
    );
}

#[test]
fn what_the_service_says_of_a_link_is_told_apart() {
    let cases = [
        (
            "Download error, unable to download https://media.example/talk.mp3. Please make sure the \
          file exists and is accessible from the internet.",
            NextStep::TryAgain,
        ),
        (
            "File does not appear to contain audio. File type is text/html (HTML document).",
            NextStep::ChangeLink,
        ),
        ("Audio duration is too short.", NextStep::TryAgain),
    ];
    for (error, next) in cases {
        let mut bench = bench();
        bench.feed(Event::Start).reply(key_works()).reply(Reply::Submitted("j1".into()));
        bench.reply(Reply::TwinsFound(Vec::new())).wait();
        let error = Some(error.to_owned());
        bench.reply(Reply::Polled { status: Status::Error, error, is_deleted: false });
        let State::Failed(fault) = bench.job.state() else { panic!("{:?}", bench.job.state()) };
        assert_eq!(fault.cause.next_step(), next, "{fault:?}");
        bench.feed(Event::Retry);
        assert!(bench.done.iter().any(|effect| matches!(effect, Effect::Submit(..))));
    }
    // The same words of a file are no matter of a link.
    let mut file = Bench::new();
    file.queued().wait();
    let error = Some("File type is text/html".to_owned());
    file.reply(Reply::Polled { status: Status::Error, error, is_deleted: false });
    let State::Failed(fault) = file.job.state() else { panic!("{:?}", file.job.state()) };
    assert!(matches!(fault.cause, Cause::JobFailed { .. }));
}

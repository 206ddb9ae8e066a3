//! What the machine promises: single rules by example, all of them over random histories.

use crate::decode::Status;
use crate::failure::Failure;

use super::*;

mod link;
mod model;
mod submission;
mod twins;

/// A job under test with its own clock.
struct Bench {
    job: Job,
    now: Wall,
    timer: Option<(TimerId, Wall)>,
    done: Vec<Effect>,
}

impl Bench {
    fn new() -> Self {
        Self {
            job: Job::new(Source::File { bytes: 1_000 }, 1),
            now: Wall(1_000_000),
            timer: None,
            done: Vec::new(),
        }
    }

    fn feed(&mut self, event: Event) -> &mut Self {
        self.done = self.job.handle(event, self.now);
        for effect in &self.done {
            if let Effect::WakeIn(timer, ms) = effect {
                self.timer = Some((*timer, self.now.plus(*ms)));
            }
        }
        self
    }

    /// The id of the request among the last effects.
    fn request(&self) -> RequestId {
        self.done.iter().find_map(request_of).expect("a request")
    }

    fn reply(&mut self, reply: Reply) -> &mut Self {
        let request = self.request();
        self.feed(Event::Replied(request, Ok(reply)))
    }

    fn break_with(&mut self, failure: Failure) -> &mut Self {
        let request = self.request();
        self.feed(Event::Replied(request, Err(failure)))
    }

    /// Lets the armed timer fire at its time.
    fn fire(&mut self) -> &mut Self {
        let (timer, at) = self.timer.take().expect("a timer");
        self.now = self.now.max(at);
        self.feed(Event::Woke(timer))
    }

    /// Lets timers fire until something else than waiting happens.
    fn wait(&mut self) -> &mut Self {
        while self.fire().done.iter().all(|effect| matches!(effect, Effect::WakeIn(..))) {}
        self
    }

    fn uploaded(&mut self) -> &mut Self {
        self.feed(Event::Start).reply(key_works()).reply(Reply::Uploaded("u1".into()))
    }

    fn queued(&mut self) -> &mut Self {
        self.submitted().reply(Reply::TwinsFound(Vec::new()))
    }

    fn submitted(&mut self) -> &mut Self {
        self.uploaded().reply(Reply::Submitted("j1".into()))
    }

    fn polled(&mut self, status: Status) -> &mut Self {
        self.reply(Reply::Polled { status, error: None, is_deleted: false })
    }
}

fn request_of(effect: &Effect) -> Option<RequestId> {
    match effect {
        Effect::CheckKey(id)
        | Effect::Upload(id)
        | Effect::ProbeFile(id)
        | Effect::Submit(id, _)
        | Effect::Find(id, _)
        | Effect::FindTwins(id, ..)
        | Effect::DeleteTwin(id, _)
        | Effect::Poll(id, _) => Some(*id),
        Effect::Abort | Effect::Save(_) | Effect::WakeIn(..) => None,
    }
}

/// The key is good, and the account had a job before.
fn key_works() -> Reply {
    Reply::KeyWorks { newest: "2026-11-30T10:00:00".to_owned() }
}

fn refusal(status: u16, text: &str) -> Failure {
    Failure::Status { status, text: Some(text.to_owned()), retry_after_s: None }
}

#[test]
fn the_happy_way_ends_completed() {
    let mut bench = Bench::new();
    bench.queued();
    assert_eq!(bench.job.state(), &State::Queued);
    bench.wait().polled(Status::Queued);
    bench.wait().polled(Status::Processing);
    assert_eq!(bench.job.state(), &State::Processing(None));
    bench.wait().polled(Status::Other("napping".into()));
    assert_eq!(bench.job.state(), &State::Processing(Some("napping".into())));
    bench.wait().polled(Status::Completed);
    assert_eq!(bench.job.state(), &State::Completed);
    assert!(bench.done.is_empty());
}

#[test]
fn what_is_known_is_saved_before_it_is_used() {
    let mut bench = Bench::new();
    bench.uploaded();
    let [Effect::Save(saved), Effect::Submit(_, url), ..] = &bench.done[..] else {
        panic!("{:?}", bench.done)
    };
    assert_eq!(url, "u1");
    assert_eq!(saved.upload_url.as_deref(), Some("u1"));
    assert!(saved.submit_pending);
    bench.reply(Reply::Submitted("j1".into()));
    let [Effect::Save(saved), ..] = &bench.done[..] else { panic!("{:?}", bench.done) };
    assert_eq!(saved.id.as_deref(), Some("j1"));
}

#[test]
fn a_stalled_upload_is_aborted_and_starts_again() {
    let mut bench = Bench::new();
    bench.feed(Event::Start).reply(key_works());
    let request = bench.request();
    bench.now = bench.now.plus(5_000);
    bench.feed(Event::Progress { request, sent: 610, total: 1_000 });
    assert!(bench.done.is_empty(), "progress arms no timer");
    let before = bench.now;
    bench.wait();
    assert_eq!(bench.now.since(before), 30_000);
    assert!(bench.done.contains(&Effect::Abort));
    let trouble = bench.job.trouble().expect("trouble");
    assert_eq!(trouble.kind, TroubleKind::Lost { sent: 610, total: 1_000 });
    bench.wait();
    assert!(matches!(bench.done[0], Effect::Upload(_)));
    assert_eq!(bench.job.state(), &State::Uploading { sent: 0, total: 1_000 });
}

#[test]
fn progress_keeps_an_upload_alive() {
    let mut bench = Bench::new();
    bench.feed(Event::Start).reply(key_works());
    let request = bench.request();
    for step in 1..20 {
        bench.now = bench.now.plus(29_000);
        bench.feed(Event::Progress { request, sent: step, total: 1_000 });
        if bench.timer.is_some_and(|(_, at)| at <= bench.now) {
            bench.fire();
        }
        assert!(!bench.done.contains(&Effect::Abort));
    }
}

#[test]
fn an_unreachable_upload_asks_whether_the_file_is_still_there() {
    let mut bench = Bench::new();
    bench.feed(Event::Start).reply(key_works()).break_with(Failure::Unreachable);
    assert!(matches!(bench.done[0], Effect::ProbeFile(_)));
    let mut gone = Bench {
        job: bench.job.clone(),
        now: bench.now,
        timer: bench.timer,
        done: bench.done.clone(),
    };
    gone.reply(Reply::FileReadable(false));
    let fault = Fault { stage: Stage::Upload, cause: Cause::FileChanged };
    assert_eq!(gone.job.state(), &State::Failed(fault));
    bench.reply(Reply::FileReadable(true)).wait();
    assert!(matches!(bench.done[0], Effect::Upload(_)));
}

#[test]
fn permanent_faults_stop_at_once_with_stage_and_next_step() {
    let cases = [
        (refusal(401, "Invalid API key"), NextStep::EnterKey),
        (refusal(400, "Your current account balance is negative."), NextStep::AddCredit),
        (refusal(402, "Payment required"), NextStep::AddCredit),
        (
            refusal(400, "The following models are not available in this language: speaker_labels"),
            NextStep::ChangeOptions,
        ),
        (refusal(400, "language_code is not valid"), NextStep::ChangeOptions),
        (refusal(403, "Cannot access uploaded file"), NextStep::UploadAgain),
        (refusal(413, "Payload too large"), NextStep::ChooseFile),
        (refusal(418, "I am a teapot"), NextStep::TryAgain),
    ];
    for (failure, next) in cases {
        let mut bench = Bench::new();
        bench.uploaded().break_with(failure.clone());
        let State::Failed(fault) = bench.job.state() else { panic!("{failure:?}") };
        assert_eq!(fault.stage, Stage::Submit);
        assert_eq!(fault.cause.next_step(), next, "{failure:?}");
        assert_eq!(bench.job.kept().upload_url.as_deref(), Some("u1"), "the upload is kept");
        bench.feed(Event::Retry);
        assert!(bench.done.iter().any(|effect| matches!(effect, Effect::Submit(..))));
    }
}

#[test]
fn a_block_for_too_many_requests_is_waited_out() {
    for failure in [
        refusal(403, "You are rate limited"),
        Failure::Status { status: 403, text: None, retry_after_s: None },
    ] {
        let mut bench = Bench::new();
        bench.queued().wait().break_with(failure);
        assert_eq!(bench.job.trouble().expect("trouble").kind, TroubleKind::Busy);
    }
}

#[test]
fn a_lost_transcript_stops_the_polls() {
    for status in [400, 404] {
        let mut bench = Bench::new();
        bench
            .queued()
            .wait()
            .break_with(refusal(status, "Transcript lookup error, transcript id not found"));
        let fault = Fault { stage: Stage::Transcribe, cause: Cause::TranscriptGone };
        assert_eq!(bench.job.state(), &State::Failed(fault));
        assert!(bench.done.is_empty());
    }
    let mut bench = Bench::new();
    bench.queued().wait();
    bench.reply(Reply::Polled { status: Status::Completed, error: None, is_deleted: true });
    let fault = Fault { stage: Stage::Transcribe, cause: Cause::TranscriptDeleted };
    assert_eq!(bench.job.state(), &State::Failed(fault));
}

#[test]
fn a_failed_job_tells_why_and_can_be_made_again_from_the_same_upload() {
    let mut bench = Bench::new();
    bench.queued().wait();
    let error = Some("Audio duration is too short.".to_owned());
    bench.reply(Reply::Polled { status: Status::Error, error, is_deleted: false });
    let cause = Cause::JobFailed { text: "Audio duration is too short.".into() };
    assert_eq!(bench.job.state(), &State::Failed(Fault { stage: Stage::Transcribe, cause }));
    bench.feed(Event::Retry);
    assert!(bench.done.iter().any(|e| matches!(e, Effect::Submit(_, url) if url == "u1")));
}

#[test]
fn cancel_aborts_at_every_stage_and_late_answers_are_ignored() {
    for stage in 0..4 {
        let mut bench = Bench::new();
        bench.feed(Event::Start);
        if stage > 0 {
            bench.reply(key_works());
        }
        if stage > 1 {
            bench.reply(Reply::Uploaded("u1".into()));
        }
        if stage > 2 {
            bench.reply(Reply::Submitted("j1".into()));
            bench.reply(Reply::TwinsFound(Vec::new())).wait();
        }
        let request = bench.request();
        bench.feed(Event::Cancel);
        assert_eq!(bench.done, [Effect::Abort]);
        assert_eq!(bench.job.state(), &State::Cancelled);
        bench.feed(Event::Replied(request, Ok(key_works())));
        assert_eq!(bench.job.state(), &State::Cancelled);
        assert!(bench.done.is_empty());
    }
}

#[test]
fn offline_waits_for_the_network_and_goes_on_at_once() {
    let mut bench = Bench::new();
    bench.feed(Event::Start).reply(key_works()).feed(Event::WentOffline);
    assert!(bench.job.trouble().is_none(), "a request that still runs is left alone");
    let mut bench = Bench::new();
    bench.feed(Event::Start);
    let request = bench.request();
    bench.feed(Event::WentOffline);
    bench.feed(Event::Replied(request, Err(Failure::Unreachable)));
    let trouble = bench.job.trouble().expect("trouble");
    assert_eq!((trouble.kind, trouble.until), (TroubleKind::Offline, None));
    bench.feed(Event::WentOnline);
    assert!(matches!(bench.done[0], Effect::CheckKey(_)));
}

#[test]
fn coming_back_polls_at_once_but_not_twice_in_a_second() {
    let mut bench = Bench::new();
    bench.queued().wait().polled(Status::Processing);
    bench.now = bench.now.plus(500);
    bench.feed(Event::BecameVisible);
    assert!(bench.done.is_empty());
    bench.now = bench.now.plus(600);
    bench.feed(Event::BecameVisible);
    assert!(matches!(bench.done[0], Effect::Poll(..)));
}

/// Polls a job that takes so long: how many polls, and how long after its end it is seen.
fn polls_of(job_ms: u64) -> (u64, u64) {
    let mut bench = Bench::new();
    bench.queued();
    let end = bench.now.plus(job_ms);
    let mut polls = 1;
    while bench.wait().now < end {
        bench.polled(Status::Processing);
        polls += 1;
    }
    (polls, bench.now.since(end))
}

#[test]
fn polls_are_polite() {
    // The key was tested, the file sent and the job made before.
    let (polls, _) = polls_of(300_000);
    assert!(polls + 3 <= 45, "{polls} polls in 300 s");
    let mut bench = Bench::new();
    bench.queued();
    for _ in 0..100 {
        bench.wait().polled(Status::Processing);
    }
    let before = bench.now;
    bench.wait();
    assert_eq!(bench.now.since(before), 10_000);
}

#[test]
fn an_end_is_seen_within_ten_seconds() {
    // Every half second of the first half hour.
    let mut lags: Vec<u64> = (0..3_600).map(|at| polls_of(at * 500).1).collect();
    lags.sort_unstable();
    assert!(lags[lags.len() * 95 / 100] <= 10_000, "{lags:?}");
    assert!(lags[lags.len() / 2] <= 5_500, "{} ms", lags[lags.len() / 2]);
}

#[test]
fn a_long_answer_is_not_given_up_once_it_has_begun() {
    let mut bench = Bench::new();
    bench.queued().wait();
    let request = bench.request();
    bench.feed(Event::Answering(request));
    let begun = bench.now;
    while !bench.fire().done.contains(&Effect::Abort) {}
    assert_eq!(bench.now.since(begun), 300_000);
}

#[test]
fn a_restart_goes_on_where_it_was() {
    let cases = [
        (Snapshot::default(), "Upload"),
        (Snapshot { upload_url: Some("u1".into()), ..Snapshot::default() }, "Submit"),
        (
            Snapshot { upload_url: Some("u1".into()), submit_pending: true, ..Snapshot::default() },
            "Find",
        ),
        (
            Snapshot {
                upload_url: Some("u1".into()),
                id: Some("j1".into()),
                ..Snapshot::default()
            },
            "Poll",
        ),
    ];
    for (saved, expected) in cases {
        let mut job = Job::restored(saved, Source::File { bytes: 1_000 }, 1);
        let check = job.handle(Event::Start, Wall(5));
        let Effect::CheckKey(request) = check[0] else { panic!("{check:?}") };
        let effects = job.handle(Event::Replied(request, Ok(key_works())), Wall(6));
        let found = effects.iter().any(|effect| format!("{effect:?}").starts_with(expected));
        assert!(found, "{expected}: {effects:?}");
    }
}

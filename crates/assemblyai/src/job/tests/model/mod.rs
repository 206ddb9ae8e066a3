//! A model of the world around a job: a page that may die between any two things it does, what it
//! saved, the service, the network, time. After everything that happens the rules are checked.

mod history;
mod restarts;
mod service;

use std::collections::VecDeque;

use super::request_of;
use crate::failure::Failure;
use crate::job::{
    Effect, Event, Job, NextStep, Reply, Snapshot, Source, State, TimerId, Twins, Wall,
};
use service::{Fate, Service};

const TOTAL: u64 = 1_000;

/// More than any history takes from where faults stop.
const MOST_ACTIONS: usize = 300;

/// A request that the page waits for.
#[derive(Debug)]
struct Request {
    asked: Effect,
    course: Course,
}

/// How far a request has come.
#[derive(Debug)]
enum Course {
    OnItsWay,
    /// The service took it, and nothing comes back.
    Silent,
    /// The service took it, and this is about to be heard.
    Answered(Result<Reply, Failure>),
}

impl Request {
    const fn is_on_its_way(&self) -> bool {
        matches!(self.course, Course::OnItsWay)
    }
}

/// Everything, with one page in it.
struct World {
    job: Job,
    /// What the machine asked for and the page has not done yet.
    todo: VecDeque<Effect>,
    request: Option<Request>,
    /// A request that was aborted, whose answer may still come.
    stale: Option<Effect>,
    timer: Option<(TimerId, Wall)>,
    /// What was saved: all that a restart finds.
    saved: Snapshot,
    /// The user just gave up what was uploaded.
    gives_up: bool,
    /// How often that happened: each time a job more may be paid for.
    given_up: usize,
    service: Service,
    now: Wall,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            job: Job::new(Source::File { bytes: TOTAL }, 3),
            todo: VecDeque::new(),
            request: None,
            stale: None,
            timer: None,
            saved: Snapshot::default(),
            gives_up: false,
            given_up: 0,
            service: Service::default(),
            now: Wall(1_000_000),
        };
        world.feed(Event::Start);
        world
    }

    /// The page dies and is opened again: only what was saved remains.
    fn restart(&mut self) {
        (self.request, self.stale, self.timer) = (None, None, None);
        // What was given up and not saved is not given up.
        self.given_up -= usize::from(core::mem::take(&mut self.gives_up));
        self.todo.clear();
        self.job = Job::restored(self.saved.clone(), Source::File { bytes: TOTAL }, 5);
        self.feed(Event::Start);
    }

    /// Something happens to the page. It has done all it was to do before.
    fn feed(&mut self, event: Event) {
        assert!(self.todo.is_empty());
        let has_ended = matches!(self.job.state(), State::Failed(_) | State::Cancelled);
        if event == Event::UploadAgain && has_ended {
            self.gives_up = true;
            self.given_up += 1;
        }
        self.todo.extend(self.job.handle(event, self.now));
        self.check();
    }

    /// The page does all that it is to do.
    fn settle(&mut self) {
        while self.perform() {}
    }

    /// The page does the next thing; whether there was one.
    fn perform(&mut self) -> bool {
        let Some(effect) = self.todo.pop_front() else { return false };
        match effect {
            Effect::Abort => self.stale = self.request.take().map(|request| request.asked),
            Effect::Save(snapshot) => self.save(snapshot),
            Effect::WakeIn(timer, ms) => self.timer = Some((timer, self.now.plus(ms))),
            asked => {
                self.check_request(&asked);
                self.request = Some(Request { asked, course: Course::OnItsWay });
            }
        }
        self.check();
        true
    }

    /// What was saved once stays, but the id of a job that failed, and what the user gave up.
    fn save(&mut self, snapshot: Snapshot) {
        let before = &self.saved;
        if !core::mem::take(&mut self.gives_up) {
            if before.upload_url.is_some() {
                assert_eq!(snapshot.upload_url, before.upload_url, "the upload is kept");
                assert_eq!(snapshot.uploaded_at, before.uploaded_at);
            }
            if let Some(id) = &before.id {
                let is_kept = snapshot.id.as_ref() == Some(id);
                assert!(is_kept || self.service.has_failed(id), "an id is never forgotten");
            }
        }
        self.saved = snapshot;
    }

    /// Whatever is asked rests on what was saved before, and nothing is asked twice.
    fn check_request(&self, asked: &Effect) {
        assert!(self.request.is_none(), "one request at a time");
        let Snapshot { upload_url, submit_pending, id, twins, .. } = &self.saved;
        match asked {
            Effect::Upload(_) | Effect::ProbeFile(_) => {
                assert_eq!(*upload_url, None, "no byte is uploaded twice");
            }
            Effect::Submit(_, url) => {
                assert_eq!(upload_url.as_ref(), Some(url), "saved before");
                assert!(*submit_pending && id.is_none(), "saved before");
                assert!(self.service.paid_jobs() <= self.given_up, "none is paid twice");
            }
            Effect::Find(_, wanted) => {
                assert_eq!(upload_url.as_ref(), Some(&wanted.audio_url), "saved before");
            }
            Effect::FindTwins(_, _, own) => {
                assert_eq!((id.as_ref(), twins), (Some(own), &Twins::Sought), "saved before");
            }
            Effect::DeleteTwin(_, twin) => {
                assert!(id.as_ref() != Some(twin), "its own job is never deleted");
                let is_saved = matches!(twins, Twins::Found(ids) if ids.contains(twin));
                assert!(is_saved, "saved before");
            }
            Effect::Poll(_, polled) => assert_eq!(id.as_ref(), Some(polled), "saved before"),
            _ => {}
        }
    }

    fn check(&self) {
        assert!(self.service.paid_jobs() <= 1 + self.given_up, "one job for a recording");
        if !self.todo.is_empty() {
            return;
        }
        assert_eq!(*self.job.kept(), self.saved, "the page knows no more than what is saved");
        match self.job.state() {
            State::Completed | State::Failed(_) | State::Cancelled => {
                assert!(self.job.trouble().is_none() && self.request.is_none());
            }
            State::New => panic!("it was started"),
            _ => {
                let is_offline = self.job.trouble().is_some_and(|trouble| trouble.until.is_none());
                assert!(self.timer.is_some() || is_offline, "nothing to wait for");
            }
        }
    }

    /// The service takes the request that is on its way, if there is one.
    fn take(&mut self, fate: Fate) {
        if let Some(request) = self.request.as_mut().filter(|request| request.is_on_its_way()) {
            let outcome = self.service.take(&request.asked, fate);
            request.course = outcome.map_or(Course::Silent, Course::Answered);
            self.check();
        }
    }

    /// The page hears of it, if there is anything to hear; whether there was.
    fn hear(&mut self) -> bool {
        let answered = |request: &mut Request| matches!(request.course, Course::Answered(_));
        let Some(Request { asked, course: Course::Answered(outcome) }) =
            self.request.take_if(answered)
        else {
            return false;
        };
        let request = request_of(&asked).expect("a request");
        self.feed(Event::Replied(request, outcome));
        true
    }

    /// The timer fires, at its time; whether there was one.
    fn fire(&mut self) -> bool {
        let Some((timer, at)) = self.timer.take() else { return false };
        self.now = self.now.max(at);
        self.feed(Event::Woke(timer));
        true
    }

    /// The next thing happens: the page does something, the service takes a request, the page
    /// hears of it, time passes. `fate` decides about requests. Whether anything can happen at all.
    fn act(&mut self, fate: &mut dyn FnMut() -> Fate) -> bool {
        if self.perform() {
            return true;
        }
        if self.request.as_ref().is_some_and(Request::is_on_its_way) {
            self.take(fate());
            return true;
        }
        self.hear() || self.fire()
    }

    /// The user does what a failure says; `false` where nothing brings the transcript back.
    fn follow_next_step(&mut self) -> bool {
        let is_gone = self.saved.id.as_ref().is_some_and(|id| self.service.is_deleted(id));
        let next = match self.job.state() {
            State::Failed(fault) => fault.cause.next_step(),
            _ => NextStep::TryAgain,
        };
        match next {
            NextStep::StartOver if is_gone => return false,
            NextStep::UploadAgain => self.feed(Event::UploadAgain),
            _ => self.feed(Event::Retry),
        }
        true
    }

    /// At the end one job exists at the service for the recording, or it was told that there may be
    /// more.
    fn check_twins(&self) {
        let url = self.saved.upload_url.as_deref().unwrap_or_default();
        let jobs = self.service.jobs_of(url);
        let is_told = matches!(self.saved.twins, Twins::NotDeleted | Twins::NotSought);
        assert!(jobs.len() <= 1 || is_told, "{jobs:?}: {:?}", self.saved);
        if let Some(id) = jobs.first().filter(|_| jobs.len() == 1) {
            assert_eq!(self.saved.id.as_ref(), Some(*id), "it is the one that is waited for");
        }
    }

    /// Goes on until there is a transcript, or none can be had. Where faults have stopped, there is
    /// one, and the user is asked a few times at most.
    fn finish(&mut self, fate: &mut dyn FnMut() -> Fate) {
        let mut asked = 0;
        for _ in 0..MOST_ACTIONS {
            match self.job.state() {
                State::Completed if self.todo.is_empty() => return self.check_twins(),
                State::Failed(_) | State::Cancelled if self.todo.is_empty() => {
                    asked += 1;
                    assert!(asked <= 3, "asked again and again: {:?}", self.job.state());
                    if !self.follow_next_step() {
                        return;
                    }
                }
                _ => assert!(self.act(fate), "stands still: {:?}", self.job),
            }
        }
        panic!("no end: {:?}", self.job);
    }
}

//! A model of the world around a job: the service, the network, the user, restarts.
//!
//! Random moves are played against the machine; after each one its rules are checked, and at
//! the end a calm world must lead to a transcript.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::request_of;
use crate::decode::Status;
use crate::failure::Failure;
use crate::job::{Effect, Event, Job, Reply, Snapshot, State, TimerId, Wall};

/// How a request ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// The service does it and says so.
    Good,
    /// The service does it, but the answer is lost in this way.
    DoneUnheard(u8),
    /// It never reaches the service.
    Unheard(u8),
    /// The service refuses it for good.
    Refused(u8),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Move {
    Answer(Fate),
    Progress(u16),
    Wake,
    Time(u32),
    Offline,
    Online,
    Visible,
    Cancel,
    Retry,
    UploadAgain,
    JobAdvances,
    JobFails,
    StaleAnswer,
    /// The page is reloaded: only what was saved remains.
    Restart,
}

pub(super) fn any_move() -> impl Strategy<Value = Move> {
    let fate = prop_oneof![
        4 => Just(Fate::Good),
        2 => any::<u8>().prop_map(Fate::DoneUnheard),
        2 => any::<u8>().prop_map(Fate::Unheard),
        1 => any::<u8>().prop_map(Fate::Refused),
    ];
    prop_oneof![
        12 => fate.prop_map(Move::Answer),
        2 => any::<u16>().prop_map(Move::Progress),
        8 => Just(Move::Wake),
        2 => (0..40_000u32).prop_map(Move::Time),
        1 => Just(Move::Offline),
        1 => Just(Move::Online),
        1 => Just(Move::Visible),
        1 => Just(Move::Cancel),
        2 => Just(Move::Retry),
        1 => Just(Move::UploadAgain),
        2 => Just(Move::JobAdvances),
        1 => Just(Move::JobFails),
        1 => Just(Move::StaleAnswer),
        2 => Just(Move::Restart),
    ]
}

const TOTAL: u64 = 1_000;

/// The service: every job by id, with its address and status.
#[derive(Default)]
struct Service {
    uploads: u32,
    jobs: BTreeMap<String, (String, Status)>,
}

impl Service {
    fn live_jobs(&self, url: &str) -> usize {
        self.jobs.values().filter(|(of, status)| of == url && *status != Status::Error).count()
    }

    /// Does what a request asks and returns the honest answer.
    fn perform(&mut self, effect: &Effect) -> Reply {
        match effect {
            Effect::CheckKey(_) => Reply::KeyWorks,
            Effect::Upload(_) => {
                self.uploads += 1;
                Reply::Uploaded(format!("u{}", self.uploads))
            }
            Effect::ProbeFile(_) => Reply::FileReadable(true),
            Effect::Submit(_, url) => {
                let id = format!("j{}", self.jobs.len() + 1);
                self.jobs.insert(id.clone(), (url.clone(), Status::Queued));
                Reply::Submitted(id)
            }
            Effect::Find(_, url) => Reply::Found(
                self.jobs
                    .iter()
                    .find(|(_, (of, status))| of == url && *status != Status::Error)
                    .map(|(id, _)| id.clone()),
            ),
            Effect::Poll(_, id) => {
                let status = self.jobs[id].1.clone();
                Reply::Polled { status, error: None, is_deleted: false }
            }
            Effect::Abort | Effect::Save(_) | Effect::WakeIn(..) => unreachable!("not a request"),
        }
    }
}

struct World {
    job: Job,
    now: Wall,
    service: Service,
    running: Option<Effect>,
    stale: Option<Effect>,
    timer: Option<(TimerId, Wall)>,
    saved: Snapshot,
}

impl World {
    fn new() -> Result<Self, TestCaseError> {
        let mut world = Self {
            job: Job::new(TOTAL, 3),
            now: Wall(1_000_000),
            service: Service::default(),
            running: None,
            stale: None,
            timer: None,
            saved: Snapshot::default(),
        };
        world.feed(Event::Start)?;
        Ok(world)
    }

    fn feed(&mut self, event: Event) -> Result<(), TestCaseError> {
        let known = self.job.kept().clone();
        let gives_up = event == Event::UploadAgain;
        let effects = self.job.handle(event, self.now);
        for effect in effects {
            self.perform(effect, &known, gives_up)?;
        }
        if matches!(self.job.state(), State::Completed | State::Failed(_) | State::Cancelled) {
            self.running = None;
            prop_assert!(self.job.trouble().is_none());
        }
        Ok(())
    }

    fn perform(
        &mut self,
        effect: Effect,
        known: &Snapshot,
        gives_up: bool,
    ) -> Result<(), TestCaseError> {
        match &effect {
            Effect::Abort => self.stale = self.running.take(),
            Effect::Save(snapshot) => {
                if !gives_up {
                    if known.upload_url.is_some() {
                        prop_assert_eq!(&snapshot.upload_url, &known.upload_url, "kept");
                    }
                    if let Some(id) = &known.id {
                        let failed = self.service.jobs[id].1 == Status::Error;
                        prop_assert!(failed || snapshot.id.as_ref() == Some(id), "id kept");
                    }
                }
                self.saved = snapshot.clone();
            }
            Effect::WakeIn(timer, ms) => self.timer = Some((*timer, self.now.plus(*ms))),
            request => {
                prop_assert!(self.running.is_none(), "one request at a time");
                match request {
                    Effect::Upload(_) => {
                        prop_assert!(self.job.kept().upload_url.is_none(), "uploaded once");
                    }
                    Effect::Submit(_, url) => {
                        prop_assert!(self.saved.submit_pending, "saved before");
                        prop_assert_eq!(self.saved.upload_url.as_ref(), Some(url));
                        prop_assert_eq!(self.service.live_jobs(url), 0, "one job at most");
                    }
                    Effect::Poll(_, id) => prop_assert_eq!(self.saved.id.as_ref(), Some(id)),
                    _ => {}
                }
                prop_assert!(request_of(request).is_some());
                self.running = Some(effect);
            }
        }
        Ok(())
    }

    fn answer(&mut self, fate: Fate) -> Result<(), TestCaseError> {
        let Some(effect) = self.running.take() else {
            return Ok(());
        };
        let Some(request) = request_of(&effect) else {
            return Ok(());
        };
        let outcome = match fate {
            Fate::Good => Ok(self.service.perform(&effect)),
            Fate::DoneUnheard(kind) => {
                let _unheard = self.service.perform(&effect);
                Err(lost(kind))
            }
            Fate::Unheard(kind) => Err(lost(kind)),
            Fate::Refused(kind) => Err(refused(kind)),
        };
        self.feed(Event::Replied(request, outcome))
    }

    fn wake(&mut self) -> Result<(), TestCaseError> {
        let Some((timer, at)) = self.timer.take() else {
            return Ok(());
        };
        self.now = self.now.max(at);
        self.feed(Event::Woke(timer))
    }

    fn play(&mut self, step: Move) -> Result<(), TestCaseError> {
        match step {
            Move::Answer(fate) => self.answer(fate),
            Move::Progress(sent) => match self.running.as_ref() {
                Some(Effect::Upload(request)) => self.feed(Event::Progress {
                    request: *request,
                    sent: u64::from(sent).min(TOTAL),
                    total: TOTAL,
                }),
                _ => Ok(()),
            },
            Move::Wake => self.wake(),
            Move::Time(ms) => {
                self.now = self.now.plus(u64::from(ms));
                Ok(())
            }
            Move::Offline => self.feed(Event::WentOffline),
            Move::Online => self.feed(Event::WentOnline),
            Move::Visible => self.feed(Event::BecameVisible),
            Move::Cancel => self.feed(Event::Cancel),
            Move::Retry => self.feed(Event::Retry),
            Move::UploadAgain => self.feed(Event::UploadAgain),
            Move::JobAdvances => {
                for (_, status) in self.service.jobs.values_mut() {
                    *status = match &*status {
                        Status::Queued => Status::Processing,
                        Status::Processing => Status::Completed,
                        other => other.clone(),
                    };
                }
                Ok(())
            }
            Move::JobFails => {
                for (_, status) in self.service.jobs.values_mut() {
                    if matches!(status, Status::Queued | Status::Processing) {
                        *status = Status::Error;
                    }
                }
                Ok(())
            }
            Move::StaleAnswer => match self.stale.take() {
                Some(effect) => {
                    let before = self.job.state().clone();
                    let request = request_of(&effect).expect("a request");
                    self.feed(Event::Replied(request, Ok(Reply::KeyWorks)))?;
                    prop_assert_eq!(self.job.state(), &before, "a stale answer changes nothing");
                    Ok(())
                }
                None => Ok(()),
            },
            Move::Restart => {
                self.running = None;
                self.stale = None;
                self.timer = None;
                self.job = Job::restored(self.saved.clone(), TOTAL, 5);
                self.feed(Event::Start)
            }
        }
    }

    /// Everything works from now on: the job must end completed, pressing "Try again" where it
    /// has failed.
    fn calm(&mut self) -> Result<(), TestCaseError> {
        self.feed(Event::WentOnline)?;
        for _ in 0..200 {
            if *self.job.state() == State::Completed {
                return Ok(());
            }
            self.play(Move::JobAdvances)?;
            match self.job.state() {
                State::Failed(_) | State::Cancelled => self.feed(Event::Retry)?,
                _ if self.running.is_some() => self.answer(Fate::Good)?,
                _ => self.wake()?,
            }
        }
        Err(TestCaseError::fail(format!("no end: {:?}", self.job)))
    }
}

fn lost(kind: u8) -> Failure {
    let status = |status| Failure::Status { status, text: None, retry_after_s: None };
    match kind % 6 {
        0 | 1 => Failure::Unreachable,
        2 => Failure::TimedOut,
        3 => Failure::Garbled,
        4 => status(500),
        _ => status(504),
    }
}

fn refused(kind: u8) -> Failure {
    let refusal = |status, text: &str| Failure::Status {
        status,
        text: Some(text.to_owned()),
        retry_after_s: None,
    };
    match kind % 6 {
        0 => refusal(401, "Invalid API key"),
        1 => refusal(400, "Your current account balance is negative."),
        2 => refusal(429, "Too many requests"),
        3 => refusal(400, "The following models are not available in this language"),
        4 => refusal(413, "Too large"),
        _ => refusal(403, "Forbidden"),
    }
}

pub(super) fn run(moves: &[Move]) -> Result<(), TestCaseError> {
    let mut world = World::new()?;
    for step in moves {
        world.play(*step)?;
        for url in (1..=world.service.uploads).map(|n| format!("u{n}")) {
            prop_assert!(world.service.live_jobs(&url) <= 1, "one job for {url}");
        }
    }
    world.calm()
}

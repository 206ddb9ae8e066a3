//! Performs the job machine's effects and feeds the results back.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use assemblyai::endpoint::{create, list, transcript};
use assemblyai::job::{Effect, Event, Reply, RequestId, Snapshot, Source, Steady, Wall, Wanted};
use assemblyai::{Answer, ApiKey, Failure, Job, JobOptions, Status};
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use web_sys::{AbortController, AbortSignal, File, XmlHttpRequest};

use super::http::{self, Access, Verb};
use super::read::{self, Read, Whence};
use super::upload::Upload;
use crate::platform::clock::{now_ms, tick_ms};
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::platform::{events, file as file_api, random};

/// How long after the first try a file is looked at again by a page that is being left.
const SECOND_LOOK_MS: u32 = 2_000;

/// A finished answer and its bytes as they came.
pub struct Received {
    /// The decoded answer.
    pub answer: Answer,
    /// The body of the last poll.
    pub raw: Vec<u8>,
}

/// What is asked of the service in JSON.
enum Question {
    Key,
    Submit(String),
    Find(Wanted),
    FindTwins(Wanted, String),
    DeleteTwin(String),
    Poll(String),
}

/// What runs now, to be aborted.
enum Running {
    Fetch(AbortController),
    Upload(XmlHttpRequest),
}

impl Running {
    fn abort(self) {
        match self {
            Self::Fetch(controller) => controller.abort(),
            Self::Upload(request) => {
                let _already_done = request.abort();
            }
        }
    }
}

/// What ends when a snapshot is stored, or cannot be.
pub type Saving = Pin<Box<dyn Future<Output = ()>>>;

/// What a job works on, and for whom.
pub struct Order {
    /// What it is made from.
    pub source: Source,
    /// The file, where it is at hand; a job that was uploaded needs none.
    pub file: Option<File>,
    /// Where and as whom requests are made.
    pub access: Access,
    /// What was chosen.
    pub options: JobOptions,
    /// What an earlier run left: what it finished is not repeated.
    pub kept: Snapshot,
    /// Whether the job with this id is that of another recording.
    pub is_others: Box<dyn Fn(&str) -> bool>,
}

/// One job with everything that it needs. Clones are the same runner.
#[derive(Clone)]
pub struct Runner(Rc<Inner>);

struct Inner {
    here: Here,
    job: RefCell<Job>,
    access: RefCell<Access>,
    options: JobOptions,
    is_link: bool,
    is_others: Box<dyn Fn(&str) -> bool>,
    file: Option<File>,
    clock: Cell<Steady>,
    /// What is still to be done, in order: nothing overtakes what must be stored before.
    queue: RefCell<VecDeque<Effect>>,
    is_saving: Cell<bool>,
    running: RefCell<Option<(RequestId, Running)>>,
    timer: RefCell<Option<Timeout>>,
    received: RefCell<Option<Received>>,
    is_dropped: Cell<bool>,
    save: Box<dyn Fn(Snapshot) -> Saving>,
    on_change: Box<dyn Fn(&Runner)>,
}

impl Runner {
    /// Looks at the job.
    pub fn with_job<T>(&self, look: impl FnOnce(&Job) -> T) -> T {
        look(&self.0.job.borrow())
    }

    /// The answer, once the job is completed; it is handed over.
    pub fn take_received(&self) -> Option<Received> {
        self.0.received.borrow_mut().take()
    }

    /// Uses another key from the next request on.
    pub fn set_key(&self, key: ApiKey) {
        self.0.access.borrow_mut().key = key;
    }

    /// Stops for good: whatever runs is aborted and nothing is reported any more.
    pub fn discard(&self) {
        self.0.is_dropped.set(true);
        self.abort();
        self.0.timer.replace(None);
    }

    /// Feeds an event and performs what follows from it.
    fn feed(&self, event: Event) {
        if self.0.is_dropped.get() {
            return;
        }
        let effects = self.0.job.borrow_mut().handle(event, self.now());
        self.0.queue.borrow_mut().extend(effects);
        self.perform_queued();
        (self.0.on_change)(self);
    }

    /// The time of the job's deadlines, which nobody sets.
    fn now(&self) -> Wall {
        let mut clock = self.0.clock.get();
        let now = clock.step(Wall(now_ms()), tick_ms());
        self.0.clock.set(clock);
        now
    }

    /// A time of the job as the wall clock shows it.
    pub fn on_the_wall(&self, time: Wall) -> Wall {
        self.0.clock.get().on_the_wall(time)
    }

    /// Performs what is to be done, up to the next snapshot; goes on once that is stored.
    fn perform_queued(&self) {
        while !self.0.is_saving.get() && !self.0.is_dropped.get() {
            let Some(effect) = self.0.queue.borrow_mut().pop_front() else { return };
            self.perform(effect);
        }
    }

    fn save(&self, snapshot: Snapshot) {
        self.0.is_saving.set(true);
        let (this, saving) = (self.clone(), (self.0.save)(snapshot));
        spawn(async move {
            saving.await;
            this.0.is_saving.set(false);
            this.perform_queued();
        });
    }

    fn abort(&self) {
        let running = self.0.running.borrow_mut().take();
        if let Some((_, running)) = running {
            running.abort();
        }
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::CheckKey(id) => self.fetch(id, Question::Key),
            Effect::Submit(id, url) => self.fetch(id, Question::Submit(url)),
            Effect::Find(id, wanted) => self.fetch(id, Question::Find(wanted)),
            Effect::FindTwins(id, wanted, own) => {
                self.fetch(id, Question::FindTwins(wanted, own));
            }
            Effect::DeleteTwin(id, twin) => self.fetch(id, Question::DeleteTwin(twin)),
            Effect::Poll(id, job) => self.fetch(id, Question::Poll(job)),
            Effect::Upload(id) => self.upload(id),
            Effect::ProbeFile(id) => {
                let this = self.clone();
                spawn(async move {
                    let is_readable = match &this.0.file {
                        Some(file) => !is_gone_for_good(file).await,
                        None => false,
                    };
                    this.feed(Event::Replied(id, Ok(Reply::FileReadable(is_readable))));
                });
            }
            Effect::Abort => self.abort(),
            Effect::Save(snapshot) => self.save(snapshot),
            Effect::WakeIn(timer, ms) => {
                let this = self.clone();
                let ms = u32::try_from(ms).unwrap_or(u32::MAX);
                let timeout = Timeout::new(ms, move || this.feed(Event::Woke(timer)));
                self.0.timer.replace(Some(timeout));
            }
        }
    }

    fn access(&self) -> Access {
        self.0.access.borrow().clone()
    }

    /// Starts an abortable request and feeds its outcome back.
    fn fetch(&self, id: RequestId, question: Question) {
        let this = self.clone();
        let controller = AbortController::new();
        if let Ok(controller) = &controller {
            self.0.running.replace(Some((id, Running::Fetch(controller.clone()))));
        }
        spawn(async move {
            let outcome = match controller {
                Ok(controller) => this.ask(id, question, &controller.signal()).await,
                Err(_) => Err(Failure::Unreachable),
            };
            this.ended(id, outcome);
        });
    }

    async fn ask(
        &self,
        id: RequestId,
        question: Question,
        signal: &AbortSignal,
    ) -> Result<Reply, Failure> {
        let access = self.access();
        let (path, verb) = match &question {
            Question::Key => (list::CHECK_PATH.to_owned(), Verb::Get),
            Question::Submit(url) => {
                (create::PATH.to_owned(), Verb::Post(self.0.options.request_body(url)))
            }
            Question::Find(_) | Question::FindTwins(..) => (list::FIND_PATH.to_owned(), Verb::Get),
            Question::DeleteTwin(job) => (transcript::path(job), Verb::Delete),
            Question::Poll(job) => (transcript::path(job), Verb::Get),
        };
        let on_head = || self.feed(Event::Answering(id));
        let body = http::ask(&access, &path, verb, signal, &on_head).await?;
        let reply = match question {
            Question::Key => list::newest(&body).map(|newest| Reply::KeyWorks { newest }),
            Question::Submit(_) => create::job_id(body).map(Reply::Submitted),
            Question::Find(wanted) => {
                let found = list::find_jobs(&body, &wanted).ok_or(Failure::Garbled)?;
                let found = self.of_this_request(&access, found, signal).await?;
                Some(Reply::Found(found.into_iter().next()))
            }
            Question::FindTwins(wanted, own) => {
                let twins = list::find_twins(&body, &wanted, &own).ok_or(Failure::Garbled)?;
                Some(Reply::TwinsFound(self.of_this_request(&access, twins, signal).await?))
            }
            Question::DeleteTwin(_) => transcript::text(&body).map(|_said| Reply::TwinDeleted),
            Question::Poll(_) => return self.read_poll(body).await,
        };
        reply.ok_or(Failure::Garbled)
    }

    /// Those of some jobs of this address that are of no other recording. The address of an upload
    /// is of this recording alone; a link may be used by others, with other options.
    async fn of_this_request(
        &self,
        access: &Access,
        mut jobs: Vec<String>,
        signal: &AbortSignal,
    ) -> Result<Vec<String>, Failure> {
        jobs.retain(|job| !(self.0.is_others)(job));
        if !self.0.is_link {
            return Ok(jobs);
        }
        let mut own = Vec::new();
        for job in jobs {
            let path = transcript::path(&job);
            let body = http::ask(access, &path, Verb::Get, signal, &|| {}).await?;
            match transcript::is_made_with(&body, &self.0.options) {
                Some(true) => own.push(job),
                Some(false) => {}
                None => return Err(Failure::Garbled),
            }
        }
        Ok(own)
    }

    fn upload(&self, id: RequestId) {
        let this = self.clone();
        let upload = Upload::open(&self.access());
        if let Some(upload) = &upload {
            self.0.running.replace(Some((id, Running::Upload(upload.request()))));
        }
        let file = self.0.file.clone();
        spawn(async move {
            let outcome = match upload.zip(file) {
                Some((upload, file)) => {
                    let progress = this.clone();
                    let on_progress = move |sent, total| {
                        progress.feed(Event::Progress { request: id, sent, total });
                    };
                    upload.send(&file, on_progress).await.map(Reply::Uploaded)
                }
                // A job that has no file at hand is told as one whose file is gone.
                None => Err(Failure::FileUnreadable),
            };
            this.ended(id, outcome);
        });
    }

    fn ended(&self, id: RequestId, outcome: Result<Reply, Failure>) {
        self.0.running.borrow_mut().take_if(|(running, _)| *running == id);
        // Without a network every request fails the same way; the browser knows best.
        if outcome == Err(Failure::Unreachable) && events::is_offline() {
            self.feed(Event::WentOffline);
        }
        self.feed(Event::Replied(id, outcome));
    }

    async fn read_poll(&self, body: Vec<u8>) -> Result<Reply, Failure> {
        let read = read::read(body, Whence::Service, self.0.here).end().await;
        let Read { answer, raw, .. } = read.map_err(|_| Failure::Garbled)?;
        let reply = Reply::Polled {
            status: answer.status.clone(),
            error: answer.error.clone().map(|text| self.0.access.borrow().key.hide_in(text)),
            is_deleted: answer.is_deleted,
        };
        if answer.status == Status::Completed {
            self.0.received.replace(Some(Received { answer, raw }));
        }
        Ok(reply)
    }
}

/// A runner that is not started yet. `save` stores a snapshot: whatever depends on it waits until
/// that has ended. `on_change` is called after each event.
///
/// This and [`feed`] are where the part of the program that runs jobs is entered, so that the
/// first screen need not wait for it. Who has a runner knows that it is there.
#[inline(never)]
pub fn make(
    here: Here,
    order: Order,
    save: Box<dyn Fn(Snapshot) -> Saving>,
    on_change: Box<dyn Fn(&Runner)>,
) -> Runner {
    Runner(Rc::new(Inner {
        here,
        is_link: matches!(order.source, Source::Link(_)),
        job: RefCell::new(Job::restored(order.kept, order.source, seed())),
        is_others: order.is_others,
        clock: Cell::new(Steady::at(Wall(now_ms()), tick_ms())),
        access: RefCell::new(order.access),
        options: order.options,
        file: order.file,
        queue: RefCell::default(),
        is_saving: Cell::new(false),
        running: RefCell::new(None),
        timer: RefCell::new(None),
        received: RefCell::new(None),
        is_dropped: Cell::new(false),
        save,
        on_change,
    }))
}

/// Feeds an event to the job and performs what follows from it.
#[inline(never)]
pub fn feed(runner: &Runner, event: Event) {
    runner.feed(event);
}

/// Whether a file cannot be read. A page that is being left can read nothing any more (`WebKit`): it
/// looks a second time, and is gone by then rather than blame the file.
async fn is_gone_for_good(file: &File) -> bool {
    if file_api::is_readable(file).await {
        return false;
    }
    if !events::is_leaving() {
        return true;
    }
    TimeoutFuture::new(SECOND_LOOK_MS).await;
    !file_api::is_readable(file).await
}

/// Any number will do: it spreads the waits of pages that lost the same server.
fn seed() -> u64 {
    now_ms() ^ random::number()
}

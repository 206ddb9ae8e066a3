//! Performs the job machine's effects and feeds the results back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use assemblyai::endpoint::{create, list, transcript};
use assemblyai::job::{Effect, Event, Reply, RequestId, Snapshot, Wall};
use assemblyai::{Answer, ApiKey, Failure, Job, JobOptions, Status};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, AbortSignal, File, XmlHttpRequest};

use super::http::{self, Access};
use super::read;
use super::upload::Upload;
use crate::platform::clock::now_ms;
use crate::platform::task::spawn;
use crate::platform::{events, file as file_api};

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
    Find(String),
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

/// One job with everything that it needs. Clones are the same runner.
#[derive(Clone)]
pub struct Runner(Rc<Inner>);

struct Inner {
    job: RefCell<Job>,
    access: RefCell<Access>,
    options: JobOptions,
    file: File,
    running: RefCell<Option<(RequestId, Running)>>,
    timer: RefCell<Option<Timeout>>,
    received: RefCell<Option<Received>>,
    is_dropped: Cell<bool>,
    on_change: Box<dyn Fn(&Runner)>,
}

impl Runner {
    /// A runner for a file. `kept` is what an earlier run of the same file left: its upload is
    /// not repeated. `on_change` is called after each event.
    pub fn new(
        file: File,
        access: Access,
        options: JobOptions,
        kept: Snapshot,
        on_change: impl Fn(&Self) + 'static,
    ) -> Self {
        let total = file_api::size(&file);
        Self(Rc::new(Inner {
            job: RefCell::new(Job::restored(kept, total, seed())),
            access: RefCell::new(access),
            options,
            file,
            running: RefCell::new(None),
            timer: RefCell::new(None),
            received: RefCell::new(None),
            is_dropped: Cell::new(false),
            on_change: Box::new(on_change),
        }))
    }

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
    pub fn feed(&self, event: Event) {
        if self.0.is_dropped.get() {
            return;
        }
        let effects = self.0.job.borrow_mut().handle(event, Wall(now_ms()));
        for effect in effects {
            self.perform(effect);
        }
        (self.0.on_change)(self);
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
            Effect::Find(id, url) => self.fetch(id, Question::Find(url)),
            Effect::Poll(id, job) => self.fetch(id, Question::Poll(job)),
            Effect::Upload(id) => self.upload(id),
            Effect::ProbeFile(id) => {
                let this = self.clone();
                spawn(async move {
                    let is_readable = file_api::is_readable(&this.0.file).await;
                    this.feed(Event::Replied(id, Ok(Reply::FileReadable(is_readable))));
                });
            }
            Effect::Abort => self.abort(),
            // Nothing is stored yet: the job lives as long as the page.
            Effect::Save(_) => {}
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
        let (path, body) = match &question {
            Question::Key => (list::CHECK_PATH.to_owned(), None),
            Question::Submit(url) => {
                (create::PATH.to_owned(), Some(self.0.options.request_body(url)))
            }
            Question::Find(_) => (list::FIND_PATH.to_owned(), None),
            Question::Poll(job) => (transcript::path(job), None),
        };
        let on_head = || self.feed(Event::Answering(id));
        let body = http::ask(&access, &path, body, signal, &on_head).await?;
        let reply = match question {
            Question::Key => list::is_list(&body).then_some(Reply::KeyWorks),
            Question::Submit(_) => create::job_id(body).map(Reply::Submitted),
            Question::Find(url) => list::find_job(&body, &url).map(Reply::Found),
            Question::Poll(_) => return self.read_poll(body).await,
        };
        reply.ok_or(Failure::Garbled)
    }

    fn upload(&self, id: RequestId) {
        let this = self.clone();
        let upload = Upload::open(&self.access());
        if let Some(upload) = &upload {
            self.0.running.replace(Some((id, Running::Upload(upload.request()))));
        }
        spawn(async move {
            let outcome = match upload {
                Some(upload) => {
                    let progress = this.clone();
                    let on_progress = move |sent, total| {
                        progress.feed(Event::Progress { request: id, sent, total });
                    };
                    upload.send(&this.0.file, on_progress).await.map(Reply::Uploaded)
                }
                None => Err(Failure::Unreachable),
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
        let (answer, raw) = read::read(body).await.map_err(|_| Failure::Garbled)?;
        let reply = Reply::Polled {
            status: answer.status.clone(),
            error: answer.error.clone(),
            is_deleted: answer.is_deleted,
        };
        if answer.status == Status::Completed {
            self.0.received.replace(Some(Received { answer, raw }));
        }
        Ok(reply)
    }
}

/// Any number will do: it spreads the waits of pages that lost the same server.
fn seed() -> u64 {
    now_ms() ^ js_sys::Math::random().to_bits()
}

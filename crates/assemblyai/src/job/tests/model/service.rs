//! The service, and the way to it: what it did stays done, whatever the page hears of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::Status;
use crate::failure::Failure;
use crate::job::{Cause, Effect, Reply, Wanted};

/// What becomes of one request.
#[derive(Clone, Debug)]
pub(super) enum Fate {
    /// The service does it and says so.
    Good,
    /// The page hears this instead of an answer; the service did it, or it never got there.
    Lost { failure: Failure, is_done: bool },
    /// Nothing is heard at all, until the page loses patience.
    Silent { is_done: bool },
    /// The service does not do it and says why.
    Refused(Failure),
    /// The browser asks twice, as its connection was reset after the first time, and hears the
    /// answer to the second: that it is done, or this refusal. Jobs are made twice by that; what else
    /// is asked for is the same the second time.
    Twice(Option<Failure>),
    /// The file can no longer be read; other requests do not need it.
    FileGone,
}

fn status(status: u16, text: Option<&str>) -> Failure {
    Failure::Status { status, text: text.map(str::to_owned), retry_after_s: None }
}

/// Failures after which nobody knows whether the service did it.
pub(super) fn losses() -> Vec<Failure> {
    let statuses = [408, 500, 502, 503, 504].map(|number| status(number, None));
    let others = [Failure::Unreachable, Failure::TimedOut, Failure::Garbled];
    others.into_iter().chain(statuses).collect()
}

/// Failures after which it did not.
pub(super) fn refusals() -> Vec<Failure> {
    [
        (400, "Your current account balance is negative."),
        (400, "The following models are not available in this language"),
        (400, "Transcript lookup error, transcript id not found"),
        (401, "Invalid API key"),
        (402, "Payment required"),
        (403, "Cannot access uploaded file"),
        (403, "You are rate limited"),
        (403, "Forbidden"),
        (404, "Not found"),
        (413, "Too large"),
        (422, "No."),
        (425, "Too early"),
        (429, "Too many requests"),
    ]
    .map(|(number, text)| status(number, Some(text)))
    .into()
}

/// Every fate but the good one.
pub(super) fn bad_fates() -> Vec<Fate> {
    let mut fates = vec![Fate::FileGone, Fate::Twice(None)];
    fates.extend(refusals().into_iter().map(|failure| Fate::Twice(Some(failure))));
    fates.extend(refusals().into_iter().map(Fate::Refused));
    for is_done in [true, false] {
        fates.push(Fate::Silent { is_done });
        fates.extend(losses().into_iter().map(|failure| Fate::Lost { failure, is_done }));
    }
    fates
}

/// A job at the service.
#[derive(Clone, Debug)]
struct Order {
    url: String,
    status: Status,
    /// When it was made: the number of jobs before it.
    created: String,
    is_deleted: bool,
}

impl Order {
    fn is_of(&self, wanted: &Wanted) -> bool {
        self.url == wanted.audio_url
            && self.status != Status::Error
            && wanted.before.as_ref().is_none_or(|before| self.created > *before)
    }
}

/// All that the service knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    uploads: usize,
    orders: BTreeMap<String, Order>,
    /// Those of them that a browser asked for by itself.
    twins: BTreeSet<String>,
}

impl Service {
    /// Jobs that were or will be paid for: those that did not fail, but for those that a browser
    /// asked for by itself.
    pub(super) fn paid_jobs(&self) -> usize {
        let paid = self.orders.iter().filter(|(_, order)| order.status != Status::Error).count();
        paid - self.twins.iter().filter(|id| !self.has_failed(id)).count()
    }

    /// The jobs of an upload that are there: not deleted, not failed.
    pub(super) fn jobs_of(&self, url: &str) -> Vec<&String> {
        let is_there =
            |order: &Order| order.url == url && !order.is_deleted && order.status != Status::Error;
        self.orders.iter().filter(|(_, order)| is_there(order)).map(|(id, _)| id).collect()
    }

    pub(super) fn has_failed(&self, id: &str) -> bool {
        self.orders.get(id).is_some_and(|order| order.status == Status::Error)
    }

    pub(super) fn is_deleted(&self, id: &str) -> bool {
        self.orders.get(id).is_some_and(|order| order.is_deleted)
    }

    /// Every job goes on by one status.
    pub(super) fn advance(&mut self) {
        for order in self.orders.values_mut() {
            order.status = match &order.status {
                Status::Queued => Status::Processing,
                Status::Processing => Status::Completed,
                ended => ended.clone(),
            };
        }
    }

    /// Every job that runs ends in an error.
    pub(super) fn fail(&mut self) {
        for order in self.orders.values_mut() {
            if order.status != Status::Completed {
                order.status = Status::Error;
            }
        }
    }

    /// Every transcript that is done is deleted, in another window.
    pub(super) fn delete(&mut self) {
        for order in self.orders.values_mut() {
            order.is_deleted |= order.status == Status::Completed;
        }
    }

    /// What the page hears of a request; `None` for nothing.
    pub(super) fn take(&mut self, request: &Effect, fate: Fate) -> Option<Result<Reply, Failure>> {
        match (fate, request) {
            (Fate::FileGone, Effect::Upload(_)) => Some(Err(Failure::FileUnreadable)),
            (Fate::FileGone, Effect::ProbeFile(_)) => Some(Ok(Reply::FileReadable(false))),
            (Fate::Twice(refusal), Effect::Submit(..)) => {
                let Reply::Submitted(first) = self.perform(request) else { unreachable!() };
                if let Some(failure) = refusal {
                    // The next one is the job that the page hears of.
                    self.twins.insert(first);
                    return Some(Err(failure));
                }
                self.twins.insert(first);
                Some(Ok(self.perform(request)))
            }
            (Fate::Good | Fate::FileGone | Fate::Twice(None), _) => Some(Ok(self.perform(request))),
            // The service says of nothing that is there that it is gone.
            (
                Fate::Refused(failure) | Fate::Lost { failure, is_done: false },
                Effect::DeleteTwin(..),
            ) if Cause::of(&failure) == Some(Cause::TranscriptGone) => {
                let _unheard = self.perform(request);
                Some(Err(failure))
            }
            (Fate::Refused(failure) | Fate::Lost { failure, is_done: false }, _) => {
                Some(Err(failure))
            }
            (Fate::Twice(Some(failure)) | Fate::Lost { failure, is_done: true }, _) => {
                let _unheard = self.perform(request);
                Some(Err(failure))
            }
            (Fate::Silent { is_done }, _) => {
                let _unheard = is_done.then(|| self.perform(request));
                None
            }
        }
    }

    /// When the newest job was made.
    fn newest(&self) -> String {
        if self.orders.is_empty() { String::new() } else { created(self.orders.len()) }
    }

    /// Does what a request asks and returns the honest answer. Each poll finds the jobs further.
    fn perform(&mut self, request: &Effect) -> Reply {
        match request {
            Effect::CheckKey(_) => Reply::KeyWorks { newest: self.newest() },
            Effect::Upload(_) => {
                self.uploads += 1;
                Reply::Uploaded(format!("u{}", self.uploads))
            }
            Effect::ProbeFile(_) => Reply::FileReadable(true),
            Effect::Submit(_, url) => {
                let id = format!("j{}", self.orders.len() + 1);
                let order = Order {
                    url: url.clone(),
                    status: Status::Queued,
                    created: created(self.orders.len() + 1),
                    is_deleted: false,
                };
                self.orders.insert(id.clone(), order);
                Reply::Submitted(id)
            }
            Effect::Find(_, wanted) => {
                let found = self.orders.iter().filter(|(_, order)| order.is_of(wanted));
                Reply::Found(
                    found.max_by_key(|(_, order)| &order.created).map(|(id, _)| id.clone()),
                )
            }
            Effect::FindTwins(_, wanted, own) => {
                let is_other = |(id, order): &(&String, &Order)| {
                    *id != own && order.is_of(wanted) && !order.is_deleted
                };
                let others = self.orders.iter().filter(is_other);
                Reply::TwinsFound(others.map(|(id, _)| id.clone()).collect())
            }
            Effect::DeleteTwin(_, id) => {
                if let Some(order) = self.orders.get_mut(id) {
                    order.is_deleted = true;
                }
                Reply::TwinDeleted
            }
            Effect::Poll(_, id) => {
                let order = self.orders[id].clone();
                self.advance();
                let Order { status, is_deleted, .. } = order;
                Reply::Polled { status, error: None, is_deleted }
            }
            Effect::Abort | Effect::Save(_) | Effect::WakeIn(..) => unreachable!("not a request"),
        }
    }
}

/// A time for the job of this number, later than those before it.
fn created(number: usize) -> String {
    format!("{number:04}")
}

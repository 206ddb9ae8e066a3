//! The service, and the way to it: what it did stays done, whatever the page hears of it.

use std::collections::BTreeMap;

use crate::decode::Status;
use crate::failure::Failure;
use crate::job::{Effect, Reply};

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
    let mut fates = vec![Fate::FileGone];
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
    is_deleted: bool,
}

/// All that the service knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    uploads: usize,
    orders: BTreeMap<String, Order>,
}

impl Service {
    /// Jobs that were or will be paid for: those that did not fail.
    pub(super) fn paid_jobs(&self) -> usize {
        self.orders.values().filter(|order| order.status != Status::Error).count()
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
            order.is_deleted = order.status == Status::Completed;
        }
    }

    /// What the page hears of a request; `None` for nothing.
    pub(super) fn take(&mut self, request: &Effect, fate: Fate) -> Option<Result<Reply, Failure>> {
        match (fate, request) {
            (Fate::FileGone, Effect::Upload(_)) => Some(Err(Failure::FileUnreadable)),
            (Fate::FileGone, Effect::ProbeFile(_)) => Some(Ok(Reply::FileReadable(false))),
            (Fate::Good | Fate::FileGone, _) => Some(Ok(self.perform(request))),
            (Fate::Refused(failure) | Fate::Lost { failure, is_done: false }, _) => {
                Some(Err(failure))
            }
            (Fate::Lost { failure, is_done: true }, _) => {
                let _unheard = self.perform(request);
                Some(Err(failure))
            }
            (Fate::Silent { is_done }, _) => {
                let _unheard = is_done.then(|| self.perform(request));
                None
            }
        }
    }

    /// Does what a request asks and returns the honest answer. Each poll finds the jobs further.
    fn perform(&mut self, request: &Effect) -> Reply {
        match request {
            Effect::CheckKey(_) => Reply::KeyWorks,
            Effect::Upload(_) => {
                self.uploads += 1;
                Reply::Uploaded(format!("u{}", self.uploads))
            }
            Effect::ProbeFile(_) => Reply::FileReadable(true),
            Effect::Submit(_, url) => {
                let id = format!("j{}", self.orders.len() + 1);
                let order = Order { url: url.clone(), status: Status::Queued, is_deleted: false };
                self.orders.insert(id.clone(), order);
                Reply::Submitted(id)
            }
            Effect::Find(_, url) => Reply::Found(
                self.orders
                    .iter()
                    .find(|(_, order)| order.url == *url && order.status != Status::Error)
                    .map(|(id, _)| id.clone()),
            ),
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

//! Requests outside of a job: "Test key", fetching a transcript by its id, and deleting one.

use std::cell::RefCell;

use assemblyai::asking::{ANSWER_MS, Asking, BODY_MS, Next};
use assemblyai::endpoint::{list, transcript};
use assemblyai::job::TroubleKind;
use assemblyai::{ApiBase, ApiKey, Failure};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, AbortSignal};

use super::http::{Access, Verb, ask};
use crate::platform::clock::now_ms;
use crate::platform::listener::Listener;
use crate::platform::random;
use crate::platform::timer::after_ms;

/// Asks for one transcript of the account's list, which costs nothing.
pub async fn check(base: ApiBase, key: ApiKey) -> Result<(), Failure> {
    let body = once(Access { base, key }, list::CHECK_PATH, Verb::Get).await?;
    if list::is_list(&body) { Ok(()) } else { Err(Failure::Garbled) }
}

/// Asks for the answer of a job, whoever started it, with the patience of a job. `tell` hears what is
/// in the way before each wait, and of its end; `stop` ends it at once, with [`Failure::TimedOut`].
pub async fn answer(
    access: Access,
    id: &str,
    stop: &AbortSignal,
    tell: impl Fn(Option<TroubleKind>),
) -> Result<Vec<u8>, Failure> {
    let path = transcript::path(id);
    let mut asking = Asking::new(now_ms() ^ random::number());
    loop {
        let outcome = patiently(&access, &path, stop).await;
        if stop.aborted() {
            return Err(Failure::TimedOut);
        }
        let failure = match outcome {
            Ok(body) => return Ok(body),
            Err(failure) => failure,
        };
        match asking.failed(failure) {
            Next::GiveUp(failure) => return Err(failure),
            Next::Again { wait_ms, kind } => {
                tell(Some(kind));
                after_ms(wait_ms).await;
                if stop.aborted() {
                    return Err(Failure::TimedOut);
                }
                tell(None);
            }
        }
    }
}

/// One try: the answer has to begin soon, and may then take its time.
async fn patiently(access: &Access, path: &str, stop: &AbortSignal) -> Result<Vec<u8>, Failure> {
    let controller = AbortController::new().map_err(|_| Failure::Unreachable)?;
    let signal = controller.signal();
    let within = |ms: u32| {
        let controller = controller.clone();
        Timeout::new(ms, move || controller.abort())
    };
    let stopper = controller.clone();
    let _stopped = Listener::new(stop, "abort", move |_| stopper.abort());
    let patience = RefCell::new(within(ANSWER_MS));
    let on_head = || drop(patience.replace(within(BODY_MS)));
    let outcome = ask(access, path, Verb::Get, &signal, &on_head).await;
    drop(patience);
    outcome
}

/// Has a transcript deleted at the service; what the service then says stands in its place.
pub async fn delete(access: Access, id: &str) -> Result<String, Failure> {
    let body = once(access, &transcript::path(id), Verb::Delete).await?;
    transcript::text(&body).ok_or(Failure::Garbled)
}

async fn once(access: Access, path: &str, verb: Verb) -> Result<Vec<u8>, Failure> {
    let controller = AbortController::new().map_err(|_| Failure::Unreachable)?;
    let signal = controller.signal();
    let too_late = Timeout::new(ANSWER_MS, move || controller.abort());
    let body = ask(&access, path, verb, &signal, &|| {}).await;
    drop(too_late);
    body
}

//! Requests outside of a job: "Test key", fetching a transcript by its id, and deleting one.

use assemblyai::endpoint::{list, transcript};
use assemblyai::{ApiBase, ApiKey, Failure};
use web_sys::AbortController;

use super::http::{Access, Verb, ask};

/// Without an answer for so long a request is given up.
const ANSWER_MS: u32 = 20_000;

/// Asks for one transcript of the account's list, which costs nothing.
pub async fn check(base: ApiBase, key: ApiKey) -> Result<(), Failure> {
    let body = once(Access { base, key }, list::CHECK_PATH, Verb::Get).await?;
    if list::is_list(&body) { Ok(()) } else { Err(Failure::Garbled) }
}

/// Asks for the answer of a job, whoever started it.
pub async fn answer(access: Access, id: &str) -> Result<Vec<u8>, Failure> {
    once(access, &transcript::path(id), Verb::Get).await
}

/// Has a transcript deleted at the service; what the service then says stands in its place.
pub async fn delete(access: Access, id: &str) -> Result<String, Failure> {
    let body = once(access, &transcript::path(id), Verb::Delete).await?;
    transcript::text(&body).ok_or(Failure::Garbled)
}

async fn once(access: Access, path: &str, verb: Verb) -> Result<Vec<u8>, Failure> {
    let controller = AbortController::new().map_err(|_| Failure::Unreachable)?;
    let signal = controller.signal();
    let too_late = gloo_timers::callback::Timeout::new(ANSWER_MS, move || controller.abort());
    let body = ask(&access, path, verb, &signal, &|| {}).await;
    drop(too_late);
    body
}

//! "Test key": one request without cost.

use assemblyai::endpoint::list;
use assemblyai::{ApiBase, ApiKey, Failure};
use web_sys::AbortController;

use super::http::{Access, ask};

/// Asks for one transcript of the account's list.
pub async fn check(base: ApiBase, key: ApiKey) -> Result<(), Failure> {
    let controller = AbortController::new().map_err(|_| Failure::Unreachable)?;
    let signal = controller.signal();
    let too_late = gloo_timers::callback::Timeout::new(20_000, move || controller.abort());
    let body = ask(&Access { base, key }, list::CHECK_PATH, None, &signal, &|| {}).await;
    drop(too_late);
    if list::is_list(&body?) { Ok(()) } else { Err(Failure::Garbled) }
}

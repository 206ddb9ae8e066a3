//! Work that goes on beside the page's own.

use std::future::Future;
use std::pin::Pin;

/// Runs a future on the page's one thread. All have one shape here, so that the machinery that
/// runs them is in the page once.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}

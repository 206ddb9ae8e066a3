//! Waiting.

use gloo_timers::future::TimeoutFuture;

/// Resolves after so many milliseconds.
pub async fn after_ms(ms: u32) {
    TimeoutFuture::new(ms).await;
}

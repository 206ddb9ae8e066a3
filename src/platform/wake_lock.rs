//! Keeping the screen on: the Screen Wake Lock API.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::js;
use super::task::spawn;

/// The screen stays on as long as this lives, or until the tab goes to the background: then the
/// browser takes the lock, and another one has to be asked for.
pub struct WakeLock(Promise);

impl WakeLock {
    /// Asks for it; `None` in a browser without such locks. One that refuses, for instance because
    /// the battery is low, does so in silence.
    pub fn ask() -> Option<Self> {
        let locks = js::get(&web_sys::window()?.navigator(), "wakeLock")?;
        let promise = Promise::resolve(&js::call(&locks, "request", &["screen".into()])?);
        js::ignore(promise.clone().into());
        Some(Self(promise))
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        let promise = JsFuture::from(self.0.clone());
        spawn(async move {
            // It may not be there yet: it is let go once it is.
            let released = promise.await.ok().and_then(|lock| js::call(&lock, "release", &[]));
            if let Some(released) = released {
                js::ignore(released);
            }
        });
    }
}

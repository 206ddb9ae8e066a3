//! A media file as the browser can play it: its address, its length, its playback.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlMediaElement, MediaError, Url};

use super::listener::Listener;
use super::task::spawn;
use super::timer::after_ms;

/// An address for a file in memory or on disk, given back when the last user is done with it.
#[derive(Clone, Debug)]
pub struct ObjectUrl(Rc<Owned>);

#[derive(Debug)]
struct Owned(String);

impl Drop for Owned {
    fn drop(&mut self) {
        let _gone = Url::revoke_object_url(&self.0);
    }
}

impl ObjectUrl {
    /// Makes an address for the file; nothing is read.
    pub fn new(file: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(|url| Self(Rc::new(Owned(url))))
    }

    /// The address, good as long as a clone of this lives.
    pub fn as_str(&self) -> &str {
        &self.0.0
    }
}

/// What the browser can tell of a recording without playing it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Probe {
    /// The browser can play it; its length in seconds where it knows one.
    Playable(Option<f64>),
    /// The browser cannot play it. The service may still understand it.
    Unplayable,
}

/// Loads the head of the media file at an address to learn its length.
pub async fn probe(address: &str) -> Probe {
    let Some(media) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("video").ok())
        .and_then(|element| element.dyn_into::<HtmlMediaElement>().ok())
    else {
        return Probe::Unplayable;
    };
    let listeners = Rc::new(RefCell::new(Vec::new()));
    let promise = Promise::new(&mut |resolve, _| {
        let failed = resolve.clone();
        listeners.borrow_mut().extend([
            Listener::new(&media, "loadedmetadata", move |_| {
                let _threw = resolve.call1(&JsValue::NULL, &JsValue::TRUE);
            }),
            Listener::new(&media, "error", move |_| {
                let _threw = failed.call1(&JsValue::NULL, &JsValue::FALSE);
            }),
        ]);
    });
    media.set_preload("metadata");
    media.set_src(address);
    let is_loaded = JsFuture::from(promise).await.is_ok_and(|value| value.is_truthy());
    let length = length(&media);
    // Lets go of the file.
    let _absent = media.remove_attribute("src");
    media.load();
    if is_loaded { Probe::Playable(length) } else { Probe::Unplayable }
}

/// Where the element is, in seconds; `None` before it knows its recording.
pub fn place(media: &HtmlMediaElement) -> Option<f64> {
    (media.ready_state() >= HtmlMediaElement::HAVE_METADATA).then(|| media.current_time())
}

/// How long its recording is, in seconds; `None` where the browser does not know.
pub fn length(media: &HtmlMediaElement) -> Option<f64> {
    Some(media.duration()).filter(|length| length.is_finite() && *length > 0.0)
}

/// Goes to a place, in seconds.
pub fn seek(media: &HtmlMediaElement, seconds: f64) {
    if media.ready_state() >= HtmlMediaElement::HAVE_METADATA {
        let apart = if media.seeking() { apart() } else { 0.0 };
        media.set_current_time(seconds + apart);
        return;
    }
    // Some engines lose a place that is set before the length is known.
    let (later, once) = (media.clone(), web_sys::AddEventListenerOptions::new());
    once.set_once(true);
    let seek = Closure::once_into_js(move || later.set_current_time(seconds));
    let _added = media.add_event_listener_with_callback_and_add_event_listener_options(
        "loadedmetadata",
        seek.unchecked_ref(),
        &once,
    );
}

/// Less than is heard, in seconds, and never the same as shortly before.
///
/// Whoever goes to a place, on to another and back again at once would stay there in Chromium, silent for
/// ever (seen in 156): it takes a place that is exactly the one it is on its way to for no news, and has
/// given up that way for the other already.
fn apart() -> f64 {
    thread_local! {
        static LAST: Cell<u8> = const { Cell::new(0) };
    }
    LAST.with(|last| {
        last.set(last.get() % 16 + 1);
        f64::from(last.get()) * 0.000_01
    })
}

/// Has an element play from an address, going on if it was told to play before.
pub fn play_from(media: &HtmlMediaElement, address: &str) {
    let is_to_play = !media.paused();
    media.set_src(address);
    if is_to_play {
        play(media);
    }
}

/// As [`play_from`], for a file: told once more where the browser has not begun to read it after a while.
///
/// Chromium does not at times (seen in 156 on a busy machine, with neither an error nor an event).
pub async fn play_file(media: &HtmlMediaElement, address: &str) {
    const LATE_MS: u32 = 10_000;
    play_from(media, address);
    after_ms(LATE_MS).await;
    let is_stuck = media.ready_state() == HtmlMediaElement::HAVE_NOTHING
        && media.network_state() == HtmlMediaElement::NETWORK_LOADING;
    if is_stuck && media.is_connected() && media.current_src() == address {
        play_from(media, address);
    }
}

/// Plays. Errors show on the element itself.
pub fn play(media: &HtmlMediaElement) {
    if let Ok(promise) = media.play() {
        spawn(async move {
            // Refused before a gesture, or the format is unknown: the element shows its own state.
            let _refused = JsFuture::from(promise).await;
        });
    }
}

/// Pauses.
pub fn pause(media: &HtmlMediaElement) {
    let _paused = media.pause();
}

/// Whether the browser found nothing in the recording that it can play.
pub fn is_dead(media: &HtmlMediaElement) -> bool {
    let is_unknown =
        media.error().is_some_and(|e| e.code() == MediaError::MEDIA_ERR_SRC_NOT_SUPPORTED);
    is_unknown || media.ready_state() == HtmlMediaElement::HAVE_NOTHING
}

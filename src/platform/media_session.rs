//! The keys and the lock screen that play media: the Media Session API.

use js_sys::Object;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::js;

/// An action of the API with its handler, as long as the browser may call it.
type Held = (&'static str, Closure<dyn FnMut()>);

/// What is called when a key is pressed.
pub type Handler = Box<dyn FnMut()>;

/// Handlers that are taken back when this is dropped.
pub struct MediaKeys {
    session: JsValue,
    handlers: Vec<Held>,
}

/// Names what plays, and hears the keys; `None` where the browser has no media session.
///
/// `handlers` are actions of the API, such as `play` or `previoustrack`.
pub fn listen(title: &str, handlers: Vec<(&'static str, Handler)>) -> Option<MediaKeys> {
    let navigator = web_sys::window()?.navigator();
    let session = js::get(&navigator, "mediaSession")?;
    let about = Object::new();
    js::set(&about, "title", &title.into());
    if let Some(metadata) = js::construct("MediaMetadata", &[about.into()]) {
        js::set(&session, "metadata", &metadata);
    }
    let handlers: Vec<_> =
        handlers.into_iter().map(|(name, handler)| (name, Closure::wrap(handler))).collect();
    for (name, handler) in &handlers {
        let _unknown_action =
            js::call(&session, "setActionHandler", &[(*name).into(), handler.as_ref().clone()]);
    }
    Some(MediaKeys { session, handlers })
}

impl Drop for MediaKeys {
    fn drop(&mut self) {
        for (name, _) in &self.handlers {
            let _gone =
                js::call(&self.session, "setActionHandler", &[(*name).into(), JsValue::NULL]);
        }
        js::set(&self.session, "metadata", &JsValue::NULL);
    }
}

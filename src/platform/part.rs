//! The second part of the program, as the release build divides it (`xtask/src/build/shrink`).

use gloo_net::http::Request;
use js_sys::{Object, Reflect, WebAssembly};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::host::meta;

/// That the second part is there. What leads into it takes this, so that nothing can be called before:
/// that would end the program without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here(());

/// Fetches the second part and makes it one with the first; `None` where it did not come.
///
/// To be called once, and again only after it failed. A development build is in one piece and has
/// nothing to fetch.
pub async fn load() -> Option<Here> {
    let Some(part) = meta("diarist-part") else { return Some(Here(())) };
    let (address, integrity) = part.split_once(' ')?;
    let response = Request::get(address).integrity(integrity).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    let imports = Object::new();
    Reflect::set(&imports, &JsValue::from_str("p"), &wasm_bindgen::exports()).ok()?;
    // Browsers take it as it comes only under its own media type, which some hosts do not know.
    let kind = response.headers().get("content-type");
    let instance = if kind.as_deref() == Some("application/wasm") {
        let response = JsValue::from(web_sys::Response::from(response));
        WebAssembly::instantiate_streaming(&response, &imports)
    } else {
        WebAssembly::instantiate_buffer(&response.binary().await.ok()?, &imports)
    };
    JsFuture::from(instance).await.ok().map(|_| Here(()))
}

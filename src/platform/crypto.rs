//! Sealing a short text with a key that the browser keeps and shows to nobody (`WebCrypto`,
//! AES-GCM).

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::js;

const ALGORITHM: &str = "AES-GCM";
const KEY_BITS: u32 = 256;
/// Bytes of the number that is used once; the recommended size for AES-GCM.
const NONCE_BYTES: u32 = 12;

/// Whether the browser can: only pages from `https` or from this machine may.
pub fn is_there() -> bool {
    subtle().is_some()
}

/// Seals a text: an object that the browser can store, with the text's bytes encrypted, and a key
/// that it uses for nobody but this page and that no script can read.
pub async fn seal(text: &str) -> Option<JsValue> {
    let (crypto, subtle) = (crypto()?, subtle()?);
    let kind = algorithm(None);
    js::set(&kind, "length", &KEY_BITS.into());
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    // `false`: it cannot be taken out of the browser.
    let key = done(&subtle, "generateKey", &[kind.into(), JsValue::FALSE, uses.into()]).await?;
    let nonce = Uint8Array::new_with_length(NONCE_BYTES);
    js::call(&crypto, "getRandomValues", &[nonce.clone().into()])?;
    let plain = Uint8Array::from(text.as_bytes());
    let arguments = [algorithm(Some(&nonce)).into(), key.clone(), plain.clone().into()];
    let sealed = done(&subtle, "encrypt", &arguments).await;
    // What was copied for the browser is not left lying about in its memory.
    plain.fill(0, 0, plain.length());
    let object = Object::new();
    js::set(&object, "key", &key);
    js::set(&object, "nonce", &nonce);
    js::set(&object, "sealed", &sealed?);
    Some(object.into())
}

/// Opens what [`seal`] made; `None` for anything else, and for what was changed since.
pub async fn open(sealed: &JsValue) -> Option<String> {
    let nonce: Uint8Array = js::get(sealed, "nonce")?.dyn_into().ok()?;
    let arguments =
        [algorithm(Some(&nonce)).into(), js::get(sealed, "key")?, js::get(sealed, "sealed")?];
    let plain = Uint8Array::new(&done(&subtle()?, "decrypt", &arguments).await?);
    let text = plain.to_vec();
    // As in sealing: the browser's copy is not left lying about.
    plain.fill(0, 0, plain.length());
    String::from_utf8(text).ok()
}

fn crypto() -> Option<JsValue> {
    js::get(&js_sys::global(), "crypto")
}

fn subtle() -> Option<JsValue> {
    js::get(&crypto()?, "subtle")
}

fn algorithm(nonce: Option<&Uint8Array>) -> Object {
    let algorithm = Object::new();
    js::set(&algorithm, "name", &ALGORITHM.into());
    if let Some(nonce) = nonce {
        js::set(&algorithm, "iv", nonce);
    }
    algorithm
}

async fn done(subtle: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    js::settled(js::call(subtle, method, arguments)?).await
}

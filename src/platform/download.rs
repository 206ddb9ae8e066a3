//! Saving bytes as a file.

use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::blob::Pieces;

/// Offers these bytes to the user as a download with this name.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) {
    let pieces = Pieces::default();
    pieces.add(bytes);
    if let Some(blob) = pieces.join(media_type) {
        save_blob(name, &blob);
    }
}

/// Offers this to the user as a download with this name.
pub fn save_blob(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    if let Some(link) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser reads the blob in its own time; a minute is plenty for a file in memory.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _gone = Url::revoke_object_url(&url);
    })
    .forget();
}

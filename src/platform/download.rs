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
    gloo_timers::callback::Timeout::new(needed_ms(blob.size()), move || {
        let _gone = Url::revoke_object_url(&url);
    })
    .forget();
}

/// How long a browser may need to read so many bytes, which it does in its own time: a minute, and a
/// second for each MB, as slow disks write.
fn needed_ms(bytes: f64) -> u32 {
    const MOST_MS: f64 = 86_400_000.0;
    let ms = (60_000.0 + bytes / 1_000.0).min(MOST_MS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between a minute and a day"
    )]
    let ms = ms as u32;
    ms
}

#[cfg(test)]
mod tests {
    use super::needed_ms;

    #[test]
    fn a_large_file_is_kept_for_longer() {
        assert_eq!(needed_ms(0.0), 60_000);
        assert_eq!(needed_ms(2e9), 2_060_000);
        assert_eq!(needed_ms(f64::MAX), 86_400_000);
    }
}

//! Picture in picture.

use web_sys::Element;

use super::js;

/// Whether this browser offers it to pages.
pub fn can_leave(video: &Element) -> bool {
    js::get(video, "requestPictureInPicture").is_some()
}

/// Asks for it; refused without a picture or a gesture.
pub fn leave(video: &Element) {
    if let Some(promise) = js::call(video, "requestPictureInPicture", &[]) {
        js::ignore(promise);
    }
}

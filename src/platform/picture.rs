//! Picture in picture.

use web_sys::Element;

use super::js;

/// Whether this browser offers it to pages.
pub fn can_leave(video: &Element) -> bool {
    js::get(video, "requestPictureInPicture").is_some()
}

/// Takes the picture out of the page, or back into it; refused without a picture or a gesture.
pub fn leave_or_return(video: &Element) {
    let document = video.owner_document();
    let is_out = document.as_ref().and_then(|page| js::get(page, "pictureInPictureElement"));
    let promise = match document.filter(|_| is_out.is_some_and(|out| !out.is_null())) {
        Some(document) => js::call(&document, "exitPictureInPicture", &[]),
        None => js::call(video, "requestPictureInPicture", &[]),
    };
    if let Some(promise) = promise {
        js::ignore(promise);
    }
}

/// Whether there is anything to see: a file of a video's kind may hold sound alone.
pub fn has_picture(video: &Element) -> bool {
    js::number(video, "videoWidth").is_some_and(|width| width > 0.0)
}

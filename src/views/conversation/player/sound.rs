//! The browser's own element, which plays; the controls around it are ours.

use web_sys::HtmlMediaElement;

use crate::reactive::Var;
use crate::state::document::Media;
use crate::state::reader::Reader;
use crate::state::recording::Kind;
use crate::ui::dom::{El, el};

/// The element. `is_broken` is told when the browser gives up on it.
pub(super) fn sound(reader: Reader, media: &Media, is_broken: Var<bool>) -> El {
    let playback = reader.playback();
    let tag = if media.kind == Kind::Video { "video" } else { "audio" };
    let element = el(tag)
        .attr("playsinline", "")
        .attr("preload", "metadata")
        .attr("aria-label", "Recording")
        .on("play", move |_| playback.is_playing.set(true))
        .on("pause", move |_| playback.is_playing.set(false))
        .on("ended", move |_| playback.is_playing.set(false))
        .on("durationchange", move |_| playback.take_length())
        .on("timeupdate", move |_| playback.show_place())
        .on("seeked", move |_| playback.show_place())
        .on("error", move |_| is_broken.set(playback.give_up()));
    if let Some(native) = element.cast::<HtmlMediaElement>() {
        reader.take_sound(native.clone());
        match &media.file {
            Some((file, _)) => playback.hear(native, file.clone(), media.address.clone()),
            None => native.set_src(&media.address),
        }
    }
    element
}

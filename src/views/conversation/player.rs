//! The recording, played by the browser's own element, docked at the foot of the screen.

use leptos::prelude::*;
use web_sys::HtmlMediaElement;

use crate::state::document::Media;
use crate::state::player::Player;
use crate::state::recording::Kind;
use crate::ui::dom::{El, el};
use crate::ui::note::hint;

const UNPLAYABLE: &str = "This browser cannot play this format. The text is complete; the same \
                          recording as MP3, M4A or WAV would play.";

/// The bar with the element: an audio element shows a bar of controls, a video element its
/// pictures too.
pub(super) fn player_bar(media: &Media, player: Player) -> El {
    let is_broken = RwSignal::new(false);
    let tag = if media.kind == Kind::Video { "video" } else { "audio" };
    let element = el(tag)
        .attr("controls", "")
        .attr("playsinline", "")
        .attr("preload", "metadata")
        .attr("aria-label", "Recording")
        .on("error", move |_| is_broken.set(true))
        .attr("src", &media.address);
    if let Some(native) = element.cast::<HtmlMediaElement>() {
        player.attach(native);
    }
    el("section")
        .class("player native")
        .attr("aria-label", "Player")
        .flag("data-broken", "1", move || is_broken.get())
        .child(element)
        .part(move || is_broken.get().then(|| hint("info", "info", UNPLAYABLE)))
}

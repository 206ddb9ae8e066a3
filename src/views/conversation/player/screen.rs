//! The pictures of a video: a pane that can be moved, sized, and taken out of the window.

use crate::reactive::track;

use crate::state::pane::Pane;
use crate::state::reader::Reader;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;

/// The pane around a video element.
pub(super) fn screen(reader: Reader, video: El) -> El {
    let pane = Pane::new(video.element().clone(), reader.player_height());
    let grip = icon_button("Move the picture: drag, or arrow keys", icon("move"), || {})
        .on("pointerdown", move |event| pane.grab(&event))
        .on("pointermove", move |event| pane.drag(&event))
        .on("pointerup", move |_| pane.let_go())
        .on("keydown", move |event| pane.nudge(&event));
    let out = pane
        .can_leave()
        .then(|| icon_button("Picture in picture", icon("out"), move || pane.leave_or_return()));
    // Before that, and with sound alone in a video's file, there is nothing to see.
    let video = video.on("loadedmetadata", move |_| pane.look());
    let screen = el("div")
        .class("screen")
        .flag("hidden", "", move || !pane.has_picture.get())
        .child(video)
        .child(grip)
        .children(out);
    let shown = screen.clone();
    track(move || {
        let (x, y) = pane.place.get();
        let _placed = shown.clone().css("--dx", &format!("{x}px")).css("--dy", &format!("{y}px"));
    });
    screen
}

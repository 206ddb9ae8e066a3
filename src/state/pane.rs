//! Where the picture of a video is.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, Node, PointerEvent};

use crate::platform::listener::Listener;
use crate::platform::{picture, viewport};
use crate::reactive::{Var, watch};

/// Pixels that an arrow key moves.
const STEP: i32 = 24;

/// A pane that can be moved about the window.
#[derive(Clone, Copy)]
pub struct Pane {
    /// How far it is from its corner, in CSS pixels: to the right and down.
    pub place: Var<(i32, i32)>,
    /// Where it was grabbed: the pointer's place less the pane's.
    grabbed: StoredValue<Option<(i32, i32)>>,
    video: StoredValue<Element, LocalStorage>,
    /// Whether there is anything to see.
    pub has_picture: Var<bool>,
}

impl Pane {
    /// At its corner, and in the window for as long as the owner lives: also where the player below it,
    /// which the corner lies above, has another height.
    pub fn new(video: Element, player_height: Var<()>) -> Self {
        let pane = Self {
            place: Var::new((0, 0)),
            grabbed: StoredValue::new(None),
            video: StoredValue::new_local(video),
            has_picture: Var::new(false),
        };
        let stay = move || pane.put(pane.place.get_untracked());
        if let Some(window) = web_sys::window() {
            StoredValue::new_local(Listener::new(&window, "resize", move |_| stay()));
        }
        watch(move || {
            player_height.track();
            stay();
        });
        pane
    }

    /// The video knows what it is.
    pub fn look(self) {
        self.has_picture.set(self.video.with_value(picture::has_picture));
    }

    /// Puts it so far from its corner, or as near to that as keeps it in the window.
    fn put(self, (x, y): (i32, i32)) {
        let Some(pane) = self.video.with_value(|video| Node::parent_element(video)) else { return };
        let rect = pane.get_bounding_client_rect();
        let now = self.place.get_untracked();
        let limit = |wanted: i32, now: i32, from: f64, length: f64, window: f64| {
            let corner = from - f64::from(now);
            let least = -corner;
            let most = (window - length - corner).max(least);
            whole(f64::from(wanted).clamp(least, most))
        };
        self.place.set((
            limit(x, now.0, rect.left(), rect.width(), viewport::width()),
            limit(y, now.1, rect.top(), rect.height(), viewport::height()),
        ));
    }

    /// The pointer takes hold.
    pub fn grab(self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        let (x, y) = self.place.get_untracked();
        self.grabbed.set_value(Some((pointer.client_x() - x, pointer.client_y() - y)));
        if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            let _held = grip.set_pointer_capture(pointer.pointer_id());
        }
    }

    /// The pointer moves.
    pub fn drag(self, event: &Event) {
        let (Some(pointer), Some((x, y))) =
            (event.dyn_ref::<PointerEvent>(), self.grabbed.get_value())
        else {
            return;
        };
        self.put((pointer.client_x() - x, pointer.client_y() - y));
    }

    /// The pointer lets go.
    pub fn let_go(self) {
        self.grabbed.set_value(None);
    }

    /// An arrow key.
    pub fn nudge(self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let (x, y) = match key.key().as_str() {
            "ArrowLeft" => (-STEP, 0),
            "ArrowRight" => (STEP, 0),
            "ArrowUp" => (0, -STEP),
            "ArrowDown" => (0, STEP),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let (right, down) = self.place.get_untracked();
        self.put((right + x, down + y));
    }

    /// Whether the browser can show the picture in a window of its own.
    pub fn can_leave(self) -> bool {
        self.video.with_value(picture::can_leave)
    }

    /// Shows the picture in a window of its own, or here again.
    pub fn leave_or_return(self) {
        self.video.with_value(picture::leave_or_return);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
const fn whole(pixels: f64) -> i32 {
    pixels as i32
}

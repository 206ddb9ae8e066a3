//! Where the picture of a video is.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

use crate::platform::picture;
use crate::reactive::Var;

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
}

impl Pane {
    /// At its corner.
    pub fn new(video: Element) -> Self {
        Self {
            place: Var::new((0, 0)),
            grabbed: StoredValue::new(None),
            video: StoredValue::new_local(video),
        }
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
        self.place.set((pointer.client_x() - x, pointer.client_y() - y));
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
        self.place.update(|place| *place = (place.0 + x, place.1 + y));
    }

    /// Whether the browser can show the picture in a window of its own.
    pub fn can_leave(self) -> bool {
        self.video.with_value(picture::can_leave)
    }

    /// Shows the picture in a window of its own.
    pub fn leave(self) {
        self.video.with_value(picture::leave);
    }
}

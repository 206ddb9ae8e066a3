//! The present screen, kept in step with the address bar.

use leptos::prelude::*;

use super::mounting::after_paint;
use super::tab::use_tab;
use super::use_state;
use crate::platform::listener::Listener;
use crate::platform::{caret, focus, host};
use crate::reactive::{Var, watch};
use crate::route::Route;

/// Where the user is.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: Var<Route>,
    is_first: StoredValue<bool>,
}

impl Navigation {
    /// Reads the address and follows it from now on.
    pub(super) fn new() -> Self {
        let route = Var::new(Route::from_hash(&host::hash()));
        if let Some(window) = web_sys::window() {
            let listener = Listener::new(&window, "hashchange", move |_| {
                // The page's own steps are told too, after they were taken.
                let now = Route::from_hash(&host::hash());
                if route.get_untracked() != now {
                    route.set(now);
                }
            });
            StoredValue::new_local(listener);
        }
        Self { route, is_first: StoredValue::new(true) }
    }

    /// The present screen.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// Whether this is the present screen, without following it.
    pub fn is_at(self, route: &Route) -> bool {
        self.route.with_untracked(|now| now == route)
    }

    /// Goes to another screen; the browser's back button returns.
    pub fn go(self, route: Route) {
        host::set_hash(&route.to_hash(), false);
        self.route.set(route);
    }

    /// Goes to another screen in place of the present one.
    pub fn replace(self, route: Route) {
        host::set_hash(&route.to_hash(), true);
        self.route.set(route);
    }
}

/// Names a screen in the tab's title, and puts the focus on its heading (`id="title"`).
///
/// The control that led here is gone, so the focus would be lost; the first screen of a visit
/// leaves it where it is. Call it once, when the screen is built.
pub fn announce_screen(title: &str) {
    use_tab().set_screen(title);
    let is_first = use_navigation().is_first.try_update_value(core::mem::take).unwrap_or(false);
    if !is_first {
        watch(|| focus::focus_id("title"));
    }
}

/// Puts the focus on the element with this id, once it is there and shown.
pub fn focus(id: &'static str) {
    watch(move || focus::focus_id(id));
}

/// Puts the focus on the element with this id where it stands.
pub fn focus_now(id: &str) {
    focus::focus_id_in_place(id);
}

/// The same after the next paint: what led there gives the focus back before.
pub fn focus_after_paint(id: &'static str) {
    after_paint(move || focus::focus_id_in_place(id));
}

/// Puts the focus back on a choice that was built anew by what was chosen, unless another has it.
pub fn focus_choice_again(id: String) {
    after_paint(move || {
        if caret::focused().is_none_or(|now| now.node_name() != "SELECT") {
            focus::focus_id_in_place(&id);
        }
    });
}

/// Puts the focus into the field with this id, with all of its text selected.
pub fn focus_text(id: &str) {
    focus::select_id(id);
}

/// Whether the element with this id has the focus.
pub fn has_focus(id: &str) -> bool {
    focus::has_focus(id)
}

/// Where the user is.
pub fn use_navigation() -> Navigation {
    use_state().navigation
}

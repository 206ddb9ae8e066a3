//! The part of the program that shows conversations. It comes when it is going to be needed, so
//! that the first screen has less to wait for.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::use_state;
use crate::platform::part;
pub use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::reactive::Var;

/// Whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Nobody has asked for it.
    Away,
    /// On its way.
    Coming,
    /// There: conversations can be shown.
    Here(Here),
    /// It did not come.
    Failed,
}

/// The part, and how it comes.
#[derive(Clone, Copy)]
pub struct Part {
    state: Var<PartState>,
    /// Who waits until it is there.
    waiting: StoredValue<Vec<Function>, LocalStorage>,
}

impl Part {
    /// Starts without it.
    pub(super) fn new() -> Self {
        Self { state: Var::new(PartState::Away), waiting: StoredValue::new_local(Vec::new()) }
    }

    /// Whether it is there.
    pub fn state(self) -> PartState {
        self.state.get()
    }

    /// Fetches it, unless it is there or on its way.
    pub fn fetch(self) {
        if matches!(self.state.get_untracked(), PartState::Coming | PartState::Here(_)) {
            return;
        }
        self.state.set(PartState::Coming);
        spawn(async move {
            let here = part::load().await;
            self.state.set(here.map_or(PartState::Failed, PartState::Here));
            if here.is_some() {
                for resolve in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
                    let _told = resolve.call0(&JsValue::NULL);
                }
            }
        });
    }

    /// Fetches it, and returns once it is there. Where it does not come, the user is asked to have
    /// it tried again; that may take for ever.
    pub async fn arrived(self) -> Here {
        self.fetch();
        loop {
            if let PartState::Here(here) = self.state.get_untracked() {
                return here;
            }
            let arrival = Promise::new(&mut |resolve, _| {
                self.waiting.update_value(|waiting| waiting.push(resolve));
            });
            let _arrived = JsFuture::from(arrival).await;
        }
    }
}

/// The part that shows conversations.
pub fn use_part() -> Part {
    use_state().part
}

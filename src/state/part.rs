//! The part of the program that shows conversations. It comes when it is going to be needed, so
//! that the first screen has less to wait for.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::use_state;
use crate::platform::part;
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
    Here,
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
        if matches!(self.state.get_untracked(), PartState::Coming | PartState::Here) {
            return;
        }
        self.state.set(PartState::Coming);
        spawn(async move {
            let is_here = part::load().await.is_some();
            self.state.set(if is_here { PartState::Here } else { PartState::Failed });
            if is_here {
                for resolve in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
                    let _told = resolve.call0(&JsValue::NULL);
                }
            }
        });
    }

    /// Fetches it, and returns once it is there. Where it does not come, the user is asked to have
    /// it tried again; that may take for ever.
    pub async fn arrived(self) {
        self.fetch();
        if self.state.get_untracked() != PartState::Here {
            let here = Promise::new(&mut |resolve, _| {
                self.waiting.update_value(|waiting| waiting.push(resolve));
            });
            let _here = JsFuture::from(here).await;
        }
    }
}

/// The part that shows conversations.
pub fn use_part() -> Part {
    use_state().part
}

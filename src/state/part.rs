//! The part of the program that shows conversations. It comes when it is going to be needed, so
//! that the first screen has less to wait for.

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
pub struct Part(Var<PartState>);

impl Part {
    /// Starts without it.
    pub(super) fn new() -> Self {
        Self(Var::new(PartState::Away))
    }

    /// Whether it is there.
    pub fn state(self) -> PartState {
        self.0.get()
    }

    /// Fetches it, unless it is there or on its way.
    pub fn fetch(self) {
        if matches!(self.0.get_untracked(), PartState::Coming | PartState::Here) {
            return;
        }
        self.0.set(PartState::Coming);
        spawn(async move {
            let is_here = part::load().await.is_some();
            self.0.set(if is_here { PartState::Here } else { PartState::Failed });
        });
    }
}

/// The part that shows conversations.
pub fn use_part() -> Part {
    use_state().part
}

//! A link in place of a file: the field of the start screen.

use assemblyai::ApiBase;
use assemblyai::link::{Link, Refusal};

use crate::platform::focus;
use crate::platform::frame::painted;
use crate::platform::task::spawn;
use crate::reactive::Var;

/// The field, which is open or not.
#[derive(Clone, Copy)]
pub struct Linking {
    /// Whether it is shown.
    pub is_open: Var<bool>,
    /// What is in it.
    pub typed: Var<String>,
    /// Why that is not sent, once it was asked for.
    pub refusal: Var<Option<Refusal>>,
}

/// The id of the field.
pub const FIELD: &str = "link";

impl Linking {
    pub(super) fn new() -> Self {
        Self { is_open: Var::new(false), typed: Var::new(String::new()), refusal: Var::new(None) }
    }

    /// "Paste a link": shows the field, or hides it.
    pub fn toggle(self) {
        let is_open = !self.is_open.get_untracked();
        self.is_open.set(is_open);
        self.refusal.set(None);
        if is_open {
            spawn(async {
                painted().await;
                focus::focus_id(FIELD);
            });
        }
    }

    /// Takes what was typed or pasted.
    pub fn set_typed(self, typed: String) {
        self.typed.set(typed);
        if self.refusal.with_untracked(Option::is_some) {
            self.refusal.set(None);
        }
    }

    /// What is in the field is complete, as far as the user says: what is wrong with it is told.
    pub fn look(self, base: &ApiBase) {
        if !self.typed.with_untracked(|typed| typed.trim().is_empty()) {
            let _link = self.read(base);
        }
    }

    /// Puts another link into the field.
    pub fn replace(self, address: &str) {
        self.is_open.set(true);
        self.set_typed(address.to_owned());
    }

    /// Empties the field, whose link is on its way.
    pub(super) fn clear(self) {
        self.is_open.set(false);
        self.set_typed(String::new());
    }

    /// The link, or `None` after telling why it is not sent.
    pub(super) fn read(self, base: &ApiBase) -> Option<Link> {
        let link = self.typed.with_untracked(|typed| Link::parse(typed, base.is_private()));
        match link {
            Ok(link) => {
                self.refusal.set(None);
                Some(link)
            }
            Err(refusal) => {
                self.refusal.set(Some(refusal));
                None
            }
        }
    }
}

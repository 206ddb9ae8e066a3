//! A link in place of a file: the field of the start screen.

use assemblyai::ApiBase;
use assemblyai::link::{Link, Refusal};

use super::part::{Here, Part};
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

/// A link that was looked at.
pub(super) struct Given {
    /// Where it leads.
    pub(super) address: String,
    /// What the recording is called.
    pub(super) name: String,
}

/// Looks at a link. Which pages hold no recording is known in the second part.
#[inline(never)]
fn parse(typed: &str, base: &ApiBase, _: Here) -> Result<Given, Refusal> {
    let link = Link::parse(typed, base.is_private())?;
    Ok(Given { address: link.address().to_owned(), name: link.name() })
}

/// The id of the field.
pub const FIELD: &str = "link";

impl Linking {
    pub(super) fn new() -> Self {
        Self { is_open: Var::new(false), typed: Var::new(String::new()), refusal: Var::new(None) }
    }

    /// "Paste a link": shows the field, which is in the second part, or hides it.
    pub fn toggle(self, part: Part) {
        let is_open = !self.is_open.get_untracked();
        self.is_open.set(is_open);
        self.refusal.set(None);
        if is_open {
            spawn(async move {
                let _here = part.arrived().await;
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
    pub fn look(self, base: &ApiBase, here: Here) {
        if !self.typed.with_untracked(|typed| typed.trim().is_empty()) {
            let _link = self.read(base, here);
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
    pub(super) fn read(self, base: &ApiBase, here: Here) -> Option<Given> {
        let link = self.typed.with_untracked(|typed| parse(typed, base, here));
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

//! A link in place of a file: the field of the start screen.

use assemblyai::ApiBase;
use assemblyai::link::{Link, Refusal};
use transcript::Millis;

use super::part::{Here, Part};
use crate::platform::focus;
use crate::platform::frame::painted;
use crate::platform::host;
use crate::platform::media::{Probe, probe};
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
    /// What is known of its length.
    pub length: Var<Length>,
}

/// What is known of the length of a recording at a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Nobody has asked its host.
    Unasked,
    /// Its host was asked.
    Asked,
    /// It is so long.
    Known(Millis),
    /// Its host does not give it to this page, or it is nothing that a browser can play.
    NotTold,
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

/// The link to this address, where the page may play from it.
pub(super) fn playable(address: &str) -> Option<Link> {
    let link = Link::parse(address, true).ok()?;
    link.is_playable_on(&host::origin()).then_some(link)
}

/// The id of the field.
pub const FIELD: &str = "link";

impl Linking {
    pub(super) fn new() -> Self {
        Self {
            is_open: Var::new(false),
            typed: Var::new(String::new()),
            refusal: Var::new(None),
            length: Var::new(Length::Unasked),
        }
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
        if self.length.get_untracked() != Length::Unasked {
            self.length.set(Length::Unasked);
        }
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

    /// "Find its length": asks the link's host, which nobody has asked before. Some links can only be asked
    /// by the service.
    pub fn find_length(self, base: &ApiBase, here: Here) {
        let Some(link) = self.read(base, here) else { return };
        self.length.set(Length::Asked);
        let typed = self.typed.get_untracked();
        spawn(async move {
            let probed = match playable(&link.address) {
                Some(link) => probe(link.address()).await,
                None => Probe::Unplayable,
            };
            let length = match probed {
                Probe::Playable(Some(s)) => Length::Known(Millis::from_f64(s * 1_000.0)),
                _ => Length::NotTold,
            };
            // Another link may be in the field by now.
            if self.typed.with_untracked(|now| *now == typed) {
                self.length.set(length);
            }
        });
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

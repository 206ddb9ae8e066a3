//! The key, in this tab's memory only, and where it is sent.

use assemblyai::{ApiBase, ApiKey, Failure};
use leptos::prelude::*;

use super::use_state;
use crate::platform::task::spawn;
use crate::reactive::Var;

use crate::platform::host;
use crate::service::{account, place};

/// Which of the service's two homes keeps and handles the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Region {
    /// United States.
    #[default]
    Us,
    /// European Union.
    Eu,
}

/// What is known of the key in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyState {
    /// Nothing.
    #[default]
    Unknown,
    /// A job was asked for without a key, or with one that cannot be a key.
    Missing,
    /// Being tested.
    Testing,
    /// Accepted by the service.
    Works,
    /// Refused by the service.
    Rejected,
    /// Could not be tested.
    Untested(Failure),
}

/// The key and the region.
#[derive(Clone, Copy)]
pub struct Session {
    /// What is in the field. Lives in memory; never stored, never shown outside the field.
    pub typed: Var<String>,
    /// What is known of it.
    pub key_state: Var<KeyState>,
    /// Whether it is kept in the browser's storage.
    pub(super) is_remembered: Var<bool>,
    /// The chosen region.
    pub region: Var<Region>,
    /// Counts what the user decided of keys: what was begun before is not to be ended after.
    decisions: StoredValue<u32>,
    bases: StoredValue<Bases>,
}

#[derive(Clone)]
struct Bases {
    us: ApiBase,
    eu: Option<ApiBase>,
    is_hosts_choice: bool,
}

impl Session {
    /// Starts without a key.
    ///
    /// The host of the page may name its own address (and, after a blank, a second one for the
    /// EU) in `<meta name="diarist-api">`. The page's URL is never asked.
    pub(super) fn new() -> Self {
        let hosts = host::meta("diarist-api").unwrap_or_default();
        let mut hosts = hosts.split_whitespace().filter_map(ApiBase::custom);
        let bases = hosts.next().map_or_else(
            || Bases { us: ApiBase::us(), eu: Some(ApiBase::eu()), is_hosts_choice: false },
            |us| Bases { us, eu: hosts.next(), is_hosts_choice: true },
        );
        Self {
            typed: Var::new(String::new()),
            key_state: Var::new(KeyState::default()),
            is_remembered: Var::new(false),
            region: Var::new(Region::default()),
            decisions: StoredValue::new(0),
            bases: StoredValue::new(bases),
        }
    }

    /// Whether a key may be typed here: not on a page that others on the network could have written.
    pub fn takes_keys(self) -> bool {
        place().takes_keys()
    }

    /// Whether other pages at this address can read what is kept here.
    pub fn is_shared(self) -> bool {
        place().is_shared()
    }

    /// Whether there is a choice of regions.
    pub fn has_regions(self) -> bool {
        self.bases.with_value(|bases| bases.eu.is_some())
    }

    /// The host that requests go to where the host of the page chose it.
    pub fn hosts_choice(self) -> Option<String> {
        self.bases.with_value(|bases| bases.is_hosts_choice.then(|| bases.us.host().to_owned()))
    }

    /// Where requests go.
    pub fn base(self) -> ApiBase {
        let region = self.region.get_untracked();
        self.bases.with_value(|bases| match (region, &bases.eu) {
            (Region::Eu, Some(eu)) => eu.clone(),
            _ => bases.us.clone(),
        })
    }

    /// Where requests for this host go; `None` if the page does not send anything there.
    pub fn base_of(self, host: &str) -> Option<ApiBase> {
        self.bases.with_value(|bases| {
            let all = [Some(&bases.us), bases.eu.as_ref()];
            all.into_iter().flatten().find(|base| base.host() == host).cloned()
        })
    }

    /// The key in the field, cleaned.
    pub fn key(self) -> Option<ApiKey> {
        self.typed.with_untracked(|typed| ApiKey::parse(typed))
    }

    /// The user has decided something of the key. Returns what [`Session::decision`] says from now on.
    pub(super) fn decide(self) -> u32 {
        self.decisions.update_value(|count| *count = count.wrapping_add(1));
        self.decision()
    }

    /// Names the last decision.
    pub(super) fn decision(self) -> u32 {
        self.decisions.get_value()
    }

    /// Whether there is something in the field that has not the form of AssemblyAI's keys, and would
    /// be sent there. A host's own address may take others.
    pub fn has_odd_key(self) -> bool {
        let is_odd = |typed: &String| {
            !typed.trim().is_empty() && ApiKey::parse(typed).is_none_or(|key| !key.looks_genuine())
        };
        !self.bases.with_value(|bases| bases.is_hosts_choice) && self.typed.with(is_odd)
    }

    /// Takes the key that was kept, unless another one was entered meanwhile.
    pub(super) fn take_kept(self, key: &ApiKey) {
        self.is_remembered.set(true);
        if self.typed.with_untracked(String::is_empty) {
            self.typed.set(key.expose().to_owned());
        }
    }

    /// Takes what was typed or pasted. A pasted "Bearer …" or blanks are cleaned at once.
    pub fn set_typed(self, typed: String) {
        let has_blanks = typed.contains(char::is_whitespace);
        let clean = ApiKey::parse(&typed).filter(|_| has_blanks);
        self.typed.set(clean.map_or(typed, |key| key.expose().to_owned()));
        self.key_state.set(KeyState::Unknown);
    }

    /// Forgets the key.
    pub(super) fn forget(self) {
        self.decide();
        self.is_remembered.set(false);
        self.typed.set(String::new());
        self.key_state.set(KeyState::Unknown);
    }

    /// The cleaned key, or `None` after marking the field.
    pub fn require_key(self) -> Option<ApiKey> {
        let key = self.key();
        if key.is_none() {
            self.key_state.set(KeyState::Missing);
        }
        key
    }

    /// Asks the service whether the key works, without cost.
    pub fn test(self) {
        let Some(key) = self.require_key() else { return };
        let (base, tested) = (self.base(), key.clone());
        self.key_state.set(KeyState::Testing);
        spawn(async move {
            let outcome = account::check(base, key).await;
            // The field may hold another key by now.
            if self.key().as_ref() != Some(&tested) {
                return;
            }
            self.key_state.set(match outcome {
                Ok(()) => KeyState::Works,
                Err(Failure::Status { status: 401, .. }) => KeyState::Rejected,
                Err(failure) => KeyState::Untested(failure),
            });
        });
    }
}

/// The key and the region.
pub fn use_session() -> Session {
    use_state().session
}

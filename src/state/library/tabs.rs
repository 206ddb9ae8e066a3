//! Other tabs of the page: one of them runs a job, the others show how it stands. Where one of them is
//! of a newer version of the page, this one stops writing.

use std::cell::Cell;

use leptos::prelude::*;
use library::Standing;
use library::tabs::{Handshake, Said, VERSION};

use super::entry::Phase;
use super::{Entry, Library};
use crate::platform::channel::Channel;
use crate::platform::locks::Lock;
use crate::platform::task::spawn;
use crate::service::place;

/// The channel between the tabs of the page.
pub(super) struct Tabs {
    channel: Channel,
    handshake: Cell<Handshake>,
}

impl Tabs {
    /// Listens from now on; `None` in a browser without channels.
    pub(super) fn new(hear: impl Fn(Said) + 'static) -> Option<Self> {
        let channel = Channel::new(&place().name(), move |text| {
            if let Some(said) = Said::from_text(&text) {
                hear(said);
            }
        })?;
        Some(Self { channel, handshake: Cell::new(Handshake::new(VERSION)) })
    }
}

impl Library {
    fn say(self, said: &Said) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                tabs.channel.say(&said.to_text());
            }
        });
    }

    pub(super) fn ask_other_tabs(self) {
        self.say(&Handshake::new(VERSION).greeting());
    }

    /// Answers other tabs, and gives way to a newer version of the page.
    fn shake_hands(self, said: &Said) {
        let heard = self.tabs.with_value(|tabs| {
            let handshake = &tabs.as_ref()?.handshake;
            let mut now = handshake.get();
            let answer = now.hear(said);
            handshake.set(now);
            Some((answer, now.is_outdated()))
        });
        let Some((answer, is_outdated)) = heard else { return };
        if let Some(answer) = answer {
            self.say(&answer);
        }
        if is_outdated {
            self.give_way();
        }
    }

    /// Has all other tabs forget the key.
    pub(super) fn tell_forgotten(self) {
        self.say(&Said::Forgotten);
    }

    pub(super) fn tell_saved(self, id: &str) {
        self.say(&Said::Saved(id.to_owned()));
    }

    pub(super) fn tell_corrected(self, id: &str) {
        self.say(&Said::Corrected(id.to_owned()));
    }

    pub(super) fn tell_removed(self, id: &str) {
        self.say(&Said::Removed(id.to_owned()));
    }

    pub(super) fn tell_standing(self, entry: Entry) {
        self.say(&Said::Stands(entry.id(), entry.standing_untracked()));
    }

    /// Asks the tab that runs the job to stop it.
    pub(super) fn ask_to_cancel(self, entry: Entry) {
        self.say(&Said::Cancel(entry.id()));
    }

    /// Takes what another tab says.
    pub(super) fn hear(self, said: Said) {
        self.shake_hands(&said);
        match said {
            Said::Here(_) => {}
            Said::Hello(_) => {
                let running = |entry: &Entry| entry.is_running();
                self.entries_untracked()
                    .into_iter()
                    .filter(running)
                    .for_each(|entry| self.tell_standing(entry));
            }
            Said::Forgotten => self.lose_key(),
            Said::Stands(id, standing) => {
                if let Some(entry) = self.find_untracked(&id) {
                    self.follow(entry, standing);
                }
            }
            Said::Saved(id) => spawn(self.read_again(id)),
            Said::Corrected(id) => self.hear_corrected(&id),
            Said::Removed(id) => {
                if let Some(entry) = self.find_untracked(&id) {
                    self.forget(entry);
                }
            }
            Said::Cancel(id) => {
                if let Some(entry) = self.find_untracked(&id).filter(|entry| entry.is_running()) {
                    self.cancel(entry);
                }
            }
        }
    }

    /// Shows how a job stands that another tab runs, and asks to be the next to run it.
    fn follow(self, entry: Entry, standing: Standing) {
        if entry.is_running() {
            return;
        }
        entry.set_phase(Phase::Elsewhere(standing));
        if entry.work.with_value(|work| work.lock.is_none()) {
            self.ask_for_lock(entry);
        }
    }

    /// Asks for the right to run a job, which one tab has at a time.
    pub(super) fn ask_for_lock(self, entry: Entry) {
        let on_wait = move || {
            entry.set_phase(Phase::Elsewhere(Standing::Starting));
            self.ask_other_tabs();
        };
        let name = place().name_of(&format!("job-{}", entry.id()));
        let lock = Lock::ask(&name, move || self.granted(entry), on_wait);
        entry.work.update_value(|work| work.lock = Some(lock));
    }

    fn granted(self, entry: Entry) {
        let asking = entry.work.with_value(|work| match &work.phase {
            Phase::Asking(key) => Some(key.clone()),
            _ => None,
        });
        match asking {
            Some(key) => self.begin(entry, key),
            None => spawn(self.inherit(entry)),
        }
    }

    /// The tab that ran a job has ended it, or is gone.
    async fn inherit(self, entry: Entry) {
        entry.set_phase(Phase::Rest);
        self.read_again(entry.id()).await;
        let is_open = entry.with_record(library::Record::is_open);
        match self.session.key().filter(|_| is_open) {
            Some(key) => self.begin(entry, key),
            None => entry.rest(),
        }
    }

    /// Reads a record that another tab has stored.
    async fn read_again(self, id: String) {
        let Some(storage) = self.storage.get_value() else { return };
        let Ok(Some(record)) = storage.record(&id).await else { return };
        match self.find_untracked(&id) {
            Some(entry) => self.take_stored(entry, record),
            None => self.add(record, None).work.update_value(|work| work.is_stored = true),
        }
    }
}

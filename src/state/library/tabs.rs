//! Other tabs of the page: one of them runs a job, the others show how it stands.

use leptos::prelude::*;
use library::Standing;

use super::entry::Phase;
use super::{Entry, Library};
use crate::platform::channel::Channel;
use crate::platform::locks::Lock;
use crate::platform::task::spawn;

/// The channel between the tabs of the page.
pub(super) struct Tabs(Channel);

/// What a tab says of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A tab has just opened, and wants to know how the jobs of others stand.
    Hello,
    /// Its job runs in the tab that says so.
    Stands(String, Standing),
    /// What is stored of it is new.
    Saved(String),
    /// Corrections of it were stored.
    Corrected(String),
    /// It was removed.
    Removed(String),
    /// The user of another tab wants its job to stop.
    Cancel(String),
}

impl Said {
    fn to_text(&self) -> String {
        match self {
            Self::Hello => "hello".to_owned(),
            Self::Stands(id, standing) => format!("stands {id} {}", standing.code()),
            Self::Saved(id) => format!("saved {id}"),
            Self::Corrected(id) => format!("corrected {id}"),
            Self::Removed(id) => format!("removed {id}"),
            Self::Cancel(id) => format!("cancel {id}"),
        }
    }

    /// `None` for what this version of the page does not know.
    fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let verb = words.next()?;
        if verb == "hello" {
            return Some(Self::Hello);
        }
        let id = words.next()?.to_owned();
        Some(match verb {
            "stands" => Self::Stands(id, Standing::from_code(words.next()?.parse().ok()?)?),
            "saved" => Self::Saved(id),
            "corrected" => Self::Corrected(id),
            "removed" => Self::Removed(id),
            "cancel" => Self::Cancel(id),
            _ => return None,
        })
    }
}

impl Tabs {
    /// Listens from now on; `None` in a browser without channels.
    pub(super) fn new(hear: impl Fn(Said) + 'static) -> Option<Self> {
        let channel = Channel::new("diarist", move |text| {
            if let Some(said) = Said::from_text(&text) {
                hear(said);
            }
        })?;
        Some(Self(channel))
    }
}

impl Library {
    fn say(self, said: &Said) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                tabs.0.say(&said.to_text());
            }
        });
    }

    pub(super) fn ask_other_tabs(self) {
        self.say(&Said::Hello);
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
        match said {
            Said::Hello => {
                let running = |entry: &Entry| entry.is_running();
                self.entries_untracked()
                    .into_iter()
                    .filter(running)
                    .for_each(|entry| self.tell_standing(entry));
            }
            Said::Stands(id, standing) => {
                if let Some(entry) = self.find_untracked(&id) {
                    self.follow(entry, standing);
                }
            }
            Said::Saved(id) => spawn(self.read_again(id)),
            Said::Corrected(id) => self.hear_corrected(&id),
            Said::Removed(id) => {
                if let Some(entry) = self.find_untracked(&id) {
                    entry.let_go();
                    self.forget(&id);
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
        let name = format!("diarist-job-{}", entry.id());
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
            Some(entry) if entry.is_running() => {}
            Some(entry) => entry.renew(record),
            None => drop(self.add(record, None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tab_says_is_understood_by_another() {
        let id = || "a1b2c3".to_owned();
        for said in [
            Said::Hello,
            Said::Stands(id(), Standing::Uploading(61)),
            Said::Saved(id()),
            Said::Corrected(id()),
            Said::Removed(id()),
            Said::Cancel(id()),
        ] {
            assert_eq!(Said::from_text(&said.to_text()), Some(said));
        }
        for text in ["", "saved", "stands a", "stands a 250", "stands a x", "later a"] {
            assert_eq!(Said::from_text(text), None, "{text}");
        }
    }
}

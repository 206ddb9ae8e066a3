//! What tabs of the page say to each other, and which of them may write.
//!
//! A page that stays open while its host gets a newer one knows less than a tab that is opened then. So
//! each tab says its version when it opens, and every other answers with its own; whoever hears of a
//! newer one stops writing until it is loaded again. Texts that a version does not know mean nothing to
//! it: a later one may say more.

use crate::{Standing, is_id};

/// The version of what this page writes. It is raised whenever a page of the version before would do
/// harm to what the new one has written. Pages that do not say theirs have version 1.
pub const VERSION: u32 = 2;

/// What a tab says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A tab of this version has just opened, and wants to know of the others, and how their jobs stand.
    Hello(u32),
    /// A tab of this version is here: the answer to a greeting.
    Here(u32),
    /// The key is to be forgotten.
    Forgotten,
    /// The job of a recording runs in the tab that says so.
    Stands(String, Standing),
    /// What is stored of a recording is new.
    Saved(String),
    /// Corrections of a recording were stored.
    Corrected(String),
    /// A recording was removed.
    Removed(String),
    /// The user of another tab wants the job of a recording to stop.
    Cancel(String),
}

impl Said {
    /// As a short text.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Hello(version) => format!("hello {version}"),
            Self::Here(version) => format!("here {version}"),
            Self::Forgotten => "forgotten".to_owned(),
            Self::Stands(id, standing) => format!("stands {id} {}", standing.code()),
            Self::Saved(id) => format!("saved {id}"),
            Self::Corrected(id) => format!("corrected {id}"),
            Self::Removed(id) => format!("removed {id}"),
            Self::Cancel(id) => format!("cancel {id}"),
        }
    }

    /// Reads such a text; `None` for what this version of the page does not know.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let verb = words.next()?;
        let Some(first) = words.next() else {
            return match verb {
                // A page from before there were versions.
                "hello" => Some(Self::Hello(1)),
                "forgotten" => Some(Self::Forgotten),
                _ => None,
            };
        };
        match verb {
            "hello" => return first.parse().ok().map(Self::Hello),
            "here" => return first.parse().ok().map(Self::Here),
            _ if !is_id(first) => return None,
            _ => {}
        }
        let id = || first.to_owned();
        Some(match verb {
            "stands" => Self::Stands(id(), Standing::from_code(words.next()?.parse().ok()?)?),
            "saved" => Self::Saved(id()),
            "corrected" => Self::Corrected(id()),
            "removed" => Self::Removed(id()),
            "cancel" => Self::Cancel(id()),
            _ => return None,
        })
    }
}

/// What a tab knows of the versions of the others.
#[derive(Clone, Copy, Debug)]
pub struct Handshake {
    own: u32,
    is_outdated: bool,
}

impl Handshake {
    /// A tab of this version, which is about to say [`Handshake::greeting`].
    #[must_use]
    pub const fn new(own: u32) -> Self {
        Self { own, is_outdated: false }
    }

    /// What it says when it opens.
    #[must_use]
    pub const fn greeting(self) -> Said {
        Said::Hello(self.own)
    }

    /// Hears what another tab says; what it answers, if anything.
    pub fn hear(&mut self, said: &Said) -> Option<Said> {
        let (Said::Hello(version) | Said::Here(version)) = said else { return None };
        self.is_outdated |= *version > self.own;
        matches!(said, Said::Hello(_)).then_some(Said::Here(self.own))
    }

    /// Whether there is a newer one, so that this tab must not write any more.
    #[must_use]
    pub const fn is_outdated(self) -> bool {
        self.is_outdated
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_tab_says_is_understood_by_another() {
        let id = || "a1b2c3".to_owned();
        for said in [
            Said::Hello(3),
            Said::Here(2),
            Said::Forgotten,
            Said::Stands(id(), Standing::Uploading(61)),
            Said::Saved(id()),
            Said::Corrected(id()),
            Said::Removed(id()),
            Said::Cancel(id()),
        ] {
            assert_eq!(Said::from_text(&said.to_text()), Some(said));
        }
        assert_eq!(Said::from_text("hello"), Some(Said::Hello(1)));
        let unknown = ["", "saved", "stands a", "stands a 250", "stands a x", "later a", "here x"];
        for text in unknown {
            assert_eq!(Said::from_text(text), None, "{text}");
        }
    }

    /// A tab of the model: what was said to it and has not arrived.
    struct Tab {
        handshake: Handshake,
        version: u32,
        inbox: VecDeque<String>,
    }

    /// All tabs of a browser, and the newest form in which something was written.
    #[derive(Default)]
    struct Browser {
        tabs: Vec<Option<Tab>>,
    }

    impl Browser {
        fn say(&mut self, from: usize, said: &Said) {
            for (at, tab) in self.tabs.iter_mut().enumerate() {
                if let Some(tab) = tab.as_mut().filter(|_| at != from) {
                    tab.inbox.push_back(said.to_text());
                }
            }
        }

        /// A tab is opened, or loaded again.
        fn open(&mut self, at: usize, version: u32) {
            let handshake = Handshake::new(version);
            self.tabs[at] = Some(Tab { handshake, version, inbox: VecDeque::new() });
            self.say(at, &handshake.greeting());
        }

        /// The oldest message of a tab arrives.
        fn deliver(&mut self, at: usize) -> bool {
            let Some(tab) = &mut self.tabs[at] else { return false };
            let Some(text) = tab.inbox.pop_front() else { return false };
            let said = Said::from_text(&text).expect("tabs understand each other");
            let answer = tab.handshake.hear(&said);
            if let Some(answer) = answer {
                self.say(at, &answer);
            }
            true
        }

        fn writers(&self) -> Vec<u32> {
            let tabs = self.tabs.iter().flatten();
            tabs.filter(|tab| !tab.handshake.is_outdated()).map(|tab| tab.version).collect()
        }
    }

    /// What may happen to three tabs.
    #[derive(Clone, Debug)]
    enum Step {
        Open(usize, u32),
        Close(usize),
        Deliver(usize),
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let tab = 0..3_usize;
        prop_oneof![
            (tab.clone(), 2..5_u32).prop_map(|(tab, version)| Step::Open(tab, version)),
            tab.clone().prop_map(Step::Close),
            tab.prop_map(Step::Deliver),
        ]
    }

    proptest! {
        #[test]
        fn once_all_is_heard_only_the_newest_write(
            steps in proptest::collection::vec(any_step(), 0..40),
        ) {
            let mut browser = Browser { tabs: vec![None, None, None] };
            for step in steps {
                match step {
                    Step::Open(at, version) => browser.open(at, version),
                    Step::Close(at) => browser.tabs[at] = None,
                    Step::Deliver(at) => drop(browser.deliver(at)),
                }
                // Whoever is open and newest is never sent away by the others that are open; one that
                // was closed may have been newer.
                let mut settled = 0;
                while (0..3).any(|at| browser.deliver(at)) {
                    settled += 1;
                    prop_assert!(settled < 100, "they talk for ever");
                }
                let newest = browser.tabs.iter().flatten().map(|tab| tab.version).max();
                let writers = browser.writers();
                prop_assert!(
                    writers.iter().all(|version| Some(*version) == newest),
                    "{writers:?} write, and {newest:?} is there"
                );
            }
        }

        #[test]
        fn messages_may_be_as_late_as_they_like(
            steps in proptest::collection::vec(any_step(), 0..40),
        ) {
            let mut browser = Browser { tabs: vec![None, None, None] };
            let mut newest_ever = 0;
            for step in steps {
                match step {
                    Step::Open(at, version) => {
                        newest_ever = newest_ever.max(version);
                        browser.open(at, version);
                    }
                    Step::Close(at) => browser.tabs[at] = None,
                    Step::Deliver(at) => drop(browser.deliver(at)),
                }
                // The newest there ever was writes, whatever others say and whenever they are heard.
                for tab in browser.tabs.iter().flatten() {
                    prop_assert!(tab.version < newest_ever || !tab.handshake.is_outdated());
                }
            }
            while (0..3).any(|at| browser.deliver(at)) {}
            let newest = browser.tabs.iter().flatten().map(|tab| tab.version).max();
            prop_assert!(browser.writers().iter().all(|version| Some(*version) == newest));
        }
    }
}

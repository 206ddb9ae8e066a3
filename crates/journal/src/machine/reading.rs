//! What comes of looking at the disk: it is taken, or not touched.

use std::collections::VecDeque;

use super::{Access, Journal, Owed, RETRY_MS, Role};
use crate::effect::Effect;
use crate::event::{Fault, Found, Unread};
use crate::standing::Seal;

impl Journal {
    pub(super) fn read_and_show(&mut self) -> Vec<Effect> {
        self.is_awaited = true;
        vec![Effect::Read]
    }

    pub(super) fn open(&mut self) -> Vec<Effect> {
        if self.access == Access::Alone {
            return vec![Effect::Show(self.all_here())];
        }
        self.read_and_show()
    }

    /// What the disk has is known: it is taken, unless it is not what this tab's steps follow.
    pub(super) fn take(&mut self, found: Found) -> Vec<Effect> {
        if found.of.is_some_and(|of| of != self.of) {
            return self.seal(Seal::Misfit, false);
        }
        let stored = found.stored as usize;
        let before = self.stored;
        // A look that began before another one ended may bring more than that did.
        let is_news = if self.count_owed() == 0 {
            self.take_all(&found);
            self.stored != before
        } else {
            let known = self.stored as usize;
            let Some(beyond) = found.steps.get(known..stored) else {
                return self.seal(Seal::Others, false);
            };
            let is_own = beyond.len() <= self.owed.len()
                && beyond.iter().zip(&self.owed).all(|(there, owed)| *there == owed.step);
            if !is_own {
                return self.seal(Seal::Others, false);
            }
            self.advance_to(found.stored);
            false
        };
        let access = core::mem::replace(&mut self.access, Access::Open);
        self.must_look = false;
        let mut effects = Vec::new();
        // Whatever was sealed is not what is shown.
        let is_awaited = core::mem::take(&mut self.is_awaited);
        if is_awaited || is_news || matches!(access, Access::Sealed(_)) {
            let there = found.steps.into_iter().take(stored);
            effects.push(Effect::Show(there.chain(self.all_here()).collect()));
        }
        effects.extend(self.write());
        effects
    }

    /// Nothing was done here that is not on the disk.
    fn take_all(&mut self, found: &Found) {
        self.stored = found.stored;
        let rest = found.steps.iter().skip(found.stored as usize);
        let rest = rest.map(|step| Owed { step: step.clone(), is_bound: false });
        let rest: VecDeque<Owed> = rest.collect();
        if found.steps.is_empty() {
            // What was assumed of an empty disk still is.
            return;
        }
        self.assumed = rest.len();
        self.owed = rest;
    }

    pub(super) fn miss(&mut self, why: Unread) -> Vec<Effect> {
        match why {
            Unread::NoStore if self.stored == 0 => {
                self.access = Access::Closed;
                let is_awaited = core::mem::take(&mut self.is_awaited);
                is_awaited.then(|| Effect::Show(self.all_here())).into_iter().collect()
            }
            // What is shown stays, and is looked for again.
            Unread::NoStore | Unread::Failed if self.access == Access::Open && !self.is_awaited => {
                vec![Effect::WakeIn(RETRY_MS)]
            }
            Unread::NoStore | Unread::Failed => {
                let mut effects = self.seal(Seal::Unread, false);
                effects.push(Effect::WakeIn(RETRY_MS));
                effects
            }
            Unread::Newer => self.seal(Seal::Newer, false),
            Unread::Damaged => self.seal(Seal::Damaged, false),
        }
    }

    /// The disk is not touched from now on.
    pub(super) fn seal(&mut self, seal: Seal, is_shown: bool) -> Vec<Effect> {
        self.access = Access::Sealed(seal);
        let is_awaited = core::mem::take(&mut self.is_awaited);
        (is_awaited || is_shown).then_some(Effect::ShowOriginal).into_iter().collect()
    }

    pub(super) fn begin_to_correct(&mut self) -> Vec<Effect> {
        let before = core::mem::replace(&mut self.role, Role::Mine);
        if before == Role::Along && self.access == Access::Open {
            // The tab that corrected before has stored more.
            return self.read_and_show();
        }
        self.write()
    }

    pub(super) fn go_on_without(&mut self) -> Vec<Effect> {
        match self.access {
            Access::Sealed(Seal::Damaged | Seal::Misfit) => vec![Effect::PutAside],
            // A newer version's is left to it; what cannot be read cannot be put aside either.
            Access::Sealed(Seal::Newer | Seal::Unread) => self.stay_here(),
            Access::Sealed(Seal::Others) => {
                self.forget_owed();
                self.read_and_show()
            }
            Access::Closed | Access::Open | Access::Alone => Vec::new(),
        }
    }

    pub(super) fn put_aside(&mut self, outcome: Result<(), Fault>) -> Vec<Effect> {
        if outcome.is_err() {
            return self.stay_here();
        }
        self.stored = 0;
        self.owed.drain(..self.assumed);
        self.assumed = 0;
        for owed in &mut self.owed {
            owed.is_bound = false;
        }
        self.access = Access::Open;
        let mut effects = vec![Effect::Show(self.all_here())];
        effects.extend(self.write());
        effects
    }

    fn stay_here(&mut self) -> Vec<Effect> {
        self.access = Access::Alone;
        self.owed.drain(..self.assumed);
        self.assumed = 0;
        vec![Effect::Show(self.all_here())]
    }

    /// The user gives up what is not on the disk. What is under way is not heard of any more.
    fn forget_owed(&mut self) {
        self.owed.clear();
        self.assumed = 0;
        self.flights.clear();
        self.fault = None;
        self.must_look = false;
    }
}

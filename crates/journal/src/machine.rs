//! The machine itself.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::effect::{Batch, Effect, WriteId};
use crate::event::{Event, Fault, Found, Unread};
use crate::standing::{Seal, Standing};
use crate::step::Step;

/// What could not be stored or read is tried again after so long.
const RETRY_MS: u32 = 10_000;

/// Whether the disk may be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// There is no store, or nothing of it was read yet.
    Closed,
    /// It was read, and is as known.
    Open,
    /// It is not touched.
    Sealed(Seal),
    /// The user goes on without it.
    Alone,
}

/// Whose it is to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Not known yet.
    Asking,
    /// This tab's.
    Mine,
    /// Another tab's; this one reads along.
    Along,
}

/// A step that is not on the disk, as far as is known.
#[derive(Clone, Debug)]
struct Owed {
    step: Step<Rc<str>>,
    /// It was handed to the disk under its number, and stands for it from then on.
    is_bound: bool,
}

/// A write that is under way, up to before this number.
#[derive(Clone, Copy, Debug)]
struct Flight {
    id: WriteId,
    to: u32,
    /// It looks at nothing before it writes, and so outlives the page.
    is_last: bool,
}

/// The corrections of one conversation. See the [crate] for its rules.
#[derive(Clone, Debug)]
pub struct Journal {
    of: u64,
    access: Access,
    role: Role,
    /// How many steps are on the disk.
    stored: u32,
    /// Those that follow.
    owed: VecDeque<Owed>,
    /// So many of the first of them are on the disk in another form, and need no write of their own.
    assumed: usize,
    flights: Vec<Flight>,
    next_write: u32,
    /// Why the last try to store failed.
    fault: Option<Fault>,
    /// What is read next is to be shown.
    is_awaited: bool,
    /// Nothing is written before the disk was looked at.
    must_look: bool,
    /// The page is about to go, or hidden: what is written now has to outlive it.
    is_going: bool,
}

impl Journal {
    /// The journal of a conversation whose original has this hash. Nothing of it is read yet.
    #[must_use]
    pub const fn new(of: u64) -> Self {
        Self {
            of,
            access: Access::Closed,
            role: Role::Asking,
            stored: 0,
            owed: VecDeque::new(),
            assumed: 0,
            flights: Vec::new(),
            next_write: 0,
            fault: None,
            is_awaited: false,
            must_look: false,
            is_going: false,
        }
    }

    /// The hash of the original that it is of.
    #[must_use]
    pub const fn original(&self) -> u64 {
        self.of
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let count = self.count_owed();
        match self.access {
            Access::Sealed(seal) => Standing::Sealed { seal, owed: count },
            Access::Alone => Standing::OnlyHere(count),
            _ if count == 0 => Standing::Kept,
            Access::Open if self.role != Role::Along && self.fault.is_none() => Standing::Working,
            Access::Closed | Access::Open => Standing::Owed { count, fault: self.fault },
        }
    }

    /// The steps that are only in this tab, the oldest first.
    pub fn owed(&self) -> impl Iterator<Item = &Step<Rc<str>>> {
        self.owed.iter().skip(self.assumed).map(|owed| &owed.step)
    }

    /// Whether the last step is a correction that has not left this tab: nobody else has seen it.
    #[must_use]
    pub fn is_last_here(&self) -> bool {
        self.owed.len() > self.assumed
            && self.owed.back().is_some_and(|last| {
                !last.is_bound && matches!(last.step, Step::Made(_) | Step::Amended(_))
            })
    }

    /// Takes what happened, and returns what is to be done.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened => self.open(),
            Event::StoreOpened if self.access == Access::Closed => {
                // What was done here meanwhile is on the screen already.
                self.is_awaited |= self.count_owed() == 0;
                vec![Effect::Read]
            }
            Event::TryAgain | Event::OthersStored => self.read_and_show(),
            Event::ReadBack(Ok(found)) => self.take(found),
            Event::ReadBack(Err(why)) => self.miss(why),
            Event::NotShown(seal) => self.seal(seal, true),
            Event::Granted => self.begin_to_correct(),
            Event::TakenOver => {
                self.role = Role::Along;
                Vec::new()
            }
            Event::LetGo => {
                self.role = Role::Asking;
                Vec::new()
            }
            Event::Made(text) => self.push(Step::Made(text)),
            Event::Amended(text) => self.amend(text),
            Event::Undone => self.push(Step::Undone),
            Event::Redone => self.push(Step::Redone),
            Event::Assumed(step) => self.assume(step),
            Event::Stored(id) => self.stored(id),
            Event::StoreFailed(id, fault) => self.failed(id, fault),
            Event::Hurry => {
                self.is_going = false;
                self.try_again()
            }
            Event::Woke | Event::StoreOpened => self.try_again(),
            Event::Leaving => {
                self.is_going = true;
                self.write()
            }
            Event::GoOnWithout => self.go_on_without(),
            Event::PutAside(outcome) => self.put_aside(outcome),
        }
    }

    fn read_and_show(&mut self) -> Vec<Effect> {
        self.is_awaited = true;
        vec![Effect::Read]
    }

    fn open(&mut self) -> Vec<Effect> {
        if self.access == Access::Alone {
            return vec![Effect::Show(self.all_here())];
        }
        self.read_and_show()
    }

    /// What the disk has is known: it is taken, unless it is not what this tab's steps follow.
    fn take(&mut self, found: Found) -> Vec<Effect> {
        if found.of.is_some_and(|of| of != self.of) {
            return self.seal(Seal::Misfit, false);
        }
        let stored = found.stored as usize;
        if self.count_owed() == 0 {
            self.take_all(&found);
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
        }
        let before = core::mem::replace(&mut self.access, Access::Open);
        self.must_look = false;
        let mut effects = Vec::new();
        // Whatever was sealed is not what is shown.
        if core::mem::take(&mut self.is_awaited) || matches!(before, Access::Sealed(_)) {
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

    fn miss(&mut self, why: Unread) -> Vec<Effect> {
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
    fn seal(&mut self, seal: Seal, is_shown: bool) -> Vec<Effect> {
        self.access = Access::Sealed(seal);
        let is_awaited = core::mem::take(&mut self.is_awaited);
        (is_awaited || is_shown).then_some(Effect::ShowOriginal).into_iter().collect()
    }

    fn begin_to_correct(&mut self) -> Vec<Effect> {
        let before = core::mem::replace(&mut self.role, Role::Mine);
        if before == Role::Along && self.access == Access::Open {
            // The tab that corrected before has stored more.
            return self.read_and_show();
        }
        self.write()
    }

    fn push(&mut self, step: Step<Rc<str>>) -> Vec<Effect> {
        self.owed.push_back(Owed { step, is_bound: false });
        self.write()
    }

    /// In place of the last step if that has not left this tab, else as one of its own.
    fn amend(&mut self, text: Rc<str>) -> Vec<Effect> {
        if !self.is_last_here() {
            return self.push(Step::Amended(text));
        }
        if let Some(Step::Made(last) | Step::Amended(last)) =
            self.owed.back_mut().map(|last| &mut last.step)
        {
            *last = text;
        }
        self.write()
    }

    /// Only where nothing was done yet.
    fn assume(&mut self, step: Step<Rc<str>>) -> Vec<Effect> {
        if self.owed.len() == self.assumed {
            self.owed.push_back(Owed { step, is_bound: false });
            self.assumed = self.owed.len();
        }
        Vec::new()
    }

    /// Hands all that is owed to the disk, if it is due. Before the page goes, also what was done since
    /// the write that is under way, with that once more, as it may come too late: either leaves a prefix.
    fn write(&mut self) -> Vec<Effect> {
        let is_due = self.access == Access::Open
            && self.role == Role::Mine
            && !self.must_look
            && self.count_owed() > 0;
        let has_new = self.owed.back().is_some_and(|last| !last.is_bound);
        let is_under_way = match self.flights.last() {
            None => false,
            Some(flight) => !self.is_going || (flight.is_last && !has_new),
        };
        if !is_due || is_under_way {
            return Vec::new();
        }
        let id = WriteId(self.next_write);
        self.next_write += 1;
        let flying = self.flights.iter().map(|flight| flight.to).max().unwrap_or(self.stored);
        for owed in &mut self.owed {
            owed.is_bound = true;
        }
        let batch = Batch {
            id,
            of: self.of,
            from: self.stored,
            again: flying.saturating_sub(self.stored),
            steps: self.owed.iter().map(|owed| owed.step.clone()).collect(),
            is_last: self.is_going,
        };
        self.flights.push(Flight { id, to: batch.total(), is_last: self.is_going });
        vec![Effect::Write(batch)]
    }

    fn stored(&mut self, id: WriteId) -> Vec<Effect> {
        let Some(flight) = self.landed(id) else { return Vec::new() };
        self.advance_to(flight.to);
        self.fault = None;
        self.write()
    }

    fn failed(&mut self, id: WriteId, fault: Fault) -> Vec<Effect> {
        if self.landed(id).is_none() {
            return Vec::new();
        }
        self.fault = Some(fault);
        match fault {
            Fault::Removed => self.seal(Seal::Others, false),
            Fault::Conflict => {
                // Perhaps a write that was taken for failed; perhaps another tab's.
                self.must_look = true;
                vec![Effect::Read]
            }
            Fault::Full | Fault::Refused | Fault::Newer => vec![Effect::WakeIn(RETRY_MS)],
        }
    }

    /// Takes a write off those under way, if it is one.
    fn landed(&mut self, id: WriteId) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.id == id)?;
        Some(self.flights.remove(at))
    }

    /// The disk has all before this number.
    fn advance_to(&mut self, stored: u32) {
        let more = stored.saturating_sub(self.stored) as usize;
        self.owed.drain(..more.min(self.owed.len()));
        self.assumed = self.assumed.saturating_sub(more);
        self.stored = self.stored.max(stored);
    }

    fn try_again(&mut self) -> Vec<Effect> {
        match self.access {
            Access::Sealed(Seal::Unread) => self.read_and_show(),
            Access::Open if self.must_look => vec![Effect::Read],
            Access::Open => self.write(),
            Access::Closed | Access::Sealed(_) | Access::Alone => Vec::new(),
        }
    }

    fn go_on_without(&mut self) -> Vec<Effect> {
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

    fn put_aside(&mut self, outcome: Result<(), Fault>) -> Vec<Effect> {
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

    fn all_here(&self) -> Vec<Step<Rc<str>>> {
        self.owed.iter().map(|owed| owed.step.clone()).collect()
    }

    fn count_owed(&self) -> u32 {
        u32::try_from(self.owed.len() - self.assumed).unwrap_or(u32::MAX)
    }
}

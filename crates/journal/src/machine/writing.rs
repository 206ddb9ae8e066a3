//! What is done, and handed to the disk.

use std::rc::Rc;

use super::{Access, Flight, Journal, Owed, RETRY_MS, Role};
use crate::effect::{Batch, Effect, WriteId};
use crate::event::Fault;
use crate::standing::Seal;
use crate::step::Step;

impl Journal {
    pub(super) fn push(&mut self, step: Step<Rc<str>>) -> Vec<Effect> {
        self.owed.push_back(Owed { step, is_bound: false });
        self.write()
    }

    /// In place of the last step if that has not left this tab, else as one of its own.
    pub(super) fn amend(&mut self, text: Rc<str>) -> Vec<Effect> {
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
    pub(super) fn assume(&mut self, step: Step<Rc<str>>) -> Vec<Effect> {
        if self.owed.len() == self.assumed {
            self.owed.push_back(Owed { step, is_bound: false });
            self.assumed = self.owed.len();
        }
        Vec::new()
    }

    /// Hands all that is owed to the disk, if it is due. Before the page goes, also what was done since
    /// the write that is under way, with that once more, as it may come too late: either leaves a prefix.
    pub(super) fn write(&mut self) -> Vec<Effect> {
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

    pub(super) fn stored(&mut self, id: WriteId) -> Vec<Effect> {
        let Some(flight) = self.landed(id) else { return Vec::new() };
        self.advance_to(flight.to);
        self.fault = None;
        self.write()
    }

    pub(super) fn failed(&mut self, id: WriteId, fault: Fault) -> Vec<Effect> {
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
    pub(super) fn advance_to(&mut self, stored: u32) {
        let more = stored.saturating_sub(self.stored) as usize;
        self.owed.drain(..more.min(self.owed.len()));
        self.assumed = self.assumed.saturating_sub(more);
        self.stored = self.stored.max(stored);
    }

    pub(super) fn try_again(&mut self) -> Vec<Effect> {
        match self.access {
            Access::Sealed(Seal::Unread) => self.read_and_show(),
            Access::Open if self.must_look => vec![Effect::Read],
            Access::Open => self.write(),
            Access::Closed | Access::Sealed(_) | Access::Alone => Vec::new(),
        }
    }
}

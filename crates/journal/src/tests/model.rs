//! A model of the world around journals: two tabs that may die between any two things they do, a
//! disk that fails, or does what it was asked and says that it failed. After everything that happens the
//! rules are checked.

use std::collections::VecDeque;
use std::rc::Rc;

use proptest::prelude::*;

use super::{OF, count};
use crate::{Batch, Effect, Event, Fault, Found, Journal, Standing, Step, Unread};

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum Act {
    Make,
    Amend,
    Undo,
    Redo,
    /// The tab does the next thing that its journal wants.
    Perform(Luck),
    /// A write that is under way ends.
    Land(Luck),
    Wake,
    Hurry,
    Leave,
    /// The tab dies and is opened again.
    Crash,
    /// The conversation is left and opened again in the same tab.
    Reopen,
    /// The other tab may correct from now on.
    HandOver,
    /// The page goes on in the other tab.
    Turn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Luck {
    Good,
    /// It fails, and nothing was done.
    Bad,
    /// It was done, and is taken for failed.
    Untold,
}

/// What is corrected, in the order in which it was made.
type Stack = Vec<Rc<str>>;

fn fold(steps: &[Step<Rc<str>>]) -> Stack {
    let (mut done, mut undone) = (Stack::new(), Stack::new());
    for step in steps {
        match step {
            Step::Made(it) => {
                done.push(Rc::clone(it));
                undone.clear();
            }
            Step::Amended(it) => {
                done.pop();
                done.push(Rc::clone(it));
                undone.clear();
            }
            Step::Undone => undone.extend(done.pop()),
            Step::Redone => done.extend(undone.pop()),
        }
    }
    done
}

struct Tab {
    journal: Journal,
    todo: VecDeque<Effect>,
    writes: VecDeque<Batch>,
    has_timer: bool,
    /// What the user sees: all steps.
    view: Vec<Step<Rc<str>>>,
    /// All that the user of this tab ever saw.
    seen: Vec<Stack>,
}

struct World {
    disk: Vec<Step<Rc<str>>>,
    tabs: [Tab; 2],
    at: usize,
    holder: usize,
    made: u32,
    /// All that anybody ever saw.
    seen: Vec<Stack>,
}

impl Tab {
    fn new() -> Self {
        let mut journal = Journal::new(OF);
        let todo = journal.handle(Event::Opened).into();
        Self {
            journal,
            todo,
            writes: VecDeque::new(),
            has_timer: false,
            view: Vec::new(),
            seen: Vec::new(),
        }
    }

    fn feed(&mut self, event: Event) {
        self.todo.extend(self.journal.handle(event));
    }

    fn is_writing(&self) -> bool {
        let is_write = |effect: &Effect| matches!(effect, Effect::Write(_));
        !self.writes.is_empty() || self.todo.iter().any(is_write)
    }

    /// What the user does shows at once. The journal may put an amendment in the place of a step that
    /// has not left the tab: what is seen is the same.
    fn act(&mut self, step: Step<Rc<str>>) {
        self.view.push(step.clone());
        self.seen.push(fold(&self.view));
        self.feed(match step {
            Step::Made(text) => Event::Made(text),
            Step::Amended(text) => Event::Amended(text),
            Step::Undone => Event::Undone,
            Step::Redone => Event::Redone,
        });
    }
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            disk: Vec::new(),
            tabs: [Tab::new(), Tab::new()],
            at: 0,
            holder: 0,
            made: 0,
            seen: vec![Stack::new()],
        };
        world.tell_holder();
        world
    }

    fn tell_holder(&mut self) {
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            tab.feed(if at == self.holder { Event::Granted } else { Event::TakenOver });
        }
    }

    const fn tab(&mut self) -> &mut Tab {
        &mut self.tabs[self.at]
    }

    fn happen(&mut self, act: Act) {
        let before = self.disk.clone();
        // The page lets correct only whoever holds the lock, and what is not sealed, once it is shown.
        let standing = self.tabs[self.at].journal.standing();
        let is_idle = self.tabs[self.at].todo.is_empty();
        let can_correct =
            self.at == self.holder && is_idle && !matches!(standing, Standing::Sealed { .. });
        match act {
            Act::Make if can_correct => {
                self.made += 1;
                let text = format!("{}", self.made).into();
                self.tab().act(Step::Made(text));
            }
            Act::Amend if can_correct && !fold(&self.tabs[self.at].view).is_empty() => {
                self.made += 1;
                let text = format!("{}", self.made).into();
                self.tab().act(Step::Amended(text));
            }
            Act::Undo if can_correct => self.tab().act(Step::Undone),
            Act::Redo if can_correct => self.tab().act(Step::Redone),
            Act::Perform(luck) => self.perform(luck),
            Act::Land(luck) => self.land(luck),
            Act::Wake if self.tab().has_timer => {
                self.tab().has_timer = false;
                self.tab().feed(Event::Woke);
            }
            Act::Hurry => self.tab().feed(Event::Hurry),
            Act::Leave => self.tab().feed(Event::Leaving),
            Act::Crash => {
                let tab = Tab::new();
                let gone = core::mem::replace(self.tab(), tab);
                // What was on its way may still arrive, or not: here it does not.
                self.seen.extend(gone.seen);
                let is_holder = self.at == self.holder;
                self.tab().feed(if is_holder { Event::Granted } else { Event::TakenOver });
            }
            Act::Reopen => self.tab().feed(Event::Opened),
            // A browser lets the lock go with the page, whose writes have ended by then.
            Act::HandOver if !self.tabs[self.holder].is_writing() => {
                self.holder = 1 - self.holder;
                self.tell_holder();
            }
            Act::Turn => self.at = 1 - self.at,
            Act::Make | Act::Amend | Act::Undo | Act::Redo | Act::Wake | Act::HandOver => {}
        }
        self.check(&before);
    }

    fn perform(&mut self, luck: Luck) {
        let disk = self.disk.clone();
        let tab = self.tab();
        match tab.todo.pop_front() {
            Some(Effect::Read) => {
                let read = match luck {
                    Luck::Good => {
                        Ok(Found { of: Some(OF), stored: count(disk.len()), steps: disk })
                    }
                    Luck::Bad | Luck::Untold => Err(Unread::Failed),
                };
                tab.feed(Event::ReadBack(read));
            }
            Some(Effect::Show(steps)) => {
                tab.view = steps;
                tab.seen.push(fold(&tab.view));
            }
            Some(Effect::ShowOriginal) => tab.view = Vec::new(),
            Some(Effect::Write(batch)) => tab.writes.push_back(batch),
            Some(Effect::PutAside) => unreachable!("nothing is damaged in this world"),
            Some(Effect::WakeIn(_)) => tab.has_timer = true,
            None => {}
        }
    }

    fn land(&mut self, luck: Luck) {
        let Some(batch) = self.tab().writes.pop_front() else { return };
        let outcome = if luck == Luck::Bad { Err(Fault::Full) } else { self.store(&batch) };
        if outcome.is_ok() && luck == Luck::Good {
            self.tabs[1 - self.at].feed(Event::OthersStored);
        }
        let outcome = if luck == Luck::Untold { Err(Fault::Refused) } else { outcome };
        self.tab().feed(match outcome {
            Ok(()) => Event::Stored(batch.id),
            Err(fault) => Event::StoreFailed(batch.id, fault),
        });
    }

    /// What the disk does: steps under numbers that are free, and those that may be there.
    fn store(&mut self, batch: &Batch) -> Result<(), Fault> {
        assert!(batch.from as usize <= self.disk.len(), "a hole before {batch:?}");
        let is_taken = batch.from + batch.again < count(self.disk.len());
        if is_taken {
            return Err(Fault::Conflict);
        }
        for (step, number) in batch.steps.iter().zip(batch.from as usize..) {
            match self.disk.get(number) {
                Some(there) => assert_eq!(there, step, "number {number} stands for two"),
                None => self.disk.push(step.clone()),
            }
        }
        Ok(())
    }

    fn check(&mut self, before: &[Step<Rc<str>>]) {
        assert!(self.disk.starts_with(before), "the disk lost or changed something");
        for tab in &self.tabs {
            self.seen.extend(tab.seen.iter().cloned());
        }
        self.seen.sort();
        self.seen.dedup();
        assert!(self.seen.contains(&fold(&self.disk)), "nobody ever saw {:?}", self.disk);
        let holder = &self.tabs[self.holder];
        // What is said to be kept is on the disk, whatever is on its way.
        let is_shown = holder.todo.is_empty();
        if is_shown && holder.journal.standing() == Standing::Kept {
            assert_eq!(fold(&holder.view), fold(&self.disk), "said to be kept");
        }
        // The other tab waits for the right to correct.
        if let Standing::Owed { fault: Some(_), .. } = holder.journal.standing() {
            let goes_on = holder.has_timer || !holder.todo.is_empty() || !holder.writes.is_empty();
            assert!(goes_on, "owed, and nothing is tried: {:?}", holder.journal);
        }
    }

    /// From now on nothing fails: whoever may correct gets all to the disk, or is sealed and says so.
    fn end_well(&mut self) {
        self.at = self.holder;
        for _ in 0..100 {
            let tab = self.tab();
            if !tab.todo.is_empty() {
                self.happen(Act::Perform(Luck::Good));
            } else if !tab.writes.is_empty() {
                self.happen(Act::Land(Luck::Good));
            } else if tab.has_timer {
                self.happen(Act::Wake);
            } else {
                break;
            }
        }
        let standing = self.tab().journal.standing();
        assert!(matches!(standing, Standing::Kept | Standing::Sealed { .. }), "{standing:?}");
        if standing == Standing::Kept {
            assert_eq!(fold(&self.tabs[self.at].view), fold(&self.disk));
        }
    }
}

fn any_act() -> impl Strategy<Value = Act> {
    let luck = || prop_oneof![4 => Just(Luck::Good), 1 => Just(Luck::Bad), 1 => Just(Luck::Untold)];
    prop_oneof![
        4 => Just(Act::Make),
        2 => Just(Act::Amend),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        8 => luck().prop_map(Act::Perform),
        6 => luck().prop_map(Act::Land),
        1 => Just(Act::Wake),
        1 => Just(Act::Hurry),
        1 => Just(Act::Leave),
        1 => Just(Act::Crash),
        1 => Just(Act::Reopen),
        1 => Just(Act::HandOver),
        1 => Just(Act::Turn),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_is_called_kept_is_on_the_disk(acts in proptest::collection::vec(any_act(), 0..60)) {
        let mut world = World::new();
        for act in acts {
            world.happen(act);
        }
        world.end_well();
    }
}

/// Every history of a few things, not a sample of them.
#[test]
fn every_short_history_holds() {
    const ACTS: [Act; 9] = [
        Act::Make,
        Act::Amend,
        Act::Perform(Luck::Good),
        Act::Land(Luck::Good),
        Act::Land(Luck::Bad),
        Act::Land(Luck::Untold),
        Act::Leave,
        Act::Crash,
        Act::HandOver,
    ];
    let mut histories: Vec<Vec<Act>> = vec![Vec::new()];
    for _ in 0..5 {
        let longer = |history: &Vec<Act>| ACTS.map(|act| [history.as_slice(), &[act]].concat());
        histories = histories.iter().flat_map(longer).collect();
    }
    for history in histories {
        let mut world = World::new();
        // The conversation is on the screen.
        for _ in 0..3 {
            world.happen(Act::Perform(Luck::Good));
        }
        for act in history {
            world.happen(act);
        }
        world.end_well();
    }
}

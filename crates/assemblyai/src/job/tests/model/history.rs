//! Random histories: faults, users, networks, and restarts at any step of them.

use proptest::prelude::*;

use super::World;
use super::service::{Fate, losses, refusals};
use crate::job::tests::{key_works, request_of};
use crate::job::{Effect, Event};

#[derive(Clone, Debug)]
enum Move {
    Answer(Fate),
    AnswerBegins,
    Progress(u64),
    Wake,
    Time(u64),
    Happen(Event),
    JobAdvances,
    JobFails,
    JobDeleted,
    StaleAnswer,
}

/// The page dies in the middle of a move.
#[derive(Clone, Copy, Debug)]
struct Death {
    /// It never hears the answer that the move brings.
    is_deaf: bool,
    /// So much it still does of what the machine asks for.
    done: usize,
    /// The request that is on its way gets to the service all the same.
    arrives: bool,
}

fn any_fate() -> impl Strategy<Value = Fate> {
    let lost = (prop::sample::select(losses()), any::<bool>());
    prop_oneof![
        8 => Just(Fate::Good),
        2 => (prop::option::of(prop::sample::select(refusals()))).prop_map(Fate::Twice),
        6 => lost.prop_map(|(failure, is_done)| Fate::Lost { failure, is_done }),
        1 => any::<bool>().prop_map(|is_done| Fate::Silent { is_done }),
        3 => prop::sample::select(refusals()).prop_map(Fate::Refused),
        1 => Just(Fate::FileGone),
    ]
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        14 => any_fate().prop_map(Move::Answer),
        1 => Just(Move::AnswerBegins),
        2 => (0..=super::TOTAL).prop_map(Move::Progress),
        8 => Just(Move::Wake),
        2 => (0..40_000u64).prop_map(Move::Time),
        1 => Just(Move::Happen(Event::WentOffline)),
        1 => Just(Move::Happen(Event::WentOnline)),
        1 => Just(Move::Happen(Event::BecameVisible)),
        1 => Just(Move::Happen(Event::Cancel)),
        2 => Just(Move::Happen(Event::Retry)),
        1 => Just(Move::Happen(Event::UploadAgain)),
        2 => Just(Move::JobAdvances),
        1 => Just(Move::JobFails),
        1 => Just(Move::JobDeleted),
        1 => Just(Move::StaleAnswer),
    ]
}

fn any_death() -> impl Strategy<Value = Death> {
    (any::<bool>(), 0..5usize, any::<bool>()).prop_map(|(is_deaf, done, arrives)| Death {
        is_deaf,
        done,
        arrives,
    })
}

fn any_history() -> impl Strategy<Value = Vec<(Move, Option<Death>)>> {
    let death = prop::option::weighted(0.15, any_death());
    prop::collection::vec((any_move(), death), 0..120)
}

impl World {
    fn play(&mut self, step: Move, death: Option<Death>) {
        match step {
            Move::Answer(fate) => {
                self.take(fate);
                if death.is_none_or(|death| !death.is_deaf) {
                    self.hear();
                }
            }
            Move::AnswerBegins => self.on_request(|_, request| Some(Event::Answering(request))),
            Move::Progress(sent) => self.on_request(|asked, request| {
                let progress = Event::Progress { request, sent, total: super::TOTAL };
                matches!(asked, Effect::Upload(_)).then_some(progress)
            }),
            Move::Wake => drop(self.fire()),
            Move::Time(ms) => self.now = self.now.plus(ms),
            Move::Happen(event) => self.feed(event),
            Move::JobAdvances => self.service.advance(),
            Move::JobFails => self.service.fail(),
            Move::JobDeleted => self.service.delete(),
            Move::StaleAnswer => self.hear_stale(),
        }
        let Some(death) = death else { return self.settle() };
        for _ in 0..death.done {
            self.perform();
        }
        if death.arrives {
            self.take(Fate::Good);
        }
        self.restart();
        self.settle();
    }

    fn on_request(&mut self, event: impl FnOnce(&Effect, crate::job::RequestId) -> Option<Event>) {
        let asked = self.request.as_ref().map(|request| &request.asked);
        let event = asked.and_then(|asked| event(asked, request_of(asked)?));
        if let Some(event) = event {
            self.feed(event);
        }
    }

    /// An answer comes that nobody waits for.
    fn hear_stale(&mut self) {
        let request = self.stale.take().as_ref().and_then(request_of);
        if let Some(request) = request {
            let before = self.job.state().clone();
            self.feed(Event::Replied(request, Ok(key_works())));
            assert_eq!(*self.job.state(), before, "a stale answer changes nothing");
            assert!(self.todo.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]
    #[test]
    fn the_rules_hold_over_any_history(history in any_history()) {
        let mut world = World::new();
        world.settle();
        for (step, death) in history {
            world.play(step, death);
        }
        world.feed(Event::WentOnline);
        world.finish(&mut || Fate::Good);
    }
}

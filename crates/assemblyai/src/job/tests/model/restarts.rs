//! All histories with little in them, instead of some with much: everything that can go wrong once,
//! and a restart at every step of what comes of it.

use super::World;
use super::service::{Fate, bad_fates};
use crate::job::{Event, State};

/// What happens beside the good way.
#[derive(Clone, Debug, Default)]
struct Plan {
    /// The request of this number, from 0, has this fate.
    fault: Option<(usize, Fate)>,
    /// Before the action of this number, or as soon after it as the page can listen.
    disturbance: Option<(usize, Disturbance)>,
    /// Before the actions of these numbers the page dies and is opened again.
    restarts: Vec<usize>,
}

/// What others do.
#[derive(Clone, Copy, Debug)]
enum Disturbance {
    Offline,
    Visible,
    Cancel,
    JobFails,
    JobDeleted,
}

/// How a history went.
struct Played {
    actions: usize,
    requests: usize,
    paid_jobs: usize,
}

/// Plays a plan to its end.
fn play(plan: &Plan) -> Played {
    let mut world = World::new();
    let (mut actions, mut requests) = (0, 0);
    let mut disturbance = plan.disturbance;
    let mut fate = || {
        let fault = plan.fault.iter().find(|(number, _)| *number == requests);
        requests += 1;
        fault.map_or(Fate::Good, |(_, fate)| fate.clone())
    };
    loop {
        if plan.restarts.contains(&actions) {
            world.restart();
        }
        if let Some((_, happens)) = disturbance.filter(|(at, _)| *at <= actions)
            && world.todo.is_empty()
        {
            disturbance = None;
            world.disturb(happens);
        }
        actions += 1;
        let is_over = world.todo.is_empty() && !world.job.state().is_running();
        let can_go_on = if is_over {
            *world.job.state() != State::Completed && world.follow_next_step()
        } else {
            world.act(&mut fate)
        };
        assert!(actions < super::MOST_ACTIONS, "no end: {:?}", world.job);
        // A page that is opened after the end asks once more.
        if !can_go_on && plan.restarts.iter().all(|restart| *restart < actions) {
            if *world.job.state() == State::Completed {
                world.check_twins();
            }
            return Played { actions, requests, paid_jobs: world.service.paid_jobs() };
        }
    }
}

impl World {
    fn disturb(&mut self, happens: Disturbance) {
        match happens {
            Disturbance::Offline => {
                self.feed(Event::WentOffline);
                self.settle();
                self.feed(Event::WentOnline);
            }
            Disturbance::Visible => self.feed(Event::BecameVisible),
            Disturbance::Cancel => self.feed(Event::Cancel),
            Disturbance::JobFails => self.service.fail(),
            Disturbance::JobDeleted => self.service.delete(),
        }
    }
}

/// The good way takes so many requests: the key, the upload, the job, a look for another one, and
/// three looks at it.
const GOOD_REQUESTS: usize = 7;

#[test]
fn the_good_way_is_as_long_as_it_is_thought_to_be() {
    let played = play(&Plan::default());
    assert_eq!((played.requests, played.paid_jobs), (GOOD_REQUESTS, 1));
}

#[test]
fn two_restarts_at_any_two_steps_do_no_harm() {
    let actions = play(&Plan::default()).actions;
    for first in 0..=actions {
        // The second page takes as many steps again.
        for second in first..=first + actions {
            let restarts = vec![first, second];
            assert_eq!(play(&Plan { restarts, ..Plan::default() }).paid_jobs, 1);
        }
    }
}

#[test]
fn one_fault_and_a_restart_at_any_step_do_no_harm() {
    for number in 0..GOOD_REQUESTS {
        for fate in bad_fates() {
            let plan = Plan { fault: Some((number, fate)), ..Plan::default() };
            restart_everywhere(&plan);
        }
    }
}

#[test]
fn one_disturbance_and_a_restart_at_any_step_do_no_harm() {
    use Disturbance::{Cancel, JobDeleted, JobFails, Offline, Visible};
    for at in 0..=play(&Plan::default()).actions {
        for happens in [Offline, Visible, Cancel, JobFails, JobDeleted] {
            let plan = Plan { disturbance: Some((at, happens)), ..Plan::default() };
            restart_everywhere(&plan);
        }
    }
}

/// Plays a plan without a restart, and then with one before each of its steps.
fn restart_everywhere(plan: &Plan) {
    for restart in 0..=play(plan).actions {
        play(&Plan { restarts: vec![restart], ..plan.clone() });
    }
}

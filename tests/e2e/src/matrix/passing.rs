//! A fault that passes: the job goes on by itself to its transcript.

use super::upset::Drive;
use super::{Step, Upset};

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Passing {
    /// What goes wrong.
    pub name: &'static str,
    /// How.
    pub upset: Upset,
    /// How often in a row.
    pub times: u32,
    /// The steps that it can befall.
    pub steps: &'static [Step],
    /// What the user is told meanwhile.
    pub told: Told,
    /// The step at which it is also met in the engines that meet a sample only.
    pub sample: Option<Step>,
}

/// What the user is told of a fault that passes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Told {
    /// Nothing: it is too short to be worth a word.
    Quiet,
    /// Nobody can be reached. (Where some of an upload got through: how far it was.)
    Unreachable,
    /// The upload broke, and how far it was.
    Lost,
    /// The service is busy.
    Busy,
    /// The service has problems.
    Problems,
    /// The browser has no network.
    Offline,
    /// The job has a status that this version does not know.
    Working,
}

impl Told {
    /// Everything that can be told.
    pub const ALL: &[Self] =
        &[Self::Unreachable, Self::Lost, Self::Busy, Self::Problems, Self::Offline, Self::Working];

    /// The words that it is told with; none if it is not.
    #[must_use]
    pub const fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::Quiet => return None,
            Self::Unreachable => "Could not reach localhost",
            Self::Lost => "Connection lost at",
            Self::Busy => "AssemblyAI is busy",
            Self::Problems => "AssemblyAI has problems",
            Self::Offline => "You are offline",
            Self::Working => "Working… (status",
        })
    }
}

impl Passing {
    /// The name of the case of this row at a step.
    #[must_use]
    pub fn case(&self, step: Step) -> String {
        format!("{} · {}", self.name, step.name())
    }

    /// Whether a page that told this told what it had to at a step.
    #[must_use]
    pub fn is_told(&self, step: Step, seen: &[Told]) -> bool {
        // How far an upload was is told only where some of it got through before it broke, which
        // may be or not be with a small file.
        let may_be_lost = step == Step::Upload
            && (self.told == Told::Unreachable || self.upset.drive() == Drive::Patience);
        let is_due = |told: &Told| *told == self.told || (may_be_lost && *told == Told::Lost);
        seen.iter().all(is_due) && (self.told == Told::Quiet || !seen.is_empty())
    }

    /// A fault that befalls one request of any step, and is not worth a word.
    #[must_use]
    pub(super) const fn new(name: &'static str, upset: Upset) -> Self {
        Self { name, upset, times: 1, steps: Step::USUAL, told: Told::Quiet, sample: None }
    }

    /// So often in a row.
    pub(super) const fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// At these steps.
    pub(super) const fn at(mut self, steps: &'static [Step]) -> Self {
        self.steps = steps;
        self
    }

    /// With this for the user to read.
    pub(super) const fn told(mut self, told: Told) -> Self {
        self.told = told;
        self
    }

    /// In every engine at this step.
    pub(super) const fn sample(mut self, step: Step) -> Self {
        self.sample = Some(step);
        self
    }
}

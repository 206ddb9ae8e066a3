//! The choice of voices as it stands in the form: text until it is read.

use assemblyai::Voices;
use assemblyai::options::VoicesError;
use leptos::prelude::*;

/// Which of the three ways is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VoicesMode {
    /// The service finds out.
    #[default]
    Auto,
    /// A number.
    Exactly,
    /// Two numbers.
    Between,
}

/// The fields of the choice.
#[derive(Clone, Copy)]
pub struct VoicesForm {
    /// The way chosen.
    pub mode: RwSignal<VoicesMode>,
    /// "Number of voices".
    pub exact: RwSignal<String>,
    /// "At least".
    pub least: RwSignal<String>,
    /// "At most".
    pub most: RwSignal<String>,
    /// What is wrong, once it was asked for.
    pub error: RwSignal<Option<VoicesError>>,
}

impl VoicesForm {
    pub(super) fn new() -> Self {
        Self {
            mode: RwSignal::new(VoicesMode::Auto),
            exact: RwSignal::new("2".to_owned()),
            least: RwSignal::new("2".to_owned()),
            most: RwSignal::new("4".to_owned()),
            error: RwSignal::new(None),
        }
    }

    /// Reads the fields, or marks what is wrong.
    pub fn read(self) -> Option<Voices> {
        let read = match self.mode.get_untracked() {
            VoicesMode::Auto => Ok(Voices::Auto),
            VoicesMode::Exactly => self.exact.with_untracked(|typed| Voices::exactly(typed)),
            VoicesMode::Between => self.least.with_untracked(|least| {
                self.most.with_untracked(|most| Voices::between(least, most))
            }),
        };
        self.error.set(read.err());
        read.ok()
    }
}

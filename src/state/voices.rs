//! The choice of voices as it stands in the form: text until it is read.

use crate::reactive::Var;
use assemblyai::Voices;
use assemblyai::options::VoicesError;

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
    pub mode: Var<VoicesMode>,
    /// "Number of voices".
    pub exact: Var<String>,
    /// "At least".
    pub least: Var<String>,
    /// "At most".
    pub most: Var<String>,
    /// What is wrong, once it was asked for.
    pub error: Var<Option<VoicesError>>,
}

impl VoicesForm {
    pub(super) fn new() -> Self {
        Self {
            mode: Var::new(VoicesMode::Auto),
            exact: Var::new("2".to_owned()),
            least: Var::new("2".to_owned()),
            most: Var::new("4".to_owned()),
            error: Var::new(None),
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

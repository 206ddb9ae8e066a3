//! Small objects of the answer that are read whole: one word, and the metadata.

use serde::Deserialize;
use transcript::SourceWord;

use super::loose::Loose;

/// One element of `words`.
#[derive(Deserialize)]
pub(super) struct WireWord {
    #[serde(default)]
    text: Loose,
    #[serde(default)]
    start: Loose,
    #[serde(default)]
    end: Loose,
    #[serde(default)]
    confidence: Loose,
    #[serde(default)]
    speaker: Loose,
}

impl WireWord {
    /// The word, if it has any text. A missing time is that of its other side, or 0.
    pub(super) fn into_source(self) -> Option<SourceWord> {
        let start = self.start.millis();
        let end = self.end.millis();
        Some(SourceWord {
            text: self.text.into_text()?,
            start: start.or(end).unwrap_or_default(),
            end: end.or(start).unwrap_or_default(),
            confidence: self.confidence.confidence(),
            speaker: self.speaker.into_text(),
        })
    }
}

/// `metadata`, of which only the warnings are shown.
#[derive(Default, Deserialize)]
pub(super) struct Metadata {
    #[serde(default)]
    warning: Option<String>,
    #[serde(default)]
    warnings: Option<Vec<Warning>>,
}

#[derive(Deserialize)]
struct Warning {
    #[serde(default)]
    message: Option<String>,
}

impl Metadata {
    /// Each message once, in the order given.
    pub(super) fn into_warnings(self) -> Vec<String> {
        let listed = self.warnings.unwrap_or_default().into_iter().filter_map(|w| w.message);
        let mut all: Vec<String> = listed.collect();
        all.extend(self.warning.filter(|one| !all.contains(one)));
        all
    }
}

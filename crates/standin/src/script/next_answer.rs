//! A prepared answer for the next job.

use serde::{Deserialize, Serialize};

use crate::Object;

/// How the next created job ends, whatever was uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NextAnswer {
    /// Laid over the completed transcript, key by key.
    pub answer: Object,
    /// The exact body of the final answer, instead.
    pub raw: Option<String>,
    /// How many polls answer "queued".
    pub queued_polls: Option<u32>,
    /// How many polls answer "processing".
    pub processing_polls: Option<u32>,
}

impl NextAnswer {
    /// An answer made of these keys over a completed transcript.
    pub fn of(answer: Object) -> Self {
        Self { answer, ..Self::default() }
    }

    /// An answer with exactly this body.
    pub fn raw(body: impl Into<String>) -> Self {
        Self { raw: Some(body.into()), ..Self::default() }
    }

    /// With this many polls in each stage before the answer.
    #[must_use]
    pub const fn after_polls(mut self, queued: u32, processing: u32) -> Self {
        self.queued_polls = Some(queued);
        self.processing_polls = Some(processing);
        self
    }
}

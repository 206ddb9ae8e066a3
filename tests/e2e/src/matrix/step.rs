//! The steps of a job that a request can fail at.

use standin::script::{Fault, Rule};

use crate::faults;

/// A step, each with a request of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// The key is checked by a look at the list.
    Check,
    /// The file is sent.
    Upload,
    /// A job is asked for.
    Submit,
    /// The answer to that was lost: the job is looked for in the list.
    Find,
    /// The first look at the job.
    Poll,
    /// The look that brings the transcript.
    Last,
}

impl Step {
    /// The steps that a fault can befall. What the last look can meet, the first one can.
    pub const USUAL: &[Self] = &[Self::Check, Self::Upload, Self::Submit, Self::Find, Self::Poll];

    /// All of them.
    pub const EVERY: &[Self] =
        &[Self::Check, Self::Upload, Self::Submit, Self::Find, Self::Poll, Self::Last];

    /// What it is called in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Check => "check of the key",
            Self::Upload => "upload",
            Self::Submit => "request for the job",
            Self::Find => "search for the job",
            Self::Poll => "poll",
            Self::Last => "poll with the transcript",
        }
    }

    /// The request in the stand-in's counters, and how many of its kind come before the step's own.
    #[must_use]
    pub const fn request(self) -> (&'static str, u64) {
        match self {
            Self::Check => ("GET /v2/transcript", 0),
            Self::Upload => ("POST /v2/upload", 0),
            Self::Submit => ("POST /v2/transcript", 0),
            Self::Find => ("GET /v2/transcript", 1),
            Self::Poll => ("GET /v2/transcript/{id}", 0),
            Self::Last => ("GET /v2/transcript/{id}", 1),
        }
    }

    /// The rule for a fault at this step.
    pub(super) fn rule(self, fault: Fault) -> Rule {
        match self {
            Self::Check => faults::list(fault),
            Self::Upload => faults::upload(fault),
            Self::Submit => faults::submit(fault),
            // The check of the key came before.
            Self::Find => faults::list(fault).nth(2),
            Self::Poll => faults::poll(fault),
            Self::Last => faults::poll(fault).nth(2),
        }
    }

    /// The rule for a fault of this step's preflight.
    pub(super) fn preflight_rule(self, fault: Fault) -> Rule {
        let rule = match self {
            Self::Upload => Rule::on("OPTIONS", "/v2/upload").exact(),
            Self::Poll | Self::Last => Rule::on("OPTIONS", "/v2/transcript/"),
            // One path, three preflights: of the check, the request and the search.
            Self::Check => Rule::on("OPTIONS", "/v2/transcript").exact(),
            Self::Submit => Rule::on("OPTIONS", "/v2/transcript").exact().nth(2),
            Self::Find => Rule::on("OPTIONS", "/v2/transcript").exact().nth(3),
        };
        rule.fault(fault)
    }

    /// What leads to the step: a search follows a job that was made and whose answer was lost.
    pub(super) fn lead(self) -> Option<Rule> {
        let lost = Fault::Status {
            status: 502,
            body: None,
            content_type: None,
            retry_after: None,
            expose_retry_after: false,
            processed: true,
        };
        (self == Self::Find).then(|| faults::submit(lost))
    }
}

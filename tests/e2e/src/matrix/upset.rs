//! What goes wrong with a request, as data: which fault of the stand-in it is, and what of the
//! request came through all the same.

use standin::script::{Fault, ResetWhen, Rule, Then};

use super::{Body, Step};

/// For how many seconds a busy service asks to be left alone.
const ASKED_S: u32 = 12;

const TOO_MANY: Body = Body::json(r#"{"error":"Too many requests"}"#);

/// One way for a request to go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Upset {
    /// The connection is reset.
    Reset(ResetWhen),
    /// Another status, and a body.
    Status(u16, Body),
    /// Another status, with a wait that is asked for in `Retry-After`, for a page to read or not.
    Wait {
        /// The status.
        status: u16,
        /// Whether a page may read the header.
        is_readable: bool,
    },
    /// Status 200, and another body.
    Body(Body),
    /// The service does its work, and then answers with this status.
    DoneBut(u16, Body),
    /// The right answer, cut in half.
    Truncated,
    /// Half of the right answer, and then the end of the connection, or silence.
    Half(Then),
    /// The preflight allows nothing.
    PreflightRefused,
    /// The preflight is answered with this status.
    PreflightStatus(u16),
    /// The preflight's connection is reset.
    PreflightReset,
    /// The answer is kept from the page: it lacks the headers that share it.
    NoCorsAnswer,
    /// There is no answer.
    Silence,
    /// The service does its work, and gives no answer.
    DoneInSilence,
    /// The service stops reading a large file in its middle.
    Stall,
    /// Request and answer pass slowly.
    Trickle,
    /// The answer comes after a quarter of a minute.
    Late,
    /// Nothing can be reached for three tries.
    Away,
    /// The browser loses its network, and has it again.
    Offline,
}

/// What drives a fault that the stand-in's script cannot play alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drive {
    /// Nothing: the fault passes with the request.
    Script,
    /// The page's patience with the request has to end.
    Patience,
    /// Time has to pass while the request runs.
    Time,
    /// The network has to be taken away and given back.
    Network,
}

impl Upset {
    /// The rules of the stand-in's script for this fault, so many times at a step.
    #[must_use]
    pub fn rules(self, step: Step, times: u32) -> Vec<Rule> {
        let rule = match self {
            Self::PreflightStatus(status) => step.preflight_rule(Fault::status(status)),
            Self::PreflightReset => step.preflight_rule(Fault::reset(ResetWhen::Before)),
            _ => step.rule(self.fault(step)),
        };
        step.lead().into_iter().chain([rule.times(times)]).collect()
    }

    fn fault(self, step: Step) -> Fault {
        match self {
            Self::Reset(when) => Fault::reset(when),
            Self::Status(status, body) => written(status, body, false),
            Self::DoneBut(status, body) => written(status, body, true),
            Self::Wait { status, is_readable } => Fault::Status {
                status,
                body: Some(TOO_MANY.text.to_owned()),
                content_type: TOO_MANY.content_type(),
                retry_after: Some(ASKED_S),
                expose_retry_after: is_readable,
                processed: false,
            },
            Self::Body(body) => Fault::Body {
                status: None,
                body: body.text.to_owned(),
                content_type: body.content_type(),
                processed: false,
            },
            Self::Truncated => Fault::Truncated,
            Self::Half(then) => Fault::Half { then },
            Self::PreflightRefused => Fault::NoCors,
            // Have rules of their own.
            Self::PreflightStatus(status) => Fault::status(status),
            Self::PreflightReset => Fault::reset(ResetWhen::Before),
            Self::NoCorsAnswer => Fault::NoCorsAnswer,
            Self::Silence | Self::Away | Self::Offline => Fault::silence(),
            Self::DoneInSilence => Fault::Stall { after_bytes: None, processed: true },
            Self::Stall => Fault::Stall { after_bytes: Some(1_000_000), processed: false },
            Self::Trickle => Fault::Trickle {
                bytes_per_second: match step {
                    Step::Check | Step::Find => 1_000,
                    Step::Upload => 50_000,
                    Step::Submit | Step::Poll | Step::Last => 5_000,
                },
            },
            Self::Late => Fault::Delay { ms: 1_000 },
        }
    }

    /// What has to be done for it beside the script.
    #[must_use]
    pub const fn drive(self) -> Drive {
        match self {
            Self::Silence | Self::DoneInSilence | Self::Stall | Self::Half(Then::Silence) => {
                Drive::Patience
            }
            Self::Late => Drive::Time,
            Self::Away | Self::Offline => Drive::Network,
            _ => Drive::Script,
        }
    }

    /// Whether the service did its work, so that only its answer was lost.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(
            self,
            Self::Reset(ResetWhen::After)
                | Self::DoneBut(..)
                | Self::Truncated
                | Self::Half(_)
                | Self::NoCorsAnswer
                | Self::DoneInSilence
        )
    }

    /// Whether the request arrives and is counted.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        !matches!(self, Self::PreflightRefused | Self::PreflightStatus(_) | Self::PreflightReset)
    }

    /// Whether it says that nothing was done, so that asking again can make no second job.
    #[must_use]
    pub const fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::Status(403 | 425 | 429, _) | Self::Wait { status: 403 | 425 | 429, .. }
        )
    }

    /// Whether the page has to ask again.
    #[must_use]
    pub const fn is_repeated(self) -> bool {
        !matches!(self, Self::Trickle | Self::Late)
    }

    /// The wait in ms that the page is told to keep at a step and can read.
    #[must_use]
    pub const fn asked_wait_ms(self, step: Step) -> Option<u64> {
        match (self, step) {
            // An upload's page does not look: asking for a header that is not shared would log an
            // error, and it cannot know.
            (_, Step::Upload) => None,
            (Self::Wait { is_readable: true, .. }, _) => Some(ASKED_S as u64 * 1_000),
            _ => None,
        }
    }
}

fn written(status: u16, body: Body, processed: bool) -> Fault {
    Fault::Status {
        status,
        body: Some(body.text.to_owned()),
        content_type: body.content_type(),
        retry_after: None,
        expose_retry_after: false,
        processed,
    }
}

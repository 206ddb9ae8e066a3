//! Who calls: the raw key of the `authorization` header, its project, and the keys that a person
//! can type to see a failure.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::error::ApiError;
use crate::region::Inner;

/// The keys that fail on purpose: what they begin with, and what happens.
pub const SENTINELS: &[(&str, &str)] = &[
    ("invalid", "401, the key is not accepted"),
    ("busy", "429 with Retry-After, every request"),
    ("limited", "403, as the rate limit of the service's edge"),
    ("broken", "500, every request"),
    ("away", "503 with an empty body, every request"),
    ("lost", "the connection is reset, every request"),
    ("no-credit", "400, the balance is negative (when a job is created)"),
    ("unpaid", "402 (when a job is created)"),
    ("failing", "every job ends with an error"),
    ("stuck", "every job stays queued"),
    ("silent", "known recordings turn out to be without speech"),
    ("project-X", "a key of project X, up to the next '-': other projects are out of reach"),
];

/// What a key does beyond being good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Temper {
    /// Everything works.
    Good,
    /// Creating a job says that the balance is negative.
    NoCredit,
    /// Creating a job says that payment is required.
    Unpaid,
    /// Jobs end with an error.
    Failing,
    /// Jobs stay queued.
    Stuck,
    /// Recordings turn out to be without speech.
    Silent,
}

/// A caller whose key was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The project that the key belongs to: uploads and transcripts are visible within it.
    pub(crate) project: String,
    /// What this key does on purpose.
    pub(crate) temper: Temper,
}

impl FromRequestParts<Arc<Inner>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, region: &Arc<Inner>) -> Result<Self, ApiError> {
        let key = parts
            .headers
            .get(AUTHORIZATION)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
            .filter(|key| !key.is_empty())
            .ok_or(ApiError::NoKey)?;
        region.saw_key(&key);
        if key.to_ascii_lowercase().starts_with("bearer") {
            return Err(ApiError::BearerKey);
        }
        if let Some((refusal, limit)) = refusal_of(&key)
            && limit.is_none_or(|limit| region.count_refusal(&key) <= limit)
        {
            return Err(refusal);
        }
        Ok(Self { project: project_of(&key), temper: temper_of(&key) })
    }
}

/// The refusal that a sentinel key asks for, and for how many requests (`None`: always).
fn refusal_of(key: &str) -> Option<(ApiError, Option<u32>)> {
    let key = key.to_ascii_lowercase();
    if key.starts_with("invalid") {
        return Some((ApiError::NoKey, None));
    }
    [
        ("busy", ApiError::Busy(1)),
        ("limited", ApiError::Blocked),
        ("broken", ApiError::Broken),
        ("away", ApiError::Away),
        ("lost", ApiError::HangUp),
    ]
    .into_iter()
    .find_map(|(prefix, refusal)| {
        let rest = key.strip_prefix(prefix)?;
        let limit = rest.strip_prefix('-').and_then(|rest| rest.split('-').next()?.parse().ok());
        Some((refusal, limit))
    })
}

fn temper_of(key: &str) -> Temper {
    let key = key.to_ascii_lowercase();
    [
        ("no-credit", Temper::NoCredit),
        ("unpaid", Temper::Unpaid),
        ("failing", Temper::Failing),
        ("stuck", Temper::Stuck),
        ("silent", Temper::Silent),
    ]
    .into_iter()
    .find_map(|(prefix, temper)| key.starts_with(prefix).then_some(temper))
    .unwrap_or(Temper::Good)
}

/// `project-b` and `project-b-second` belong to project `b`; every other key to one project.
fn project_of(key: &str) -> String {
    key.to_ascii_lowercase()
        .strip_prefix("project-")
        .and_then(|rest| rest.split('-').next())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Temper, project_of, refusal_of, temper_of};
    use crate::error::ApiError;

    #[test]
    fn ordinary_keys_are_good_and_share_a_project() {
        for key in ["a", "0123456789abcdef", "any key at all"] {
            assert_eq!(refusal_of(key), None);
            assert_eq!(temper_of(key), Temper::Good);
            assert_eq!(project_of(key), "");
        }
    }

    #[test]
    fn project_keys_name_their_project() {
        assert_eq!(project_of("project-b"), "b");
        assert_eq!(project_of("Project-B-second"), "b");
    }

    #[test]
    fn a_number_limits_how_often_a_key_is_refused() {
        assert_eq!(refusal_of("broken"), Some((ApiError::Broken, None)));
        assert_eq!(refusal_of("away-3"), Some((ApiError::Away, Some(3))));
        assert_eq!(refusal_of("lost-2-mine"), Some((ApiError::HangUp, Some(2))));
        assert_eq!(refusal_of("busy-bee"), Some((ApiError::Busy(1), None)));
    }
}

//! Rules: which requests a fault applies to, and how often.

use axum::http::Method;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, ResetWhen};

/// A fault for the requests that match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which requests.
    #[serde(rename = "match")]
    pub matching: Match,
    /// How many of them; 1 if missing.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to them.
    pub fault: Fault,
}

/// The requests that a rule is for. What is missing matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// The method, in capitals.
    #[serde(default)]
    pub method: Option<String>,
    /// The beginning of the path.
    #[serde(default)]
    pub path: Option<String>,
    /// Whether `path` is the whole path: `/v2/transcript` is then the list or the creation only.
    #[serde(default)]
    pub exact: bool,
    /// Leaves the first `nth - 1` matching requests alone.
    #[serde(default)]
    pub nth: Option<u32>,
}

const fn once() -> u32 {
    1
}

impl Rule {
    /// A rule for `method` and the paths that begin with `path`; status 500 once until told else.
    pub fn on(method: &str, path: &str) -> Self {
        Self {
            matching: Match {
                method: Some(method.to_owned()),
                path: Some(path.to_owned()),
                ..Match::default()
            },
            times: 1,
            fault: Fault::status(500),
        }
    }

    /// Only for exactly this path.
    #[must_use]
    pub const fn exact(mut self) -> Self {
        self.matching.exact = true;
        self
    }

    /// Only from the `nth` matching request on, counted from 1.
    #[must_use]
    pub const fn nth(mut self, nth: u32) -> Self {
        self.matching.nth = Some(nth);
        self
    }

    /// For this many requests.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// With this fault.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }
}

impl Match {
    fn is_for(&self, method: &str, path: &str) -> bool {
        let method_fits = self.method.as_deref().is_none_or(|wanted| wanted == method);
        let path_fits = self.path.as_deref().is_none_or(|wanted| {
            if self.exact { path == wanted } else { path.starts_with(wanted) }
        });
        method_fits && path_fits
    }
}

/// What becomes of a preflight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Preflight {
    /// It is answered.
    Allowed,
    /// It is answered without allowing anything.
    Refused,
    /// A rule for `OPTIONS` applies.
    Fault(Fault),
}

/// The rules in force, in order.
#[derive(Debug, Default)]
pub(crate) struct Script {
    rules: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    rule: Rule,
    /// Matching requests so far, preflights not counted.
    seen: u32,
    /// Applications left.
    left: u32,
}

impl Armed {
    /// Whether the rule has applications left and its `nth` is reached by the `count`th request.
    /// Whether it is for a kept connection alone.
    const fn wants_kept(&self) -> bool {
        matches!(self.rule.fault, Fault::Reset { when: ResetWhen::Reused })
    }

    fn is_due(&self, count: u32) -> bool {
        self.left > 0 && count >= self.rule.matching.nth.unwrap_or(1)
    }
}

impl Script {
    /// Appends a rule.
    pub(crate) fn add(&mut self, rule: Rule) {
        let left = rule.times;
        self.rules.push(Armed { rule, seen: 0, left });
    }

    /// How many faults are still to come.
    pub(crate) fn left(&self) -> u32 {
        self.rules.iter().map(|armed| armed.left).sum()
    }

    /// Whether a fault is still to come that a browser answers by asking again by itself, if it
    /// comes on a kept connection.
    pub(crate) fn has_repeated(&self) -> bool {
        let is_repeated = |fault: &Fault| {
            matches!(fault, Fault::Reset { .. } | Fault::Status { status: 408, .. })
        };
        let is_due = |armed: &Armed| armed.left > 0 && is_repeated(&armed.rule.fault);
        // One rule is for that very repetition.
        self.rules.iter().any(|armed| is_due(armed) && !armed.wants_kept())
    }

    /// The fault for this request, if any. Uses it up. `is_kept`: its connection has served another
    /// request before.
    pub(crate) fn take(&mut self, method: &str, path: &str, is_kept: bool) -> Option<Fault> {
        let mut taken = None;
        let is_for = |armed: &&mut Armed| {
            armed.rule.matching.is_for(method, path) && (is_kept || !armed.wants_kept())
        };
        for armed in self.rules.iter_mut().filter(is_for) {
            // Every rule counts every request that it matches, also those that another one takes.
            armed.seen += 1;
            if taken.is_none() && armed.is_due(armed.seen) {
                armed.left -= 1;
                taken = Some(armed.rule.fault.clone());
            }
        }
        taken
    }

    /// What becomes of a preflight for `method` on `path`. A `no_cors` rule for that method is
    /// used up by it: the browser sends nothing more then.
    pub(crate) fn take_preflight(&mut self, method: Option<&Method>, path: &str) -> Preflight {
        if let Some(fault) = self.take_explicit_options(path) {
            return Preflight::Fault(fault);
        }
        let Some(method) = method else { return Preflight::Allowed };
        let due = self.rules.iter_mut().find(|armed| {
            armed.rule.matching.is_for(method.as_str(), path) && armed.is_due(armed.seen + 1)
        });
        match due {
            Some(armed) if armed.rule.fault == Fault::NoCors => {
                armed.seen += 1;
                armed.left -= 1;
                Preflight::Refused
            }
            _ => Preflight::Allowed,
        }
    }

    fn take_explicit_options(&mut self, path: &str) -> Option<Fault> {
        let armed = self.rules.iter_mut().find(|armed| {
            armed.rule.matching.method.as_deref() == Some("OPTIONS")
                && armed.rule.matching.is_for("OPTIONS", path)
                && armed.left > 0
        })?;
        armed.seen += 1;
        if !armed.is_due(armed.seen) {
            return None;
        }
        armed.left -= 1;
        Some(armed.rule.fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::{Preflight, Rule, Script};
    use crate::script::{Fault, ResetWhen};

    fn script(rules: impl IntoIterator<Item = Rule>) -> Script {
        let mut script = Script::default();
        for rule in rules {
            script.add(rule);
        }
        script
    }

    #[test]
    fn a_rule_is_used_up_by_the_requests_it_matches() {
        let mut script = script([Rule::on("GET", "/v2/transcript").times(2)]);
        assert_eq!(script.left(), 2);
        assert_eq!(script.take("POST", "/v2/transcript", true), None);
        assert_eq!(script.take("GET", "/v2/transcript/x", true), Some(Fault::status(500)));
        assert_eq!(script.take("GET", "/v2/transcript", true), Some(Fault::status(500)));
        assert_eq!(script.take("GET", "/v2/transcript", true), None);
        assert_eq!(script.left(), 0);
    }

    #[test]
    fn an_exact_path_is_the_list_alone() {
        let mut script = script([Rule::on("GET", "/v2/transcript").exact()]);
        assert_eq!(script.take("GET", "/v2/transcript/x", true), None);
        assert!(script.take("GET", "/v2/transcript", true).is_some());
    }

    #[test]
    fn nth_leaves_the_earlier_requests_alone() {
        let mut script = script([Rule::on("POST", "/v2/upload").nth(2)]);
        let applied: Vec<bool> =
            (0..4).map(|_| script.take("POST", "/v2/upload", true).is_some()).collect();
        assert_eq!(applied, [false, true, false, false]);
    }

    #[test]
    fn what_is_for_kept_connections_leaves_fresh_ones_alone() {
        let reset = Fault::reset(ResetWhen::Reused);
        let mut script = script([Rule::on("POST", "/v2/transcript").fault(reset.clone())]);
        assert!(!script.has_repeated(), "kept connections are to be kept");
        assert_eq!(script.take("POST", "/v2/transcript", false), None);
        assert_eq!(script.take("POST", "/v2/transcript", true), Some(reset));
        assert_eq!(script.take("POST", "/v2/transcript", true), None);
    }

    #[test]
    fn a_preflight_uses_up_no_cors_and_leaves_the_rest() {
        let mut script = script([
            Rule::on("POST", "/v2/upload").fault(Fault::NoCors),
            Rule::on("POST", "/v2/upload"),
        ]);
        let post = Some(&Method::POST);
        assert_eq!(script.take_preflight(post, "/v2/upload"), Preflight::Refused);
        assert_eq!(script.take_preflight(post, "/v2/upload"), Preflight::Allowed);
        assert_eq!(script.take("POST", "/v2/upload", true), Some(Fault::status(500)));
    }

    #[test]
    fn preflights_have_rules_of_their_own() {
        let mut script = script([Rule::on("OPTIONS", "/v2/").fault(Fault::status(503))]);
        let got = script.take_preflight(Some(&Method::GET), "/v2/transcript");
        assert_eq!(got, Preflight::Fault(Fault::status(503)));
        let got = script.take_preflight(Some(&Method::GET), "/v2/transcript");
        assert_eq!(got, Preflight::Allowed);
    }
}

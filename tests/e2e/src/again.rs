//! When a story is told a second time: where its browser was lost, and where it failed beside others.
//!
//! Three browsers on two processors, a software renderer and the build machine's neighbours make a driver
//! answer late or for an element that has been replaced: of 900 stories, two or three of a run, others
//! each time. Such a story is told once more in a new browser with nothing beside it. What passes then is
//! named in the summary of the run with what failed, so that it can be looked into; where more than
//! [`MOST`] need it, it is no accident and the run has failed. What a page wrote into its console is
//! never excused: the page did that, whatever the machine was busy with.

use std::sync::atomic::{AtomicUsize, Ordering};

use thirtyfour::error::{WebDriverError, WebDriverErrorInner};

use crate::story::Story;

/// How many stories of a run may pass at their second telling: one of a hundred.
const MOST: usize = 9;

/// Why a story failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: anyhow::Error,
    pub(crate) kind: Kind,
}

/// What a failure says of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something was not as it should be, or not in time.
    Met,
    /// The page complained in its console.
    Console,
    /// The browser or its driver ended.
    Lost(String),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self { error, kind: Kind::Met }
    }
}

/// How many second tellings a run has left.
#[derive(Debug)]
pub(crate) struct Chances(AtomicUsize);

impl Default for Chances {
    fn default() -> Self {
        Self(AtomicUsize::new(MOST))
    }
}

impl Chances {
    /// Why a story that failed so is told once more, if it is.
    pub(crate) fn reason(&self, story: &Story, kind: &Kind) -> Option<String> {
        match kind {
            Kind::Lost(how) => Some(format!("its browser was lost: {how}")),
            // Stories that must fail hold the harness to its word, at the first telling.
            Kind::Met if story.fails_with.is_none() && self.take() => {
                Some("it failed beside others".to_owned())
            }
            Kind::Met | Kind::Console => None,
        }
    }

    fn take(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .is_ok()
    }
}

/// What an error of a command that cannot fail by itself says of the session; `None` where the session
/// may be as it was.
pub(crate) fn loss(error: &anyhow::Error) -> Option<String> {
    use WebDriverErrorInner as Kind;
    let error = error.downcast_ref::<WebDriverError>()?;
    let is_lost = match error.as_inner() {
        Kind::InvalidSessionId(_) | Kind::NoSuchWindow(_) | Kind::SessionNotCreated(_) => true,
        // No answer in time is not among them: that may be a page that does not come to an end.
        Kind::RequestFailed(text) | Kind::HttpError(text) => !text.contains("timed out"),
        _ => is_told_as_lost(&error.to_string()),
    };
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default().trim_end_matches([' ', ':']);
    is_lost.then(|| first.to_owned())
}

/// Chromedriver's words for it, under kinds that mean something else too.
fn is_told_as_lost(text: &str) -> bool {
    ["session deleted", "tab crashed", "not connected to DevTools", "chrome not reachable"]
        .iter()
        .any(|phrase| text.contains(phrase))
}

#[cfg(test)]
mod tests {
    use thirtyfour::error::WebDriverErrorInfo;

    use super::*;

    async fn nothing(_: &crate::Stage) -> anyhow::Result<()> {
        Ok(())
    }

    #[test]
    fn the_console_is_never_excused_and_a_lost_browser_always() {
        let (story, chances) = (crate::story!(nothing), Chances::default());
        assert_eq!(chances.reason(&story, &Kind::Console), None);
        let lost = Kind::Lost("its driver ended".to_owned());
        assert!((0..2 * MOST).all(|_| chances.reason(&story, &lost).is_some()));
        assert_eq!(chances.reason(&story.must_fail("x"), &Kind::Met), None);
        assert!(chances.reason(&story, &Kind::Met).is_some());
    }

    #[test]
    fn many_failures_are_no_accident() {
        let (story, chances) = (crate::story!(nothing), Chances::default());
        let told = (0..2 * MOST).filter(|_| chances.reason(&story, &Kind::Met).is_some());
        assert_eq!(told.count(), MOST);
    }

    #[test]
    fn a_lost_session_is_told_from_a_slow_or_refused_command() {
        let of = |kind| loss(&anyhow::Error::from(WebDriverError::from_inner(kind)).context("so"));
        let info = || WebDriverErrorInfo::new("x".to_owned());
        for lost in [
            WebDriverErrorInner::InvalidSessionId(info()),
            WebDriverErrorInner::NoSuchWindow(info()),
            WebDriverErrorInner::RequestFailed("connection refused".to_owned()),
            WebDriverErrorInner::UnknownResponse(500, "tab crashed".to_owned()),
        ] {
            assert!(of(lost).is_some());
        }
        for there in [
            WebDriverErrorInner::RequestFailed("operation timed out".to_owned()),
            WebDriverErrorInner::ScriptTimeout(info()),
            WebDriverErrorInner::JavascriptError(info()),
            WebDriverErrorInner::ElementNotInteractable(info()),
        ] {
            assert!(of(there).is_none());
        }
        assert!(loss(&anyhow::anyhow!("an alert did not come")).is_none());
    }
}

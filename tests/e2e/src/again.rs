//! When something is told a second time: where the browser was lost, which is nobody's mistake here,
//! and where a reason is written beside the story. All else that fails has failed.

use thirtyfour::error::{WebDriverError, WebDriverErrorInner};

use crate::engine::Engine;
use crate::story::Story;

/// Why a story failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: anyhow::Error,
    /// What became of its browser, if that is why.
    pub(crate) lost: Option<String>,
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self { error, lost: None }
    }
}

/// Why a story that failed is told once more, if it is.
pub(crate) fn reason(story: &Story, engine: Engine, lost: Option<&str>) -> Option<String> {
    if let Some(lost) = lost {
        return Some(format!("its browser was lost: {lost}"));
    }
    let (declared, why) = story.second_try?;
    (declared == engine).then(|| why.to_owned())
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
    fn what_fails_has_failed_unless_a_reason_is_written_beside_it() {
        let story = crate::story!(nothing);
        assert_eq!(reason(&story, Engine::Firefox, None), None);
        let declared = story.may_need_two(Engine::Firefox, "it sleeps");
        assert_eq!(reason(&declared, Engine::Firefox, None).as_deref(), Some("it sleeps"));
        assert_eq!(reason(&declared, Engine::Chromium, None), None);
        assert!(reason(&story, Engine::WebKit, Some("its driver ended")).is_some());
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

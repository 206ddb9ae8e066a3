//! Reactive state and use cases: what the screens show and what they can ask for. No markup.

pub mod document;
pub mod draft;
pub mod mounting;
pub mod navigation;
pub mod notice;
pub mod player;
pub mod problems;
pub mod recording;
pub mod samples;
pub mod session;
pub mod theme;
pub mod ticker;
pub mod voices;
pub mod work;

use leptos::prelude::{expect_context, provide_context};

use document::Open;
use draft::Draft;
use navigation::Navigation;
use notice::Notice;
use session::Session;
use theme::Theme;
use work::Work;

/// What outlives the screens. One context for all: each kind of context has its weight.
#[derive(Clone, Copy)]
pub struct State {
    navigation: Navigation,
    notice: Notice,
    theme: Theme,
    session: Session,
    draft: Draft,
    open: Open,
    work: Work,
}

impl State {
    /// Sets everything up. Called once, by the app.
    pub fn provide() {
        let (navigation, open) = (Navigation::new(), Open::new());
        let (session, draft) = (Session::new(), Draft::new());
        provide_context(Self {
            navigation,
            notice: Notice::new(),
            theme: Theme::new(),
            session,
            draft,
            open,
            work: Work::new(session, draft, open, navigation),
        });
    }
}

fn use_state() -> State {
    expect_context()
}

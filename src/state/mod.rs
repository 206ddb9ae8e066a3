//! Reactive state and use cases: what the screens show and what they can ask for. No markup.

pub mod cast;
pub mod document;
pub mod draft;
pub mod keys;
pub mod mounting;
pub mod navigation;
pub mod notice;
pub mod pane;
pub mod part;
pub mod playback;
pub mod problems;
pub mod reader;
pub mod recording;
pub mod samples;
pub mod search;
pub mod session;
pub mod settings;
pub mod theme;
pub mod ticker;
pub mod transcript_file;
pub mod voices;
pub mod work;

use leptos::prelude::{expect_context, provide_context};

use document::Open;
use draft::Draft;
use keys::Keys;
use navigation::Navigation;
use notice::Notice;
use part::Part;
use session::Session;
use settings::Settings;
use theme::Theme;
use transcript_file::TranscriptFile;
use work::Work;

/// What outlives the screens. One context for all: each kind of context has its weight.
#[derive(Clone, Copy)]
pub struct State {
    navigation: Navigation,
    notice: Notice,
    theme: Theme,
    settings: Settings,
    keys: Keys,
    session: Session,
    draft: Draft,
    open: Open,
    part: Part,
    transcript_file: TranscriptFile,
    work: Work,
}

impl State {
    /// Sets everything up. Called once, by the app.
    pub fn provide() {
        let (navigation, open, part) = (Navigation::new(), Open::new(), Part::new());
        let transcript_file = TranscriptFile::new(open, part, navigation);
        let (session, draft) = (Session::new(), Draft::new(transcript_file, part));
        provide_context(Self {
            navigation,
            notice: Notice::new(),
            theme: Theme::new(),
            settings: Settings::new(),
            keys: Keys::new(),
            session,
            draft,
            open,
            part,
            transcript_file,
            work: Work::new(session, &draft, open, navigation),
        });
    }
}

fn use_state() -> State {
    expect_context()
}

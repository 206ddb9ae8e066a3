//! Reactive state and use cases: what the screens show and what they can ask for. No markup.

mod awake;
pub mod bell;
pub mod cast;
pub mod document;
pub mod draft;
pub mod exporting;
mod keymap;
pub mod keys;
pub mod library;
pub mod linking;
pub mod mounting;
pub mod navigation;
pub mod notice;
pub mod open;
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
pub mod tab;
pub mod theme;
pub mod ticker;
pub mod transcript_file;
pub mod vault;
pub mod voices;

use leptos::prelude::{expect_context, provide_context};

use crate::platform::preference;
use crate::service::place;

use bell::Bell;
use draft::Draft;
use keys::Keys;
use library::Library;
use navigation::Navigation;
use notice::Notice;
use open::Open;
use part::Part;
use session::Session;
use settings::Settings;
use tab::Tab;
use theme::Theme;
use transcript_file::TranscriptFile;
use vault::Vault;

/// What outlives the screens. One context for all: each kind of context has its weight.
#[derive(Clone, Copy)]
pub struct State {
    navigation: Navigation,
    notice: Notice,
    tab: Tab,
    bell: Bell,
    theme: Theme,
    settings: Settings,
    keys: Keys,
    session: Session,
    draft: Draft,
    open: Open,
    part: Part,
    transcript_file: TranscriptFile,
    library: Library,
    vault: Vault,
}

impl State {
    /// Sets everything up. Called once, by the app.
    pub fn provide() {
        preference::begin_with(&place().name());
        let (navigation, part) = (Navigation::new(), Part::new());
        let open = Open::new(part);
        let (session, draft) = (Session::new(), Draft::new(part));
        let library = Library::new(session, draft, open, navigation, part);
        let (settings, tab) = (Settings::new(), Tab::new());
        provide_context(Self {
            navigation,
            notice: Notice::new(),
            theme: Theme::new(),
            settings,
            tab,
            bell: Bell::new(settings.notify),
            keys: Keys::new(),
            session,
            draft,
            open,
            part,
            library,
            vault: Vault::new(session, library),
            transcript_file: TranscriptFile::new(session, draft, library, part, navigation),
        });
    }
}

fn use_state() -> State {
    expect_context()
}

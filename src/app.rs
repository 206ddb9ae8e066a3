//! Provides the state once and picks the screen.

use std::rc::Rc;

use leptos::prelude::*;
use library::Standing;

use crate::platform::host;
use crate::reactive::watch;
use crate::route::Route;
use crate::state::State;
use crate::state::library::{Entry, Keeping, use_library};
use crate::state::navigation::use_navigation;
use crate::state::open::use_open;
use crate::state::part::{Here, PartState, use_part};
use crate::state::samples;
use crate::ui::dom::{El, el};
use crate::views::conversation::conversation_screen;
use crate::views::opening::opening_screen;
use crate::views::progress::progress_screen;
use crate::views::start::start_screen;
use crate::views::status::status_region;
use crate::views::tab::keep_tab;

/// Takes the place of the static shell.
pub fn start() {
    host::remove_shell();
    // Leptos sets up the owner of all signals and the executor; the elements mount themselves.
    mount_to_body(|| app().mount());
}

/// The whole page.
fn app() -> El {
    State::provide();
    watch(settle);
    keep_tab();
    let screen_now = Memo::new(|_| screen_now());
    el("div").child(status_region()).part(move || Some(screen(&screen_now.get())))
}

/// Makes what the address asks for, or corrects the address where that is not to be had. Wherever
/// it leads to a conversation, the part of the program that shows it is fetched.
fn settle() {
    let (navigation, open, part, library) =
        (use_navigation(), use_open(), use_part(), use_library());
    match navigation.route() {
        Route::Sample(name) => match samples::by_name(&name) {
            Some(sample) => {
                part.fetch();
                open.load_sample(sample);
            }
            None => navigation.replace(Route::Start),
        },
        Route::Recording(id) => match library.find(&id) {
            Some(entry) => {
                part.fetch();
                if entry.standing() == Standing::Ready && !open.is_recording(&id) {
                    library.load(entry);
                }
            }
            // What is kept on this device may not have been read yet.
            None if library.keeping() == Keeping::Opening => {}
            None => navigation.replace(Route::Start),
        },
        Route::Start => {}
    }
}

/// What is shown, as far as it takes another screen.
#[derive(Clone, PartialEq)]
enum Screen {
    Start,
    Progress(Entry, Here),
    Opening,
    /// The conversation that is open, told from others by its address in memory.
    Conversation(usize, Here),
}

fn screen_now() -> Screen {
    let open = use_open();
    let id = match use_navigation().route() {
        Route::Start => return Screen::Start,
        Route::Sample(_) => None,
        Route::Recording(id) => Some(id),
    };
    let PartState::Here(here) = use_part().state() else { return Screen::Opening };
    if let Some(id) = &id {
        let entry = use_library().find(id);
        if let Some(entry) = entry.filter(|entry| entry.standing() != Standing::Ready) {
            return Screen::Progress(entry, here);
        }
    }
    let document = open.document().filter(|document| document.id == id);
    match document {
        Some(document) => Screen::Conversation(Rc::as_ptr(&document).addr(), here),
        None => Screen::Opening,
    }
}

fn screen(now: &Screen) -> El {
    match (now, use_open().document_untracked()) {
        (Screen::Start, _) => start_screen(),
        (Screen::Progress(entry, here), _) => progress_screen(*entry, *here),
        (Screen::Conversation(_, here), Some(document)) => conversation_screen(document, *here),
        (Screen::Opening | Screen::Conversation(..), _) => opening_screen(),
    }
}

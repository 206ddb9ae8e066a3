//! Provides the state once and picks the screen.

use leptos::prelude::*;

use crate::platform::host;
use crate::reactive::watch;
use crate::route::Route;
use crate::state::State;
use crate::state::document::{Open, use_open};
use crate::state::navigation::{Navigation, use_navigation};
use crate::state::part::{Part, PartState, use_part};
use crate::state::samples;
use crate::state::work::use_work;
use crate::ui::dom::{El, el};
use crate::views::conversation::conversation_screen;
use crate::views::opening::opening_screen;
use crate::views::progress::progress_screen;
use crate::views::start::start_screen;
use crate::views::status::status_region;

/// Takes the place of the static shell.
pub fn start() {
    host::remove_shell();
    // Leptos sets up the owner of all signals and the executor; the elements mount themselves.
    mount_to_body(|| app().mount());
}

/// The whole page.
fn app() -> El {
    State::provide();
    let (navigation, open, part) = (use_navigation(), use_open(), use_part());
    watch(move || settle(navigation, open, part));
    let is_ready = Memo::new(move |_| open.document().is_some() && part.state() == PartState::Here);
    el("div").child(status_region()).part(move || Some(screen(is_ready)))
}

/// Makes what the address asks for, or corrects the address where that is not to be had (after
/// a reload, the job and its conversation are gone). Wherever that leads to a conversation, the
/// part of the program that shows it is fetched.
fn settle(navigation: Navigation, open: Open, part: Part) {
    let work = use_work();
    match navigation.route() {
        Route::Sample(name) => match samples::by_name(&name) {
            Some(sample) => {
                part.fetch();
                open.load_sample(sample);
            }
            None => navigation.replace(Route::Start),
        },
        Route::Progress if work.progress_untracked().is_none() => navigation.replace(Route::Start),
        Route::Conversation if open.document_untracked().is_none() => {
            navigation.replace(Route::Start);
        }
        Route::Progress | Route::Conversation => part.fetch(),
        Route::Start => {}
    }
}

/// The screen; `is_ready` says whether there is a conversation and what shows it.
fn screen(is_ready: Memo<bool>) -> El {
    match use_navigation().route() {
        Route::Start => start_screen(),
        Route::Progress => progress_screen(),
        Route::Conversation | Route::Sample(_) => {
            match is_ready.get().then(|| use_open().document()).flatten() {
                Some(document) => conversation_screen(document),
                None => opening_screen(),
            }
        }
    }
}

//! The tab of the page as it is seen from outside: its title and its icon, which tell how the jobs
//! go, and whether the user looks at it.

use std::cell::RefCell;

use leptos::prelude::*;
use library::Standing;

use super::awake::Awake;
use super::library::{Entry, use_library};
use super::navigation::use_navigation;
use super::use_state;
use crate::platform::{events, frame, host};
use crate::reactive::{Var, watch};
use crate::route::Route;

/// The tab. The one owner of its title: screens name themselves, the jobs are told before that.
#[derive(Clone, Copy)]
pub struct Tab {
    screen: Var<String>,
    is_hidden: Var<bool>,
}

impl Tab {
    /// Looks whether the tab is looked at, from now on.
    pub(super) fn new() -> Self {
        let is_hidden = Var::new(frame::is_hidden());
        if let Some(listener) = events::on_visibility(move |hidden| is_hidden.set(hidden)) {
            StoredValue::new_local(listener);
        }
        Self { screen: Var::new(String::new()), is_hidden }
    }

    /// Names the screen.
    pub(super) fn set_screen(self, title: &str) {
        self.screen.set(title.to_owned());
    }

    /// From now on calls back with the name of the screen and what is to be told of the jobs,
    /// whenever one of them is new; shows the title and the icon that come back. Keeps the screen on
    /// meanwhile, where a job needs that.
    pub fn keep(self, tell: impl Fn(String, Option<Standing>) -> (String, String) + 'static) {
        let (library, navigation) = (use_library(), use_navigation());
        let kept = RefCell::new((None, Awake::default()));
        watch(move || {
            let (before, awake) = &mut *kept.borrow_mut();
            let (entries, is_hidden) = (library.entries(), self.is_hidden.get());
            let told = pick(&entries, &navigation.route(), is_hidden, *before);
            *before = told.map(|(entry, _)| entry);
            awake.follow(&entries, is_hidden);
            let (title, icon) = tell(self.screen.get(), told.map(|(_, standing)| standing));
            host::set_title(&title);
            host::set_icon(&icon);
        });
    }
}

/// The job that is told, if there is one: of those that run the one on the screen, else the one that
/// is uploaded, else the oldest; where none runs, the one that was told `before`, if it ended while
/// nobody looked, until somebody does.
fn pick(
    entries: &[Entry],
    route: &Route,
    is_hidden: bool,
    before: Option<Entry>,
) -> Option<(Entry, Standing)> {
    let (mut told, mut weight) = (None, 0);
    // The newest comes first.
    for entry in entries {
        let standing = entry.standing();
        let its = match (route, standing) {
            _ if !standing.is_running() => continue,
            (Route::Recording(id), _) if entry.is(id) => 2,
            (_, Standing::Uploading(_)) => 1,
            _ => 0,
        };
        if its >= weight {
            (told, weight) = (Some((*entry, standing)), its);
        }
    }
    told.or_else(|| {
        let entry = before.filter(|_| is_hidden)?;
        let standing = entry.standing_untracked();
        matches!(standing, Standing::Ready | Standing::Failed).then_some((entry, standing))
    })
}

/// The tab of the page.
pub fn use_tab() -> Tab {
    use_state().tab
}

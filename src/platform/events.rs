//! What happens to the page as a whole: network, visibility, leaving.

use std::cell::Cell;

use super::frame::is_hidden;
use super::listener::Listener;

/// A change that a waiting job wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// The browser has a network again.
    Online,
    /// The browser lost the network.
    Offline,
    /// The tab came to the front, or goes on after the browser had stopped it.
    Visible,
}

thread_local! {
    /// Whether the browser has begun to leave the page, and nobody used the page since.
    static IS_LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the browser has begun to leave the page, which may fail whatever runs. A user who decided to
/// stay is known by the next key or press.
pub fn is_leaving() -> bool {
    IS_LEAVING.get()
}

/// Listeners that live as long as this.
pub struct PageEvents {
    _listeners: Vec<Listener>,
}

/// Calls back whenever the user does something on the page, before anything else hears of it.
pub fn on_use(callback: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let each = |name| {
        let callback = callback.clone();
        Listener::capturing(&window, name, move |_| callback())
    };
    ["keydown", "pointerdown", "wheel", "touchmove", "input", "change"].map(each).into()
}

/// Calls back at each change.
pub fn listen(callback: impl Fn(PageEvent) + Clone + 'static) -> Option<PageEvents> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let tell = |event: PageEvent| {
        let callback = callback.clone();
        move |_| callback(event)
    };
    let on_visibility = callback.clone();
    let listeners = vec![
        Listener::new(&window, "online", tell(PageEvent::Online)),
        Listener::new(&window, "offline", tell(PageEvent::Offline)),
        Listener::new(&window, "beforeunload", |_| IS_LEAVING.set(true)),
        // Whoever uses the page has stayed.
        Listener::capturing(&window, "keydown", |_| IS_LEAVING.set(false)),
        Listener::capturing(&window, "pointerdown", |_| IS_LEAVING.set(false)),
        // After it was frozen, and when it is shown as it was by going back in history.
        Listener::new(&document, "resume", tell(PageEvent::Visible)),
        Listener::new(&window, "pageshow", tell(PageEvent::Visible)),
        Listener::new(&document, "visibilitychange", move |_| {
            if !is_hidden() {
                on_visibility(PageEvent::Visible);
            }
        }),
    ];
    Some(PageEvents { _listeners: listeners })
}

/// Calls back whenever the tab goes to the background (`true`) or comes to the front.
pub fn on_visibility(callback: impl Fn(bool) + 'static) -> Option<Listener> {
    let document = web_sys::window()?.document()?;
    Some(Listener::new(&document, "visibilitychange", move |_| callback(is_hidden())))
}

/// Calls back whenever the page may be about to go: it is hidden, closed, left or put away. There may be
/// no later moment; or many.
pub fn on_leaving(callback: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on_hide = callback.clone();
    let pagehide = Listener::new(&window, "pagehide", move |_| on_hide());
    let hidden = on_visibility(move |is_hidden| {
        if is_hidden {
            callback();
        }
    });
    hidden.into_iter().chain([pagehide]).collect()
}

/// Whether the browser says that it has no network.
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// As long as this lives, leaving the page asks first (in the browser's own words).
pub fn ask_before_leaving() -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "beforeunload", |event| event.prevent_default()))
}

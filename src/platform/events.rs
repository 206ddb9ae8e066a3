//! What happens to the page as a whole: network, visibility, leaving.

use super::frame::is_hidden;
use super::listener::Listener;

/// A change that a waiting job wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// The browser has a network again.
    Online,
    /// The browser lost the network.
    Offline,
    /// The tab came to the front.
    Visible,
}

/// Listeners that live as long as this.
pub struct PageEvents {
    _listeners: Vec<Listener>,
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
        Listener::new(&document, "visibilitychange", move |_| {
            if !is_hidden() {
                on_visibility(PageEvent::Visible);
            }
        }),
    ];
    Some(PageEvents { _listeners: listeners })
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

//! The part of the page that is in view, and moving it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollBehavior, ScrollToOptions, Window};

use super::frame::painted;
use super::listener::Listener;
use super::task::spawn;

/// The width of the window in CSS pixels.
pub fn width() -> f64 {
    web_sys::window().and_then(|w| w.inner_width().ok()?.as_f64()).unwrap_or_default()
}

/// The height of the window in CSS pixels.
pub fn height() -> f64 {
    web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or_default()
}

/// How far the page is scrolled, in CSS pixels.
pub fn offset() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls the page to a height; smoothly if asked for and the user does not mind motion.
pub fn scroll_to(top: f64, is_smooth: bool) {
    let Some(window) = web_sys::window() else { return };
    let options = ScrollToOptions::new();
    options.set_top(top);
    let is_smooth = is_smooth && !prefers_stillness(&window);
    options.set_behavior(if is_smooth { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
    window.scroll_to_with_scroll_to_options(&options);
}

fn prefers_stillness(window: &Window) -> bool {
    let query = window.match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Calls back at most once a frame while the page is scrolled or its size changes, after it was painted:
/// before, a look at where things stand would have the browser lay out twice what comes into view.
pub fn on_move(callback: impl Fn() + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let callback = std::rc::Rc::new(callback);
    let is_due = std::rc::Rc::new(std::cell::Cell::new(false));
    ["scroll", "resize"]
        .map(|name| {
            let (callback, is_due) = (callback.clone(), is_due.clone());
            Listener::new(&window, name, move |_| {
                if is_due.replace(true) {
                    return;
                }
                let (callback, is_due) = (callback.clone(), is_due.clone());
                spawn(async move {
                    painted().await;
                    is_due.set(false);
                    callback();
                });
            })
        })
        .into()
}

/// Calls back when the window is wider or narrower than before, before anything was laid out for it.
pub fn on_width(callback: impl Fn() + 'static) -> Option<Listener> {
    let before = std::cell::Cell::new(width());
    let window = web_sys::window()?;
    Some(Listener::new(&window, "resize", move |_| {
        let now = width();
        if (before.replace(now) - now).abs() > 0.5 {
            callback();
        }
    }))
}

/// Tells CSS, by a custom property on `<html>`, how high the element is that a selector finds. Whether
/// that is news, which has the browser style all of the page anew.
pub fn tell_height(selector: &str, property: &str) -> bool {
    let tell = || {
        let document = web_sys::window()?.document()?;
        let element = document.query_selector(selector).ok()??;
        let root = document.document_element()?.dyn_into::<HtmlElement>().ok()?;
        let height = [&element.client_height().to_string(), "px"].concat();
        let style = root.style();
        let is_news = style.get_property_value(property).ok()? != height;
        is_news.then(|| style.set_property(property, &height).ok())?
    };
    tell().is_some()
}

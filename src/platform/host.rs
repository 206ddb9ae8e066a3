//! What the host of the page and the address bar say.

use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

/// The content of `<meta name=…>`; `None` where it is missing or blank.
pub fn meta(name: &str) -> Option<String> {
    let selector = format!("meta[name=\"{name}\"]");
    let element = web_sys::window()?.document()?.query_selector(&selector).ok()??;
    let content = element.dyn_into::<HtmlMetaElement>().ok()?.content();
    let content = content.trim();
    (!content.is_empty()).then(|| content.to_owned())
}

/// The path of the page's address.
pub fn path() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.pathname().ok()).unwrap_or_default()
}

/// Whether the browser takes the page for secure: it came by `https`, or from this machine.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// The page's own origin, such as `https://diarist.example`.
pub fn origin() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.origin().ok()).unwrap_or_default()
}

/// The part of the address after `#`.
pub fn hash() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// Goes to another hash: as a new entry of the history, or in place of the present one.
pub fn set_hash(hash: &str, is_replacing: bool) {
    let Some(window) = web_sys::window() else { return };
    if is_replacing {
        // `location.replace` would be a navigation; a state change alone fires no `hashchange`.
        if let Ok(history) = window.history() {
            let url = if hash.is_empty() { "#" } else { hash };
            let _refused =
                history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(url));
        }
    } else {
        let _refused = window.location().set_hash(hash);
    }
}

/// Sets an attribute on `<html>`, or removes it.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(root) = root {
        let _refused = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Sets the icon of the tab.
pub fn set_icon(href: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.query_selector("link[rel=icon]").ok()?);
    // Browsers fetch it anew although it is the same.
    if let Some(link) = link.filter(|link| link.get_attribute("href").as_deref() != Some(href)) {
        let _refused = link.set_attribute("href", href);
    }
}

/// Whether the system asks for a dark page.
pub fn prefers_dark() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Whether assistive technology does not hear of what `content-visibility` skips. The standard
/// would have it hear of it; Blink alone does not tell, and has this property alone.
pub fn skips_for_assistive_technology() -> bool {
    web_sys::css::supports_with_value("app-region", "drag").unwrap_or(false)
}

/// Removes the static first paint (`#shell`) when the page takes over.
pub fn remove_shell() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(shell) = document.and_then(|document| document.get_element_by_id("shell")) {
        shell.remove();
    }
}

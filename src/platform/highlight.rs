//! Marks painted on text without touching the document: the CSS Custom Highlight API.

use wasm_bindgen::JsValue;
use web_sys::{Node, Range};

use super::js;

/// A stretch of text as the browser knows it.
pub type Stretch = Range;

/// A stretch inside one text node, in UTF-16 units.
pub fn stretch(node: &Node, from: u32, to: u32) -> Option<Stretch> {
    let range = web_sys::window()?.document()?.create_range().ok()?;
    range.set_start(node, from).ok()?;
    range.set_end(node, to).ok()?;
    Some(range)
}

/// Whether this browser paints marks.
pub fn is_there() -> bool {
    registry().is_some()
}

/// Replaces what is marked under this name; a higher priority is painted above a lower one.
pub fn paint(name: &str, priority: i32, stretches: &[Stretch]) {
    let Some(registry) = registry() else { return };
    let held = js::call(&registry, "get", &[name.into()]).filter(|held| !held.is_undefined());
    let highlight = held.or_else(|| {
        let made = js::construct("Highlight", &[])?;
        js::set(&made, "priority", &priority.into());
        js::call(&registry, "set", &[name.into(), made.clone()])?;
        Some(made)
    });
    let Some(highlight) = highlight else { return };
    let _cleared = js::call(&highlight, "clear", &[]);
    for stretch in stretches {
        let _added = js::call(&highlight, "add", &[JsValue::from(stretch)]);
    }
}

fn registry() -> Option<JsValue> {
    js::get(&js::get(&js_sys::global(), "CSS")?, "highlights")
}

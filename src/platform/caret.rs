//! The place in the text under the pointer, the caret, and what is selected.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node, Selection};

use super::js;

/// The text node under a point of the window, and how many UTF-16 units lie before the point.
pub fn at_point(x: f64, y: f64) -> Option<(Node, u32)> {
    let document = web_sys::window()?.document()?;
    let point = [x.into(), y.into()];
    // Older WebKit has the second alone.
    let ways = [
        ("caretPositionFromPoint", "offsetNode", "offset"),
        ("caretRangeFromPoint", "startContainer", "startOffset"),
    ];
    ways.into_iter().find_map(|(way, node, offset)| {
        let caret = js::call(&document, way, &point)?;
        let node: Node = js::get(&caret, node)?.dyn_into().ok()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an offset")]
        let offset = js::number(&caret, offset)? as u32;
        (node.node_type() == Node::TEXT_NODE).then_some((node, offset))
    })
}

/// Where the caret is, or the end of the selection that moves: a node and how many UTF-16 units (or child
/// nodes) of it lie before.
pub fn place() -> Option<(Node, u32)> {
    let selection = selection_now()?;
    Some((selection.focus_node()?, selection.focus_offset()))
}

/// Both ends of what is selected, in the order of the text; `None` if nothing is.
pub fn selection() -> Option<((Node, u32), (Node, u32))> {
    let selection = selection_now().filter(|selection| !selection.is_collapsed())?;
    let range = selection.get_range_at(0).ok()?;
    let start = (range.start_container().ok()?, range.start_offset().ok()?);
    Some((start, (range.end_container().ok()?, range.end_offset().ok()?)))
}

/// Where what is selected ends in the window, in CSS pixels from its left and top edges; `None` if nothing is.
#[expect(clippy::cast_possible_truncation, reason = "a place in the window")]
pub fn selection_end() -> Option<(i32, i32)> {
    let selection = selection_now().filter(|selection| !selection.is_collapsed())?;
    let rects = selection.get_range_at(0).ok()?.get_client_rects()?;
    let last = rects.item(rects.length().checked_sub(1)?)?;
    Some((last.right().round() as i32, last.bottom().round() as i32))
}

/// Puts the caret into a text node, behind so many UTF-16 units, or at its end.
pub fn put(node: &Node, offset: u32) {
    let length = node.text_content().map_or(0, |text| text.encode_utf16().count());
    let offset = offset.min(u32::try_from(length).unwrap_or(u32::MAX));
    if let Some(selection) = selection_now() {
        let _put = selection.collapse_with_offset(Some(node), offset);
    }
}

/// Types a text at the caret, in place of what is selected.
pub fn insert(text: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        js::call(&document, "execCommand", &["insertText".into(), false.into(), text.into()]);
    }
}

/// Whether what is typed is not settled yet, as with the keyboards of many scripts.
pub fn is_composing(event: &Event) -> bool {
    js::get(event, "isComposing").is_some_and(|is| is.is_truthy())
}

/// The element with the focus.
pub fn focused() -> Option<Element> {
    let active = web_sys::window()?.document()?.active_element()?;
    (active.tag_name() != "BODY").then_some(active)
}

fn selection_now() -> Option<Selection> {
    web_sys::window()?.get_selection().ok()?
}

/// Whether any text is selected.
pub fn is_selecting() -> bool {
    selection_now().is_some_and(|selection| !selection.is_collapsed())
}

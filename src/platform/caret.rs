//! The place in the text under the pointer, and whether the user is selecting.

use wasm_bindgen::JsCast;
use web_sys::Node;

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

/// The nodes in which the selection begins and ends, in the order of the text; `None` if nothing is
/// selected.
pub fn selected() -> Option<(Node, Node)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    if selection.is_collapsed() {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    Some((range.start_container().ok()?, range.end_container().ok()?))
}

/// Whether any text is selected.
pub fn is_selecting() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

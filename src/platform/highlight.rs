//! Marks painted on text without touching the document: the CSS Custom Highlight API.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use web_sys::{DomRect, Node, Range};

use super::js;

/// A stretch inside one text node, in UTF-16 units.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The text node.
    pub node: Node,
    /// From this unit on.
    pub from: u32,
    /// Up to before this unit.
    pub to: u32,
}

impl Stretch {
    /// Its box in the window.
    pub fn rect(&self) -> Option<DomRect> {
        with_ranges("", 1, |ranges| {
            let range = ranges.first().filter(|range| self.put(range))?;
            Some(range.get_bounding_client_rect())
        })
    }

    fn put(&self, range: &Range) -> bool {
        range.set_start(&self.node, self.from).is_ok() && range.set_end(&self.node, self.to).is_ok()
    }
}

thread_local! {
    /// The ranges of each name, to be used again: a browser looks at every range that there is
    /// whenever a text changes, also at those that nobody needs any more.
    static RANGES: RefCell<Vec<(&'static str, Vec<Range>)>> = const { RefCell::new(Vec::new()) };
}

/// Hands over at least so many ranges of a name; for none, forgets those that there are.
fn with_ranges<T>(name: &'static str, count: usize, act: impl FnOnce(&[Range]) -> T) -> T {
    RANGES.with_borrow_mut(|all| {
        let at = all.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            all.push((name, Vec::new()));
            all.len() - 1
        });
        let Some((_, ranges)) = all.get_mut(at) else { return act(&[]) };
        if count == 0 {
            ranges.clear();
        }
        let document = web_sys::window().and_then(|window| window.document());
        while let Some(document) = document.as_ref().filter(|_| ranges.len() < count) {
            match document.create_range() {
                Ok(range) => ranges.push(range),
                Err(_) => break,
            }
        }
        act(ranges)
    })
}

/// Whether this browser paints marks.
pub fn is_there() -> bool {
    registry().is_some()
}

/// Replaces what is marked under this name; a higher priority is painted above a lower one.
pub fn paint(name: &'static str, priority: i32, stretches: &[Stretch]) {
    // Most marks are nowhere most of the time: the browser need not be told again.
    let is_empty = |(known, ranges): &(&str, Vec<Range>)| *known == name && ranges.is_empty();
    if stretches.is_empty() && RANGES.with_borrow(|all| all.iter().any(is_empty)) {
        return;
    }
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
    with_ranges(name, stretches.len(), |ranges| {
        for (range, _) in ranges.iter().zip(stretches).filter(|(range, stretch)| stretch.put(range))
        {
            let _added = js::call(&highlight, "add", &[range.into()]);
        }
    });
}

/// Forgets the ranges, which keep what they were in from being freed.
pub fn forget() {
    RANGES.with_borrow_mut(Vec::clear);
}

fn registry() -> Option<JsValue> {
    js::get(&js::get(&js_sys::global(), "CSS")?, "highlights")
}

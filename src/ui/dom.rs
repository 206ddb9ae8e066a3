//! Elements, built directly and kept in step with signals.
//!
//! Leptos' signals drive the page; its `view!` would render it, but makes code anew for every
//! shape of element, about 700 bytes each, and the page has a budget (150 kB in all). This
//! builder has one shape: the first version of the page was 172 kB of WASM with `view!` (brotli,
//! components erased) and is 124 kB with this.
//!
//! ```ignore
//! el("button").attr("type", "button").on_click(move || count.update(|n| *n += 1)).text_fn(
//!     move || format!("{} times", count.get()),
//! )
//! ```
//!
//! What is given to a `*_fn` or to [`El::part`] runs again when a signal that it read changes,
//! and stops when the part around it is built anew or its screen is left.

use crate::reactive::track;
use std::cell::RefCell;

use leptos::prelude::StoredValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, Node};

/// An element of the page. Cheap to clone: the same element.
#[derive(Clone, Debug)]
#[must_use]
pub struct El(Element);

/// A new HTML element.
pub fn el(tag: &str) -> El {
    El(document().create_element(tag).unwrap_throw())
}

/// A new SVG element.
pub fn svg(tag: &str) -> El {
    El(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).unwrap_throw())
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).unwrap_throw()
}

/// A listener that ends when it is dropped: an element that was taken out of the page may still
/// have something to tell, such as a sound that was on its way.
struct Heard {
    element: Element,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Heard {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _absent = self.element.remove_event_listener_with_callback(self.name, callback);
    }
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        self.set_attr(name, Some(value));
        self
    }

    /// Sets an attribute if there is a value.
    pub fn attr_if(self, name: &str, value: Option<&str>) -> Self {
        self.set_attr(name, value);
        self
    }

    /// Sets the class.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets the id.
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// An attribute that follows signals; absent where there is no value.
    pub fn attr_fn(self, name: &'static str, read: impl Fn() -> Option<String> + 'static) -> Self {
        self.attr_boxed(name, Box::new(read))
    }

    fn attr_boxed(self, name: &'static str, read: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.clone();
        track(move || element.set_attr(name, read().as_deref()));
        self
    }

    /// An attribute that is there, with this value, while a condition holds.
    pub fn flag(
        self,
        name: &'static str,
        value: &'static str,
        is_set: impl Fn() -> bool + 'static,
    ) -> Self {
        self.flag_boxed(name, value, Box::new(is_set))
    }

    fn flag_boxed(
        self,
        name: &'static str,
        value: &'static str,
        is_set: Box<dyn Fn() -> bool>,
    ) -> Self {
        let element = self.clone();
        track(move || element.set_attr(name, is_set().then_some(value)));
        self
    }

    fn set_attr(&self, name: &str, value: Option<&str>) {
        // The names are ours and well formed, so nothing refuses them.
        let _set = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// Sets or takes away an attribute without a value.
    pub fn flag_now(self, name: &str, is_set: bool) -> Self {
        self.set_attr(name, is_set.then_some(""));
        self
    }

    /// An element that is there already.
    pub const fn of(element: Element) -> Self {
        Self(element)
    }

    /// Sets a custom property of CSS. (`style` attributes are barred by the page's policy.)
    pub fn css(self, name: &str, value: &str) -> Self {
        if let Some(html) = self.0.dyn_ref::<HtmlElement>() {
            let _set = html.style().set_property(name, value);
        }
        self
    }

    /// Appends text, as one text node.
    pub fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text))
    }

    /// Appends one text node that follows signals.
    pub fn text_fn(self, read: impl Fn() -> String + 'static) -> Self {
        self.text_boxed(Box::new(read))
    }

    fn text_boxed(self, read: Box<dyn Fn() -> String>) -> Self {
        let node = document().create_text_node("");
        let shown = node.clone();
        track(move || {
            let text = read();
            // Unchanged text is left alone: a live region would say it again.
            if shown.data() != text {
                shown.set_data(&text);
            }
        });
        self.append(&node)
    }

    /// Appends an element.
    #[expect(clippy::needless_pass_by_value, reason = "what is a child is done being built")]
    pub fn child(self, child: Self) -> Self {
        self.append(&child.0)
    }

    /// Appends elements, or an `Option` of one.
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            let _appended = self.0.append_child(&child.0);
        }
        self
    }

    /// A place that holds an element, or none, built anew when a signal that it read changes.
    pub fn part(self, build: impl Fn() -> Option<Self> + 'static) -> Self {
        self.part_boxed(Box::new(build))
    }

    fn part_boxed(self, build: Box<dyn Fn() -> Option<Self>>) -> Self {
        // A comment keeps the place while there is no element.
        let place = document().create_comment("");
        let _appended = self.0.append_child(&place);
        let shown = RefCell::new(None::<Self>);
        track(move || {
            let new = build();
            if let Some(old) = shown.take() {
                old.0.remove();
            }
            if let Some(new) = &new
                && let Some(parent) = place.parent_node()
            {
                let _inserted = parent.insert_before(&new.0, Some(&place));
            }
            shown.replace(new);
        });
        self
    }

    fn append(self, node: &Node) -> Self {
        let _appended = self.0.append_child(node);
        self
    }

    /// Listens to an event as long as the owner lives.
    pub fn on(self, name: &'static str, handle: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(name, Box::new(handle))
    }

    fn on_boxed(self, name: &'static str, handle: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(handle);
        let _added =
            self.0.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        // The owner holds it, and drops it.
        StoredValue::new_local(Heard { element: self.0.clone(), name, closure });
        self
    }

    /// Listens to clicks.
    pub fn on_click(self, handle: impl Fn() + 'static) -> Self {
        self.on("click", move |_| handle())
    }

    /// The value of an input, or of a select that has its options, kept in step with a signal.
    pub fn value_fn(self, read: impl Fn() -> String + 'static) -> Self {
        self.value_boxed(Box::new(read))
    }

    fn value_boxed(self, read: Box<dyn Fn() -> String>) -> Self {
        let element = self.clone();
        track(move || {
            let value = read();
            if let Some(input) = element.0.dyn_ref::<HtmlInputElement>() {
                // Setting an unchanged value would move the caret.
                if input.value() != value {
                    input.set_value(&value);
                }
            } else if let Some(select) = element.0.dyn_ref::<HtmlSelectElement>() {
                select.set_value(&value);
            }
        });
        self
    }

    /// A copy of the element and of all in it, without what listens or follows signals: far
    /// quicker than to build the same again.
    pub fn copy(&self) -> Self {
        Self(self.0.clone_node_with_deep(true).unwrap_throw().unchecked_into())
    }

    /// The child element at this position.
    pub fn nth(&self, position: u32) -> Option<Self> {
        self.0.children().item(position).map(Self)
    }

    /// Replaces what is in it by text, as one text node.
    pub fn set_text(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// The element itself, for the browser's APIs.
    pub const fn element(&self) -> &Element {
        &self.0
    }

    /// The element as a kind of its own, such as `HtmlDialogElement`.
    pub fn cast<T: JsCast + Clone>(&self) -> Option<T> {
        self.0.dyn_ref::<T>().cloned()
    }

    /// Appends it to the body, where it stays.
    pub fn mount(&self) {
        if let Some(body) = document().body() {
            let _appended = body.append_child(&self.0);
        }
    }
}

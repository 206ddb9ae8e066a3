//! A stage for a part: an owner for its signals, a place in the document.

use diarist::platform::frame::breathe;
use diarist::ui::dom::El;
use leptos::prelude::Owner;
use web_sys::Element;

/// A part on the page until it is dropped.
pub struct Stage {
    owner: Option<Owner>,
    element: Element,
}

impl Stage {
    /// Builds a part and puts it into the document.
    pub fn new(build: impl FnOnce() -> El) -> Self {
        // Sets up what signals run on; a second time changes nothing.
        leptos::mount::mount_to_body(|| ());
        let owner = Owner::new();
        let part = owner.with(build);
        part.mount();
        Self { owner: Some(owner), element: part.element().clone() }
    }

    /// The part's outermost element.
    pub const fn element(&self) -> &Element {
        &self.element
    }

    /// The text that it shows.
    pub fn text(&self) -> String {
        self.element.text_content().unwrap_or_default()
    }

    /// The first element that a selector finds in it.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.element.query_selector(selector).expect("a selector")
    }

    /// Ends the part's signals, as when its screen is left; the element stays to be looked at.
    pub fn leave(&mut self) {
        if let Some(owner) = self.owner.take() {
            owner.cleanup();
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.leave();
        self.element.remove();
    }
}

/// Lets signals reach the page.
pub async fn settle() {
    breathe().await;
}

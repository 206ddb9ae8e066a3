//! Laying out the turns that are out of view, a few at a time.
//!
//! Blink leaves what `content-visibility` skips out of the accessibility tree: who reads with a
//! screen reader would come to the end of the window and no further. There each list is laid out
//! once the page has nothing else to do, and stays so; the style sheet knows it by its class. What
//! would have all lists laid out anew in one go, such as another width, has them skipped again
//! first.

use std::cell::Cell;

use leptos::prelude::*;
use web_sys::Element;

use super::places::Places;
use super::{Inner, Reader};
use crate::platform::clock::{mark, tick_ms};
use crate::platform::frame::painted;
use crate::platform::task::spawn;
use crate::platform::{events, host, modal, timer, viewport};
use crate::reactive::watch;
use crate::state::theme::use_theme;

/// The class of lists, and stretches of them, that are not skipped any more.
const LAID_OUT: &str = "laid-out";
/// Milliseconds of laying out before the browser may paint.
const SLICE_MS: f64 = 6.0;
/// How long nobody must have done anything, in milliseconds.
const QUIET_MS: u32 = 400;

impl Reader {
    /// Lays out all lists, which must be there, bit by bit, where assistive technology would not
    /// know them otherwise.
    pub fn lay_out(self) {
        let Some(inner) = self.inner().filter(|_| host::skips_for_assistive_technology()) else {
            return;
        };
        let attempt = inner.laying.get() + 1;
        inner.laying.set(attempt);
        drop(inner);
        spawn(async move {
            timer::after_ms(QUIET_MS).await;
            let (mut next, mut offset) = (0, viewport::offset());
            loop {
                painted().await;
                let is_still =
                    viewport::offset() == offset && !modal::is_open() && self.is_left_alone();
                if !is_still {
                    timer::after_ms(QUIET_MS).await;
                }
                let Some(inner) = self.inner().filter(|inner| inner.laying.get() == attempt) else {
                    return;
                };
                let began = tick_ms();
                while is_still && tick_ms() - began < SLICE_MS {
                    let places = inner.places.borrow();
                    if !places.as_ref().is_some_and(|places| places.lay_out(next)) {
                        mark("diarist:all-turns-laid-out");
                        return;
                    }
                    next += 1;
                }
                // The browser keeps in place what is in view: that is nobody's scrolling.
                offset = viewport::offset();
            }
        });
    }

    /// Begins anew whenever all of the page is going to look otherwise.
    pub(super) fn lay_out_anew_when_due(self) {
        let Some(settings) = self.inner().map(|inner| inner.settings) else { return };
        let width = viewport::on_width(move || self.lay_out_anew());
        let dialogs = modal::before_toggle(move || self.lay_out_anew());
        let uses = events::on_use(move || {
            if let Some(inner) = self.inner() {
                inner.used.set(tick_ms());
            }
        });
        StoredValue::new_local((width, dialogs, uses));
        let theme = use_theme();
        let looks = Cell::new(None);
        watch(move || {
            // The review takes its room beside the text.
            let now = (settings.looks(), theme.is_dark(), self.review().with(Option::is_some));
            if looks.replace(Some(now)) != Some(now) {
                self.lay_out_anew();
            }
        });
    }

    /// Whether the user is not doing anything just now.
    fn is_left_alone(self) -> bool {
        let used = self.inner().map_or(0.0, |inner| inner.used.get());
        tick_ms() - used > f64::from(QUIET_MS)
    }

    /// Skips again what is out of view, because all of it would have to be styled or laid out anew,
    /// and begins from the start once that is over. Called before the browser draws the change.
    pub(super) fn lay_out_anew(self) {
        let Some(inner) = self.inner().filter(|inner| inner.laying.get() > 0) else { return };
        if let Some(places) = inner.places.borrow().as_ref() {
            places.skip_again();
        }
        self.lay_out();
    }

    /// Has the browser lay out what was changed in a list that is laid out, so that the pieces of a long change
    /// are as long as they take.
    pub fn settle_list(self, list: usize) {
        if let Some(inner) = self.inner() {
            inner.settle(list);
        }
    }
}

impl Inner {
    /// See [`Reader::settle_list`].
    pub(super) fn settle(&self, list: usize) {
        let element = self.places.borrow().as_ref().and_then(|places| places.list(list));
        if let Some(list) = element.filter(|list| list.class_list().contains(LAID_OUT)) {
            have_laid_out(&list);
        }
    }
}

impl Places {
    /// Lays out a list; `false` if there is none.
    fn lay_out(&self, list: usize) -> bool {
        let Some(element) = self.list(list) else { return false };
        let _added = element.class_list().add_1(LAID_OUT);
        have_laid_out(&element);
        let stretch = element.parent_element();
        if let Some(stretch) = stretch.filter(|_| element.next_element_sibling().is_none()) {
            let _added = stretch.class_list().add_1(LAID_OUT);
        }
        true
    }

    /// Lets the browser skip all lists that are out of view.
    fn skip_again(&self) {
        for list in 0..self.lists().count() {
            if let Some(element) = self.list(list) {
                let _removed = element.class_list().remove_1(LAID_OUT);
            }
        }
    }
}

/// Asking for a size has the browser lay out what is not skipped.
fn have_laid_out(element: &Element) {
    let _height = element.client_height();
}

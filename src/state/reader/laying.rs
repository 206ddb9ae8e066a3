//! Laying out the turns that are out of view, a few at a time.
//!
//! Blink leaves what `content-visibility` skips out of the accessibility tree: who reads with a
//! screen reader would come to the end of the window and no further. There each list is laid out
//! once the page has nothing else to do, and stays so; the style sheet knows it by its class.
//! What would have many lists laid out anew in one go, such as another width or another name, has
//! them skipped again first.

use std::cell::Cell;

use leptos::prelude::*;

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

/// How far laying out is.
#[derive(Default)]
pub(super) struct Laying {
    /// Whether all lists are there and this browser needs it.
    is_wanted: Cell<bool>,
    is_running: Cell<bool>,
    /// All lists before this one are laid out.
    next: Cell<usize>,
    /// None from this one on is.
    end: Cell<usize>,
    /// When the user did something last, in milliseconds of the page's clock.
    used: Cell<f64>,
    /// Where the page was scrolled to when that was looked at last.
    offset: Cell<f64>,
}

impl Reader {
    /// Lays out all lists, which must be there, bit by bit, where assistive technology would not
    /// know them otherwise.
    pub fn lay_out(self) {
        if let Some(inner) = self.inner() {
            inner.laying.is_wanted.set(host::skips_for_assistive_technology());
            self.go_on_laying_out(&inner);
        }
    }

    fn go_on_laying_out(self, inner: &Inner) {
        if !inner.laying.is_wanted.get() || inner.laying.is_running.replace(true) {
            return;
        }
        spawn(async move {
            while let Some(inner) = self.inner() {
                let is_quiet = inner.is_left_alone();
                if is_quiet && !inner.lay_out_some() {
                    inner.laying.is_running.set(false);
                    mark("diarist:all-turns-laid-out");
                    break;
                }
                drop(inner);
                if !is_quiet {
                    timer::after_ms(QUIET_MS).await;
                }
                painted().await;
            }
        });
    }

    /// Has a list skipped again because much of it is going to change out of view.
    pub fn skip_list(self, list: usize) {
        if let Some(inner) = self.inner().filter(|inner| inner.laying.is_wanted.get()) {
            if let Some(places) = inner.places.borrow().as_ref() {
                places.skip(list);
            }
            inner.laying.next.set(inner.laying.next.get().min(list));
            self.go_on_laying_out(&inner);
        }
    }

    /// Has all lists skipped again, because all of them would have to be styled or laid out anew.
    /// Called before the browser draws the change.
    pub(super) fn lay_out_anew(self) {
        if let Some(inner) = self.inner().filter(|inner| inner.laying.is_wanted.get()) {
            let Laying { used, next, end, .. } = &inner.laying;
            used.set(tick_ms());
            next.set(0);
            if let Some(places) = inner.places.borrow().as_ref() {
                (0..end.take()).for_each(|list| places.skip(list));
            }
            self.go_on_laying_out(&inner);
        }
    }

    /// Lays out anew whenever all of the page is going to look otherwise.
    pub(super) fn lay_out_anew_when_due(self) {
        if !host::skips_for_assistive_technology() {
            return;
        }
        let settings = self.settings();
        let width = viewport::on_width(move || self.lay_out_anew());
        let dialogs = modal::before_toggle(move || self.lay_out_anew());
        let uses = events::on_use(move || {
            if let Some(inner) = self.inner() {
                inner.laying.used.set(tick_ms());
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
}

impl Inner {
    /// Whether the user is not doing anything just now.
    fn is_left_alone(&self) -> bool {
        let (offset, used) = (viewport::offset(), self.laying.used.get());
        // The browser scrolls a little to keep in place what is in view.
        let is_still = (self.laying.offset.replace(offset) - offset).abs() < viewport::height();
        is_still && tick_ms() - used > f64::from(QUIET_MS) && !modal::is_open()
    }

    /// Lays out a few lists; `false` if all are.
    fn lay_out_some(&self) -> bool {
        let (began, Laying { next, end, .. }) = (tick_ms(), &self.laying);
        loop {
            let places = self.places.borrow();
            if !places.as_ref().is_some_and(|places| places.lay_out(next.get())) {
                return false;
            }
            next.set(next.get() + 1);
            end.set(end.get().max(next.get()));
            if tick_ms() - began > SLICE_MS {
                return true;
            }
        }
    }
}

impl Places {
    /// Lays out a list; `false` if there is none. The stretch that it stands in is shown once all of
    /// its lists are laid out.
    fn lay_out(&self, list: usize) -> bool {
        let Some(element) = self.list(list) else { return false };
        let _added = element.class_list().add_1(LAID_OUT);
        // Asking for a size has the browser lay out what is not skipped.
        let _height = element.client_height();
        let stretch = element.parent_element();
        if let Some(stretch) = stretch.filter(|_| element.next_element_sibling().is_none()) {
            let _added = stretch.class_list().add_1(LAID_OUT);
        }
        true
    }

    /// Lets the browser skip a list where it is out of view, and the stretch that it stands in.
    fn skip(&self, list: usize) {
        let list = self.list(list);
        let stretch = list.as_ref().and_then(|list| list.parent_element());
        for element in list.iter().chain(&stretch) {
            let _removed = element.class_list().remove_1(LAID_OUT);
        }
    }
}

//! Files that are made beside the page: what crosses over to the worker and back.
//!
//! The other end is `crates/export-worker`. One file is made at a time; who wants another while one
//! is being made gets that, and the first one is dropped. A worker that did not load or broke off
//! is given up, and the next wish starts a new one.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::platform::host::meta;
use crate::platform::task::spawn;
use crate::platform::worker::{Heard, Worker};

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmade {
    /// What makes it did not load, or broke off.
    Failed,
    /// Another one was wanted meanwhile.
    Superseded,
}

/// Has files made. The worker is loaded with the first wish, and ends when this is dropped.
#[derive(Default)]
pub struct Maker(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    /// Whether a worker is on its way.
    is_starting: bool,
    /// Whether it said that it listens.
    is_listening: bool,
    /// The number of the last wish.
    last: u32,
    waiting: Option<Waiting>,
}

/// Who waits for a file.
struct Waiting {
    number: u32,
    /// What is wanted, until it is handed over.
    order: Option<Uint8Array>,
    made: Function,
    unmade: Function,
}

impl Maker {
    /// Has the file made that these bytes order.
    pub async fn make(&self, order: Uint8Array) -> Result<Blob, Unmade> {
        let mut order = Some(order);
        let file = Promise::new(&mut |made, unmade| {
            self.want(order.take(), made, unmade);
        });
        let file = JsFuture::from(file).await.map_err(|is_superseded| {
            if is_superseded.is_truthy() { Unmade::Superseded } else { Unmade::Failed }
        })?;
        file.dyn_into().map_err(|_| Unmade::Failed)
    }

    fn want(&self, order: Option<Uint8Array>, made: Function, unmade: Function) {
        let mut inner = self.0.borrow_mut();
        inner.refuse(true);
        inner.last = inner.last.wrapping_add(1);
        inner.waiting = Some(Waiting { number: inner.last, order, made, unmade });
        if inner.is_listening {
            inner.hand_over();
        } else if inner.worker.is_none() && !inner.is_starting {
            inner.is_starting = true;
            spawn(start(Rc::downgrade(&self.0)));
        }
    }
}

/// Gives `inner` a worker, or refuses what is wanted.
async fn start(inner: Weak<RefCell<Inner>>) {
    let worker = started(inner.clone()).await;
    if let Some(inner) = inner.upgrade() {
        let mut inner = inner.borrow_mut();
        inner.is_starting = false;
        inner.worker = worker;
        if inner.worker.is_none() {
            inner.refuse(false);
        }
    }
}

/// A worker that tells `inner`.
async fn started(inner: Weak<RefCell<Inner>>) -> Option<Worker> {
    let script = meta("diarist-export")?;
    let (address, integrity) = script.split_once(' ')?;
    let hear = move |heard| {
        if let Some(inner) = inner.upgrade() {
            inner.borrow_mut().hear(heard);
        }
    };
    Worker::start(address, integrity, hear).await
}

impl Inner {
    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Said(said) if said == JsValue::TRUE => {
                self.is_listening = true;
                self.hand_over();
            }
            Heard::Said(said) if said.is_object() => self.take(&Array::from(&said)),
            Heard::Said(_) | Heard::Failed => self.give_up(),
        }
    }

    fn hand_over(&mut self) {
        let Some(waiting) = &mut self.waiting else { return };
        let (Some(worker), Some(order)) = (&self.worker, waiting.order.take()) else { return };
        let message = Array::of2(&waiting.number.into(), &order);
        if !worker.say(&message, &Array::of1(&order.buffer())) {
            self.refuse(false);
        }
    }

    /// Takes an answer: the number of a wish and its file, or null.
    fn take(&mut self, answer: &Array) {
        let is_it = |waiting: &mut Waiting| answer.get(0) == waiting.number;
        if let Some(waiting) = self.waiting.take_if(is_it) {
            // A promise's own functions do not throw.
            let _settled = waiting.made.call1(&JsValue::NULL, &answer.get(1));
        }
    }

    fn refuse(&mut self, is_superseded: bool) {
        if let Some(waiting) = self.waiting.take() {
            let _settled = waiting.unmade.call1(&JsValue::NULL, &is_superseded.into());
        }
    }

    fn give_up(&mut self) {
        self.is_listening = false;
        self.refuse(false);
        // It is dropped later: its own listener runs now.
        let worker = self.worker.take();
        spawn(async move { drop(worker) });
    }
}

//! Locks that only one tab of the page can hold; the browser takes them from a tab that is gone.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;
use super::task::spawn;

/// A lock that is held, or waited for, as long as this lives.
pub struct Lock(Rc<RefCell<Hold>>);

/// How a lock stands.
enum Hold {
    /// It is asked for; this is called once it is held.
    Wanted(Box<dyn FnOnce()>),
    /// It is held; this lets it go.
    Held(Function),
    /// It is not wanted any more.
    GivenUp,
}

impl Lock {
    /// Asks for the lock of this name. `on_granted` is called once it is held: soon, or when the
    /// tab that holds it lets it go or is gone; never after this was dropped. `on_wait` is called
    /// if another tab holds it now.
    ///
    /// A browser without locks grants each of them.
    pub fn ask(
        name: &str,
        on_granted: impl FnOnce() + 'static,
        on_wait: impl FnOnce() + 'static,
    ) -> Self {
        let hold = Rc::new(RefCell::new(Hold::Wanted(Box::new(on_granted))));
        let (asked, name) = (Rc::clone(&hold), name.to_owned());
        spawn(async move {
            let manager = web_sys::window().and_then(|w| js::get(&w.navigator(), "locks"));
            let Some(manager) = manager else {
                let _nothing_to_hold = grant(&asked);
                return;
            };
            // First a try that does not wait, so that the waiting can be told.
            let options = Object::new();
            js::set(&options, "ifAvailable", &JsValue::TRUE);
            request(&manager, &name, options, &asked).await;
            if matches!(*asked.borrow(), Hold::Wanted(_)) {
                on_wait();
                request(&manager, &name, Object::new(), &asked).await;
            }
        });
        Self(hold)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Hold::Held(release) = self.0.replace(Hold::GivenUp) {
            let _released = release.call0(&JsValue::NULL);
        }
    }
}

/// Asks the browser; returns when the lock was let go, or was not to be had.
async fn request(manager: &JsValue, name: &str, options: Object, hold: &Rc<RefCell<Hold>>) {
    let hold = Rc::clone(hold);
    let on_answer = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        // The browser holds the lock as long as what it gets back is open.
        if lock.is_null() { JsValue::UNDEFINED } else { grant(&hold).into() }
    });
    let promise = js::call(manager, "request", &[name.into(), options.into(), on_answer]);
    if let Some(promise) = promise.and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        let _let_go = JsFuture::from(promise).await;
    }
}

/// Tells that the lock is held; returns what is open until it is let go.
fn grant(hold: &RefCell<Hold>) -> Promise {
    let mut release = None;
    let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let Some(release) = release else { return until_released };
    match hold.replace(Hold::Held(release)) {
        Hold::Wanted(on_granted) => on_granted(),
        // Whoever asked is gone: it is let go at once.
        Hold::GivenUp | Hold::Held(_) => {
            if let Hold::Held(release) = hold.replace(Hold::GivenUp) {
                let _released = release.call0(&JsValue::NULL);
            }
        }
    }
    until_released
}

//! Locks that only one tab of the page can hold; the browser takes them from a tab that is gone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use super::js;
use super::listener::Listener;
use super::task::spawn;

/// What this tab asked for.
struct Asked {
    name: String,
    /// Whether it was granted.
    is_granted: Rc<Cell<bool>>,
    /// Resolves when it was let go.
    let_go: Promise,
}

thread_local! {
    /// All that is not let go yet.
    static OWN: RefCell<Vec<Asked>> = const { RefCell::new(Vec::new()) };
}

/// A lock that is held, or waited for, as long as this lives, or until the page is left.
pub struct Lock {
    hold: Rc<RefCell<Hold>>,
    /// `WebKit` takes a lock from a page that is gone only a while later: loaded anew, it would wait for
    /// itself.
    _on_leave: Option<Listener>,
}

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
    /// if another tab holds it now. What this tab holds itself is waited for without a word: it has
    /// something in its place already.
    ///
    /// A browser without locks, or one that refuses to tell of them, grants each of them.
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
            let is_wanted = || matches!(*asked.borrow(), Hold::Wanted(_));
            own_let_go(&name).await;
            // First a try that does not wait, so that the waiting can be told.
            let options = Object::new();
            js::set(&options, "ifAvailable", &JsValue::TRUE);
            let mut is_answered = request(&manager, &name, options, &asked).await;
            if is_answered && is_wanted() {
                on_wait();
                is_answered = request(&manager, &name, Object::new(), &asked).await;
            }
            if !is_answered && is_wanted() {
                let _nothing_to_hold = grant(&asked);
            }
        });
        let left = Rc::clone(&hold);
        let on_leave = move |event: Event| {
            // A page that is only put away comes back with what it held.
            let is_put_away = js::get(&event, "persisted").is_some_and(|it| it.is_truthy());
            if !is_put_away {
                let_go(&left);
            }
        };
        let on_leave = web_sys::window().map(|w| Listener::new(&w, "pagehide", on_leave));
        Self { hold, _on_leave: on_leave }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let_go(&self.hold);
    }
}

/// The names of all locks that tabs of this origin hold or wait for; `None` in a browser without locks.
pub async fn all() -> Option<Vec<String>> {
    let manager = js::get(&web_sys::window()?.navigator(), "locks")?;
    let state = js::settled(js::call(&manager, "query", &[])?).await?;
    let mut names = Vec::new();
    for list in ["held", "pending"] {
        let locks: Array = js::get(&state, list)?.dyn_into().ok()?;
        let listed = locks.iter().filter_map(|lock| js::get(&lock, "name")?.as_string());
        names.extend(listed);
    }
    Some(names)
}

fn let_go(hold: &RefCell<Hold>) {
    if let Hold::Held(release) = hold.replace(Hold::GivenUp) {
        let _released = release.call0(&JsValue::NULL);
    }
}

/// Asks the browser; returns when the lock was let go, or was not to be had. `false` if it does not
/// answer.
async fn request(manager: &JsValue, name: &str, options: Object, hold: &Rc<RefCell<Hold>>) -> bool {
    let hold = Rc::clone(hold);
    let is_granted = Rc::new(Cell::new(false));
    let granted = Rc::clone(&is_granted);
    let on_answer = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        // The browser holds the lock as long as what it gets back is open.
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        granted.set(true);
        grant(&hold).into()
    });
    let promise = js::call(manager, "request", &[name.into(), options.into(), on_answer]);
    let promise = promise.and_then(|promise| promise.dyn_into::<Promise>().ok());
    let Some(let_go) = promise else { return false };
    let known = Rc::clone(&is_granted);
    let asked = Asked { name: name.to_owned(), is_granted, let_go: let_go.clone() };
    OWN.with_borrow_mut(|own| own.push(asked));
    let is_answered = JsFuture::from(let_go).await.is_ok();
    OWN.with_borrow_mut(|own| own.retain(|asked| !Rc::ptr_eq(&asked.is_granted, &known)));
    is_answered
}

/// Waits until this tab holds no lock of this name. The browser takes a moment to let one go.
async fn own_let_go(name: &str) {
    let held = || {
        OWN.with_borrow(|own| {
            let asked = own.iter().find(|asked| asked.name == name && asked.is_granted.get());
            asked.map(|asked| asked.let_go.clone())
        })
    };
    while let Some(let_go) = held() {
        let _let_go = JsFuture::from(let_go).await;
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
            let_go(hold);
        }
    }
    until_released
}

//! A script that runs beside the page, with a memory of its own.

use gloo_net::http::Request;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, WorkerOptions, WorkerType};

use super::js;
use super::listener::Listener;

/// What comes from a worker.
pub enum Heard {
    /// Something that it said.
    Said(JsValue),
    /// It did not load, or it broke off.
    Failed,
}

/// A worker. It ends when this is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    _listeners: [Listener; 3],
}

impl Worker {
    /// Starts the module at this address, which is of the page's own origin; `None` where what is
    /// there has another digest, or the browser refuses it at once.
    ///
    /// No browser checks the script of a worker by itself. It is fetched by its digest first, which
    /// leaves it in the browser's cache: a file that was damaged or exchanged on its way is found. A
    /// host that gives two answers on purpose is not.
    pub async fn start(
        address: &str,
        integrity: &str,
        hear: impl Fn(Heard) + Clone + 'static,
    ) -> Option<Self> {
        let script = Request::get(address).integrity(integrity).send().await.ok()?;
        if !script.ok() {
            return None;
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let made = js::construct("Worker", &[trusted(address), options.into()])?;
        let worker: web_sys::Worker = made.unchecked_into();
        let failed = |name| {
            let hear = hear.clone();
            Listener::new(&worker, name, move |_| hear(Heard::Failed))
        };
        let (error, garbled) = (failed("error"), failed("messageerror"));
        let said = Listener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                hear(Heard::Said(event.data()));
            }
        });
        Some(Self { worker, _listeners: [error, garbled, said] })
    }

    /// Says something to it. What `given` lists is handed over instead of copied, and is empty here
    /// afterwards. `false` if the browser has no room for it.
    pub fn say(&self, message: &JsValue, given: &JsValue) -> bool {
        self.worker.post_message_with_transfer(message, given).is_ok()
    }
}

/// The address as the page's policy asks for it (`require-trusted-types-for`). This is the only place where
/// a text becomes a program.
fn trusted(address: &str) -> JsValue {
    let address = JsValue::from_str(address);
    let take = Closure::<dyn Fn(JsValue) -> JsValue>::new(|address| address);
    let rules = js_sys::Object::new();
    js::set(&rules, "createScriptURL", take.as_ref());
    js::get(&js_sys::global(), "trustedTypes")
        .and_then(|types| js::call(&types, "createPolicy", &["diarist".into(), rules.into()]))
        .and_then(|policy| js::call(&policy, "createScriptURL", std::slice::from_ref(&address)))
        .unwrap_or(address)
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

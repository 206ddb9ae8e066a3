//! Makes the files of an export beside the page, in a web worker, which is loaded when the first
//! file is wanted.
//!
//! The page says `[number, bytes]`, the bytes being an [`Order`]; the answer is `[number, file]`,
//! a blob of the order's media type, or `[number, null]` where there is none. That it listens, the
//! worker says by `true`; the script that loads it says `false` if it cannot be
//! (`xtask/src/build/worker.rs`). The page's end is `src/service/export.rs`.

use js_sys::{Array, Uint8Array};
use transcript::export::{FileKind, Order, export};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let listening = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let order = Array::from(&event.data());
        let file = made(&order.get(1)).map_or(JsValue::NULL, JsValue::from);
        // The page may be gone by now.
        let _said = scope.post_message(&Array::of2(&order.get(0), &file));
    });
    listening.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    let _said = listening.post_message(&JsValue::TRUE);
}

/// The file that is ordered by these bytes.
fn made(order: &JsValue) -> Option<Blob> {
    let order = Order::unpack(&order.dyn_ref::<Uint8Array>()?.to_vec())?;
    let (input, options) = (order.input(), &order.options);
    let bytes = match order.kind {
        FileKind::Text(format) => export(format, &input, options).into_bytes(),
        FileKind::Word => docx::write(&input, options).ok()?,
    };
    let kind = BlobPropertyBag::new();
    kind.set_type(order.kind.media_type());
    let pieces = Array::of1(&Uint8Array::from(&bytes[..]));
    Blob::new_with_u8_array_sequence_and_options(&pieces, &kind).ok()
}

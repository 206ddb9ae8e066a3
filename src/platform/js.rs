//! Members of browser objects that web-sys does not know yet, by name. Absent ones are `None`.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A member that is there.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// A number.
pub fn number(object: &JsValue, name: &str) -> Option<f64> {
    get(object, name)?.as_f64()
}

/// Sets a member; what refuses it stays as it is.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _set = Reflect::set(object, &name.into(), value);
}

/// Calls a method; `None` if it is absent or throws.
pub fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, name)?.dyn_into().ok()?;
    method.apply(object, &list(arguments)).ok()
}

/// Makes an object of a class of the browser, such as `Highlight`.
pub fn construct(class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = get(&js_sys::global(), class)?.dyn_into().ok()?;
    Reflect::construct(&class, &list(arguments)).ok()
}

fn list(values: &[JsValue]) -> Array {
    values.iter().collect()
}

/// What a promise comes to; `None` for anything else, and for one that is refused.
pub async fn settled(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()
}

/// Lets a promise end as it will, without a complaint in the console.
pub fn ignore(promise: JsValue) {
    super::task::spawn(async move {
        let _refused = settled(promise).await;
    });
}

//! Dates as the user's language writes them.

use js_sys::{Date, Object};
use wasm_bindgen::JsValue;

use super::js;

/// "25 Nov 2026", in the order and language of the browser.
pub fn day(ms: u64) -> String {
    let options = Object::new();
    for (part, form) in [("day", "numeric"), ("month", "short"), ("year", "numeric")] {
        js::set(&options, part, &form.into());
    }
    js::call(&date(ms), "toLocaleDateString", &[JsValue::UNDEFINED, options.into()])
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// "2026-11-25T18:30:00.000Z".
pub fn iso(ms: u64) -> String {
    String::from(date(ms).to_iso_string())
}

/// "2026-11-25", for the names of files.
pub fn iso_day(ms: u64) -> String {
    iso(ms).split('T').next().unwrap_or_default().to_owned()
}

/// Whether it is the same day by the clock on the wall.
pub fn is_today(ms: u64) -> bool {
    let (then, now) = (date(ms), Date::new_0());
    then.to_date_string() == now.to_date_string()
}

#[expect(clippy::cast_precision_loss, reason = "a date, far below 2^53")]
fn date(ms: u64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}

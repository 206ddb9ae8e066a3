//! The wall clock, and named marks on the performance timeline.

use super::js;

/// Milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date after 1970")]
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Marks this moment, such as `diarist:parsed`, for scripts and benches to read.
pub fn mark(name: &str) {
    mark_at(name, tick_ms());
}

/// Marks an earlier moment, given by [`tick_ms`].
pub fn mark_at(name: &str, tick_ms: f64) {
    let Some(performance) = web_sys::window().and_then(|window| window.performance()) else {
        return;
    };
    // web-sys knows `mark` with a name only.
    let options = js_sys::Object::new();
    js::set(&options, "startTime", &tick_ms.into());
    let _mark = js::call(&performance, "mark", &[name.into(), options.into()]);
}

/// Milliseconds on the performance clock: steady, for measuring slices of work.
pub fn tick_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |p| p.now())
}

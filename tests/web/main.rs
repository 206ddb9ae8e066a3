//! Component tests: the page's parts in a real browser, without its screens.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "tests, in functions that clippy does not know as such")]
#![allow(unreachable_pub, reason = "a program has no public items")]

mod database;
mod dialog;
mod dom;
mod notes;
mod segmented;
mod storage;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

//! What a page holds in memory, and whether it gives it back.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::devtools::Devtools;
use super::script::{outcome, take};
use super::visit::Page;
use crate::bench::form::{self, FILE_INPUT, LOOK, START};
use crate::bench::site::Standin;
use crate::test::{Browser, Session};
use crate::wait;

/// What is made once and kept is there after so many times.
const BEFORE: usize = 2;
const TIMES: usize = 20;

/// By how many bytes memory grows while a transcript file is opened and left 20 times.
pub(super) fn growth(answer: &Path, browser: Browser, standin: &Standin) -> Result<f64> {
    let session = Session::open_for_bench(browser)?;
    session.visit(&standin.address(""))?;
    wait::until("the page", START, LOOK, || Ok(session.find(FILE_INPUT).ok()))?;
    session.script(include_str!("watch.js"), &json!([]))?;
    let devtools = Devtools::of(&session)?;
    open_and_close(&session, answer, BEFORE)?;
    let before = of_page(&session, &devtools, Page::Diarist)?;
    open_and_close(&session, answer, TIMES)?;
    Ok(of_page(&session, &devtools, Page::Diarist)? - before)
}

fn open_and_close(session: &Session, answer: &Path, times: usize) -> Result<()> {
    for _ in 0..times {
        session.script(include_str!("reopen.js"), &json!([]))?;
        let field = form::labelled(session, "Transcript file")?;
        session.type_into(&field, &answer.to_string_lossy())?;
        ensure!(outcome(session, "reopen")?.as_f64() > Some(0.0), "no turns were shown");
    }
    Ok(())
}

/// Bytes of the JavaScript heap and of the WebAssembly memory.
pub(super) fn of_page(session: &Session, devtools: &Devtools<'_>, page: Page) -> Result<f64> {
    let script = "window.bench.run('memory', window.bench.memory);";
    let found = take(session, "memory", script, &json!([]))?;
    let program = match page {
        Page::Diarist => found["wasm"].as_f64().context("there is no WebAssembly memory")?,
        Page::Floor => 0.0,
    };
    Ok(devtools.heap()? + program)
}

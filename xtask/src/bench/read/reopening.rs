//! Opening and closing a conversation many times: whether memory is given back.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use super::devtools::Devtools;
use super::script::{outcome, take};
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
    let before = memory(&session, &devtools)?;
    open_and_close(&session, answer, TIMES)?;
    Ok(memory(&session, &devtools)? - before)
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
pub(super) fn memory(session: &Session, devtools: &Devtools) -> Result<f64> {
    let heap = devtools.heap()?;
    let found = take(session, "memory", "window.bench.run('memory', window.bench.memory);", &json!([]))?;
    // A page without a program has no memory for one.
    Ok(heap + found["wasm"].as_f64().unwrap_or_default())
}

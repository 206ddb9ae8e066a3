//! Component tests of the page, in each browser.
//!
//! wasm-bindgen's test runner serves the tests as a page, we open it. The runner can drive
//! browsers itself, but not `WebKitGTK` and not with our options.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::browser::Browser;
use super::plan::Closing;
use super::results;
use super::webdriver::Session;
use crate::shell::Group;
use crate::{ports, shell, toolbox, wait};

/// How long the tests may take in one browser.
const AT_MOST: Duration = Duration::from_mins(3);
const LOOK: Duration = Duration::from_millis(200);
/// The runner binds the tests before it listens.
const START: Duration = Duration::from_mins(1);

pub(super) fn run(browsers: &[Browser]) -> Result<Closing> {
    shell::step("Building the component tests", "1 to 2 min the first time, then seconds");
    let tests = build()?;
    let mut closing = Closing { lines: Vec::new(), is_ok: true };
    for browser in browsers {
        shell::step(&format!("Running the component tests in {}", browser.name()), "seconds");
        let lines = match in_browser(&tests, *browser) {
            Ok(said) => {
                println!("{said}");
                results::of(&said)
            }
            Err(error) => {
                eprintln!("{error:#}");
                format!("{error:#}").lines().take(1).map(str::to_owned).collect()
            }
        };
        closing.is_ok &= lines.first().is_some_and(|line| line.starts_with("test result: ok"));
        closing.lines.extend(lines.iter().map(|line| format!("{}: {line}", browser.name())));
    }
    Ok(closing)
}

/// Builds tests/web and says where cargo put it.
fn build() -> Result<PathBuf> {
    let mut cargo = toolbox::cargo();
    cargo
        .args(["test", "--package", "diarist", "--test", "web", "--no-run"])
        .args(["--target", "wasm32-unknown-unknown", "--profile", "page"])
        .arg("--message-format=json-render-diagnostics");
    let (status, messages) = shell::run_reading(&mut cargo)?;
    ensure!(status.success(), "the component tests do not build: rustc says why above");
    executable(&messages).context("cargo built no component tests: is there a tests/web?")
}

/// The path in the last message of cargo that has one.
fn executable(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .rev()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "web")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

/// What the test page says in the end.
fn in_browser(tests: &PathBuf, browser: Browser) -> Result<String> {
    let port = ports::any_free()?;
    let address = format!("127.0.0.1:{port}");
    let mut server = Group::spawn(
        toolbox::command("wasm-bindgen-test-runner")
            .arg(tests)
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", &address)
            .stdout(Stdio::null()),
    )?;
    ports::wait_for(port, START, || Ok(server.ended()?.is_none()))
        .context("wasm-bindgen-test-runner does not serve the tests")?;

    let session = Session::open(browser)?;
    session.visit(&format!("http://{address}/"))?;
    let read = "const o = document.getElementById('output'); return o ? o.textContent : '';";
    let mut said = String::new();
    wait::until("the component tests", AT_MOST, LOOK, || {
        session.script(read, &json!([]))?.as_str().unwrap_or_default().clone_into(&mut said);
        Ok(said.contains("test result:").then_some(()))
    })
    .with_context(|| format!("the page said:\n{said}"))?;
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_of_the_web_tests_is_taken_from_cargos_messages() {
        let messages = "{\"target\":{\"name\":\"diarist\"},\"executable\":\"a.wasm\"}\n\
                        {\"target\":{\"name\":\"web\"},\"executable\":\"b.wasm\"}\n\
                        {\"reason\":\"build-finished\",\"success\":true}\n";
        assert_eq!(executable(messages), Some(PathBuf::from("b.wasm")));
        assert_eq!(executable("{}"), None);
    }
}

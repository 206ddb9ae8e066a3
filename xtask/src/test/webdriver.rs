//! The few commands of the WebDriver protocol that xtask needs.

use std::fs::{self, File};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Browser;
use crate::shell::Group;
use crate::{paths, ports};

/// How long a driver may take to listen, and a browser to open.
const START: Duration = Duration::from_mins(1);

/// A browser window under our control. Dropping it closes the browser and its driver.
pub(crate) struct Session {
    address: String,
    agent: ureq::Agent,
    // Ended after the session was closed, see `drop`.
    driver: Group,
}

impl Session {
    /// Starts the driver and opens a window.
    pub(crate) fn open(browser: Browser) -> Result<Self> {
        Self::start(browser, false)
    }

    /// The same, with what a bench wants to know of the browser.
    pub(crate) fn open_for_bench(browser: Browser) -> Result<Self> {
        Self::start(browser, true)
    }

    fn start(browser: Browser, is_bench: bool) -> Result<Self> {
        let port = ports::any_free()?;
        let (log, log_path) = log_of(browser)?;
        let mut driver = Group::spawn(browser.driver(port).stdout(log.try_clone()?).stderr(log))?;
        let see_log = || format!("{} did not start; {} says why", browser.name(), log_path);
        ports::wait_for(port, START, || Ok(driver.ended()?.is_none())).with_context(see_log)?;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(START))
            .build()
            .into();
        let base = format!("http://127.0.0.1:{port}/session");
        let session =
            post(&agent, &base, &browser.session_request(is_bench)?).with_context(see_log)?;
        let id = session["sessionId"].as_str().context("the driver gave no session")?;
        Ok(Self { address: format!("{base}/{id}"), agent, driver })
    }

    /// The process id of the driver, whose children are the browser.
    pub(crate) fn driver_id(&self) -> u32 {
        self.driver.id()
    }

    /// Opens `url` and waits until it is loaded.
    pub(crate) fn visit(&self, url: &str) -> Result<()> {
        post(&self.agent, &format!("{}/url", self.address), &json!({ "url": url }))?;
        Ok(())
    }

    /// Runs the body of a function in the page and gives back what it returns.
    pub(crate) fn script(&self, body: &str, arguments: &Value) -> Result<Value> {
        let request = json!({ "script": body, "args": arguments });
        post(&self.agent, &format!("{}/execute/sync", self.address), &request)
    }

    /// Sends a command of Chromium's own protocol, which its driver alone passes on.
    pub(crate) fn devtools(&self, command: &str) -> Result<Value> {
        let request = json!({ "cmd": command, "params": {} });
        post(&self.agent, &format!("{}/goog/cdp/execute", self.address), &request)
            .with_context(|| command.to_owned())
    }

    /// The element that `selector` finds, as scripts and the driver name it.
    pub(crate) fn find(&self, selector: &str) -> Result<String> {
        let request = json!({ "using": "css selector", "value": selector });
        let found = post(&self.agent, &format!("{}/element", self.address), &request)?;
        Self::element(&found).with_context(|| format!("the page has no {selector}"))
    }

    /// The element in an answer of the driver: an object with one field, its reference.
    pub(crate) fn element(found: &Value) -> Option<String> {
        found.as_object()?.values().next()?.as_str().map(str::to_owned)
    }

    /// Types `text` into the element; into a file input, the path of a file.
    pub(crate) fn type_into(&self, element: &str, text: &str) -> Result<()> {
        let address = format!("{}/element/{element}/value", self.address);
        post(&self.agent, &address, &json!({ "text": text }))?;
        Ok(())
    }
}

/// Where the driver and the browser write, instead of between our own lines.
fn log_of(browser: Browser) -> Result<(File, String)> {
    let folder = paths::target().join("webdriver");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.log", browser.name()));
    Ok((File::create(&path)?, paths::shown(&path)))
}

impl Drop for Session {
    fn drop(&mut self) {
        // If the browser is gone already there is nothing to close; the driver ends after this.
        self.agent.delete(&self.address).call().ok();
    }
}

fn post(agent: &ureq::Agent, address: &str, body: &Value) -> Result<Value> {
    let mut answer = agent.post(address).send_json(body).context("the driver does not answer")?;
    let is_ok = answer.status().is_success();
    let mut answer: Value = answer.body_mut().read_json().context("the driver sent no JSON")?;
    let value = answer["value"].take();
    if is_ok {
        return Ok(value);
    }
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    bail!("the driver says: {}: {}", text("error"), text("message"))
}

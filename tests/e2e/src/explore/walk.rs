//! Does a step in the page, as a person would.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::json;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{Key, WindowHandle};

use super::look::Look;
use super::step::{KEYS, Step, TEXTS};
use crate::faults::{self, Fault, ResetWhen, Rule};
use crate::locate::{Role, SCRIPT};
use crate::pages::KEY;
use crate::stage::Stage;
use crate::until::{SOON, until};
use crate::{Engine, paths};

/// The samples whose transcripts are opened.
const SAMPLES: &[&str] = &["interview", "meeting", "arabic"];

/// What was done, as far as the rules ask for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Done {
    /// The step could not be done here.
    Nothing,
    /// The control of this name was pressed.
    Pressed(String),
    /// A key was pressed that puts no letter anywhere.
    Key(&'static str),
    /// This was typed.
    Typed(String),
    /// The page was loaded anew.
    Reloaded,
    /// Another tab is looked at.
    Turned,
    /// Something else.
    Other,
}

/// The tab beside the one that is looked at, if there is one.
#[derive(Default, Debug)]
pub(super) struct Tabs {
    other: Option<WindowHandle>,
}

impl Tabs {
    /// Closes the second tab, where there is one.
    pub(super) async fn close(&mut self, stage: &Stage) -> Result<()> {
        if let Some(other) = self.other.take() {
            stage.tab.close_for(&other).await?;
        }
        Ok(())
    }
}

/// Does a step; `before` is what the page shows.
pub(super) async fn act(stage: &Stage, tabs: &mut Tabs, step: Step, before: &Look) -> Result<Done> {
    match step {
        Step::Press(at) => press(stage, at).await,
        Step::Key(at) => key(stage, KEYS[at % KEYS.len()], before).await,
        Step::Type(at) => type_text(stage, TEXTS[at % TEXTS.len()], before).await,
        Step::Edit(at) => edit(stage, at, before).await,
        Step::Caret(at) => put_caret(stage, at).await,
        Step::File(at) => open_file(stage, at, before).await,
        Step::Transcribe => transcribe(stage, before).await,
        Step::Fault(at) => {
            stage.server.faults([fault(at)]);
            Ok(Done::Other)
        }
        Step::Start => go(stage, "#/").await,
        Step::Open(at) => open(stage, at, before).await,
        Step::Reload => {
            stage.tab.reload().await?;
            Ok(Done::Reloaded)
        }
        Step::Tab => turn(stage, tabs).await,
        Step::Close if tabs.other.is_some() => {
            tabs.close(stage).await?;
            Ok(Done::Turned)
        }
        Step::Close => Ok(Done::Nothing),
        Step::Full | Step::Room => {
            let body = "window.explorer?.setFull(arguments[0]);";
            stage.tab.script(body, vec![json!(step == Step::Full)]).await?;
            Ok(Done::Other)
        }
        Step::Online => {
            stage.tab.signal("online").await?;
            Ok(Done::Other)
        }
        Step::Wait => {
            stage.let_pass(300).await?;
            Ok(Done::Other)
        }
    }
}

/// Whether a driver only says that something cannot be pressed or typed into just now.
fn cannot_be_done(error: &WebDriverError) -> bool {
    matches!(
        &**error,
        WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::MoveTargetOutOfBounds(_)
            | WebDriverErrorInner::NoSuchElement(_)
    )
}

async fn press(stage: &Stage, at: usize) -> Result<Done> {
    let body = format!("{SCRIPT}\n{}", include_str!("../../js/press.js"));
    let found = stage.tab.driver().execute(&body, vec![json!(at)]).await?;
    if found.json().is_null() {
        return Ok(Done::Nothing);
    }
    let target = found.element()?;
    let body = format!("{SCRIPT}\nreturn nameOf(arguments[0].control ?? arguments[0]);");
    let name = stage.tab.script(&body, vec![target.to_json()?]).await?;
    let name = name.as_str().unwrap_or_default().to_owned();
    match target.click().await {
        Ok(()) => Ok(Done::Pressed(name)),
        Err(error) if cannot_be_done(&error) => Ok(Done::Nothing),
        Err(error) => Err(error).with_context(|| format!("pressing “{name}”")),
    }
}

async fn key(stage: &Stage, name: &'static str, before: &Look) -> Result<Done> {
    let tab = &stage.tab;
    match name {
        "CtrlA" => tab.press_with_control('a').await?,
        "CtrlEnter" => tab.press_with_control_enter().await?,
        "CtrlZ" => tab.press_with_control('z').await?,
        "CtrlShiftZ" => {
            let chain = tab.driver().action_chain().key_down(Key::Control).key_down(Key::Shift);
            chain.send_keys("z").key_up(Key::Shift).key_up(Key::Control).perform().await?;
        }
        "ShiftTab" => {
            let chain = tab.driver().action_chain().key_down(Key::Shift).send_keys(Key::Tab);
            chain.key_up(Key::Shift).perform().await?;
        }
        _ => {
            let special = match name {
                "Space" => Some(Key::Space),
                "Enter" => Some(Key::Enter),
                "Escape" => Some(Key::Escape),
                "Tab" => Some(Key::Tab),
                "Left" => Some(Key::Left),
                "Right" => Some(Key::Right),
                "Up" => Some(Key::Up),
                "Down" => Some(Key::Down),
                "Delete" => Some(Key::Delete),
                "Backspace" => Some(Key::Backspace),
                "Home" => Some(Key::Home),
                "End" => Some(Key::End),
                "PageDown" => Some(Key::PageDown),
                _ => None,
            };
            let Some(special) = special else {
                tab.press(name).await?;
                let is_typed = before.is_typing;
                return Ok(if is_typed { Done::Typed(name.to_owned()) } else { Done::Key(name) });
            };
            tab.press(special).await?;
        }
    }
    Ok(Done::Key(name))
}

async fn type_text(stage: &Stage, text: &str, before: &Look) -> Result<Done> {
    if !before.is_typing {
        return Ok(Done::Nothing);
    }
    stage.tab.press(text).await?;
    Ok(Done::Typed(text.to_owned()))
}

async fn edit(stage: &Stage, at: usize, before: &Look) -> Result<Done> {
    let Some(turns) = before.turns.as_ref().filter(|_| !before.is_typing) else {
        return Ok(Done::Nothing);
    };
    let body = "document.querySelector(`[data-turn='${arguments[0]}'] .time`)?.focus();";
    stage.tab.script(body, vec![json!(at % turns.len())]).await?;
    stage.tab.press("e").await?;
    Ok(Done::Key("e"))
}

async fn put_caret(stage: &Stage, at: usize) -> Result<Done> {
    let body = "const editor = document.activeElement?.closest('[data-editing]');
        const nodes = [...(editor?.querySelectorAll('p') ?? [])]
            .map((p) => p.firstChild).filter((node) => node?.nodeType === 3);
        const length = nodes.reduce((sum, node) => sum + node.data.length + 1, 0);
        if (length === 0) return false;
        let at = arguments[0] % length;
        for (const node of nodes) {
            if (at <= node.data.length) {
                // Not into the middle of a letter.
                const letters = [...new Intl.Segmenter().segment(node.data)].map(({ index }) => index);
                const before = Math.max(0, ...letters.filter((index) => index <= at));
                getSelection().collapse(node, at === node.data.length ? at : before);
                node.parentElement.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
                return true;
            }
            at -= node.data.length + 1;
        }
        return false;";
    let is_put = stage.tab.script(body, vec![json!(at)]).await?;
    Ok(if is_put == json!(true) { Done::Other } else { Done::Nothing })
}

/// Goes to the start first, where files are given.
async fn go_to_start(stage: &Stage) -> Result<()> {
    go(stage, "#/").await?;
    until("the start", SOON, async || Ok(Look::at(&stage.tab).await?.is_start.then_some(()))).await
}

async fn go(stage: &Stage, address: &str) -> Result<Done> {
    stage.tab.script("location.hash = arguments[0];", vec![json!(address)]).await?;
    Ok(Done::Other)
}

fn transcript(at: usize) -> PathBuf {
    paths::sample(SAMPLES[at % SAMPLES.len()]).with_extension("json")
}

async fn open_file(stage: &Stage, at: usize, before: &Look) -> Result<Done> {
    if !before.is_start {
        go_to_start(stage).await?;
    }
    // A recording that was chosen and refused stands in its place.
    if !stage.tab.has(Role::File, "Transcript file").await? {
        return Ok(Done::Nothing);
    }
    stage.tab.give_file("Transcript file", &transcript(at)).await?;
    until("the conversation of a file", SOON, async || {
        let look = Look::at(&stage.tab).await?;
        Ok((!look.is_start || !look.alerts.is_empty()).then_some(()))
    })
    .await?;
    Ok(Done::Other)
}

async fn transcribe(stage: &Stage, before: &Look) -> Result<Done> {
    if !before.is_start {
        go_to_start(stage).await?;
    }
    if stage.tab.has(Role::File, "Audio or video file").await? {
        let file = paths::sample("interview");
        stage.tab.give_file("Audio or video file", &file).await?;
    }
    if !stage.tab.has(Role::Field, "AssemblyAI API key").await? {
        return Ok(Done::Nothing);
    }
    stage.tab.fill("AssemblyAI API key", KEY).await?;
    stage.tab.click(Role::Button, "Transcribe").await?;
    Ok(Done::Other)
}

fn fault(at: usize) -> Rule {
    let many = 1 + u32::try_from(at % 3).unwrap_or(0);
    match at {
        0 => faults::upload(Fault::status(503)).times(many),
        1 => faults::submit(Fault::status(500)).times(many),
        2 => faults::poll(Fault::status(502)).times(many),
        3 => faults::poll(faults::busy(1, true)).times(many),
        4 => faults::list(Fault::status(401)),
        5 => faults::upload(Fault::reset(ResetWhen::Reused)),
        6 => faults::submit(faults::html(502)),
        _ => faults::poll(Fault::body("{", "application/json")),
    }
}

async fn open(stage: &Stage, at: usize, before: &Look) -> Result<Done> {
    if !before.is_start {
        go_to_start(stage).await?;
    }
    let body = "const links = [...document.querySelectorAll(\"a[href^='#/recording/']\")];
        if (links.length === 0) return null;
        const link = links[arguments[0] % links.length];
        location.hash = link.getAttribute('href');
        return true;";
    let is_there = stage.tab.script(body, vec![json!(at)]).await?;
    Ok(if is_there == json!(true) { Done::Other } else { Done::Nothing })
}

async fn turn(stage: &Stage, tabs: &mut Tabs) -> Result<Done> {
    // A second window of WebKit's stays behind the first, where it is slowed down.
    if stage.engine == Engine::WebKit && tabs.other.is_none() {
        return Ok(Done::Nothing);
    }
    let Some(other) = tabs.other.take() else {
        let address = stage.tab.script("return location.href;", vec![]).await?;
        let (first, _) = stage.tab.open_second().await?;
        tabs.other = Some(first);
        stage.tab.goto(address.as_str().unwrap_or_default()).await?;
        return Ok(Done::Turned);
    };
    tabs.other = Some(stage.tab.driver().window().await?);
    stage.tab.turn_to(&other).await?;
    Ok(Done::Turned)
}

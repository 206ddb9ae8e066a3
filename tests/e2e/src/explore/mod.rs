//! Walks the page at random and holds it to its rules after each step.
//!
//! A walk is a path of some dozens of steps on an origin where nothing is kept yet. Where a rule is
//! broken, the path is made as short as it goes while the same rule stays broken.

mod look;
mod rules;
mod shrink;
pub mod step;
mod walk;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::console;
use crate::engine::Engine;
use crate::locate::SCRIPT;
use crate::pages::KEY;
use crate::seats::{Seat, Seats};
use crate::server::Server;
use crate::stage::Stage;
use crate::until::{SOON, until};

use look::Look;
use rules::{Broken, Rules, difference};
use step::Step;
use walk::{Tabs, act};

/// Steps of one walk.
const STEPS: usize = 60;
/// Each so many-th state is looked at by axe-core.
const STATES_PER_AXE: usize = 50;
/// Each so many-th state is searched for the key.
const STATES_PER_SEARCH: usize = 10;
/// No longer than this is a shorter path looked for.
const SHRINKING: Duration = Duration::from_mins(5);
/// More corrections than this are not undone at the end of a walk.
const UNDONE: usize = 200;

/// What came of an exploration in one engine.
#[derive(Clone, Copy, Default, Debug)]
pub struct Tally {
    /// Walks that were made.
    pub walks: usize,
    /// Steps that were done.
    pub steps: usize,
    /// Steps that could not be done where they were to be.
    pub skipped: usize,
    /// States that axe-core looked at.
    pub axe: usize,
    /// Conversations in which all was undone and done again.
    pub undone: usize,
    /// Walks that ended as the browser was lost.
    pub lost: usize,
}

/// A rule that was broken, and how to see it again.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The seed of the walk.
    pub seed: u64,
    /// The shortest path found.
    pub path: Vec<Step>,
    /// The rule, and how it was broken.
    pub what: String,
}

/// Walks from this seed on until the time is over or a rule is broken.
pub async fn explore(
    engine: Engine,
    seed: u64,
    time: Duration,
    tally: &mut Tally,
) -> Result<Option<Failure>> {
    let seats = Seats::default();
    let end = Instant::now() + time;
    let mut failure = None;
    for seed in seed.. {
        if Instant::now() >= end {
            break;
        }
        let path = step::path(seed, STEPS);
        match walk(&seats, engine, &path, Some(end), tally).await {
            Ok(Ok(())) => tally.walks += 1,
            Ok(Err((at, broken))) => {
                println!("  seed {seed}, step {at}: {}: {}", broken.rule, broken.how);
                let path =
                    shorter(&seats, engine, &path[..=at.min(path.len() - 1)], broken.rule).await;
                let what = format!("{}: {}", broken.rule, broken.how);
                failure = Some(Failure { seed, path, what });
                break;
            }
            Err(error) => {
                tally.lost += 1;
                println!("  seed {seed}: the walk could not go on: {error:#}");
                anyhow::ensure!(tally.lost < 3, "the browser was lost three times");
            }
        }
    }
    seats.close().await;
    Ok(failure)
}

/// Walks one path; how a rule was broken.
pub async fn walk_path(engine: Engine, path: &[Step], tally: &mut Tally) -> Result<Option<String>> {
    let seats = Seats::default();
    let walked = walk(&seats, engine, path, None, tally).await;
    seats.close().await;
    let told =
        |(at, broken): (usize, Broken)| format!("step {at}: {}: {}", broken.rule, broken.how);
    Ok(walked?.err().map(told))
}

async fn shorter(seats: &Seats, engine: Engine, path: &[Step], rule: &str) -> Vec<Step> {
    let end = Instant::now() + SHRINKING;
    println!("  looking for a shorter path, {} min at most", SHRINKING.as_secs() / 60);
    shrink::shortest(path, async |path: &[Step]| {
        if Instant::now() >= end {
            return false;
        }
        match walk(seats, engine, path, None, &mut Tally::default()).await {
            Ok(Err((_, broken))) => broken.rule == rule,
            _ => false,
        }
    })
    .await
}

type Walked = Result<(), (usize, Broken)>;

/// Walks a path in a fresh origin. `Err`: the browser or its driver did not do as it was told.
async fn walk(
    seats: &Seats,
    engine: Engine,
    path: &[Step],
    end: Option<Instant>,
    tally: &mut Tally,
) -> Result<Walked> {
    let mut seat = seats.take(engine).await?;
    let server = Server::start().await?;
    let stage = Stage::new(engine, "explore", seat.tab.clone(), server, seat.downloads()?);
    let mut tabs = Tabs::default();
    let walked = steps(&stage, &seat, &mut tabs, path, end, tally).await;
    if walked.is_err() {
        stage.shoot("LOST").await.unwrap_or_default();
    }
    let closed = tabs.close(&stage).await;
    let left = seat.leave().await;
    let complaints = seat.tab.complaints().await;
    if walked.is_err() || closed.is_err() || left.is_err() || complaints.is_err() {
        seats.dismiss(seat).await;
    } else {
        seats.give_back(seat).await;
    }
    if let Err(broken) = walked? {
        return Ok(Err(broken));
    }
    closed?;
    Ok(quiet(&stage, complaints?, &left?).map_err(|broken| (path.len(), broken)))
}

async fn steps(
    stage: &Stage,
    seat: &Seat,
    tabs: &mut Tabs,
    path: &[Step],
    end: Option<Instant>,
    tally: &mut Tally,
) -> Result<Walked> {
    stage.run_before(include_str!("../../js/explorer.js")).await?;
    stage.widen().await?;
    stage.open().await?;
    let mut rules = Rules::default();
    let mut before = settled(stage).await?;
    for (at, step) in path.iter().enumerate() {
        if end.is_some_and(|end| Instant::now() >= end) {
            break;
        }
        let done =
            act(stage, tabs, *step, &before).await.with_context(|| format!("step {at}, {step}"))?;
        if done == walk::Done::Nothing {
            tally.skipped += 1;
            continue;
        }
        tally.steps += 1;
        let after = settled(stage).await.with_context(|| format!("after step {at}, {step}"))?;
        let mut checked = rules.check(&before, &done, &after);
        if checked.is_ok() {
            checked = quiet(stage, stage.tab.complaints().await?, &seat.said());
        }
        if checked.is_ok() && tally.steps.is_multiple_of(STATES_PER_SEARCH) {
            checked = key_is_nowhere(stage).await?;
        }
        if checked.is_ok() && tally.steps.is_multiple_of(STATES_PER_AXE) {
            tally.axe += 1;
            checked = stage
                .check(&format!("explored-{at}"))
                .await
                .map_err(|error| Broken::new("axe-core finds nothing", format!("{error:#}")));
            stage.tab.script("window.explorer?.rest();", vec![]).await?;
        }
        if let Err(broken) = checked {
            stage.shoot(&format!("FAILED-{}", broken.rule)).await.unwrap_or_default();
            return Ok(Err((at, broken)));
        }
        before = after;
    }
    let last = path.len().saturating_sub(1);
    if let Err(broken) = all_is_undone(stage, &rules, &before, tally).await? {
        return Ok(Err((last, broken)));
    }
    if let Err(broken) = key_is_nowhere(stage).await? {
        return Ok(Err((last, broken)));
    }
    let ended = stage.check_end().await;
    Ok(ended.map_err(|error| (last, Broken::new("only its own hosts", format!("{error:#}")))))
}

/// What the page shows once nothing more is on its way to the screen.
async fn settled(stage: &Stage) -> Result<Look> {
    // What follows from a key or a press is there after two frames.
    let frames = "const done = arguments[arguments.length - 1];
        if (document.hidden) return done(null);
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(null), 20)));";
    stage.tab.script_async(frames, vec![]).await?;
    until("the screen", SOON, async || {
        let look = Look::at(&stage.tab).await?;
        Ok(look.is_settled.then_some(look))
    })
    .await
}

/// Nothing was complained of, and nothing was blocked.
fn quiet(stage: &Stage, complaints: Vec<String>, lines: &[String]) -> Result<(), Broken> {
    let mut complaints = complaints;
    if stage.engine == Engine::Firefox {
        complaints.extend(console::firefox_errors(lines, &stage.hosts()));
    }
    complaints.retain(|line| !console::is_failed_request(line));
    if !complaints.is_empty() {
        return Err(Broken::new("nothing in the console", complaints.join("\n")));
    }
    let blocked = stage.server.stats().csp_violations;
    if blocked.is_empty() {
        return Ok(());
    }
    Err(Broken::new("nothing against the content policy", format!("{blocked:?}")))
}

/// The key is in memory and in the field where it was typed, and nowhere else.
async fn key_is_nowhere(stage: &Stage) -> Result<Result<(), Broken>> {
    let found = stage.traces_of(KEY).await?;
    Ok(if found == json!([]) {
        Ok(())
    } else {
        Err(Broken::new("the key is nowhere", found.to_string()))
    })
}

/// Undone to the beginning a conversation is its original; and done again, what it was.
async fn all_is_undone(
    stage: &Stage,
    rules: &Rules,
    look: &Look,
    tally: &mut Tally,
) -> Result<Result<(), Broken>> {
    let Some(original) = rules.original(look).filter(|_| look.is_recording && !look.is_elsewhere)
    else {
        return Ok(Ok(()));
    };
    // Out of dialogs and of the turn that is edited, which may store what was typed.
    for _ in 0..3 {
        stage.tab.press(thirtyfour::Key::Escape).await?;
    }
    let start = settled(stage).await?;
    if start.address != look.address || start.turns.is_none() {
        return Ok(Ok(()));
    }
    let count = press(stage, "Undo", UNDONE).await?;
    let undone = settled(stage).await?;
    if undone.can_undo {
        return Ok(Ok(()));
    }
    if undone.turns.as_ref() != Some(original) {
        let text: String = original.iter().map(|(_, text)| text.as_str()).collect();
        let how = difference(&text, &undone.text().unwrap_or_default());
        return Ok(Err(Broken::new("undone to the beginning it is the original", how)));
    }
    press(stage, "Redo", count).await?;
    let redone = settled(stage).await?;
    if redone.turns != start.turns {
        let (before, after) = (start.text().unwrap_or_default(), redone.text().unwrap_or_default());
        let how = difference(&before, &after);
        return Ok(Err(Broken::new("done again it is what it was", how)));
    }
    tally.undone += 1;
    Ok(Ok(()))
}

/// Presses a button as long as it can be pressed, at most so often; how often that was.
async fn press(stage: &Stage, name: &str, most: usize) -> Result<usize> {
    let body = format!(
        "{SCRIPT}\nconst button = locateAll('button', arguments[0])[0];
        if (!button || button.disabled) return false;
        button.click();
        return true;"
    );
    let mut count = 0;
    while count < most && stage.tab.script(&body, vec![json!(name)]).await? == json!(true) {
        count += 1;
    }
    Ok(count)
}

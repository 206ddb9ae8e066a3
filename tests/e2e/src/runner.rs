//! Tells stories in engines: makes the tests of the run, and sets the stage of each.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use futures_util::FutureExt as _;
use libtest_mimic::{Failed, Trial};
use tokio::runtime::Handle;

use crate::again::{self, Failure};
use crate::engine::Engine;
use crate::seats::Seats;
use crate::server::Server;
use crate::stage::Stage;
use crate::story::Story;
use crate::times::Times;
use crate::{console, paths};

/// The tests `engine::story`, long ones first so that the run does not end waiting for them.
pub fn trials(
    stories: &[Story],
    engines: &[Engine],
    seats: &Arc<Seats>,
    times: &Times,
    runtime: &Handle,
) -> Vec<Trial> {
    let mut ordered: Vec<Story> = stories.to_vec();
    ordered.sort_by_key(|story| !(story.is_slow || story.is_alone));
    let quiet = Arc::new(RwLock::new(()));
    ordered
        .iter()
        .flat_map(|story| engines.iter().map(move |engine| (*story, *engine)))
        .filter(|(story, engine)| story.engines.contains(engine))
        .map(|(story, engine)| {
            let (seats, runtime, quiet) = (Arc::clone(seats), runtime.clone(), Arc::clone(&quiet));
            let times = times.clone();
            let name = format!("{}::{}", engine.name(), story.name);
            Trial::test(name.clone(), move || {
                // A story that panicked has not left anything behind that others could mind.
                let _alone =
                    story.is_alone.then(|| quiet.write().unwrap_or_else(PoisonError::into_inner));
                let _beside_others =
                    (!story.is_alone).then(|| quiet.read().unwrap_or_else(PoisonError::into_inner));
                let start = Instant::now();
                let told = runtime.block_on(tell_again(story, engine, &seats));
                times.add(name, start.elapsed());
                judge(story, told)
            })
        })
        .collect()
}

/// Whether what came of a story is what had to come of it.
fn judge(story: Story, told: Result<()>) -> Result<(), Failed> {
    match (story.fails_with, told) {
        (None, told) => told.map_err(|error| format!("{error:#}").into()),
        (Some(text), Err(error)) if format!("{error:#}").contains(text) => Ok(()),
        (Some(text), told) => Err(format!("it must fail with {text:?}, but: {told:?}").into()),
    }
}

/// What a line of the output begins with when a story needed its second try.
const TOLD_AGAIN: &str = "told again: ";

/// So many lines say what failed; what the page said then comes behind them.
const LINES_OF_REASON: usize = 6;

/// Runs one story; once more, in a new browser, where [`again::reason`] has one. That is told in the
/// run's output with what failed.
async fn tell_again(story: Story, engine: Engine, seats: &Seats) -> Result<()> {
    let Err(failure) = tell(story, engine, seats).await else { return Ok(()) };
    let Some(reason) = again::reason(&story, engine, failure.lost.as_deref()) else {
        return Err(failure.error);
    };
    let why = format!("{:#}", failure.error);
    let why: Vec<&str> = why.lines().take(LINES_OF_REASON).map(str::trim).collect();
    let why = why.join(" · ");
    println!("{TOLD_AGAIN}{}::{} ({reason}): {why}", engine.name(), story.name);
    tell(story, engine, seats).await.map_err(|failure| failure.error)
}

/// Runs one story in one engine with a stand-in of its own.
async fn tell(story: Story, engine: Engine, seats: &Seats) -> Result<(), Failure> {
    let server = Server::start().await?;
    let mut seat = seats.take(engine).await.map_err(|error| {
        let lost = Some("it did not start".to_owned());
        Failure { error, lost }
    })?;
    let stage = Stage::new(engine, story.name, seat.tab.clone(), server, seat.downloads()?);
    let told = match act(story, &stage).await {
        Ok(()) => stage.check_end().await,
        Err(error) => Err(with_evidence(error, &stage, "FAILED").await),
    };
    let left = soon(seat.leave()).await;
    let complaints = soon(seat.tab.complaints()).await;
    let lost = if told.is_ok() && left.is_ok() && complaints.is_ok() {
        seats.give_back(seat).await;
        None
    } else {
        let lost = seat.lost().await;
        seats.dismiss(seat).await;
        lost
    };
    let failed = |error| Failure { error, lost: lost.clone() };
    told.map_err(failed)?;
    let (mut complaints, lines) = (complaints.map_err(failed)?, left.map_err(failed)?);
    if engine == Engine::Firefox {
        complaints.extend(console::firefox_errors(&lines, &stage.hosts()));
    }
    complaints.retain(|line| !console::is_failed_request(line) && !stage.expects(line));
    if complaints.is_empty() {
        return Ok(());
    }
    Err(anyhow!("errors in the console:\n{}", complaints.join("\n")).into())
}

/// The story itself. A panic or a missed end is a failure like any other.
async fn act(story: Story, stage: &Stage) -> Result<()> {
    let work = async {
        stage.widen().await?;
        (story.run)(stage).await
    };
    let work = AssertUnwindSafe(work).catch_unwind();
    match tokio::time::timeout(story.limit(), work).await {
        Ok(Ok(told)) => told,
        Ok(Err(panic)) => Err(anyhow!("panicked: {}", panic_text(panic.as_ref()))),
        Err(_) => Err(anyhow!("not done within {} s", story.limit().as_secs())),
    }
}

/// Adds to a failure where to see how the page looked (the picture is named so), and what it said.
pub async fn with_evidence(error: anyhow::Error, stage: &Stage, picture: &str) -> anyhow::Error {
    let seen = soon(stage.shoot(picture)).await.map_or_else(
        |error| format!("no picture: {error}"),
        |()| format!("see {}/{}", paths::shots().display(), stage.engine.name()),
    );
    let text = soon(stage.tab.text()).await.unwrap_or_default();
    let text: String = text.chars().take(1500).collect();
    let stats = stage.server.stats().requests;
    anyhow!("{error:#}\n{seen}\nthe page said: {text}\nthe stand-in counted: {stats:?}")
}

/// What comes of it, if a browser that may hang answers in half a minute.
async fn soon<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let limit = Duration::from_secs(30);
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| Err(anyhow!("the browser hangs")))
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

//! Tells stories in engines: makes the tests of the run, and sets the stage of each.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use futures_util::FutureExt as _;
use libtest_mimic::{Failed, Trial};
use tokio::runtime::Handle;

use crate::again::{Chances, Failure, Kind};
use crate::engine::Engine;
use crate::seats::{Seat, Seats};
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
    let run = Arc::new(Run::default());
    ordered
        .iter()
        .flat_map(|story| engines.iter().map(move |engine| (*story, *engine)))
        .filter(|(story, engine)| story.engines.contains(engine))
        .map(|(story, engine)| {
            let (seats, runtime, run) = (Arc::clone(seats), runtime.clone(), Arc::clone(&run));
            let times = times.clone();
            let name = format!("{}::{}", engine.name(), story.name);
            Trial::test(name.clone(), move || {
                let start = Instant::now();
                let told = run.tell(story, engine, &seats, &runtime);
                times.add(name, start.elapsed());
                judge(story, told)
            })
        })
        .collect()
}

/// What the stories of a run share.
#[derive(Default)]
struct Run {
    /// Held by many who do not mind each other, or by one who is to be alone.
    quiet: RwLock<()>,
    chances: Chances,
}

impl Run {
    /// Tells one story; once more, in a new browser and with no other beside it, where
    /// [`Chances::reason`] has one. That is told in the run's output with what failed.
    fn tell(&self, story: Story, engine: Engine, seats: &Seats, runtime: &Handle) -> Result<()> {
        let tell = || runtime.block_on(tell(story, engine, seats));
        let told = if story.is_alone { self.alone(tell) } else { self.beside_others(tell) };
        let Err(failure) = told else { return Ok(()) };
        let Some(reason) = self.chances.reason(&story, &failure.kind) else {
            return Err(failure.error);
        };
        let why = format!("{:#}", failure.error);
        let why: Vec<&str> = why.lines().take(LINES_OF_REASON).map(str::trim).collect();
        let why = why.join(" · ");
        println!("{TOLD_AGAIN}{}::{} ({reason}): {why}", engine.name(), story.name);
        self.alone(tell).map_err(|failure| failure.error)
    }

    // A story that panicked has not left anything behind that others could mind.

    fn alone<T>(&self, tell: impl FnOnce() -> T) -> T {
        let _quiet = self.quiet.write().unwrap_or_else(PoisonError::into_inner);
        tell()
    }

    fn beside_others<T>(&self, tell: impl FnOnce() -> T) -> T {
        let _quiet = self.quiet.read().unwrap_or_else(PoisonError::into_inner);
        tell()
    }
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

/// Runs one story in one engine with a stand-in of its own.
async fn tell(story: Story, engine: Engine, seats: &Seats) -> Result<(), Failure> {
    let server = Server::start().await?;
    let mut seat = seats.take(engine).await.map_err(|error| {
        let kind = Kind::Lost("it did not start".to_owned());
        Failure { error, kind }
    })?;
    let stage = Stage::new(engine, story.name, seat.tab.clone(), server, seat.downloads()?);
    let told = match act(story, &stage).await {
        Ok(()) => stage.check_end().await,
        Err(error) => Err(with_evidence(error, &stage, "FAILED").await),
    };
    let complained = complaints(&stage, &mut seat).await;
    let kind = match &complained {
        Ok(lines) if !lines.is_empty() => Kind::Console,
        _ => Kind::Met,
    };
    let complained = complained.and_then(|lines| match lines.join("\n") {
        lines if lines.is_empty() => Ok(()),
        lines => Err(anyhow!("errors in the console:\n{lines}")),
    });
    // What the story met comes first, what was complained of behind it.
    let told = match (told, complained) {
        (Err(met), Err(complaint)) => Err(anyhow!("{met:#}\n{complaint:#}")),
        (told, complained) => told.and(complained),
    };
    let Err(error) = told else {
        seats.give_back(seat).await;
        return Ok(());
    };
    let kind = seat.lost().await.map_or(kind, Kind::Lost);
    seats.dismiss(seat).await;
    Err(Failure { error, kind })
}

/// Leaves the page, and answers what it complained of and the story did not expect.
async fn complaints(stage: &Stage, seat: &mut Seat) -> Result<Vec<String>> {
    let left = soon(seat.leave()).await;
    let mut complaints = soon(seat.tab.complaints()).await?;
    let lines = left?;
    if stage.engine == Engine::Firefox {
        complaints.extend(console::firefox_errors(&lines, &stage.hosts()));
    }
    complaints.retain(|line| !console::is_failed_request(line) && !stage.expects(line));
    Ok(complaints)
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

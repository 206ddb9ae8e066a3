//! The user stories: which there are, in which engines they run, and how the run ends.
//!
//! Names are `engine::story`; arguments are those of `cargo test` (a filter, `--exact`, `--list`,
//! `--test-threads`). `DIARIST_BROWSERS=chromium,firefox` leaves engines out. An engine that is
//! asked for and not installed is a failure.

#![expect(clippy::future_not_send, reason = "a story ends in the thread that it began in")]

use std::process::ExitCode;
use std::sync::Arc;

use e2e::seats::Seats;
use e2e::times::Times;
use e2e::{Engine, Result, Story, bail, process, runner};
use libtest_mimic::Arguments;

mod answers;
mod archive;
mod cancel;
mod care;
mod connection;
mod correcting;
mod film;
mod follow;
mod forgotten;
mod happy;
mod harness;
mod hostile;
mod imports;
mod journal;
mod kept;
mod key;
mod keyboard;
mod kill;
mod library;
mod library_jobs;
mod library_search;
mod links;
mod listening;
mod long;
mod matrix;
mod meant;
mod media_keys;
mod names;
mod odd;
mod options;
mod origin;
mod part;
mod playhead;
mod print;
mod program;
mod reader;
mod reader_keys;
mod reader_states;
mod recordings;
mod removed;
mod resume;
mod review;
mod sample;
mod search;
mod search_text;
mod seeking;
mod shell;
mod silence;
mod stopped;
mod storage_faults;
mod tabs;
mod take_away;
mod transcript_file;
mod transient;
mod twins;
mod vault;
mod view;
mod voices;

/// Browsers that run at a time unless `--test-threads` says otherwise: two processors keep three
/// busy, as much of a story is waiting.
const AT_A_TIME: usize = 3;

/// All stories, by subject.
const STORIES: &[&[Story]] = &[
    archive::STORIES,
    removed::STORIES,
    connection::STORIES,
    origin::STORIES,
    cancel::STORIES,
    care::STORIES,
    film::STORIES,
    follow::STORIES,
    forgotten::STORIES,
    correcting::STORIES,
    journal::STORIES,
    kept::STORIES,
    happy::STORIES,
    harness::STORIES,
    hostile::STORIES,
    imports::STORIES,
    key::STORIES,
    keyboard::STORIES,
    kill::STORIES,
    library::STORIES,
    library_jobs::STORIES,
    library_search::STORIES,
    links::STORIES,
    listening::STORIES,
    long::STORIES,
    matrix::STORIES,
    meant::STORIES,
    media_keys::STORIES,
    names::STORIES,
    odd::STORIES,
    options::STORIES,
    part::STORIES,
    playhead::STORIES,
    print::STORIES,
    program::STORIES,
    reader::STORIES,
    reader_keys::STORIES,
    reader_states::STORIES,
    resume::STORIES,
    review::STORIES,
    sample::STORIES,
    search::STORIES,
    search_text::STORIES,
    seeking::STORIES,
    shell::STORIES,
    silence::STORIES,
    stopped::STORIES,
    storage_faults::STORIES,
    tabs::STORIES,
    take_away::STORIES,
    transcript_file::STORIES,
    transient::STORIES,
    twins::STORIES,
    vault::STORIES,
    view::STORIES,
    voices::STORIES,
];

fn main() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_A_TIME);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.spawn(end_with_signal());
    let seats = Arc::new(Seats::default());
    let times = Times::default();
    let trials = runner::trials(&STORIES.concat(), &engines()?, &seats, &times, runtime.handle());
    let conclusion = libtest_mimic::run(&arguments, trials);
    times.save()?;
    runtime.block_on(seats.close());
    process::end_all();
    Ok(conclusion.exit_code())
}

/// The engines of `DIARIST_BROWSERS`, or all.
fn engines() -> Result<Vec<Engine>> {
    let Ok(names) = std::env::var("DIARIST_BROWSERS") else { return Ok(Engine::ALL.to_vec()) };
    let mut engines = Vec::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match Engine::ALL.iter().find(|engine| engine.name() == name) {
            Some(engine) => engines.push(*engine),
            None => bail!("DIARIST_BROWSERS: {name:?} is none of chromium, firefox, webkit"),
        }
    }
    if engines.is_empty() {
        bail!("DIARIST_BROWSERS names no engine");
    }
    Ok(engines)
}

/// Ends the browsers when the run is ended from outside.
async fn end_with_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    process::end_all();
    std::process::exit(130);
}

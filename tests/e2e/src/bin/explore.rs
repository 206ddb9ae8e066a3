//! Walks the built page at random, in one browser after the other; see `cargo xtask explore`.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use e2e::explore::{self, Tally, step};
use e2e::{Engine, process};

/// What is asked for: `--minutes N --seed S [--browser B]... [--path P]`.
struct Args {
    minutes: f64,
    seed: u64,
    engines: Vec<Engine>,
    path: Option<Vec<step::Step>>,
}

fn args() -> Result<Args> {
    let mut args = Args { minutes: 10.0, seed: 0, engines: Vec::new(), path: None };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().with_context(|| format!("{name} lacks its value"))?;
        match name.as_str() {
            "--minutes" => args.minutes = value.parse().context("--minutes takes a number")?,
            "--seed" => args.seed = value.parse().context("--seed takes a whole number")?,
            "--path" => args.path = Some(step::read(&value)?),
            "--browser" => {
                let engine = Engine::ALL.iter().find(|engine| engine.name() == value);
                args.engines.push(*engine.with_context(|| format!("{value} is no engine"))?);
            }
            _ => bail!("{name} is not known"),
        }
    }
    if args.engines.is_empty() {
        args.engines = Engine::ALL.to_vec();
    }
    Ok(args)
}

fn main() -> Result<ExitCode> {
    let args = args()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let is_ok = runtime.block_on(run(&args));
    process::end_all();
    Ok(if is_ok? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn run(args: &Args) -> Result<bool> {
    let mut is_ok = true;
    #[expect(clippy::cast_precision_loss, reason = "there are three")]
    let time = Duration::from_secs_f64(args.minutes * 60.0 / args.engines.len() as f64);
    for engine in &args.engines {
        let mut tally = Tally::default();
        if let Some(path) = &args.path {
            let told = explore::walk_path(*engine, path, &mut tally).await?;
            is_ok &= told.is_none();
            println!("{}: {}", engine.name(), told.as_deref().unwrap_or("no rule is broken"));
            continue;
        }
        let failure = explore::explore(*engine, args.seed, time, &mut tally).await?;
        let Tally { walks, steps, skipped, axe, undone, lost } = tally;
        println!(
            "{}: {walks} walks from seed {} on, {steps} steps, {skipped} that could not be done, {axe} \
             states seen by axe-core, {undone} conversations undone and done again, {lost} walks lost",
            engine.name(),
            args.seed
        );
        if let Some(failure) = failure {
            is_ok = false;
            println!("\nFAILED {}: {}", engine.name(), failure.what);
            println!("seed {}; the shortest path found:", failure.seed);
            let path = step::written(&failure.path);
            println!("cargo xtask explore --browser {} --path \"{path}\"", engine.name());
        }
    }
    Ok(is_ok)
}

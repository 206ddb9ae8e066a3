//! The command line of the stand-in.

use std::error::Error;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use standin::{Pace, Running, Standin};

/// A local AssemblyAI: uploads, jobs, transcripts and subtitles over real HTTP, without a key and
/// without the network, and the server of the built page.
#[derive(Debug, Parser)]
#[command(version, after_help = after_help())]
struct Arguments {
    /// Port of the API (US) and of the page; 0 takes any free port
    #[arg(long, default_value_t = 4400)]
    port: u16,

    /// Serve the built page from this folder
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,

    /// Also act the EU region, with uploads and jobs of its own, on this port
    #[arg(long, value_name = "PORT")]
    eu_port: Option<u16>,

    /// Add answers: <sha256 of the recording>.json for uploads, <file name>.json for URLs
    #[arg(long, value_name = "DIR")]
    transcripts: Option<PathBuf>,

    /// Accept fault scripts and prepared answers under /__standin/
    #[arg(long)]
    scriptable: bool,

    /// How jobs advance: fast (by polls) or real (by time, as the service does)
    #[arg(long, value_enum, default_value_t)]
    pace: Pace,
}

fn after_help() -> String {
    let keys: Vec<String> = standin::SENTINELS
        .iter()
        .map(|(start, meaning)| format!("  {:<12} {meaning}", format!("{start}…")))
        .collect();
    format!(
        "Any key is good, but keys that begin so fail on purpose:\n{}\n\
         A number limits the first six but \"invalid\": away-3 fails three times and then works.\n\n\
         The sample recordings of the page are known by their content. Any other recording, and a \
         file without sound, end with an error that says so.\n\
         More in docs/standin.md.",
        keys.join("\n")
    )
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            drop(writeln!(io::stderr(), "standin: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let end = End::listen()?;
    let mut builder = Standin::builder()
        .port(arguments.port)
        .scriptable(arguments.scriptable)
        .pace(arguments.pace);
    if let Some(port) = arguments.eu_port {
        builder = builder.eu_port(port);
    }
    if let Some(folder) = &arguments.dist {
        builder = builder.dist(folder);
    }
    if let Some(folder) = arguments.transcripts {
        builder = builder.transcripts(folder);
    }
    let running = builder.start().await?;
    // Whoever started us may have closed our output; that is no reason to stop.
    drop(announce(&running, arguments.dist.is_some()));
    end.wait().await;
    running.stop().await;
    Ok(())
}

fn announce(running: &Running, has_page: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if has_page {
        writeln!(out, "page {}/", running.url())?;
    }
    writeln!(out, "api {}", running.url())?;
    if let Some(url) = running.eu_url() {
        writeln!(out, "eu {url}")?;
    }
    writeln!(out, "Ctrl-C ends it")?;
    out.flush()
}

/// The requests to end. Listened for from its creation on, not only while it is awaited.
#[cfg(unix)]
struct End {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl End {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The request to end, where there is only Ctrl-C.
#[cfg(windows)]
struct End(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl End {
    fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn wait(mut self) {
        drop(self.0.recv().await);
    }
}

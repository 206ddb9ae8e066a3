//! One running WebDriver server, with what it needs around it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::engine::Engine;
use crate::paths;
use crate::process::{Lines, Process};
use crate::tools;
use crate::until::until;

/// A driver that answers. geckodriver and `WebKitWebDriver` hold one session at a time, so every
/// session has a driver to itself.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub url: String,
    process: Process,
    // Ended after the driver: fields are dropped in order.
    _display: Option<Process>,
    home: TempDir,
}

impl Driver {
    /// Starts the engine's driver on a free port and waits until it is ready.
    pub async fn start(engine: Engine) -> Result<Self> {
        let home = TempDir::with_prefix("diarist-e2e-")?;
        let (display, env) = match engine {
            Engine::WebKit => {
                let (display, number) = virtual_display().await?;
                (Some(display), webkit_environment(home.path(), &number)?)
            }
            // No helper of the crash reporter, which would outlive the browser.
            Engine::Firefox => (None, vec![("MOZ_CRASHREPORTER_DISABLE".into(), "1".into())]),
            Engine::Chromium => (None, Vec::new()),
        };
        let port = free_port()?;
        let (program, args) = command(engine, port)?;
        let mut process = Process::start(program.as_os_str(), args, env)?;
        let url = format!("http://127.0.0.1:{port}");
        wait_until_ready(&mut process, &url).await?;
        Ok(Self { url, process, _display: display, home })
    }

    /// Whether it runs no more.
    pub fn has_ended(&mut self) -> bool {
        self.process.has_ended()
    }

    /// What the driver and its browsers wrote.
    #[must_use]
    pub const fn lines(&self) -> &Lines {
        &self.process.lines
    }

    /// Where the engine saves downloads if its session cannot say (WebKitGTK).
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

fn command(engine: Engine, port: u16) -> Result<(std::path::PathBuf, Vec<String>)> {
    Ok(match engine {
        Engine::Chromium => (
            tools::program("DIARIST_CHROMEDRIVER", &["chromedriver"])?,
            vec![format!("--port={port}")],
        ),
        Engine::Firefox => (
            tools::program("DIARIST_GECKODRIVER", &["geckodriver"])?,
            vec![
                format!("--port={port}"),
                "--websocket-port=0".into(),
                "--log=warn".into(),
                // To lift the least width of Firefox's window: see `Tab::resize`.
                "--allow-system-access".into(),
            ],
        ),
        Engine::WebKit => (
            tools::program("DIARIST_WEBKITDRIVER", &["WebKitWebDriver"])?,
            vec![format!("--port={port}"), "--host=127.0.0.1".into()],
        ),
    })
}

async fn wait_until_ready(process: &mut Process, url: &str) -> Result<()> {
    let status = format!("{url}/status");
    let client = reqwest::Client::new();
    let ready = until("the driver to answer", Duration::from_mins(1), async || {
        if process.has_ended() {
            return Ok(Some(false));
        }
        Ok(client.get(&status).send().await.is_ok().then_some(true))
    })
    .await?;
    if !ready {
        bail!("the driver ended at once: {}", process.lines.since(0).join("\n"));
    }
    Ok(())
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A virtual display of its own for each WebKitGTK, so that focus and clipboard are not shared.
async fn virtual_display() -> Result<(Process, String)> {
    let program = tools::program("DIARIST_XVFB", &["Xvfb"])?;
    let args = ["-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"];
    let display = Process::start(program.as_os_str(), args.map(str::to_owned), [])?;
    let number = until("the virtual display", Duration::from_mins(1), async || {
        Ok(display.lines.since(0).into_iter().find(|line| line.parse::<u32>().is_ok()))
    })
    .await
    .with_context(|| display.lines.since(0).join("\n"))?;
    Ok((display, format!(":{number}")))
}

/// `MiniBrowser`'s tool bar would keep its window at 447 px or more.
const SLIM_TOOLBAR: &str = "* { font-size: 1px; padding: 0; margin: 0; border-width: 0; \
     min-width: 0; min-height: 0; -gtk-icon-transform: scale(0.1); }\n";

/// Settings, caches and downloads of WebKitGTK go to `home`, never to the user's own folders.
fn webkit_environment(home: &Path, display: &str) -> Result<Vec<(String, String)>> {
    let config = home.join("config");
    fs::create_dir_all(config.join("gtk-3.0"))?;
    fs::write(config.join("gtk-3.0").join("gtk.css"), SLIM_TOOLBAR)?;
    fs::create_dir_all(home.join("downloads"))?;
    fs::write(config.join("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"$HOME/downloads\"\n")?;
    let place = |name: &str| home.join(name).display().to_string();
    Ok([
        ("DISPLAY", display.to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        ("NO_AT_BRIDGE", "1".to_owned()),
        // Without a graphics card it would draw by a processor's imitation of one: eleven stories took
        // 55 s of processors, and 35 s without.
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "1".to_owned()),
        ("HOME", home.display().to_string()),
        ("XDG_CONFIG_HOME", place("config")),
        ("XDG_DATA_HOME", place("data")),
        // Listing its plug-ins takes GStreamer seconds: once a build folder, not once a driver.
        ("GST_REGISTRY", paths::target().join("e2e-gstreamer.registry").display().to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into())
}

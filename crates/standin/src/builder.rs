//! Starting a stand-in: ports, folders, pace.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::watch;

use crate::library::{Library, LibraryError};
use crate::region::{Inner, Region};
use crate::running::Running;
use crate::server::listen::{self, Listeners};
use crate::server::{Service, accept};
use crate::site::{Ports, Site};
use crate::{endpoint, script};

/// Under a fault script, what the client believes sent is never far ahead of what was read: a
/// slow or stalled reader is felt, and a connection's end is seen soon.
const SCRIPTED_RECEIVE_BUFFER: u32 = 256 * 1024;

/// The stand-in, before it runs.
#[derive(Debug)]
pub struct Standin;

impl Standin {
    /// A stand-in on any free port: one region, no page, no script over HTTP, fast pace.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

/// How jobs advance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Pace {
    /// By polls: the first one answers "processing", the second the transcript.
    #[default]
    Fast,
    /// By time, about as the real service: some seconds and a hundredth of the recording.
    Real,
}

/// Why a stand-in could not be started. The sentences say what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens there.
    #[error(
        "port {port} is in use by another program: end that program, or choose another port \
         with {option} (0 takes any free port)"
    )]
    PortInUse {
        /// The port.
        port: u16,
        /// The option that chooses it.
        option: &'static str,
    },
    /// The system refuses for another reason.
    #[error("cannot listen on port {port}: {source} (choose another port with {option})")]
    Listen {
        /// The port.
        port: u16,
        /// The option that chooses it.
        option: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// The folder of the page has no page.
    #[error(
        "{} has no index.html: build the page first (cargo xtask build), or leave out --dist",
        dist.display()
    )]
    NoPage {
        /// The folder.
        dist: PathBuf,
    },
    /// The folder of transcripts is not usable.
    #[error("--transcripts: {0}")]
    Transcripts(#[from] LibraryError),
}

/// What to start.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    port: u16,
    eu_port: Option<u16>,
    dist: Option<PathBuf>,
    beside: Option<(&'static str, PathBuf)>,
    transcripts: Option<PathBuf>,
    scriptable: bool,
    pace: Pace,
}

impl Builder {
    /// The port of the US region and of the page; 0 (which is also the default) for any free one.
    #[must_use]
    pub const fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Also the EU region, on this port; 0 for any free one.
    #[must_use]
    pub const fn eu_port(mut self, port: u16) -> Self {
        self.eu_port = Some(port);
        self
    }

    /// Serves the built page from this folder.
    #[must_use]
    pub fn dist(mut self, folder: impl Into<PathBuf>) -> Self {
        self.dist = Some(folder.into());
        self
    }

    /// Serves one more file under this name, as if it were in the page's folder.
    #[must_use]
    pub fn beside(mut self, name: &'static str, file: impl Into<PathBuf>) -> Self {
        self.beside = Some((name, file.into()));
        self
    }

    /// Adds the answers in this folder.
    #[must_use]
    pub fn transcripts(mut self, folder: impl Into<PathBuf>) -> Self {
        self.transcripts = Some(folder.into());
        self
    }

    /// Opens the script over HTTP, and collects the page's CSP reports.
    #[must_use]
    pub const fn scriptable(mut self, scriptable: bool) -> Self {
        self.scriptable = scriptable;
        self
    }

    /// How jobs advance.
    #[must_use]
    pub const fn pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Starts listening. Needs a tokio runtime, on which it then runs.
    ///
    /// # Errors
    /// [`StartError`], with a sentence that says what to do.
    #[expect(clippy::unused_async, reason = "it must run on a runtime; its signature says so")]
    pub async fn start(self) -> Result<Running, StartError> {
        if let Some(dist) = &self.dist
            && !dist.join("index.html").is_file()
        {
            return Err(StartError::NoPage { dist: dist.clone() });
        }
        let mut library = Library::with_samples();
        if let Some(folder) = &self.transcripts {
            library.add_folder(folder)?;
        }
        let library = Arc::new(library);

        let receive_buffer = self.scriptable.then_some(SCRIPTED_RECEIVE_BUFFER);
        let us = bind(self.port, "--port", receive_buffer)?;
        let eu = match self.eu_port {
            Some(port) => Some(bind(port, "--eu-port", receive_buffer)?),
            None => None,
        };
        let ports = Ports { us: us.port, eu: eu.as_ref().map(|eu| eu.port) };
        let (beside, reports) = (self.beside, self.scriptable);
        let site = self.dist.map(|dist| Arc::new(Site::new(dist, ports, reports).beside(beside)));

        let stop = watch::Sender::new(false);
        let switch = watch::Sender::new(false);
        let mut tasks = Vec::new();
        let mut open = |listeners: Listeners, site: Option<Arc<Site>>| {
            let region = Arc::new(Inner::new(library.clone(), self.pace, switch.clone()));
            let service = Service {
                region: region.clone(),
                api: endpoint::router(region.clone()),
                control: self.scriptable.then(|| script::router(region.clone())),
                site,
            };
            for socket in listeners.sockets {
                tasks.push(tokio::spawn(accept(socket, service.clone(), stop.subscribe())));
            }
            Region { inner: region }
        };
        let us = open(us, site);
        let eu = eu.map(|eu| open(eu, None));
        Ok(Running { us, eu, ports, stop, tasks })
    }
}

fn bind(
    port: u16,
    option: &'static str,
    receive_buffer: Option<u32>,
) -> Result<Listeners, StartError> {
    listen::bind(port, receive_buffer).map_err(|source| {
        if source.kind() == io::ErrorKind::AddrInUse {
            StartError::PortInUse { port, option }
        } else {
            StartError::Listen { port, option, source }
        }
    })
}

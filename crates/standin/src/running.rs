//! The handle of a running stand-in.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::region::Region;
use crate::site::Ports;

/// A stand-in that listens. Dropping it ends it soon; [`stop`](Self::stop) waits until it has.
#[derive(Debug)]
pub struct Running {
    pub(crate) us: Region,
    pub(crate) eu: Option<Region>,
    pub(crate) ports: Ports,
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) tasks: Vec<JoinHandle<Result<(), Infallible>>>,
}

impl Running {
    /// The region of the first port.
    pub const fn us(&self) -> &Region {
        &self.us
    }

    /// The EU region, if it was asked for.
    pub const fn eu(&self) -> Option<&Region> {
        self.eu.as_ref()
    }

    /// Where the page and the US region are.
    pub fn addr(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.ports.us).into()
    }

    /// Where the EU region is.
    pub fn eu_addr(&self) -> Option<SocketAddr> {
        self.ports.eu.map(|port| (Ipv4Addr::LOCALHOST, port).into())
    }

    /// `http://127.0.0.1:P`: the base of the API, and the origin of the page.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr())
    }

    /// `http://127.0.0.1:P` of the EU region.
    pub fn eu_url(&self) -> Option<String> {
        self.eu_addr().map(|addr| format!("http://{addr}"))
    }

    /// Ends every connection and frees the ports.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            // A task that panicked has ended too.
            drop(task.await);
        }
    }
}

//! The accept loop: one task per connection, all of them ended with the server.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::dispatch::dispatch;
use super::wire::{Wire, WireControl};
use crate::region::Inner;
use crate::site::Site;

/// How long a failed accept waits for the system to recover.
const RECOVERY: Duration = Duration::from_millis(50);

/// What a listening port offers.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// The state behind the API.
    pub(crate) region: Arc<Inner>,
    /// The endpoints of the API.
    pub(crate) api: Router,
    /// The endpoints that script it, if they are wanted.
    pub(crate) control: Option<Router>,
    /// The page, if it is served here.
    pub(crate) site: Option<Arc<Site>>,
}

/// Accepts connections until `stop` changes or its sender is gone, then ends all of them.
pub(crate) async fn accept(
    listener: TcpListener,
    service: Service,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Infallible> {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => {
                // A failed accept concerns one client (gone again) or the limit of open files:
                // in both cases the next one may work.
                if let Ok((stream, _)) = accepted {
                    connections.spawn(connection(stream, service.clone()));
                } else {
                    sleep(RECOVERY).await;
                }
            }
        }
    }
    connections.shutdown().await;
    Ok(())
}

async fn connection(stream: TcpStream, service: Service) {
    // Small answers must not wait for more to send.
    drop(stream.set_nodelay(true));
    let mut renewed = service.region.renewal();
    let control = WireControl::default();
    let io = TokioIo::new(Wire::new(stream, control.clone()));
    let handle = service_fn(move |request| dispatch(service.clone(), control.clone(), request));
    // No limit for the next request's head: an idle connection is left to the client.
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(None);
    let mut connection = pin!(server.serve_connection(io, handle));
    loop {
        tokio::select! {
            // An error here is a client that went away, or a reset that the script asked for.
            _ = connection.as_mut() => break,
            Ok(()) = renewed.changed() => connection.as_mut().graceful_shutdown(),
        }
    }
}

//! Sockets and connections: listening on both loopback addresses, and the way of one request
//! through counters, faults, the API or the static files, and CORS.

mod accept;
pub(crate) mod cors;
mod dispatch;
mod fault;
mod host;
pub(crate) mod listen;
mod pace_body;
pub(crate) mod wire;

pub(crate) use accept::{Service, accept};

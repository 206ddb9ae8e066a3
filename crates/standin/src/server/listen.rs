//! Binding a port on both loopback addresses, so that `localhost` and `127.0.0.1` both reach it.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::net::TcpListener;

/// How often another free port is tried when the first is taken on one of the two addresses.
const TRIES: u32 = 16;

/// Listeners on one port: IPv4 loopback, and IPv6 loopback where the machine has it.
#[derive(Debug)]
pub(crate) struct Listeners {
    /// The port that both have.
    pub(crate) port: u16,
    /// The bound sockets, IPv4 first.
    pub(crate) sockets: Vec<TcpListener>,
}

/// Binds `port`, or any free one for 0.
///
/// # Errors
/// What the system says, `AddrInUse` when another program has the port on either address.
pub(crate) async fn bind(port: u16) -> io::Result<Listeners> {
    let mut tries = if port == 0 { TRIES } else { 1 };
    loop {
        tries -= 1;
        match bind_once(port).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
            result => return result,
        }
    }
}

async fn bind_once(port: u16) -> io::Result<Listeners> {
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let port = first.local_addr()?.port();
    let mut sockets = vec![first];
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
        Ok(second) => sockets.push(second),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
        // A machine without IPv6: `localhost` is 127.0.0.1 there.
        Err(_) => {}
    }
    Ok(Listeners { port, sockets })
}

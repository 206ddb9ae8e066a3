//! Binding a port on both loopback addresses, so that `localhost` and `127.0.0.1` both reach it.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

/// How often another free port is tried when the first is taken on one of the two addresses.
const TRIES: u32 = 16;

/// Connections waiting to be taken.
const BACKLOG: u32 = 1024;

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
/// With `receive_buffer` the system holds no more than about so many bytes of a connection that
/// were not read yet; by itself it may hold 32 MB and more.
///
/// # Errors
/// What the system says, `AddrInUse` when another program has the port on either address.
pub(crate) fn bind(port: u16, receive_buffer: Option<u32>) -> io::Result<Listeners> {
    let mut tries = if port == 0 { TRIES } else { 1 };
    loop {
        tries -= 1;
        match bind_once(port, receive_buffer) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
            result => return result,
        }
    }
}

fn bind_once(port: u16, receive_buffer: Option<u32>) -> io::Result<Listeners> {
    let first = listen((Ipv4Addr::LOCALHOST, port).into(), receive_buffer)?;
    let port = first.local_addr()?.port();
    let mut sockets = vec![first];
    match listen((Ipv6Addr::LOCALHOST, port).into(), receive_buffer) {
        Ok(second) => sockets.push(second),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
        // A machine without IPv6: `localhost` is 127.0.0.1 there.
        Err(_) => {}
    }
    Ok(Listeners { port, sockets })
}

fn listen(address: SocketAddr, receive_buffer: Option<u32>) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A port that was used a moment ago may be taken again.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    if let Some(bytes) = receive_buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

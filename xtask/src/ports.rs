//! Ports on this machine: free or busy, and waiting until a server answers.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::wait;

/// How long one attempt to connect may take, and the pause before the next.
const ATTEMPT: Duration = Duration::from_millis(100);

/// Fails with the remedy if somebody listens on `port`. `option` is what changes it.
pub(crate) fn require_free(port: u16, option: &str) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use, perhaps by another `cargo xtask serve`.\n\
             Remedy: end that program, or choose another port with {option}, as in {option} {}",
            port.checked_add(10).unwrap_or(4190)
        ),
        Err(error) => {
            bail!("port {port} cannot be used: {error}.\nRemedy: choose another with {option}")
        }
    }
}

/// A port that is free now.
pub(crate) fn any_free() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Waits until something accepts connections on `port`, as long as `is_alive`.
pub(crate) fn wait_for(
    port: u16,
    at_most: Duration,
    mut is_alive: impl FnMut() -> Result<bool>,
) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    wait::until(&format!("an answer on port {port}"), at_most, ATTEMPT, || {
        if TcpStream::connect_timeout(&address, ATTEMPT).is_ok() {
            return Ok(Some(()));
        }
        if !is_alive()? {
            bail!("the program that should answer on port {port} ended; it says why above");
        }
        Ok(None)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_named_with_its_remedy() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("is bound").port();
        let error = require_free(port, "--port").expect_err("it is busy").to_string();
        assert!(error.contains(&format!("port {port} is in use")), "{error}");
        assert!(error.contains("--port "), "{error}");
    }

    #[test]
    fn waiting_ends_when_the_server_answers_or_its_program_is_gone() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("is bound").port();
        wait_for(port, Duration::from_secs(5), || Ok(true)).expect("it answers");
        drop(listener);
        assert!(wait_for(port, Duration::from_secs(5), || Ok(false)).is_err());
    }
}

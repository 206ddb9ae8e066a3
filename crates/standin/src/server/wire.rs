//! The socket of one connection: reset on demand, and closed without losing an early answer.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long a closing connection still takes what the client is sending.
const LINGER: Duration = Duration::from_secs(30);

/// Marks a response (as an extension) that must not be sent: the connection is reset instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// Says how a connection is to end.
#[derive(Debug, Clone, Default)]
pub(crate) struct WireControl {
    is_reset: Arc<AtomicBool>,
    requests: Arc<AtomicU64>,
}

impl WireControl {
    /// Counts a request; whether the connection has served another one before.
    pub(crate) fn is_kept(&self) -> bool {
        self.requests.fetch_add(1, Ordering::Relaxed) > 0
    }

    /// From now on, closing this connection sends a TCP reset.
    pub(crate) fn reset_on_close(&self) {
        self.is_reset.store(true, Ordering::Release);
    }
}

/// A TCP stream with the two ways of ending it.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    control: WireControl,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    pub(crate) const fn new(stream: TcpStream, control: WireControl) -> Self {
        Self { stream, control, deadline: None }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.control.is_reset.load(Ordering::Acquire) {
            // With a linger time of zero the system sends RST instead of FIN. If it cannot be
            // set the connection still ends, only more politely.
            drop(self.stream.set_zero_linger());
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Ends our half, then reads on until the client ends its own: closing with unread bytes
    /// would send a reset, which can overtake the answer to an upload that was refused early.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.deadline.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
            self.deadline = Some(Box::pin(sleep(LINGER)));
        }
        let mut scratch = [0_u8; 16 * 1024];
        loop {
            if let Some(deadline) = &mut self.deadline
                && deadline.as_mut().poll(context).is_ready()
            {
                return Poll::Ready(Ok(()));
            }
            let mut buffer = ReadBuf::new(&mut scratch);
            let read = ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

//! Fetches a link as the service does: with a plain GET, from the public network. Here that ends at
//! this machine, so only addresses on its loopback are fetched.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, HOST};
use axum::http::{Request, StatusCode, Uri};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::endpoint::take_in;
use crate::media::upload::Upload;

/// Whether an address is of this machine.
pub(crate) fn is_own(url: &str) -> bool {
    let uri = url.parse::<Uri>().ok();
    let host = uri.as_ref().and_then(Uri::host);
    url.starts_with("http://")
        && host.is_some_and(|host| matches!(host, "127.0.0.1" | "localhost" | "[::1]"))
}

/// What is there; `None` where nothing can be had.
pub(crate) async fn fetch(url: &str, project: String) -> Option<Upload> {
    let uri: Uri = url.parse().ok()?;
    let authority = uri.authority()?;
    let address = (authority.host().trim_matches(['[', ']']), authority.port_u16().unwrap_or(80));
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    // It ends with the answer, or with an error that the answer tells too.
    let connection = tokio::spawn(async move { drop(connection.await) });
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path).header(HOST, authority.as_str()).body(Body::empty()).ok()?;
    let response = sender.send_request(request).await.ok()?;
    if response.status() != StatusCode::OK {
        return None;
    }
    let length = response.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse().ok());
    // What a server calls it is not believed: the bytes tell.
    let kind = "application/octet-stream".to_owned();
    let upload = take_in(length, Body::new(response.into_body()), project, kind).await.ok();
    connection.abort();
    upload
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_this_machine_is_asked() {
        for own in ["http://127.0.0.1:4180/a.mp3", "http://localhost/a", "http://[::1]:1/"] {
            assert!(is_own(own), "{own}");
        }
        for other in
            ["https://127.0.0.1/a", "http://10.0.0.1/a", "http://127.0.0.1.example/a", "localhost"]
        {
            assert!(!is_own(other), "{other}");
        }
    }
}

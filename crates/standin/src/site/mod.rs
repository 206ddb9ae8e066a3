//! The built page: static files from a folder, the HTML with our own address written into it.

mod content_type;
mod html;
mod range;

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, RANGE, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::response::IntoResponse as _;
use tokio::fs;

use range::Wanted;

/// The ports that the page is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    /// US, which also serves the page.
    pub(crate) us: u16,
    /// EU, if there is one.
    pub(crate) eu: Option<u16>,
}

impl Ports {
    /// The API bases for a page that was asked for under `host`: the same ports under the other
    /// loopback name, so that the page talks across origins as it does with the real service.
    fn bases(self, host: &str) -> Vec<String> {
        let name = if host.starts_with("127.0.0.1") { "localhost" } else { "127.0.0.1" };
        let ports = std::iter::once(self.us).chain(self.eu);
        ports.map(|port| format!("http://{name}:{port}")).collect()
    }
}

/// The files of the page.
#[derive(Debug)]
pub(crate) struct Site {
    folder: PathBuf,
    /// A file that is not in the folder, and its name.
    beside: Option<(&'static str, PathBuf)>,
    ports: Ports,
    /// Whether the page's CSP is also sent as a header, with an address for reports.
    reports: bool,
}

impl Site {
    pub(crate) const fn new(folder: PathBuf, ports: Ports, reports: bool) -> Self {
        Self { folder, beside: None, ports, reports }
    }

    /// The same with one more file, under this name.
    pub(crate) fn beside(self, beside: Option<(&'static str, PathBuf)>) -> Self {
        Self { beside, ..self }
    }

    /// Answers a request for a file.
    pub(crate) async fn respond(&self, request: &Parts) -> Response<Body> {
        if request.method != Method::GET && request.method != Method::HEAD {
            let allow = [(ALLOW, HeaderValue::from_static("GET, HEAD"))];
            return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
        }
        let Some(path) = self.file(request.uri.path()) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let is_html = path.extension().is_some_and(|extension| extension == "html");
        let response = if is_html {
            self.html(&path, &request.headers).await
        } else {
            file(&path, &request.headers).await
        };
        let mut response = response.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response());
        if request.method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    }

    /// The file behind a path, never outside the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = decode(path)?;
        let relative = Path::new(path.trim_start_matches('/'));
        let is_inside =
            relative.components().all(|component| matches!(component, Component::Normal(_)));
        if !is_inside {
            return None;
        }
        if let Some((name, file)) = &self.beside
            && relative == Path::new(name)
        {
            return Some(file.clone());
        }
        let mut file = self.folder.join(relative);
        if path.ends_with('/') {
            file.push("index.html");
        }
        Some(file)
    }

    async fn html(&self, path: &Path, headers: &HeaderMap) -> Option<Response<Body>> {
        let source = fs::read_to_string(path).await.ok()?;
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let page = html::with_bases(&source, &self.ports.bases(host));
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        set(headers, CONTENT_TYPE, "text/html; charset=utf-8");
        set(headers, CACHE_CONTROL, "no-store");
        if self.reports
            && let Some(policy) = html::policy(&page)
        {
            let policy = format!("{policy}; report-uri /__standin/csp");
            set(headers, CONTENT_SECURITY_POLICY, &policy);
        }
        *response.body_mut() = Body::from(page);
        Some(response)
    }
}

async fn file(path: &Path, headers: &HeaderMap) -> Option<Response<Body>> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let range = text(RANGE);
    let (bytes, encoding) = match range {
        Some(_) => (fs::read(path).await.ok()?, None),
        None => encoded(path, text(ACCEPT_ENCODING).unwrap_or_default()).await?,
    };
    let length = bytes.len();
    let mut response = Response::new(Body::empty());
    let (status, content) = match range.map_or(Wanted::All, |range| range::wanted(range, length)) {
        Wanted::All => (StatusCode::OK, bytes),
        Wanted::Part(part) => {
            let value = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            set(response.headers_mut(), CONTENT_RANGE, &value);
            (StatusCode::PARTIAL_CONTENT, bytes.get(part)?.to_vec())
        }
        Wanted::Nothing => {
            set(response.headers_mut(), CONTENT_RANGE, &format!("bytes */{length}"));
            (StatusCode::RANGE_NOT_SATISFIABLE, Vec::new())
        }
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    set(headers, CONTENT_TYPE, content_type::of(path));
    set(headers, CACHE_CONTROL, "no-cache");
    set(headers, ACCEPT_RANGES, "bytes");
    set(headers, VARY, "accept-encoding");
    headers.insert(CONTENT_LENGTH, HeaderValue::from(content.len()));
    if let Some(encoding) = encoding {
        set(headers, CONTENT_ENCODING, encoding);
    }
    *response.body_mut() = Body::from(content);
    Some(response)
}

/// The file as the build compressed it, where the client takes that and the build did.
async fn encoded(path: &Path, accepted: &str) -> Option<(Vec<u8>, Option<&'static str>)> {
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        if accepted.split(',').any(|one| one.split(';').next().unwrap_or("").trim() == encoding) {
            let mut name = path.as_os_str().to_owned();
            name.push(".");
            name.push(extension);
            if let Ok(bytes) = fs::read(PathBuf::from(name)).await {
                return Some((bytes, Some(encoding)));
            }
        }
    }
    Some((fs::read(path).await.ok()?, None))
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Percent-decoding of a path; `None` where the result is not text or holds a zero byte.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Ports, Site};

    #[test]
    fn paths_stay_inside_the_folder() {
        let site = Site::new(PathBuf::from("dist"), Ports { us: 1, eu: None }, false);
        assert_eq!(site.file("/").as_deref(), Some(Path::new("dist/index.html")));
        assert_eq!(site.file("/a%20b.css").as_deref(), Some(Path::new("dist/a b.css")));
        for outside in ["/../secret", "/a/../../b", "/%2e%2e/secret", "/a%00", "/%zz"] {
            assert_eq!(site.file(outside), None, "{outside}");
        }
    }

    #[test]
    fn the_page_is_told_the_other_loopback_name() {
        let ports = Ports { us: 4400, eu: Some(4401) };
        let names = ["http://localhost:4400", "http://localhost:4401"];
        assert_eq!(ports.bases("127.0.0.1:4400"), names);
        let numbers = ["http://127.0.0.1:4400", "http://127.0.0.1:4401"];
        assert_eq!(ports.bases("localhost:4400"), numbers);
    }
}

//! Who may steer the script: programs and pages of this machine. The stand-in listens on loopback alone,
//! but a page from anywhere may have its browser ask there, under a name of its own or as another origin.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName};

/// The browsers' reports of what a policy blocked. Some send them for no origin at all.
const REPORTS: &str = "/__standin/csp";

/// Whether a request for this path was meant for this machine, and does not come from a page of another
/// one.
pub(crate) fn is_own(path: &str, headers: &HeaderMap) -> bool {
    let is_local = |name: &HeaderName| {
        headers.get(name).is_none_or(|value| value.to_str().is_ok_and(is_loopback))
    };
    is_local(&HOST) && (path == REPORTS || is_local(&ORIGIN))
}

/// Whether a host or an origin, with or without a port, is this machine's.
fn is_loopback(text: &str) -> bool {
    let host = text.split_once("://").map_or(text, |(_, host)| host);
    let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
    let name =
        host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const FAULTS: &str = "/__standin/faults";

    fn headers(all: &[(HeaderName, &'static str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn this_machine_may_steer() {
        for host in ["localhost:4180", "127.0.0.1:4180", "[::1]:4180", "localhost", "[::1]"] {
            assert!(is_own(FAULTS, &headers(&[(HOST, host)])), "{host}");
        }
        assert!(is_own(FAULTS, &headers(&[(HOST, "localhost:1"), (ORIGIN, "http://127.0.0.1:2")])));
        assert!(is_own(REPORTS, &headers(&[(HOST, "localhost:1"), (ORIGIN, "null")])));
    }

    #[test]
    fn pages_from_elsewhere_may_not() {
        for host in
            ["page.example", "page.example:4180", "localhost.page.example:4180", "127.0.0.1.x"]
        {
            assert!(!is_own(REPORTS, &headers(&[(HOST, host)])), "{host}");
        }
        for origin in ["https://page.example", "null"] {
            assert!(
                !is_own(FAULTS, &headers(&[(HOST, "localhost:4180"), (ORIGIN, origin)])),
                "{origin}"
            );
        }
    }
}

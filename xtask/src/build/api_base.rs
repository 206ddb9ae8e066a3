//! `--api`: the bases that a copy may talk to, and what its policy must say so that it can.

use anyhow::{Result, ensure};

/// Fails unless this is the address of a base: `https`, without a slash at its end, and without
/// anything that could say more in a policy than one address. `http` is for this machine alone: a key
/// and a recording go there.
pub(super) fn check(base: &str) -> Result<()> {
    let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let (host, path) = rest.map_or(("", ""), |rest| rest.split_once('/').unwrap_or((rest, "")));
    let is_plain = |text: &str, others: &str| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
    };
    let has_parts = |path: &str| path.split('/').all(|part| !["", ".", ".."].contains(&part));
    let is_path =
        !base.ends_with('/') && is_plain(path, "-._/") && (path.is_empty() || has_parts(path));
    ensure!(
        !host.is_empty() && is_plain(host, "-.:[]") && is_path,
        "--api {base}: give it like https://proxy.example.org or https://example.org/proxy, without a \
         slash at the end"
    );
    ensure!(
        base.starts_with("https://") || is_loopback(host),
        "--api {base}: a key and a recording would go there unprotected. Use https; http is for this \
         machine alone (127.0.0.1, localhost)"
    );
    Ok(())
}

/// Whether a host, with or without a port, is this machine.
fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.chars().all(|c| c.is_ascii_digit()) { name } else { host }
    });
    let is_ipv4 = name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    name == "localhost" || name == "[::1]" || is_ipv4
}

/// What allows a page to reach everything below a base. A policy takes a path without a slash at its
/// end for the address of one thing.
pub(super) fn source(base: &str) -> String {
    let has_path = base.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    if has_path { format!("{base}/") } else { base.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_below_a_path_is_allowed() {
        assert_eq!(source("https://proxy.example.org"), "https://proxy.example.org");
        assert_eq!(source("https://proxy.example.org/aai"), "https://proxy.example.org/aai/");
        assert_eq!(source("https://proxy.example.org/a/b"), "https://proxy.example.org/a/b/");
    }

    #[test]
    fn addresses_are_taken() {
        for base in [
            "https://proxy.example.org",
            "https://proxy.example.org:8443/aai/v1",
            "http://127.0.0.1:4180",
            "http://localhost/aai",
            "http://[::1]:4180",
        ] {
            assert!(check(base).is_ok(), "{base}");
        }
    }

    #[test]
    fn what_could_widen_a_policy_or_is_no_base_is_refused() {
        for base in [
            "https://a.example; script-src *",
            "https://a.example/",
            "https://a.example/b/",
            "https://a.example//b",
            "https://a.example/../b",
            "https://a.example/b?c",
            "https:///a",
            "//a",
            "https://*",
            "",
        ] {
            assert!(check(base).is_err(), "{base}");
        }
    }

    #[test]
    fn a_key_does_not_go_over_an_open_line() {
        for base in [
            "http://proxy.example.org",
            "http://localhost.example.org",
            "http://127.0.0.1.example.org/a",
            "http://10.0.0.1",
        ] {
            let error = check(base).unwrap_err().to_string();
            assert!(error.contains("https"), "{error}");
        }
    }
}

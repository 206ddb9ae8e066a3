//! Where the API lives: US, EU, or what the host of the page says.

/// The address that every request of a job goes to, without a trailing slash.
///
/// It never comes from the page's own URL: a link could otherwise steal a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiBase(String);

impl ApiBase {
    /// `AssemblyAI` in the United States, the service's default.
    #[must_use]
    pub fn us() -> Self {
        Self("https://api.assemblyai.com".to_owned())
    }

    /// `AssemblyAI` in the European Union.
    #[must_use]
    pub fn eu() -> Self {
        Self("https://api.eu.assemblyai.com".to_owned())
    }

    /// An address that the host of the page chose, such as a proxy of theirs.
    /// `None` unless it is an `https` address, or an `http` one of this machine: a key goes there.
    #[must_use]
    pub fn custom(address: &str) -> Option<Self> {
        let address = address.trim().trim_end_matches('/');
        let open = address.strip_prefix("http://").filter(|rest| is_this_machine(rest));
        let rest = address.strip_prefix("https://").or(open)?;
        let plain = rest.bytes().all(|b| b.is_ascii_graphic());
        (!rest.is_empty() && plain).then(|| Self(address.to_owned()))
    }

    /// The full address of a path such as `/v2/upload`.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Whether it is on this machine or in a network of one's own.
    #[must_use]
    pub fn is_private(&self) -> bool {
        crate::link::is_private_authority(self.host())
    }

    /// The host (and port) as a person reads it, for messages.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }
}

/// Whether what follows the scheme is the address of the machine that the browser runs on.
fn is_this_machine(rest: &str) -> bool {
    let host = rest.split('/').next().unwrap_or(rest);
    let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
    let name =
        host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    let is_ipv4 = name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    name == "localhost" || name == "[::1]" || is_ipv4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_taken() {
        for good in [
            "https://proxy.example/aai/",
            "http://127.0.0.1:4180",
            "http://localhost:4180/aai",
            "http://[::1]:4180",
        ] {
            assert!(ApiBase::custom(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "proxy.example",
            "javascript:alert(1)",
            "https://",
            "https://a b",
            "http://proxy.example",
            "http://localhost.example",
            "http://127.0.0.1@proxy.example",
        ] {
            assert!(ApiBase::custom(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn paths_join_and_hosts_read_well() {
        let base = ApiBase::custom("https://proxy.example/aai/").expect("an address");
        assert_eq!(base.join("/v2/upload"), "https://proxy.example/aai/v2/upload");
        assert_eq!(base.host(), "proxy.example");
        assert_eq!(ApiBase::us().host(), "api.assemblyai.com");
        assert!(!ApiBase::us().is_private() && !base.is_private());
        assert!(ApiBase::custom("http://127.0.0.1:4180").expect("an address").is_private());
        assert!(ApiBase::custom("http://localhost:4180").expect("an address").is_private());
    }
}

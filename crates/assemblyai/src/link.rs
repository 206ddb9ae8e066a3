//! A recording's address in place of a file: what can be told of it before it is sent.
//!
//! The service fetches the address by itself and takes what is there for a recording, so it has to be
//! the file's own address. Pages of video sites and shared folders are told at once, each with the way
//! out, instead of by a job that fails after a while.

mod sites;

use sites::{Site, site_of};

/// An address longer than this is a mistake. Signed ones take some thousand letters.
const LONGEST: usize = 8_192;

/// Endings of files that hold sound. An address that ends so is taken for a file's, also at the host
/// of a video site.
const MEDIA: [&str; 24] = [
    "mp3", "m4a", "m4b", "mp4", "m4v", "mov", "wav", "flac", "ogg", "oga", "ogv", "opus", "webm",
    "mkv", "aac", "aif", "aiff", "amr", "avi", "mpg", "mpeg", "wma", "wmv", "3gp",
];

/// Endings of films among those.
const FILMS: [&str; 10] = ["mp4", "m4v", "mov", "ogv", "webm", "mkv", "avi", "mpg", "mpeg", "wmv"];

/// The address of a recording, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    address: String,
}

/// Why an address is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was typed.
    Missing,
    /// It is no address.
    NotAnAddress,
    /// It does not begin with `http://` or `https://`.
    NotOfTheWeb,
    /// There is a user name or a password in it, which would be sent and kept in the open.
    HasPassword,
    /// It is of this machine or of a network of one's own, where the service cannot get.
    Private,
    /// It is a page of a site that gives no files, such as a video site.
    Page {
        /// What the site is called.
        site: &'static str,
    },
    /// It is the page of a file that is shared.
    Shared {
        /// What the site is called.
        site: &'static str,
        /// The address of the file itself, where it follows from that of the page.
        direct: Option<String>,
    },
}

impl Link {
    /// Reads what was typed or pasted. `may_be_private`: the API itself is on this machine.
    pub fn parse(typed: &str, may_be_private: bool) -> Result<Self, Refusal> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Refusal::Missing);
        }
        if typed.len() > LONGEST || typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(Refusal::NotAnAddress);
        }
        let (scheme, rest) = split_scheme(typed)?;
        // What comes after it concerns a reader, not the server.
        let rest = rest.split('#').next().unwrap_or_default();
        let authority = rest.split(['/', '?', '\\']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(Refusal::HasPassword);
        }
        let host = host_of(authority).ok_or(Refusal::NotAnAddress)?;
        if is_private(&host) && !may_be_private {
            return Err(Refusal::Private);
        }
        let address = format!("{scheme}://{rest}");
        let link = Self { address };
        let path = rest.get(authority.len()..).unwrap_or_default();
        match site_of(&host, path) {
            Some(Site::Page(_)) if link.has_ending(&MEDIA) => Ok(link),
            Some(Site::Page(site)) => Err(Refusal::Page { site }),
            Some(Site::Shared { site, direct }) => Err(Refusal::Shared { site, direct }),
            None => Ok(link),
        }
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What the file is called: the last part of the path, or the host where there is none.
    #[must_use]
    pub fn name(&self) -> String {
        let bare = self.address.split(['?', '#']).next().unwrap_or_default();
        let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
        let mut parts = bare.split('/').filter(|part| !part.is_empty());
        let host = parts.next().unwrap_or_default();
        let last = parts.next_back().map(decoded).unwrap_or_default();
        let is_told = last.chars().any(|c| !c.is_control() && !c.is_whitespace());
        if is_told { last } else { host.to_owned() }
    }

    /// Whether it is a film by its name.
    #[must_use]
    pub fn is_film(&self) -> bool {
        self.has_ending(&FILMS)
    }

    /// Whether a page may play it: by `https`, which alone the page's policy allows, or from the
    /// page's own `origin`.
    #[must_use]
    pub fn is_playable_on(&self, origin: &str) -> bool {
        let is_own = self.address.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/'));
        is_own || self.address.starts_with("https://")
    }

    fn has_ending(&self, endings: &[&str]) -> bool {
        let name = self.name().to_ascii_lowercase();
        name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }
}

/// The scheme, in small letters, and what comes after `://`.
fn split_scheme(typed: &str) -> Result<(&'static str, &str), Refusal> {
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    match typed.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => {
            let known =
                ["https", "http"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known));
            match (known, rest.strip_prefix("//")) {
                (Some(known), Some(rest)) => Ok((known, rest)),
                (Some(_), None) => Err(Refusal::NotAnAddress),
                (None, _) => Err(Refusal::NotOfTheWeb),
            }
        }
        _ if typed.contains('.') => Err(Refusal::NotOfTheWeb),
        _ => Err(Refusal::NotAnAddress),
    }
}

/// The host of an authority, in small letters, without its port. `None` where it cannot be one.
fn host_of(authority: &str) -> Option<String> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_number);
        let is_ip =
            host.contains(':') && host.chars().all(|c| c.is_ascii_hexdigit() || ":.".contains(c));
        return (is_port && is_ip).then(|| format!("[{}]", host.to_ascii_lowercase()));
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_host = host == "localhost"
        || host.contains('.')
            && host.split('.').all(|label| {
                let is_of_a_name =
                    |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || "-_".contains(c);
                !label.is_empty() && label.chars().all(is_of_a_name)
            });
    (is_host && (port.is_empty() || is_number(port))).then_some(host)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a host, with or without a port, is of this machine or of a network of one's own.
pub(crate) fn is_private_authority(authority: &str) -> bool {
    host_of(authority).is_some_and(|host| is_private(&host))
}

/// Whether a host is of this machine or of a network of one's own.
fn is_private(host: &str) -> bool {
    if let Some(ip) = host.strip_prefix('[') {
        return ["::1]", "::]", "fe80:", "fc", "fd"].iter().any(|start| ip.starts_with(start));
    }
    if host == "localhost"
        || [".localhost", ".local", ".internal", ".lan", ".home.arpa"]
            .iter()
            .any(|end| host.ends_with(end))
    {
        return true;
    }
    let parts: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [0 | 10 | 127, _, _, _] | [192, 168, _, _] | [169, 254, _, _] => true,
        [172, second, _, _] => (16..=31).contains(&second),
        [100, second, _, _] => (64..=127).contains(&second),
        _ => false,
    }
}

/// A part of a path with its `%20` undone; as it is where they are no text.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (*first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = after.get(2..).unwrap_or_default();
            }
            (byte, ..) => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

#[cfg(test)]
mod tests;

//! Which screen is shown, and its place in the address (after `#`, so that any static host and
//! any sub-path will do).

use library::is_id;

/// A screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Choose a recording.
    #[default]
    Start,
    /// A recording of the library, by its name there: the stages of its job, then its
    /// conversation.
    Recording(String),
    /// A sample conversation, by name.
    Sample(String),
}

impl Route {
    /// Reads the part of an address after `#`. What is not known is the start.
    pub fn from_hash(hash: &str) -> Self {
        match hash.trim_start_matches('#').trim_matches('/').split_once('/') {
            Some(("sample", name)) if is_id(name) => Self::Sample(name.to_owned()),
            Some(("recording", name)) if is_id(name) => Self::Recording(name.to_owned()),
            _ => Self::Start,
        }
    }

    /// The part of the address after and with `#`.
    pub fn to_hash(&self) -> String {
        match self {
            Self::Start => "#/".to_owned(),
            Self::Recording(name) => format!("#/recording/{name}"),
            Self::Sample(name) => format!("#/sample/{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_read_back_from_its_address() {
        for route in [
            Route::Start,
            Route::Recording("k3v9".to_owned()),
            Route::Sample("interview".to_owned()),
        ] {
            assert_eq!(Route::from_hash(&route.to_hash()), route);
        }
    }

    #[test]
    fn an_unknown_address_is_the_start() {
        for hash in [
            "",
            "#",
            "#/nowhere",
            "#/sample/../key",
            "#/sample/A<b>",
            "#/recording/",
            "#/progress",
            "#key=secret",
        ] {
            assert_eq!(Route::from_hash(hash), Route::Start, "{hash}");
        }
    }
}

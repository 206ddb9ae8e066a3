//! Which screen is shown, and its place in the address (after `#`, so that any static host and
//! any sub-path will do).

/// A screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Choose a recording.
    #[default]
    Start,
    /// The stages of the running job.
    Progress,
    /// The conversation that the job brought.
    Conversation,
    /// A sample conversation, by name.
    Sample(String),
}

impl Route {
    /// Reads the part of an address after `#`. What is not known is the start.
    pub fn from_hash(hash: &str) -> Self {
        match hash.trim_start_matches('#').trim_matches('/') {
            "progress" => Self::Progress,
            "conversation" => Self::Conversation,
            other => other
                .strip_prefix("sample/")
                .filter(|name| name.bytes().all(|b| b.is_ascii_lowercase()))
                .map_or(Self::Start, |name| Self::Sample(name.to_owned())),
        }
    }

    /// The part of the address after and with `#`.
    pub fn to_hash(&self) -> String {
        match self {
            Self::Start => "#/".to_owned(),
            Self::Progress => "#/progress".to_owned(),
            Self::Conversation => "#/conversation".to_owned(),
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
            Route::Progress,
            Route::Conversation,
            Route::Sample("interview".to_owned()),
        ] {
            assert_eq!(Route::from_hash(&route.to_hash()), route);
        }
    }

    #[test]
    fn an_unknown_address_is_the_start() {
        for hash in ["", "#", "#/nowhere", "#/sample/../key", "#/sample/A<b>", "#key=secret"] {
            assert_eq!(Route::from_hash(hash), Route::Start, "{hash}");
        }
    }
}

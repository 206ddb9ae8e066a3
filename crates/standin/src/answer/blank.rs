//! Every key of an answer, with the value that it has while a job is queued.

use std::sync::LazyLock;

use crate::Object;

/// The request's flags, echoed in every answer.
static ECHOES: LazyLock<Object> = LazyLock::new(|| parse(include_str!("echoes.json")));

/// The results, before there are any, and what the service adds.
static RESULTS: LazyLock<Object> = LazyLock::new(|| parse(include_str!("results.json")));

fn parse(text: &str) -> Object {
    serde_json::from_str(text).unwrap_or_default()
}

/// An answer with all its keys.
pub(super) fn blank() -> Object {
    ECHOES.iter().chain(RESULTS.iter()).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Whether this key repeats the request.
pub(super) fn is_echo(name: &str) -> bool {
    ECHOES.contains_key(name)
}

#[cfg(test)]
mod tests {
    use super::{ECHOES, RESULTS};

    #[test]
    fn both_lists_are_read_and_share_no_key() {
        assert!(ECHOES.len() > 40, "{}", ECHOES.len());
        assert!(RESULTS.len() > 25, "{}", RESULTS.len());
        assert!(ECHOES.keys().all(|name| !RESULTS.contains_key(name)));
    }
}

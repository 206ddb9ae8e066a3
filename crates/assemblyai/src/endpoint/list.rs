//! `GET /v2/transcript`: the account's transcripts, newest first.
//!
//! Used twice: with `limit=1` it tests a key without cost, and after a submission without an
//! answer it tells whether the job was made.

use serde::Deserialize;

/// Tests a key.
pub const CHECK_PATH: &str = "/v2/transcript?limit=1";
/// Looks for a job: the longest page that the service gives.
pub const FIND_PATH: &str = "/v2/transcript?limit=200";

#[derive(Deserialize)]
struct List {
    transcripts: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    audio_url: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

/// Whether a 200 answer is the list it should be (and not, say, a login page of a network).
#[must_use]
pub fn is_list(body: &[u8]) -> bool {
    serde_json::from_slice::<List>(body).is_ok()
}

/// The newest job for this `audio_url` that did not end in an error. Outer `None`: the answer
/// is garbled. Inner `None`: there is no such job.
#[must_use]
pub fn find_job(body: &[u8], audio_url: &str) -> Option<Option<String>> {
    let list = serde_json::from_slice::<List>(body).ok()?;
    let found = list.transcripts.into_iter().find(|item| {
        item.audio_url.as_deref() == Some(audio_url) && item.status.as_deref() != Some("error")
    });
    Some(found.map(|item| item.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{"page_details":{"limit":200},"transcripts":[
        {"id":"new","audio_url":"https://cdn.example/upload/2","status":"queued","error":""},
        {"id":"failed","audio_url":"https://cdn.example/upload/1","status":"error"},
        {"id":"old","audio_url":"https://cdn.example/upload/1","status":"completed"}]}"#;

    #[test]
    fn a_job_is_found_by_its_audio_url() {
        let find = |url| find_job(LIST.as_bytes(), url);
        assert_eq!(find("https://cdn.example/upload/2"), Some(Some("new".to_owned())));
        assert_eq!(find("https://cdn.example/upload/1"), Some(Some("old".to_owned())));
        assert_eq!(find("https://cdn.example/upload/3"), Some(None));
    }

    #[test]
    fn a_page_that_is_no_list_is_garbled() {
        assert_eq!(find_job(b"<html>Welcome to the hotel</html>", "x"), None);
        assert!(!is_list(b"{}"));
        assert!(is_list(br#"{"page_details":{},"transcripts":[]}"#));
    }
}

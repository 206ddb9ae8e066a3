//! `GET /v2/transcript`: the account's transcripts, newest first.
//!
//! Used twice: with `limit=1` it tests a key without cost, and after a submission without an
//! answer it tells whether the job was made.

use crate::json::{Cursor, DecodeError};

/// Tests a key.
pub const CHECK_PATH: &str = "/v2/transcript?limit=1";
/// Looks for a job: the longest page that the service gives.
pub const FIND_PATH: &str = "/v2/transcript?limit=200";

/// One job of the list.
#[derive(Default)]
struct Item {
    id: Option<String>,
    audio_url: Option<String>,
    status: Option<String>,
}

/// Whether a 200 answer is the list it should be (and not, say, a login page of a network).
#[must_use]
pub fn is_list(body: &[u8]) -> bool {
    read(body, &mut |_| {}).unwrap_or(false)
}

/// The newest job for this `audio_url` that did not end in an error. Outer `None`: the answer
/// is garbled. Inner `None`: there is no such job.
#[must_use]
pub fn find_job(body: &[u8], audio_url: &str) -> Option<Option<String>> {
    let mut found = None;
    let is_list = read(body, &mut |item| {
        let is_it = item.audio_url.as_deref() == Some(audio_url);
        if is_it && item.status.as_deref() != Some("error") && found.is_none() {
            found = item.id;
        }
    });
    is_list.unwrap_or(false).then_some(found)
}

/// Tells `each` job of the list; whether it is a list at all.
fn read(body: &[u8], each: &mut dyn FnMut(Item)) -> Result<bool, DecodeError> {
    let mut cursor = Cursor::new(body, 0);
    let mut is_list = false;
    cursor.object(&mut |cursor, key| {
        if key != "transcripts" {
            return cursor.skip();
        }
        is_list = cursor.list(&mut |cursor| {
            let mut item = Item::default();
            cursor.object(&mut |cursor, key| {
                match key {
                    "id" => item.id = cursor.scalar()?.into_text(),
                    "audio_url" => item.audio_url = cursor.scalar()?.into_text(),
                    "status" => item.status = cursor.scalar()?.into_text(),
                    _ => cursor.skip()?,
                }
                Ok(())
            })?;
            each(item);
            Ok(())
        })?;
        Ok(())
    })?;
    cursor.end()?;
    Ok(is_list)
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
        assert!(!is_list(br#"{"transcripts":null}"#));
        assert!(!is_list(br#"{"transcripts":[{"id":"#));
        assert!(is_list(br#"{"page_details":{},"transcripts":[]}"#));
    }
}

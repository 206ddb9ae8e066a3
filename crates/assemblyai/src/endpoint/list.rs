//! `GET /v2/transcript`: the account's transcripts, newest first.
//!
//! Used three times: with `limit=1` it tests a key without cost, after a submission without an
//! answer it tells whether the job was made, and after one with an answer whether it was made twice.
//! Times of the list are compared with each other only: the service's clock is not this device's.

use crate::job::Wanted;
use crate::json::{Cursor, DecodeError};

/// Tests a key.
pub const CHECK_PATH: &str = "/v2/transcript?limit=1";
/// Looks for a job: the longest page that the service gives.
pub const FIND_PATH: &str = "/v2/transcript?limit=200";

/// A link may be used again, on another device too: a job is a twin only if it was made within so
/// many seconds of the other. A browser repeats what it has asked for as soon as a connection fails,
/// and nothing waits longer for an answer.
const TWIN_SECONDS: i64 = 60;

/// One job of the list.
#[derive(Default)]
struct Item {
    id: Option<String>,
    audio_url: Option<String>,
    status: Option<String>,
    created: Option<String>,
}

impl Item {
    /// Whether it may be of a submission: a job that ended in an error is not looked for.
    fn is_of(&self, wanted: &Wanted) -> bool {
        let is_new = wanted.before.as_deref().is_none_or(|before| {
            self.created.as_deref().is_some_and(|created| instant(created) > instant(before))
        });
        is_new
            && self.audio_url.as_deref() == Some(&wanted.audio_url)
            && self.status.as_deref() != Some("error")
    }
}

/// Whether a 200 answer is the list it should be (and not, say, a login page of a network).
#[must_use]
pub fn is_list(body: &[u8]) -> bool {
    read(body, &mut |_| {}).unwrap_or(false)
}

/// When the newest job of the list was made; empty where there is none. `None`: the answer is
/// garbled.
#[must_use]
pub fn newest(body: &[u8]) -> Option<String> {
    let mut newest = None;
    let is_list = read(body, &mut |item| {
        newest.get_or_insert_with(|| item.created.unwrap_or_default());
    });
    is_list.unwrap_or(false).then(|| newest.unwrap_or_default())
}

/// The jobs of a submission, the newest first. `None`: the answer is garbled.
#[must_use]
pub fn find_jobs(body: &[u8], wanted: &Wanted) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let is_list = read(body, &mut |item| {
        if item.is_of(wanted) {
            found.extend(item.id);
        }
    });
    is_list.unwrap_or(false).then_some(found)
}

/// The jobs of the submission that made the job `id`, beside that. `None`: the answer is garbled,
/// or does not have that job yet.
#[must_use]
pub fn find_twins(body: &[u8], wanted: &Wanted, id: &str) -> Option<Vec<String>> {
    let mut jobs = Vec::new();
    let is_list = read(body, &mut |item| {
        if item.is_of(wanted) || item.id.as_deref() == Some(id) {
            jobs.push(item);
        }
    });
    let seconds = |item: &Item| item.created.as_deref().map_or(0, |created| instant(created).0);
    let own = jobs.iter().find(|item| item.id.as_deref() == Some(id)).map(seconds)?;
    let is_twin =
        |item: &Item| item.id.as_deref() != Some(id) && (seconds(item) - own).abs() <= TWIN_SECONDS;
    let twins = jobs.into_iter().filter(is_twin).filter_map(|item| item.id).collect();
    is_list.unwrap_or(false).then_some(twins)
}

/// A time such as `2026-09-24T10:02:03.456789Z` as something to compare: whole seconds, and
/// microseconds. What is no time is earlier than all.
fn instant(text: &str) -> (i64, u32) {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next().and_then(|digits| digits.parse::<i64>().ok());
    let (Some(year), Some(month), Some(day)) = (next(), next(), next()) else { return (0, 0) };
    let (hour, minute, second) = (next().unwrap_or(0), next().unwrap_or(0), next().unwrap_or(0));
    let micros = numbers.next().map_or(0, |digits| {
        let six: String = digits.chars().chain("000000".chars()).take(6).collect();
        six.parse().unwrap_or(0)
    });
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    (seconds, micros)
}

/// Days since a day long ago, in the Gregorian calendar, whose year is taken to begin in March.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let month = (month - 1).rem_euclid(12) + 1;
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
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
                    "created" => item.created = cursor.scalar()?.into_text(),
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
        {"id":"new","audio_url":"https://cdn.example/upload/2","status":"queued","error":"",
         "created":"2026-11-30T10:00:05.2Z"},
        {"id":"twin","audio_url":"https://cdn.example/upload/1","status":"processing",
         "created":"2026-11-30T10:00:00.000003"},
        {"id":"own","audio_url":"https://cdn.example/upload/1","status":"queued",
         "created":"2026-11-30T09:59:59.999999"},
        {"id":"failed","audio_url":"https://cdn.example/upload/1","status":"error",
         "created":"2026-11-30T09:59:59"},
        {"id":"hour","audio_url":"https://cdn.example/upload/1","status":"completed",
         "created":"2026-11-30T08:59:59"},
        {"id":"old","audio_url":"https://cdn.example/upload/1","status":"completed",
         "created":"2026-11-30T08:00:00"}]}"#;

    fn wanted(number: u8, before: Option<&str>) -> Wanted {
        Wanted {
            audio_url: format!("https://cdn.example/upload/{number}"),
            before: before.map(str::to_owned),
        }
    }

    #[test]
    fn a_job_is_found_by_its_address_and_its_time() {
        let find = |number, before| find_jobs(LIST.as_bytes(), &wanted(number, before));
        let ids = |ids: &[&str]| Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
        assert_eq!(find(2, None), ids(&["new"]));
        assert_eq!(find(1, None), ids(&["twin", "own", "hour", "old"]));
        // Of an account that had none, all are new; what was there before is not taken.
        assert_eq!(find(1, Some("")), find(1, None));
        assert_eq!(find(1, Some("2026-11-30T08:00:00.000000Z")), ids(&["twin", "own", "hour"]));
        assert_eq!(find(1, Some("2026-11-30T09:59:59.999999Z")), ids(&["twin"]));
        assert_eq!(find(1, Some("2026-11-30T10:00:05.2Z")), ids(&[]));
        assert_eq!(find(3, None), ids(&[]));
    }

    #[test]
    fn a_twin_is_another_job_of_the_same_address_made_at_the_same_time() {
        let find = |before, id| find_twins(LIST.as_bytes(), &wanted(1, before), id);
        assert_eq!(find(None, "own"), Some(vec!["twin".to_owned()]), "not that of an hour before");
        assert_eq!(find(Some("2026-11-30T09:59:59.5"), "twin"), Some(vec!["own".to_owned()]));
        assert_eq!(find(Some("2026-11-30T10:00:00"), "twin"), Some(Vec::new()));
        assert_eq!(find(None, "not there yet"), None);
    }

    #[test]
    fn the_newest_job_tells_when_it_was_made() {
        assert_eq!(newest(LIST.as_bytes()).as_deref(), Some("2026-11-30T10:00:05.2Z"));
        assert_eq!(newest(br#"{"transcripts":[]}"#).as_deref(), Some(""));
        assert_eq!(newest(b"<html>Welcome to the hotel</html>"), None);
    }

    #[test]
    fn times_are_compared_across_midnight_months_and_years() {
        let mut last = (i64::MIN, 0);
        for text in [
            "",
            "yesterday",
            "2024-02-28T23:59:59",
            "2024-02-29T00:00:00",
            "2024-03-01T00:00:00.000001",
            "2024-03-01T00:00:00.1",
            "2025-12-31T23:59:59.999999Z",
            "2026-01-01T00:00:00Z",
        ] {
            assert!(instant(text) >= last, "{text}: {:?} after {last:?}", instant(text));
            last = instant(text);
        }
        let apart = |from, to| instant(to).0 - instant(from).0;
        assert_eq!(apart("2025-12-31T23:59:59", "2026-01-01T00:00:01"), 2);
        assert_eq!(apart("2024-02-28T23:59:30", "2024-02-29T00:00:30"), 60);
        assert_eq!(apart("2026-09-30T00:00:00", "2026-10-01T00:00:00"), 86_400);
    }

    #[test]
    fn a_page_that_is_no_list_is_garbled() {
        assert_eq!(find_jobs(b"<html>Welcome to the hotel</html>", &wanted(1, None)), None);
        assert_eq!(find_twins(br#"{"transcripts":[{"id":"own"}"#, &wanted(1, None), "own"), None);
        assert!(!is_list(b"{}"));
        assert!(!is_list(br#"{"transcripts":null}"#));
        assert!(!is_list(br#"{"transcripts":[{"id":"#));
        assert!(is_list(br#"{"page_details":{},"transcripts":[]}"#));
    }
}

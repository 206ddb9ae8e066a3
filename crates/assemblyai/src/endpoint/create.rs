//! `POST /v2/transcript`: asks for the transcript of an uploaded recording.

/// The path, relative to the API base.
pub const PATH: &str = "/v2/transcript";
/// The body is what [`crate::JobOptions::request_body`] makes.
pub const CONTENT_TYPE: &str = "application/json";

/// The id of the new job in a 200 answer.
#[must_use]
pub fn job_id(body: Vec<u8>) -> Option<String> {
    crate::decode::decode(body).ok()?.id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_taken_or_the_answer_is_garbled() {
        let id = |body: &str| job_id(body.as_bytes().to_vec());
        assert_eq!(id(r#"{"id":"job-1","status":"queued"}"#).as_deref(), Some("job-1"));
        assert_eq!(id(r#"{"id":17,"status":"queued"}"#).as_deref(), Some("17"));
        assert_eq!(id(r#"{"status":"queued"}"#), None);
        assert_eq!(id(r#"{"id":"job-1","sta"#), None);
    }
}

//! What goes wrong in the stories, and to which request: short names for the stand-in's script.

pub use standin::script::{Fault, ResetWhen, Rule};

/// What a proxy in front of a service answers when the service is gone.
const GATEWAY_PAGE: &str = "<html><head><title>Bad gateway</title></head><body>nginx</body></html>";

/// Befalls the check of a key, and any other look at the list of transcripts.
#[must_use]
pub fn list(fault: Fault) -> Rule {
    Rule::on("GET", "/v2/transcript").exact().fault(fault)
}

/// Befalls an upload.
#[must_use]
pub fn upload(fault: Fault) -> Rule {
    Rule::on("POST", "/v2/upload").exact().fault(fault)
}

/// Befalls the request for a transcript.
#[must_use]
pub fn submit(fault: Fault) -> Rule {
    Rule::on("POST", "/v2/transcript").exact().fault(fault)
}

/// Befalls a look at one job.
#[must_use]
pub fn poll(fault: Fault) -> Rule {
    Rule::on("GET", "/v2/transcript/").fault(fault)
}

/// Befalls the deletion of a transcript.
#[must_use]
pub fn delete(fault: Fault) -> Rule {
    Rule::on("DELETE", "/v2/transcript/").fault(fault)
}

/// Too many requests; whether a page may read for how long to wait is up to the service.
#[must_use]
pub fn busy(seconds: u32, readable: bool) -> Fault {
    Fault::Status {
        status: 429,
        body: Some(r#"{"error":"Too many requests"}"#.to_owned()),
        content_type: Some("application/json".to_owned()),
        retry_after: Some(seconds),
        expose_retry_after: readable,
        processed: false,
    }
}

/// A status with the page of a proxy for a body.
#[must_use]
pub fn html(status: u16) -> Fault {
    Fault::Status {
        status,
        body: Some(GATEWAY_PAGE.to_owned()),
        content_type: Some("text/html".to_owned()),
        retry_after: None,
        expose_retry_after: false,
        processed: false,
    }
}

/// Nothing comes any more.
#[must_use]
pub const fn silence() -> Fault {
    Fault::silence()
}

//! The shape of a transcript at each stage of its job.

mod blank;
pub(crate) mod captions;
pub(crate) mod passages;
pub(crate) mod search;
pub(crate) mod words;

use serde_json::{Value, json};

use crate::Object;
use crate::job::Job;
use crate::request::{flag, text};

/// The keys that a prepared transcript cannot set: they belong to the job.
const OF_THE_JOB: [&str; 3] = ["id", "audio_url", "status"];

/// The text of a deleted transcript.
const DELETED: &str = "Deleted by user.";

/// A transcript that is not finished: everything null, the request's flags echoed.
pub(crate) fn pending(job: &Job, status: &str) -> Object {
    started(&job.id, &job.audio_url, &job.request, status)
}

fn started(id: &str, audio_url: &str, request: &Object, status: &str) -> Object {
    let mut answer = blank::blank();
    for (name, value) in request {
        answer.insert(name.clone(), value.clone());
    }
    if flag(request, "language_detection", false) {
        answer.insert("language_code".to_owned(), Value::Null);
    }
    if let Some(understanding) = request.get("speech_understanding") {
        let mut understanding = understanding.clone();
        if let Some(object) = understanding.as_object_mut() {
            object.insert("response".to_owned(), Value::Null);
        }
        answer.insert("speech_understanding".to_owned(), understanding);
    }
    answer
        .insert("webhook_auth".to_owned(), json!(request.contains_key("webhook_auth_header_name")));
    answer.insert("id".to_owned(), json!(id));
    answer.insert("audio_url".to_owned(), json!(audio_url));
    answer.insert("status".to_owned(), json!(status));
    answer
}

/// A job that ended with an error. The HTTP status of its answer is 200 all the same.
pub(crate) fn failed(id: &str, audio_url: &str, request: &Object, error: &str) -> Object {
    let mut answer = started(id, audio_url, request, "error");
    answer.insert("error".to_owned(), json!(error));
    answer
}

/// A finished transcript: what `known` says about the recording, as far as the request asked for
/// it. `seconds` is the length of what was uploaded, if it was measured.
pub(crate) fn completed(
    id: &str,
    audio_url: &str,
    request: &Object,
    known: &Object,
    seconds: Option<f64>,
) -> Object {
    if known.get("status").and_then(Value::as_str) == Some("error") {
        let error = known.get("error").and_then(Value::as_str).unwrap_or_default();
        return failed(id, audio_url, request, error);
    }
    let mut answer = started(id, audio_url, request, "completed");
    for name in ["content_safety_labels", "iab_categories_result"] {
        let unavailable = json!({ "status": "unavailable", "results": [], "summary": {} });
        answer.insert(name.to_owned(), unavailable);
    }
    for (name, value) in known {
        let is_fixed = OF_THE_JOB.contains(&name.as_str())
            || name == "language_code"
            || blank::is_echo(name)
            || request.contains_key(name);
        if !is_fixed {
            answer.insert(name.clone(), value.clone());
        }
    }
    language(&mut answer, request, known);
    if let Some(seconds) = seconds {
        answer.insert("audio_duration".to_owned(), json!(whole_seconds(seconds)));
    }
    let model = request.get("speech_models").and_then(|models| models.get(0)).cloned();
    answer.insert(
        "speech_model_used".to_owned(),
        model.unwrap_or_else(|| json!("universal-3-5-pro")),
    );
    if !flag(request, "speaker_labels", false) && !flag(request, "multichannel", false) {
        without_speakers(&mut answer);
    }
    answer
}

/// A finished transcript of a recording in which nobody speaks.
pub(crate) fn silence(labels: bool) -> Object {
    let mut known = Object::new();
    known.insert("text".to_owned(), json!(""));
    known.insert("words".to_owned(), json!([]));
    known.insert("utterances".to_owned(), if labels { json!([]) } else { Value::Null });
    known.insert("confidence".to_owned(), json!(0.0));
    known
}

/// What is left of a transcript after it was deleted.
pub(crate) fn deleted(ending: &Object) -> Object {
    let mut answer = blank::blank();
    for (name, value) in ending {
        if blank::is_echo(name) || ["id", "audio_duration"].contains(&name.as_str()) {
            answer.insert(name.clone(), value.clone());
        }
    }
    for (name, value) in [
        ("status", "completed"),
        ("text", DELETED),
        ("audio_url", "http://deleted_by_user"),
        ("webhook_url", "http://deleted_by_user"),
    ] {
        answer.insert(name.to_owned(), json!(value));
    }
    answer.insert("is_deleted".to_owned(), json!(true));
    answer
}

/// The language: detected, chosen, or English.
fn language(answer: &mut Object, request: &Object, known: &Object) {
    let code = if flag(request, "language_detection", false) {
        let confidence = known.get("language_confidence").filter(|value| value.is_number());
        let confidence = confidence.cloned().unwrap_or_else(|| json!(0.98));
        answer.insert("language_confidence".to_owned(), confidence);
        known.get("language_code").cloned().unwrap_or_else(|| json!("en"))
    } else {
        answer.insert("language_confidence".to_owned(), Value::Null);
        json!(text(request, "language_code").unwrap_or("en_us"))
    };
    answer.insert("language_code".to_owned(), code);
}

fn without_speakers(answer: &mut Object) {
    answer.insert("utterances".to_owned(), Value::Null);
    let words = answer.get_mut("words").and_then(Value::as_array_mut);
    for word in words.into_iter().flatten() {
        if let Some(word) = word.as_object_mut() {
            word.insert("speaker".to_owned(), Value::Null);
        }
    }
}

/// Rounded to whole seconds, as the API gives it.
fn whole_seconds(seconds: f64) -> u64 {
    std::time::Duration::try_from_secs_f64(seconds + 0.5).unwrap_or_default().as_secs()
}

//! What parameters forbid each other, and the values that need a sentence of their own.

use serde_json::Value;

use super::{flag, language, text};
use crate::Object;
use crate::error::ApiError;

/// The values of `speech_models`.
const MODELS: [&str; 2] = ["universal-3-5-pro", "universal-2"];

/// Checks a request whose parameters have the right types.
pub(super) fn check(request: &Object) -> Result<(), ApiError> {
    audio_url(request)?;
    models(request)?;
    speakers(request)?;
    languages(request)?;
    if flag(request, "redact_pii", false) && !flag(request, "format_text", true) {
        return refuse("redact_pii requires format_text to be true.");
    }
    let moment = |name| request.get(name).and_then(Value::as_i64);
    if let (Some(start), Some(end)) = (moment("audio_start_from"), moment("audio_end_at"))
        && start >= end
    {
        return refuse("audio_start_from must be less than audio_end_at.");
    }
    if let Some(understanding) = request.get("speech_understanding")
        && !understanding.get("request").is_some_and(Value::is_object)
    {
        return Err(ApiError::schema());
    }
    Ok(())
}

fn refuse(text: &str) -> Result<(), ApiError> {
    Err(ApiError::Bad(text.to_owned()))
}

fn audio_url(request: &Object) -> Result<(), ApiError> {
    let url = text(request, "audio_url").unwrap_or_default();
    let address = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_good = address.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if is_good { Ok(()) } else { Err(ApiError::schema()) }
}

fn models(request: &Object) -> Result<(), ApiError> {
    if request.contains_key("speech_model") {
        return refuse(r#""speech_model" is deprecated, use "speech_models" instead."#);
    }
    let Some(models) = request.get("speech_models").and_then(Value::as_array) else {
        return Ok(());
    };
    let is_known = |model: &Value| model.as_str().is_some_and(|model| MODELS.contains(&model));
    if models.is_empty() || !models.iter().all(is_known) {
        let list = MODELS.map(|model| format!("\"{model}\"")).join(", ");
        return refuse(&format!(
            r#""speech_models" must be a non-empty list containing one or more of: {list}"#
        ));
    }
    Ok(())
}

fn speakers(request: &Object) -> Result<(), ApiError> {
    let labels = flag(request, "speaker_labels", false);
    if labels && !flag(request, "punctuate", true) {
        return refuse("speaker_labels requires punctuate to be true.");
    }
    let Some(options) = request.get("speaker_options") else { return Ok(()) };
    if request.contains_key("speakers_expected") {
        return refuse("speakers_expected and speaker_options cannot be used together.");
    }
    if !labels {
        return refuse("speaker_options requires speaker_labels to be true.");
    }
    let bound = |name| options.get(name).and_then(Value::as_i64);
    if let (Some(least), Some(most)) =
        (bound("min_speakers_expected"), bound("max_speakers_expected"))
        && least > most
    {
        return refuse("min_speakers_expected cannot be greater than max_speakers_expected.");
    }
    Ok(())
}

fn languages(request: &Object) -> Result<(), ApiError> {
    let code = text(request, "language_code");
    if flag(request, "language_detection", false) && code.is_some() {
        return refuse("language_code cannot be used together with language_detection.");
    }
    if let Some(codes) = request.get("language_codes").and_then(Value::as_array)
        && !codes.iter().any(|code| code == "en")
    {
        return refuse(r#"language_codes must contain "en"."#);
    }
    let Some(code) = code else { return Ok(()) };
    if !language::is_known(code) {
        return Err(ApiError::schema());
    }
    if flag(request, "speaker_labels", false) && !language::has_speaker_labels(code) {
        return refuse("The following models are not available in this language: speaker_labels");
    }
    Ok(())
}

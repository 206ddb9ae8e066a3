//! The parameters and their types. What is not in this table is refused, as by the API.

use serde_json::Value;

use crate::Object;
use crate::error::ApiError;

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Flag,
    Text,
    Texts,
    Object,
    List,
    /// An integer of at least this.
    Integer(i64),
    /// A number from the first to the second.
    Number(f64, f64),
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Kind {
    fn allows(self, value: &Value) -> bool {
        match self {
            Self::Flag => value.is_boolean(),
            Self::Text => value.is_string(),
            Self::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            Self::Object => value.is_object(),
            Self::List => value.is_array(),
            Self::Integer(least) => value.as_i64().is_some_and(|number| number >= least),
            Self::Number(least, most) => {
                value.as_f64().is_some_and(|number| number >= least && number <= most)
            }
            Self::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        }
    }
}

/// The parameters of `POST /v2/transcript`, deprecated ones included.
const PARAMETERS: &[(&str, Kind)] = &[
    ("audio_url", Kind::Text),
    ("speech_models", Kind::List),
    ("speech_model", Kind::Text),
    ("speaker_labels", Kind::Flag),
    ("speakers_expected", Kind::Integer(1)),
    ("speaker_options", Kind::Object),
    ("language_code", Kind::Text),
    ("language_codes", Kind::Texts),
    ("language_detection", Kind::Flag),
    ("language_detection_options", Kind::Object),
    ("language_confidence_threshold", Kind::Number(0.0, 1.0)),
    ("punctuate", Kind::Flag),
    ("format_text", Kind::Flag),
    ("disfluencies", Kind::Flag),
    ("filter_profanity", Kind::Flag),
    ("custom_spelling", Kind::List),
    ("keyterms_prompt", Kind::Texts),
    ("keyterms_prompt_options", Kind::Object),
    ("prompt", Kind::Text),
    ("temperature", Kind::Number(0.0, 1.0)),
    ("remove_audio_tags", Kind::Word(&["all", "speaker"])),
    ("domain", Kind::Text),
    ("speech_threshold", Kind::Number(0.0, 1.0)),
    ("multichannel", Kind::Flag),
    ("dual_channel", Kind::Flag),
    ("audio_start_from", Kind::Integer(0)),
    ("audio_end_at", Kind::Integer(0)),
    ("sentiment_analysis", Kind::Flag),
    ("entity_detection", Kind::Flag),
    ("auto_highlights", Kind::Flag),
    ("auto_chapters", Kind::Flag),
    ("iab_categories", Kind::Flag),
    ("content_safety", Kind::Flag),
    ("content_safety_confidence", Kind::Number(25.0, 100.0)),
    ("summarization", Kind::Flag),
    ("summary_model", Kind::Text),
    ("summary_type", Kind::Text),
    ("custom_topics", Kind::Flag),
    ("topics", Kind::Texts),
    ("redact_pii", Kind::Flag),
    ("redact_pii_policies", Kind::Texts),
    ("redact_pii_sub", Kind::Word(&["hash", "entity_name"])),
    ("redact_pii_audio", Kind::Flag),
    ("redact_pii_audio_quality", Kind::Word(&["mp3", "wav"])),
    ("redact_pii_audio_options", Kind::Object),
    ("redact_pii_return_unredacted", Kind::Flag),
    ("redact_static_entities", Kind::Object),
    ("speech_understanding", Kind::Object),
    ("webhook_url", Kind::Text),
    ("webhook_auth_header_name", Kind::Text),
    ("webhook_auth_header_value", Kind::Text),
    ("word_boost", Kind::Texts),
    ("boost_param", Kind::Word(&["low", "default", "high"])),
];

/// The keys of `speaker_options`, the last three of them known from the Python client alone.
const SPEAKER_OPTIONS: &[(&str, Kind)] = &[
    ("min_speakers_expected", Kind::Integer(1)),
    ("max_speakers_expected", Kind::Integer(1)),
    ("use_two_stage_clustering", Kind::Flag),
    (
        "short_file_diarization_method",
        Kind::Word(&["deliberate", "balanced", "conservative", "aggressive"]),
    ),
    ("long_file_diarization_method", Kind::Word(&["standard", "experimental"])),
];

/// Refuses unknown parameters, wrong types and a missing `audio_url`.
pub(super) fn check(request: &Object) -> Result<(), ApiError> {
    check_against(request, PARAMETERS)?;
    if let Some(options) = request.get("speaker_options").and_then(Value::as_object) {
        check_against(options, SPEAKER_OPTIONS)?;
    }
    if request.contains_key("audio_url") { Ok(()) } else { Err(ApiError::schema()) }
}

fn check_against(object: &Object, table: &[(&str, Kind)]) -> Result<(), ApiError> {
    let is_good = object.iter().all(|(name, value)| {
        let known = table.iter().find(|(known, _)| known == name);
        known.is_some_and(|(_, kind)| value.is_null() || kind.allows(value))
    });
    if is_good { Ok(()) } else { Err(ApiError::schema()) }
}

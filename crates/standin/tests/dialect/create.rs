//! `POST /v2/transcript`: what is accepted, and every refusal.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, refusal};

const SCHEMA: &str = "Invalid endpoint schema, please refer to documentation for examples.";

/// A request for some address with these parameters.
fn with(parameters: &Value) -> Value {
    let mut request = json!({ "audio_url": "https://files.example/talk.mp3" });
    request.as_object_mut().unwrap().extend(parameters.as_object().unwrap().clone());
    request
}

#[tokio::test]
async fn what_the_documentation_offers_is_accepted() {
    let api = Api::start().await;
    for parameters in [
        json!({}),
        json!({"speech_models": ["universal-3-5-pro", "universal-2"]}),
        json!({"speaker_labels": true, "speakers_expected": 2}),
        json!({"speaker_labels": true,
               "speaker_options": {"min_speakers_expected": 2, "max_speakers_expected": 2}}),
        json!({"speaker_labels": true, "language_detection": true}),
        json!({"speaker_labels": true, "language_code": "ar"}),
        json!({"language_code": "de_ch"}),
        json!({"language_codes": ["en", "es"], "punctuate": true, "format_text": false}),
        json!({"speaker_labels": null, "webhook_url": null}),
        json!({"speech_understanding": {"request": {"action_items": {}}}}),
    ] {
        api.create(&with(&parameters)).await;
    }
}

#[tokio::test]
async fn requests_of_the_wrong_shape_are_refused() {
    let api = Api::start().await;
    for request in [
        json!({}),
        json!({"audio_url": null}),
        json!({"audio_url": 1}),
        json!({"audio_url": "talk.mp3"}),
        json!({"audio_url": "file:///talk.mp3"}),
        json!([]),
        with(&json!({"speaker_labels": "yes"})),
        with(&json!({"speakers_expected": 0})),
        with(&json!({"speakers_expected": 2.5})),
        with(&json!({"speaker_labels": true, "speaker_options": {"most": 2}})),
        with(&json!({"speaker_labels": true, "speaker_options": {"min_speakers_expected": "2"}})),
        with(&json!({"language_code": "xx"})),
        with(&json!({"speech_threshold": 1.5})),
        with(&json!({"remove_audio_tags": "none"})),
        with(&json!({"speech_understanding": {"action_items": {}}})),
        with(&json!({"speakerLabels": true})),
    ] {
        assert_eq!(
            refusal(api.post_job(&request).await).await,
            (400, SCHEMA.to_owned()),
            "{request}"
        );
    }
    let request = api.request(Method::POST, "/v2/transcript").body("{\"audio_url\":");
    assert_eq!(refusal(request.send().await.unwrap()).await, (400, SCHEMA.to_owned()));
    assert_eq!(api.region().stats().jobs_created, 0);
}

#[tokio::test]
async fn parameters_that_forbid_each_other_are_named() {
    let api = Api::start().await;
    for (parameters, words) in [
        (json!({"speech_model": "best"}), vec!["speech_model", "deprecated"]),
        (json!({"speech_models": []}), vec!["speech_models", "universal-3-5-pro"]),
        (json!({"speech_models": ["nano"]}), vec!["speech_models", "universal-2"]),
        (
            json!({"speaker_labels": true, "speakers_expected": 2,
                   "speaker_options": {"max_speakers_expected": 3}}),
            vec!["speakers_expected", "speaker_options"],
        ),
        (
            json!({"speaker_options": {"max_speakers_expected": 3}}),
            vec!["speaker_options", "speaker_labels"],
        ),
        (
            json!({"speaker_labels": true,
                   "speaker_options": {"min_speakers_expected": 4, "max_speakers_expected": 3}}),
            vec!["min_speakers_expected", "max_speakers_expected"],
        ),
        (json!({"speaker_labels": true, "punctuate": false}), vec!["speaker_labels", "punctuate"]),
        (
            json!({"language_code": "en", "language_detection": true}),
            vec!["language_code", "language_detection"],
        ),
        (json!({"language_codes": ["es"]}), vec!["language_codes", "en"]),
        (json!({"redact_pii": true, "format_text": false}), vec!["redact_pii", "format_text"]),
        (json!({"audio_start_from": 5, "audio_end_at": 5}), vec!["audio_start_from"]),
    ] {
        let (status, text) = refusal(api.post_job(&with(&parameters)).await).await;
        assert_eq!(status, 400, "{parameters}");
        assert!(words.iter().all(|word| text.contains(word)), "{parameters}: {text}");
    }
}

#[tokio::test]
async fn a_language_without_speaker_labels_is_refused_with_its_sentence() {
    let api = Api::start().await;
    let request = with(&json!({"language_code": "de_ch", "speaker_labels": true}));
    let expected = "The following models are not available in this language: speaker_labels";
    assert_eq!(refusal(api.post_job(&request).await).await, (400, expected.to_owned()));
}

#[tokio::test]
async fn the_answer_is_queued_with_every_key_and_the_flags_echoed() {
    let api = Api::start().await;
    let request = with(&json!({"speaker_labels": true, "speakers_expected": 3,
                               "speech_models": ["universal-2"]}));
    let answer: Value = api.post_job(&request).await.json().await.unwrap();
    for (name, value) in request.as_object().unwrap() {
        assert_eq!(&answer[name], value, "{name}");
    }
    assert_eq!(answer["status"], "queued");
    for name in ["text", "words", "utterances", "confidence", "audio_duration"] {
        assert_eq!(answer.get(name), Some(&Value::Null), "{name}");
    }
    for name in ["content_safety_labels", "iab_categories_result"] {
        assert_eq!(answer[name], json!({}), "{name}");
    }
    assert_eq!(answer["punctuate"], true);
    assert_eq!(answer["language_code"], "en_us");
    assert!(answer.get("error").is_none(), "absent while nothing is wrong");
    let count = answer.as_object().unwrap().len();
    assert!((50..=90).contains(&count), "{count} keys");
}

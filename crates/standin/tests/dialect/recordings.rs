//! What a job ends with, by what was uploaded.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use standin::Standin;
use standin::script::NextAnswer;

use crate::support::{Api, conversation, wav};

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// The entries of the sample index; the samples are part of the repository.
fn index() -> Vec<Value> {
    let text = fs::read_to_string(samples().join("index.json")).unwrap();
    let index: Value = serde_json::from_str(&text).unwrap();
    index["samples"].as_array().unwrap().clone()
}

fn sample(entry: &Value, part: &str) -> Vec<u8> {
    fs::read(samples().join(entry[part].as_str().unwrap())).unwrap()
}

#[tokio::test]
async fn every_sample_gets_its_own_transcript_and_its_measured_length() {
    let api = Api::start().await;
    let index = index();
    assert_eq!(index.len(), 3);
    for entry in index {
        let url = api.upload(sample(&entry, "media")).await;
        let ending = api.transcribe(&url).await;
        let known: Value = serde_json::from_slice(&sample(&entry, "transcript")).unwrap();
        assert_eq!(ending["status"], "completed", "{entry}");
        for name in ["text", "words", "utterances", "confidence"] {
            assert_eq!(ending[name], known[name], "{name} of {entry}");
        }
        let seconds = ending["audio_duration"].as_i64().unwrap();
        let expected = entry["duration_ms"].as_i64().unwrap() / 1000;
        assert!((seconds - expected).abs() <= 1, "{seconds} s for {entry}");
        assert_eq!(ending["audio_url"], url.as_str());
    }
}

#[tokio::test]
async fn without_speaker_labels_nobody_is_named() {
    let api = Api::start().await;
    let entry = index().remove(0);
    let url = api.upload(sample(&entry, "media")).await;
    let id = api.create(&json!({ "audio_url": url })).await;
    let ending = api.finish(&id).await;
    assert_eq!(ending["utterances"], Value::Null);
    let words = ending["words"].as_array().unwrap();
    assert!(!words.is_empty());
    assert!(words.iter().all(|word| word["speaker"].is_null()));
}

#[tokio::test]
async fn the_language_is_detected_chosen_or_english() {
    let api = Api::start().await;
    let entry = index().into_iter().find(|entry| entry["language"] == "ar").unwrap();
    let url = api.upload(sample(&entry, "media")).await;
    for (parameters, expected, is_measured) in [
        (json!({"language_detection": true}), "ar", true),
        (json!({"language_code": "fa"}), "fa", false),
        (json!({}), "en_us", false),
    ] {
        let mut request = json!({ "audio_url": url });
        request.as_object_mut().unwrap().extend(parameters.as_object().unwrap().clone());
        let id = api.create(&request).await;
        let ending = api.finish(&id).await;
        assert_eq!(ending["language_code"], expected);
        assert_eq!(ending["language_confidence"].is_number(), is_measured, "{parameters}");
    }
}

#[tokio::test]
async fn samples_are_known_by_their_file_name_in_an_address() {
    let api = Api::start().await;
    let ending = api.transcribe("https://files.example/somewhere/interview.mp3?x=1").await;
    assert_eq!(ending["status"], "completed");
    let ending = api.transcribe("https://files.example/somewhere/else.mp3").await;
    let error = ending["error"].as_str().unwrap();
    let start = "Download error, unable to download https://files.example/somewhere/else.mp3";
    assert!(error.starts_with(start), "{error}");
}

#[tokio::test]
async fn other_sound_is_not_known_and_other_files_hold_no_sound() {
    let api = Api::start().await;
    for (bytes, start) in [
        (wav(400), "The stand-in knows only its sample recordings (interview, meeting, arabic)"),
        (wav(100), "Audio duration is too short."),
        (
            b"<!doctype html><p>no".to_vec(),
            "File does not appear to contain audio. File type is text/html.",
        ),
        (vec![7; 5000], "File does not appear to contain audio. File type is application/octet"),
        (Vec::new(), "File does not appear to contain audio. File type is inode/x-empty."),
    ] {
        let url = api.upload(bytes).await;
        let ending = api.transcribe(&url).await;
        assert_eq!(ending["status"], "error");
        let error = ending["error"].as_str().unwrap();
        assert!(error.starts_with(start), "{error}");
        assert_eq!(ending["words"], Value::Null);
    }
}

/// Two seconds of a tone in many formats, and a film without sound, made by ffmpeg.
const FIXTURES: [&str; 12] = [
    "tone.mp3",
    "tone.m4a",
    "tone.aac",
    "tone.flac",
    "tone.ogg",
    "tone.opus",
    "tone.webm",
    "tone.mka",
    "tone.caf",
    "alac.m4a",
    "film.mp4",
    "film.webm",
];

fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    fs::read(folder.join(format!("standin-{name}"))).unwrap()
}

#[tokio::test]
async fn the_length_is_measured_in_every_common_format() {
    let api = Api::start().await;
    for name in FIXTURES {
        api.region().set_next_answer(NextAnswer::default());
        let url = api.upload(fixture(name)).await;
        assert_eq!(api.transcribe(&url).await["audio_duration"], 2, "{name}");
    }
}

#[tokio::test]
async fn a_film_without_sound_holds_no_sound() {
    let api = Api::start().await;
    let url = api.upload(fixture("silent.mp4")).await;
    let expected = "File does not appear to contain audio. File type is video/mp4.";
    assert_eq!(api.transcribe(&url).await["error"], expected);
}

#[tokio::test]
async fn a_folder_adds_answers_by_hash_and_by_file_name() {
    let recording = wav(2000);
    let folder = tempfile::tempdir().unwrap();
    let sha256 = sha256(&recording);
    let text = conversation().to_string();
    fs::write(folder.path().join(format!("{sha256}.json")), &text).unwrap();
    fs::write(folder.path().join("talk.json"), &text).unwrap();
    let api = Api::start_with(Standin::builder().transcripts(folder.path())).await;
    let url = api.upload(recording).await;
    for url in [url.as_str(), "https://files.example/talk.m4a"] {
        let ending = api.transcribe(url).await;
        assert_eq!(ending["text"], conversation()["text"], "{url}");
        assert_eq!(ending["audio_duration"], 2);
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

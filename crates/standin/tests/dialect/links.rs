//! Links: addresses of this machine are fetched, as the service fetches any.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use standin::Standin;
use standin::script::{Fault, Rule};
use tempfile::TempDir;

use crate::support::Api;

/// A host with a recording and a page.
async fn host() -> (Api, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples/interview.mp3");
    // The bytes tell what it is, whatever it is called.
    fs::copy(sample, folder.path().join("talk.mp3")).unwrap();
    fs::write(folder.path().join("index.html"), "<!doctype html><title>Talks</title>").unwrap();
    (Api::start_with(Standin::builder().dist(folder.path())).await, folder)
}

/// What a job of this path ends with.
async fn ending(api: &Api, path: &str) -> Value {
    let url = format!("{}{path}", api.base);
    let body = serde_json::json!({ "audio_url": url, "speaker_labels": true });
    let id = api.create(&body).await;
    // It is fetched meanwhile, however often it is asked for.
    loop {
        let transcript = api.poll(&id).await;
        if transcript["status"] != "queued" && transcript["status"] != "processing" {
            return transcript;
        }
    }
}

#[tokio::test]
async fn a_recording_is_fetched_and_known_by_its_bytes() {
    let (api, _folder) = host().await;
    let transcript = ending(&api, "/talk.mp3").await;
    assert_eq!(transcript["status"], "completed", "{transcript}");
    assert!(transcript["text"].as_str().unwrap().contains("piano"), "{}", transcript["text"]);
    assert_eq!(api.region().stats().uploads_completed, 0);
}

#[tokio::test]
async fn what_is_not_there_is_a_download_error() {
    let (api, _folder) = host().await;
    let refused = "http://127.0.0.1:9/talk.mp3";
    let transcript = ending(&api, "/nowhere.mp3").await;
    let error = transcript["error"].as_str().unwrap();
    assert!(error.starts_with("Download error, unable to download "), "{error}");
    let id = api.create(&serde_json::json!({ "audio_url": refused })).await;
    let mut transcript = api.poll(&id).await;
    while transcript["status"] != "error" {
        transcript = api.poll(&id).await;
    }
    assert!(transcript["error"].as_str().unwrap().contains(refused), "{transcript}");
}

#[tokio::test]
async fn a_page_is_told_as_one() {
    let (api, _folder) = host().await;
    let transcript = ending(&api, "/").await;
    let error = transcript["error"].as_str().unwrap();
    assert_eq!(error, "File does not appear to contain audio. File type is text/html.");
}

#[tokio::test]
async fn a_slow_host_keeps_the_job_queued() {
    let (api, _folder) = host().await;
    api.region().add_faults([Rule::on("GET", "/talk.mp3").fault(Fault::silence())]);
    let url = format!("{}/talk.mp3", api.base);
    let id = api.create(&serde_json::json!({ "audio_url": url })).await;
    for _ in 0..20 {
        assert_eq!(api.poll(&id).await["status"], "queued");
    }
}

//! `GET` and `DELETE /v2/transcript/{id}`.

use reqwest::Method;
use serde_json::{Value, json};
use standin::script::NextAnswer;
use standin::{Pace, Standin};

use crate::support::{Api, conversation, refusal};

const LOOKUP: &str = "Transcript lookup error, transcript id not found";

/// A finished conversation, and its id.
async fn finished(api: &Api) -> (String, Value) {
    api.region().set_next_answer(NextAnswer::of(conversation().as_object().unwrap().clone()));
    let url = "https://files.example/talk.mp3";
    let id = api.create(&json!({ "audio_url": url, "speaker_labels": true })).await;
    let transcript = api.finish(&id).await;
    (id, transcript)
}

#[tokio::test]
async fn polls_see_processing_and_then_the_transcript() {
    let api = Api::start().await;
    let id = api.create(&json!({"audio_url": "https://files.example/talk.mp3"})).await;
    assert_eq!(api.poll(&id).await["status"], "processing");
    assert_eq!(api.poll(&id).await["status"], "error");
    assert_eq!(api.poll(&id).await["status"], "error", "and stays so");
}

#[tokio::test]
async fn a_finished_transcript_has_its_results() {
    let api = Api::start().await;
    let (id, transcript) = finished(&api).await;
    assert_eq!(transcript["id"], id.as_str());
    assert_eq!(transcript["status"], "completed");
    assert_eq!(transcript["text"], conversation()["text"]);
    assert_eq!(transcript["utterances"], conversation()["utterances"]);
    assert!(transcript.get("error").is_none());
    assert_eq!(transcript["content_safety_labels"]["status"], "unavailable");
}

#[tokio::test]
async fn an_unknown_id_is_a_lookup_error() {
    let api = Api::start().await;
    for path in ["/v2/transcript/nothing", "/v2/transcript/nothing/srt"] {
        assert_eq!(refusal(api.get(path).await).await, (400, LOOKUP.to_owned()));
    }
}

#[tokio::test]
async fn a_deleted_transcript_keeps_its_id_and_loses_its_words() {
    let api = Api::start().await;
    let (id, _) = finished(&api).await;
    let path = format!("/v2/transcript/{id}");
    for _ in 0..2 {
        let response = api.request(Method::DELETE, &path).send().await.unwrap();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer, api.poll(&id).await);
        assert_eq!(answer["id"], id.as_str());
        assert_eq!(answer["status"], "completed");
        assert_eq!(answer["text"], "Deleted by user.");
        assert_eq!(answer["words"], Value::Null);
        assert_eq!(answer["utterances"], Value::Null);
        assert_eq!(answer["audio_url"], "http://deleted_by_user");
        assert_eq!(answer["audio_duration"], 2);
        assert_eq!(answer["speaker_labels"], true);
    }
    let response = api.get(&format!("{path}/sentences")).await;
    assert_eq!(refusal(response).await, (400, LOOKUP.to_owned()));
    let list = api.json("/v2/transcript").await;
    assert_eq!(list["transcripts"][0]["audio_url"], "deleted_by_user");
}

#[tokio::test]
async fn at_the_real_pace_polls_alone_do_not_finish_a_job() {
    let api = Api::start_with(Standin::builder().pace(Pace::Real)).await;
    let id = api.create(&json!({"audio_url": "https://files.example/talk.mp3"})).await;
    for _ in 0..5 {
        assert_eq!(api.poll(&id).await["status"], "queued");
    }
}

#[tokio::test]
async fn job_sentinels_fail_stay_queued_or_are_silent() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("talk.json"), conversation().to_string()).unwrap();
    let api = Api::start_with(Standin::builder().transcripts(folder.path())).await;
    let mut endings = Vec::new();
    for key in ["failing", "stuck", "silent", "good"] {
        let request = |method, path: &str| api.bare(method, path).header("authorization", key);
        let body = json!({"audio_url": "https://files.example/talk.mp3", "speaker_labels": true});
        let response = request(Method::POST, "/v2/transcript").json(&body).send().await.unwrap();
        let created: Value = response.json().await.unwrap();
        let path = format!("/v2/transcript/{}", created["id"].as_str().unwrap());
        let mut last = Value::Null;
        for _ in 0..4 {
            last = request(Method::GET, &path).send().await.unwrap().json().await.unwrap();
        }
        endings.push((last["status"].clone(), last["text"].clone(), last["words"].clone()));
    }
    let talk = conversation();
    assert_eq!(endings[0], (json!("error"), Value::Null, Value::Null));
    assert_eq!(endings[1], (json!("queued"), Value::Null, Value::Null));
    assert_eq!(endings[2], (json!("completed"), json!(""), json!([])));
    assert_eq!(endings[3], (json!("completed"), talk["text"].clone(), talk["words"].clone()));
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused() {
    let api = Api::start().await;
    assert_eq!(refusal(api.get("/v2/lemur").await).await.0, 404);
    let response = api.request(Method::DELETE, "/v2/upload").send().await.unwrap();
    assert_eq!(refusal(response).await.0, 405);
}

//! The script over HTTP.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use standin::Standin;
use standin::script::{NextAnswer, Stats};

use crate::support::{Api, refusal, wav};

async fn scriptable() -> Api {
    Api::start_with(Standin::builder().scriptable(true)).await
}

async fn post(api: &Api, path: &str, body: &Value) -> StatusCode {
    let request = api.bare(Method::POST, &format!("/__standin/{path}")).json(body);
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn without_the_option_there_is_no_script() {
    let api = Api::start().await;
    assert_eq!(post(&api, "faults", &json!([])).await, StatusCode::NOT_FOUND);
    assert_eq!(api.get("/__standin/stats").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_kind_of_fault_can_be_written_in_json() {
    let api = scriptable().await;
    let path = "/v2/none";
    let rules: Vec<Value> = [
        json!({"kind": "status", "status": 429, "body": "x", "content_type": "text/html",
               "retry_after": 2, "expose_retry_after": true}),
        json!({"kind": "status", "status": 504, "processed": true}),
        json!({"kind": "reset", "when": "before"}),
        json!({"kind": "reset", "when": "in"}),
        json!({"kind": "reset", "when": "after"}),
        json!({"kind": "delay", "ms": 5}),
        json!({"kind": "stall"}),
        json!({"kind": "stall", "after_bytes": 5}),
        json!({"kind": "stall", "processed": true}),
        json!({"kind": "trickle", "bytes_per_second": 100}),
        json!({"kind": "truncated"}),
        json!({"kind": "half", "then": "end"}),
        json!({"kind": "half", "then": "silence"}),
        json!({"kind": "body", "body": "", "status": 200, "content_type": "text/plain"}),
        json!({"kind": "no_cors"}),
        json!({"kind": "no_cors_answer"}),
    ]
    .into_iter()
    .map(|fault| json!({"match": {"method": "POST", "path": path}, "fault": fault}))
    .collect();
    assert_eq!(post(&api, "faults", &json!(rules)).await, StatusCode::OK);
}

#[tokio::test]
async fn rules_match_times_nth_and_exact_paths() {
    let api = scriptable().await;
    let rules = json!([
        {"match": {"method": "GET", "path": "/v2/transcript", "exact": true, "nth": 2},
         "times": 2, "fault": {"kind": "status", "status": 503}},
    ]);
    assert_eq!(post(&api, "faults", &rules).await, StatusCode::OK);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        api.get("/v2/transcript/other").await;
        statuses.push(api.get("/v2/transcript").await.status().as_u16());
    }
    assert_eq!(statuses, [200, 503, 503, 200]);
}

#[tokio::test]
async fn a_rule_that_cannot_be_read_is_refused_with_a_reason() {
    let api = scriptable().await;
    for body in ["[{\"fault\": {\"kind\": \"explode\"}, \"match\": {}}]", "{", "[{\"times\": 1}]"] {
        let request = api.bare(Method::POST, "/__standin/faults").body(body);
        let (status, text) = refusal(request.send().await.unwrap()).await;
        assert_eq!(status, 400);
        assert!(text.len() > 40, "{text}");
    }
}

#[tokio::test]
async fn the_next_answer_is_laid_over_the_transcript_once() {
    let api = scriptable().await;
    let next = json!({"answer": {"text": "Hello <b>", "id": 7, "status": "paused"},
                      "queued_polls": 1, "processing_polls": 2});
    assert_eq!(post(&api, "next-answer", &next).await, StatusCode::OK);
    let url = api.upload(wav(3000)).await;
    let id = api.create(&json!({ "audio_url": url })).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(api.poll(&id).await["status"].clone());
    }
    assert_eq!(statuses, ["queued", "processing", "processing"]);
    let ending = api.poll(&id).await;
    assert_eq!(ending["text"], "Hello <b>");
    assert_eq!((&ending["id"], &ending["status"]), (&json!(7), &json!("paused")));
    assert_eq!(ending["audio_duration"], 3, "what was not prepared is as it would be");

    let ending = api.transcribe(&url).await;
    assert_eq!(ending["status"], "error", "the job after it ends by itself");
}

#[tokio::test]
async fn a_raw_answer_is_sent_byte_for_byte() {
    let api = scriptable().await;
    let raw = "{\"id\": \"x\",  \"status\":\"completed\", \"words\": {}} ";
    api.region().set_next_answer(NextAnswer::raw(raw).after_polls(0, 0));
    let id = api.create(&json!({"audio_url": "https://files.example/a.mp3"})).await;
    let response = api.get(&format!("/v2/transcript/{id}")).await;
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.text().await.unwrap(), raw);
}

#[tokio::test]
async fn counters_are_read_and_reset() {
    let api = scriptable().await;
    let url = api.upload("abc").await;
    let request = json!({ "audio_url": url, "speaker_labels": true });
    let id = api.create(&request).await;
    api.finish(&id).await;
    let stats: Stats = api.get("/__standin/stats").await.json().await.unwrap();
    assert_eq!(stats, api.region().stats());
    assert_eq!(stats.count("POST /v2/upload"), 1);
    assert_eq!(stats.count("POST /v2/transcript"), 1);
    assert_eq!(stats.count("GET /v2/transcript/{id}"), 2);
    assert_eq!((stats.upload_bytes, stats.jobs_created), (3, 1));
    assert_eq!(stats.jobs[0].id, id);
    assert_eq!(stats.ids_asked, [id]);
    assert_eq!(stats.jobs[0].status, "error");
    assert_eq!(json!(stats.jobs[0].request), request);

    assert_eq!(post(&api, "reset", &json!(null)).await, StatusCode::OK);
    assert_eq!(api.region().stats(), Stats::default());
}

#[tokio::test]
async fn a_pause_over_http_leaves_the_script_reachable() {
    let api = Api::start_with(Standin::builder().scriptable(true).eu_port(0)).await;
    assert_eq!(post(&api, "pause", &json!(null)).await, StatusCode::OK);
    api.request(Method::GET, "/v2/transcript").send().await.unwrap_err();
    let eu = format!("{}/v2/transcript", api.running.eu_url().unwrap());
    api.client.get(eu).send().await.unwrap_err();
    assert_eq!(post(&api, "resume", &json!(null)).await, StatusCode::OK);
    api.json("/v2/transcript").await;
}

#[tokio::test]
async fn a_prepared_answer_may_be_large() {
    let api = scriptable().await;
    let text = "word ".repeat(1_000_000);
    let next = json!({"answer": {"text": text}});
    assert_eq!(post(&api, "next-answer", &next).await, StatusCode::OK);
    let ending = api.transcribe("https://files.example/long.mp3").await;
    assert_eq!(ending["text"], text.as_str());
}

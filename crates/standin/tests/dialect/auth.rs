//! Keys: the raw key is good, anything else is refused as the API refuses it.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Api, KEY, refusal};

async fn list_with(api: &Api, key: &str) -> reqwest::Result<reqwest::Response> {
    api.bare(Method::GET, "/v2/transcript").header("authorization", key).send().await
}

#[tokio::test]
async fn a_missing_key_is_refused() {
    let api = Api::start().await;
    let response = api.bare(Method::GET, "/v2/transcript").send().await.unwrap();
    let expected = "Authentication error, API token missing/invalid.";
    assert_eq!(refusal(response).await, (401, expected.to_owned()));
}

#[tokio::test]
async fn a_bearer_prefix_is_refused() {
    let api = Api::start().await;
    let response = list_with(&api, &format!("Bearer {KEY}")).await.unwrap();
    assert_eq!(refusal(response).await, (401, "Invalid API key".to_owned()));
}

#[tokio::test]
async fn any_other_key_is_good() {
    let api = Api::start().await;
    for key in [KEY, "x", "0123456789abcdef0123456789abcdef"] {
        assert_eq!(list_with(&api, key).await.unwrap().status(), StatusCode::OK, "{key}");
    }
}

#[tokio::test]
async fn sentinel_keys_fail_as_they_say() {
    let api = Api::start().await;
    for (key, status) in [("invalid-1", 401), ("limited", 403), ("busy", 429), ("broken", 500)] {
        let response = list_with(&api, key).await.unwrap();
        assert_eq!(refusal(response).await.0, status, "{key}");
    }
    let response = list_with(&api, "busy").await.unwrap();
    assert_eq!(response.headers()["retry-after"], "1");
    let response = list_with(&api, "away").await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.bytes().await.unwrap().len(), 0);
    list_with(&api, "lost").await.unwrap_err();
}

#[tokio::test]
async fn a_numbered_sentinel_recovers() {
    let api = Api::start().await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(list_with(&api, "broken-2").await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [500, 500, 200]);
}

#[tokio::test]
async fn account_sentinels_refuse_only_the_job() {
    let api = Api::start().await;
    for (key, status, text) in [
        (
            "no-credit",
            400,
            "Your current account balance is negative. \
                            Please top up to continue using the API.",
        ),
        ("unpaid", 402, "Payment required."),
    ] {
        assert_eq!(list_with(&api, key).await.unwrap().status(), StatusCode::OK);
        let request = api.bare(Method::POST, "/v2/transcript").header("authorization", key);
        let body = json!({"audio_url": "https://files.example/a.mp3"});
        let response = request.json(&body).send().await.unwrap();
        assert_eq!(refusal(response).await, (status, text.to_owned()));
    }
}

#[tokio::test]
async fn a_key_of_another_project_sees_nothing() {
    let api = Api::start().await;
    let url = api.upload("x").await;
    let id = api.create(&json!({ "audio_url": url })).await;
    let as_other =
        |method, path: &str| api.bare(method, path).header("authorization", "project-b-key");

    let response = as_other(Method::POST, "/v2/transcript")
        .json(&json!({ "audio_url": url }))
        .send()
        .await
        .unwrap();
    assert_eq!(refusal(response).await, (403, "Cannot access uploaded file".to_owned()));
    let path = format!("/v2/transcript/{id}");
    for method in [Method::GET, Method::DELETE] {
        let response = as_other(method, &path).send().await.unwrap();
        let text = "Transcript lookup error, transcript id not found";
        assert_eq!(refusal(response).await, (400, text.to_owned()));
    }
    let list: serde_json::Value =
        as_other(Method::GET, "/v2/transcript").send().await.unwrap().json().await.unwrap();
    assert_eq!(list["transcripts"], json!([]));
}

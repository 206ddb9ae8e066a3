//! Cross-origin access, as AssemblyAI gives it.

use reqwest::Method;
use serde_json::json;
use standin::script::{Fault, Rule};

use crate::support::Api;

fn preflight(api: &Api, path: &str, method: &str) -> reqwest::RequestBuilder {
    api.bare(Method::OPTIONS, path)
        .header("origin", "https://page.example")
        .header("access-control-request-method", method)
        .header("access-control-request-headers", "authorization,content-type")
}

#[tokio::test]
async fn a_preflight_allows_key_and_content_type_without_a_key() {
    let api = Api::start().await;
    for (path, method) in
        [("/v2/upload", "POST"), ("/v2/transcript", "POST"), ("/v2/transcript/1", "DELETE")]
    {
        let response = preflight(&api, path, method).send().await.unwrap();
        assert!(response.status().is_success(), "{path}");
        let headers = response.headers();
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert_eq!(headers["access-control-allow-headers"], "authorization, content-type");
        let methods = headers["access-control-allow-methods"].to_str().unwrap();
        assert!(methods.split(", ").any(|allowed| allowed == method), "{methods}");
    }
    assert_eq!(api.region().stats().count("OPTIONS"), 3);
}

#[tokio::test]
async fn answers_and_refusals_are_readable_and_expose_nothing() {
    let api = Api::start().await;
    for key in ["good", "busy"] {
        let request = api.bare(Method::GET, "/v2/transcript").header("authorization", key);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["access-control-allow-origin"], "*", "{key}");
        assert!(!response.headers().contains_key("access-control-expose-headers"), "{key}");
    }
}

#[tokio::test]
async fn no_cors_refuses_the_preflight_or_hides_the_answer() {
    let api = Api::start().await;
    let rule = || Rule::on("GET", "/v2/transcript").fault(Fault::NoCors);
    let allow = "access-control-allow-origin";

    api.region().add_faults([rule()]);
    let response = preflight(&api, "/v2/transcript", "GET").send().await.unwrap();
    assert!(!response.headers().contains_key(allow));
    let response = preflight(&api, "/v2/transcript", "GET").send().await.unwrap();
    assert!(response.headers().contains_key(allow), "once means once");

    api.region().add_faults([rule()]);
    let response = api.get("/v2/transcript").await;
    assert!(!response.headers().contains_key(allow));
    let answer: serde_json::Value = response.json().await.unwrap();
    assert_eq!(answer["transcripts"], json!([]), "the work is done all the same");
}

#[tokio::test]
async fn an_answer_can_be_hidden_after_a_preflight_that_allowed_it() {
    let api = Api::start().await;
    api.region().add_faults([Rule::on("POST", "/v2/transcript").fault(Fault::NoCorsAnswer)]);
    let allow = "access-control-allow-origin";
    let response = preflight(&api, "/v2/transcript", "POST").send().await.unwrap();
    assert!(response.headers().contains_key(allow));
    let response = api.post_job(&json!({"audio_url": "https://files.example/talk.mp3"})).await;
    assert!(!response.headers().contains_key(allow));
    assert_eq!(api.region().stats().jobs_created, 1, "the work is done all the same");
}

#[tokio::test]
async fn retry_after_can_be_exposed() {
    let api = Api::start().await;
    let fault = |expose_retry_after| Fault::Status {
        status: 429,
        body: None,
        content_type: None,
        retry_after: Some(7),
        expose_retry_after,
        processed: false,
    };
    api.region().add_faults([
        Rule::on("GET", "/v2/").fault(fault(false)),
        Rule::on("GET", "/v2/").fault(fault(true)),
    ]);
    for exposed in [false, true] {
        let response = api.get("/v2/transcript").await;
        assert_eq!(response.headers()["retry-after"], "7");
        let name = "access-control-expose-headers";
        let value = response.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(value, exposed.then_some("retry-after"));
    }
}

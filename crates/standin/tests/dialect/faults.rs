//! Scripted faults, each as a client sees it.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use standin::script::{Fault, ResetWhen, Rule, Then};

use crate::support::{Api, KEY};

const LIST: &str = "/v2/transcript";

fn job() -> Value {
    json!({"audio_url": "https://files.example/talk.mp3"})
}

/// How many jobs a request with this fault leaves behind.
async fn jobs_after(api: &Api, fault: Fault) -> u64 {
    let before = api.region().stats().jobs_created;
    api.region().add_faults([Rule::on("POST", LIST).fault(fault)]);
    let request = api.request(Method::POST, LIST).json(&job());
    drop(request.send().await);
    api.region().stats().jobs_created - before
}

#[tokio::test]
async fn a_status_replaces_the_answer_and_the_connection_goes_on() {
    let api = Api::start().await;
    let html = Fault::Status {
        status: 502,
        body: Some("<h1>Bad gateway</h1>".to_owned()),
        content_type: Some("text/html".to_owned()),
        retry_after: Some(3),
        expose_retry_after: false,
        processed: false,
    };
    api.region().add_faults([Rule::on("POST", "/v2/upload").fault(html)]);
    let request = api.request(Method::POST, "/v2/upload").body(vec![0; 1_000_000]);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert_eq!(response.headers()["content-type"], "text/html");
    assert_eq!(response.headers()["retry-after"], "3");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.text().await.unwrap(), "<h1>Bad gateway</h1>");
    let stats = api.region().stats();
    assert_eq!((stats.upload_bytes, stats.uploads_completed), (1_000_000, 0));
    api.upload("x").await;
}

#[tokio::test]
async fn resets_leave_a_job_only_when_they_come_after_the_work() {
    let api = Api::start().await;
    for (when, jobs) in [(ResetWhen::Before, 0), (ResetWhen::In, 0), (ResetWhen::After, 1)] {
        assert_eq!(jobs_after(&api, Fault::reset(when)).await, jobs, "{when:?}");
    }
}

#[tokio::test]
async fn a_processed_status_leaves_a_job() {
    let api = Api::start().await;
    for (processed, jobs) in [(false, 0), (true, 1)] {
        let fault = Fault::Status {
            status: 504,
            body: None,
            content_type: None,
            retry_after: None,
            expose_retry_after: false,
            processed,
        };
        assert_eq!(jobs_after(&api, fault).await, jobs);
    }
}

#[tokio::test]
async fn a_reset_in_the_body_comes_after_some_of_it() {
    let api = Api::start().await;
    api.region().add_faults([Rule::on("POST", "/v2/upload").fault(Fault::reset(ResetWhen::In))]);
    let length = 8_000_000;
    let request = api.request(Method::POST, "/v2/upload").body(vec![0; length]);
    request.send().await.unwrap_err();
    let stats = api.region().stats();
    let received = usize::try_from(stats.upload_bytes).unwrap();
    assert!(received >= length / 2 && received < length, "{received} bytes");
    assert_eq!(stats.uploads_completed, 0);
}

#[tokio::test]
async fn truncated_is_half_of_the_right_answer() {
    let api = Api::start().await;
    api.region().add_faults([Rule::on("POST", LIST).fault(Fault::Truncated)]);
    let response = api.post_job(&job()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    let text = response.text().await.unwrap();
    assert!(text.starts_with('{') && serde_json::from_str::<Value>(&text).is_err(), "{text}");
    assert_eq!(api.region().stats().jobs_created, 1, "the work was done");
}

#[tokio::test]
async fn a_wrong_body_comes_with_200() {
    let api = Api::start().await;
    let faults = [Fault::body("<p>captive portal", "text/html"), Fault::body("", "text/plain")];
    api.region().add_faults(faults.map(|fault| Rule::on("GET", LIST).fault(fault)));
    for expected in ["<p>captive portal", ""] {
        let response = api.get(LIST).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.text().await.unwrap(), expected);
    }
    api.json(LIST).await;
}

#[tokio::test]
async fn a_delay_comes_before_the_answer() {
    let api = Api::start().await;
    api.region().add_faults([Rule::on("GET", LIST).fault(Fault::Delay { ms: 120 })]);
    let start = Instant::now();
    api.json(LIST).await;
    assert!(start.elapsed() >= Duration::from_millis(120), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_trickle_slows_request_and_answer() {
    let api = Api::start().await;
    let fault = Fault::Trickle { bytes_per_second: 10_000 };
    api.region().add_faults([Rule::on("POST", "/v2/upload").fault(fault)]);
    let start = Instant::now();
    api.upload(vec![0; 2000]).await;
    assert!(start.elapsed() >= Duration::from_millis(200), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_stalled_upload_is_never_answered_until_the_script_is_reset() {
    let api = Api::start().await;
    let fault = Fault::Stall { after_bytes: Some(1000), processed: false };
    api.region().add_faults([Rule::on("POST", "/v2/upload").fault(fault)]);
    let request = api.request(Method::POST, "/v2/upload").body(vec![0; 40_000_000]).send();
    let mut request = std::pin::pin!(request);
    let received = async {
        while api.region().stats().upload_bytes == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = &mut request => panic!("a stalled upload was answered"),
        () = received => {}
    }
    api.region().reset();
    request.await.unwrap_err();
}

#[tokio::test]
async fn a_service_may_do_its_work_and_say_nothing() {
    let api = Api::start().await;
    let fault = Fault::Stall { after_bytes: None, processed: true };
    api.region().add_faults([Rule::on("POST", LIST).fault(fault)]);
    let request = api.request(Method::POST, LIST).json(&job()).send();
    let mut request = std::pin::pin!(request);
    let done = async {
        while api.region().stats().jobs_created == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = &mut request => panic!("there was an answer"),
        () = done => {}
    }
    api.region().reset();
    request.await.unwrap_err();
}

#[tokio::test]
async fn half_an_answer_says_how_long_it_is() {
    let api = Api::start().await;
    let whole = api.get(LIST).await.content_length().unwrap();
    for then in [Then::End, Then::Silence] {
        api.region().add_faults([Rule::on("GET", LIST).fault(Fault::Half { then })]);
        let mut response = api.get(LIST).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.content_length(), Some(whole));
        let half = response.chunk().await.unwrap().unwrap();
        assert_eq!(u64::try_from(half.len()).unwrap(), whole / 2, "{then:?}");
        if then == Then::Silence {
            // It ends with the script, and not before.
            api.region().reset();
        }
        response.chunk().await.unwrap_err();
    }
}

#[tokio::test]
async fn a_pause_breaks_what_is_under_way_and_refuses_what_comes() {
    let api = Api::start().await;
    api.region().add_faults([Rule::on("GET", LIST).fault(Fault::Delay { ms: 600_000 })]);
    let request = api.request(Method::GET, LIST).send();
    let mut request = std::pin::pin!(request);
    let arrived = async {
        while api.region().stats().count("GET /v2/transcript") == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = &mut request => panic!("a delayed request was answered"),
        () = arrived => {}
    }
    api.region().pause();
    request.await.unwrap_err();
    api.request(Method::GET, LIST).send().await.unwrap_err();
    api.region().resume();
    api.json(LIST).await;
}

#[tokio::test]
async fn faults_can_hit_preflights() {
    let api = Api::start().await;
    api.region().add_faults([Rule::on("OPTIONS", "/v2/upload").fault(Fault::status(503))]);
    let send = || {
        let request = api.bare(Method::OPTIONS, "/v2/upload");
        request.header("access-control-request-method", "POST").send()
    };
    assert_eq!(send().await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(send().await.unwrap().status().is_success());
}

#[tokio::test]
async fn keys_are_counted_but_not_shown() {
    let api = Api::start().await;
    api.json(LIST).await;
    let keys = api.region().stats().keys_seen;
    assert_eq!(keys, [format!("ada-…{}", KEY.len())]);
}

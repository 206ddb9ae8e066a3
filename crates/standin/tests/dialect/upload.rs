//! `POST /v2/upload`.

use reqwest::multipart::Form;
use reqwest::{Body, Method, StatusCode};
use serde_json::Value;
use standin::Standin;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Api, KEY, wav};

#[tokio::test]
async fn an_upload_has_an_address_of_the_service() {
    let api = Api::start().await;
    let first = api.upload("one").await;
    let second = api.upload("two").await;
    assert!(first.starts_with("https://cdn.assemblyai.com/upload/"), "{first}");
    assert_ne!(first, second);
    let stats = api.region().stats();
    assert_eq!((stats.uploads_completed, stats.upload_bytes), (2, 6));
}

#[tokio::test]
async fn an_upload_of_unknown_length_is_taken() {
    let api = Api::start().await;
    let bytes = wav(400);
    let (one, two) = bytes.split_at(1000);
    let parts = [one.to_vec(), two.to_vec()].map(Ok::<_, std::io::Error>);
    let body = Body::wrap_stream(futures_util::stream::iter(parts));
    let response = api.request(Method::POST, "/v2/upload").body(body).send().await.unwrap();
    let answer: Value = response.json().await.unwrap();
    let ending = api.transcribe(answer["upload_url"].as_str().unwrap()).await;
    let error = ending["error"].as_str().unwrap();
    assert!(error.starts_with("The stand-in knows only"), "it was sound: {error}");
    assert_eq!(api.region().stats().upload_bytes, bytes.len() as u64);
}

/// Sends the head of a request, and returns what comes back.
async fn raw(api: &Api, head: &str) -> String {
    let mut stream = TcpStream::connect(api.running.addr()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn more_than_the_limit_is_refused_before_it_is_sent() {
    let api = Api::start().await;
    let head = |length: u64| {
        format!(
            "POST /v2/upload HTTP/1.1\r\nhost: a\r\nauthorization: {KEY}\r\n\
             content-length: {length}\r\n\r\n"
        )
    };
    assert_eq!(raw(&api, &head(2_200_000_001)).await, "HTTP/1.1 413");
    assert_eq!(api.region().stats().uploads_completed, 0);
}

#[tokio::test]
async fn a_client_that_sends_all_before_it_reads_still_gets_the_refusal() {
    // Much more than the buffers between us hold.
    let body = vec![0_u8; 24 * 1024 * 1024];
    let api = Api::start().await;
    let head = format!(
        "POST /v2/upload HTTP/1.1\r\nhost: a\r\nauthorization: invalid\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(api.running.addr()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 401");
}

#[tokio::test]
async fn wrapped_bodies_are_taken_and_fail_later() {
    let api = Api::start().await;
    let json = api.request(Method::POST, "/v2/upload").json(&serde_json::json!({"a": 1}));
    let form = Form::new().text("file", "sound");
    let form = api.request(Method::POST, "/v2/upload").multipart(form);
    for (request, mime) in [(json, "application/json"), (form, "text/plain")] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let answer: Value = response.json().await.unwrap();
        let ending = api.transcribe(answer["upload_url"].as_str().unwrap()).await;
        assert_eq!(ending["status"], "error");
        let expected = format!("Transcoding failed. File type {mime}.");
        assert_eq!(ending["error"], expected.as_str());
    }
}

#[tokio::test]
async fn regions_do_not_share_their_uploads() {
    let api = Api::start_with(Standin::builder().eu_port(0)).await;
    let url = api.upload(wav(400)).await;
    let eu = Api { base: api.running.eu_url().unwrap(), ..api };
    let ending = eu.transcribe(&url).await;
    let error = ending["error"].as_str().unwrap();
    assert!(error.starts_with("Download error, unable to download"), "{error}");
    assert_eq!(eu.running.eu().unwrap().stats().jobs_created, 1);
    assert_eq!(eu.region().stats().jobs_created, 0);
}

//! Connections: kept alive, reset for real, closed at the end.

use std::io::ErrorKind;

use standin::script::{Fault, ResetWhen, Rule};
use standin::{Standin, StartError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Api, KEY};

async fn connect(api: &Api) -> TcpStream {
    TcpStream::connect(api.running.addr()).await.unwrap()
}

fn list_request() -> String {
    format!("GET /v2/transcript HTTP/1.1\r\nhost: a\r\nauthorization: {KEY}\r\n\r\n")
}

/// Reads one answer with a known length.
async fn answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        let mut portion = [0; 4096];
        let count = stream.read(&mut portion).await.unwrap();
        assert_ne!(count, 0, "closed after {text:?}");
        text.push_str(std::str::from_utf8(&portion[..count]).unwrap());
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.unwrap().parse::<usize>().unwrap() {
                return text;
            }
        }
    }
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let api = Api::start().await;
    let mut stream = connect(&api).await;
    api.region().add_faults([Rule::on("GET", "/v2/").nth(2).fault(Fault::status(500))]);
    for status in ["200", "500", "200"] {
        stream.write_all(list_request().as_bytes()).await.unwrap();
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
}

#[tokio::test]
async fn a_reset_is_a_tcp_reset() {
    let api = Api::start().await;
    for when in [ResetWhen::Before, ResetWhen::After] {
        api.region().add_faults([Rule::on("GET", "/v2/").fault(Fault::reset(when))]);
        let mut stream = connect(&api).await;
        stream.write_all(list_request().as_bytes()).await.unwrap();
        let error = stream.read(&mut [0; 16]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{when:?}");
    }
}

#[tokio::test]
async fn what_a_browser_would_repeat_ends_kept_connections_first() {
    // On a kept connection it would ask again by itself.
    for fault in [Fault::reset(ResetWhen::Before), Fault::status(408)] {
        let api = Api::start().await;
        let mut kept = connect(&api).await;
        kept.write_all(list_request().as_bytes()).await.unwrap();
        answer(&mut kept).await;
        api.region().add_faults([Rule::on("POST", "/v2/").fault(fault)]);
        assert_eq!(kept.read(&mut [0; 16]).await.unwrap(), 0, "closed while idle");

        let mut fresh = connect(&api).await;
        fresh.write_all(list_request().as_bytes()).await.unwrap();
        let answer = answer(&mut fresh).await;
        assert!(answer.contains("connection: close"), "{answer}");
        assert_eq!(fresh.read(&mut [0; 16]).await.unwrap(), 0, "closed after its answer");
    }
}

#[tokio::test]
async fn a_kept_connection_is_reset_when_the_job_is_made() {
    let api = Api::start().await;
    let reset = Fault::reset(ResetWhen::Reused);
    api.region().add_faults([Rule::on("POST", "/v2/transcript").fault(reset)]);
    let body = r#"{"audio_url":"https://files.example/a.mp3","speech_models":["universal-2"]}"#;
    let length = body.len();
    let submit = format!(
        "POST /v2/transcript HTTP/1.1\r\nhost: a\r\nauthorization: {KEY}\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    let mut stream = connect(&api).await;
    stream.write_all(submit.as_bytes()).await.unwrap();
    let first = answer(&mut stream).await;
    assert!(first.starts_with("HTTP/1.1 200"), "a fresh connection is left alone: {first}");
    stream.write_all(submit.as_bytes()).await.unwrap();
    let error = stream.read(&mut [0; 16]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(api.region().stats().jobs_created, 2, "it was made all the same");
}

#[tokio::test]
async fn both_loopback_names_reach_it() {
    let api = Api::start().await;
    let port = api.running.addr().port();
    let url = format!("http://localhost:{port}/v2/transcript");
    let response = api.client.get(url).header("authorization", KEY).send().await.unwrap();
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn a_busy_port_is_named_with_its_remedy() {
    let api = Api::start().await;
    let port = api.running.addr().port();
    let error = Standin::builder().port(port).start().await.unwrap_err();
    assert!(matches!(error, StartError::PortInUse { option: "--port", .. }));
    let text = error.to_string();
    assert!(text.contains(&port.to_string()) && text.contains("choose another port"), "{text}");
    let error = Standin::builder().eu_port(port).start().await.unwrap_err();
    assert!(matches!(error, StartError::PortInUse { option: "--eu-port", .. }));
}

#[tokio::test]
async fn stopping_ends_open_connections_and_frees_the_port() {
    let api = Api::start().await;
    let port = api.running.addr().port();
    let mut stream = connect(&api).await;
    stream.write_all(list_request().as_bytes()).await.unwrap();
    answer(&mut stream).await;
    api.running.stop().await;
    let end = stream.read(&mut [0; 16]).await;
    assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");
    Standin::builder().port(port).start().await.unwrap().stop().await;
}

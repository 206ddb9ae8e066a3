//! The page: files, ranges, and the API's address in the HTML.

use std::fs;

use reqwest::{Method, StatusCode};
use serde_json::json;
use standin::{Standin, StartError};
use tempfile::TempDir;

use crate::support::Api;

const PAGE: &str = concat!(
    r#"<!doctype html><head><meta http-equiv="Content-Security-Policy" "#,
    r#"content="default-src 'none'; connect-src 'self'">"#,
    r#"<meta name="diarist-api" content=""><title>t</title>"#
);

/// A folder as the build leaves it.
fn dist() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).unwrap();
    write("index.html", PAGE.as_bytes());
    write("app.wasm", b"\0asm");
    write("app.wasm.br", b"compressed");
    fs::create_dir(folder.path().join("samples")).unwrap();
    write("samples/talk.mp3", b"0123456789");
    folder
}

async fn serve(scriptable: bool) -> (Api, TempDir) {
    let folder = dist();
    let builder = Standin::builder().dist(folder.path()).eu_port(0).scriptable(scriptable);
    (Api::start_with(builder).await, folder)
}

#[tokio::test]
async fn the_page_is_told_the_api_under_the_other_name() {
    let (api, _folder) = serve(false).await;
    let us = api.running.addr().port();
    let eu = api.running.eu_addr().unwrap().port();
    for (asked, told) in [("127.0.0.1", "localhost"), ("localhost", "127.0.0.1")] {
        let url = format!("http://{asked}:{us}/");
        let response = api.client.get(url).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(!response.headers().contains_key("content-security-policy"));
        let bases = format!("http://{told}:{us} http://{told}:{eu}");
        let expected = PAGE
            .replace("connect-src 'self'", &format!("connect-src 'self' {bases}"))
            .replace(r#"content="">"#, &format!(r#"content="{bases}">"#));
        assert_eq!(response.text().await.unwrap(), expected);
    }
}

#[tokio::test]
async fn files_have_their_types_and_their_bytes() {
    let (api, folder) = serve(false).await;
    let response = api.get("/app.wasm").await;
    assert_eq!(response.headers()["content-type"], "application/wasm");
    let bytes = response.bytes().await.unwrap();
    assert_eq!(bytes, fs::read(folder.path().join("app.wasm")).unwrap());
    assert_eq!(api.get("/missing.js").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(api.get("/samples").await.status(), StatusCode::NOT_FOUND);
    let response = api.request(Method::POST, "/app.wasm").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_the_build_compressed_is_sent_compressed_to_those_who_take_it() {
    let (api, _folder) = serve(false).await;
    let request = api.request(Method::GET, "/app.wasm").header("accept-encoding", "gzip, br");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "br");
    assert_eq!(response.headers()["content-type"], "application/wasm");
    assert_eq!(response.bytes().await.unwrap(), "compressed");
}

#[tokio::test]
async fn media_can_be_sought() {
    let (api, _folder) = serve(false).await;
    let range = |value: &'static str| {
        api.request(Method::GET, "/samples/talk.mp3").header("range", value).send()
    };
    let response = range("bytes=2-4").await.unwrap();
    assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(response.headers()["content-range"], "bytes 2-4/10");
    assert_eq!(response.headers()["content-type"], "audio/mpeg");
    assert_eq!(response.text().await.unwrap(), "234");
    let response = range("bytes=20-").await.unwrap();
    assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    let response = api.get("/samples/talk.mp3").await;
    assert_eq!(response.headers()["accept-ranges"], "bytes");
}

#[tokio::test]
async fn head_has_the_length_without_the_body() {
    let (api, _folder) = serve(false).await;
    let response = api.request(Method::HEAD, "/samples/talk.mp3").send().await.unwrap();
    assert_eq!(response.headers()["content-length"], "10");
}

#[tokio::test]
async fn violations_of_the_policy_are_collected() {
    let (api, _folder) = serve(true).await;
    let response = api.get("/").await;
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; connect-src 'self' http://"), "{policy}");
    assert!(policy.ends_with("; report-uri /__standin/csp"), "{policy}");
    let report = json!({"csp-report": {"blocked-uri": "https://elsewhere.example"}});
    let request = api.bare(Method::POST, "/__standin/csp").body(report.to_string());
    assert!(request.send().await.unwrap().status().is_success());
    assert_eq!(api.region().stats().csp_violations, [report]);
}

#[tokio::test]
async fn a_folder_without_a_page_is_named_with_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let error = Standin::builder().dist(folder.path()).start().await.unwrap_err();
    assert!(matches!(error, StartError::NoPage { .. }));
    assert!(error.to_string().contains("cargo xtask build"), "{error}");
}

#[tokio::test]
async fn without_a_page_the_root_says_what_this_is() {
    let api = Api::start().await;
    let text = api.get("/").await.text().await.unwrap();
    assert!(text.contains("stand-in"), "{text}");
}

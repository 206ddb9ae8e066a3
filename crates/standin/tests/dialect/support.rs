//! A started stand-in, a client for it, and small recordings.

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use standin::{Builder, Region, Running, Standin};

/// An invented key that is good.
pub(crate) const KEY: &str = "ada-lovelace-1815";

/// A running stand-in and a client for it.
pub(crate) struct Api {
    pub(crate) running: Running,
    pub(crate) client: Client,
    pub(crate) base: String,
}

impl Api {
    /// One region, nothing else.
    pub(crate) async fn start() -> Self {
        Self::start_with(Standin::builder()).await
    }

    pub(crate) async fn start_with(builder: Builder) -> Self {
        let running = builder.start().await.unwrap();
        let base = running.url();
        Self { running, client: Client::new(), base }
    }

    pub(crate) const fn region(&self) -> &Region {
        self.running.us()
    }

    /// A request without a key.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// A request with the good key.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).header("authorization", KEY)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// The JSON behind a path that answers 200.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().await.unwrap()
    }

    /// Uploads, and returns the address to transcribe.
    pub(crate) async fn upload(&self, bytes: impl Into<Vec<u8>>) -> String {
        let request = self.request(Method::POST, "/v2/upload").body(bytes.into());
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let answer: Value = response.json().await.unwrap();
        answer["upload_url"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn post_job(&self, request: &Value) -> Response {
        self.request(Method::POST, "/v2/transcript").json(request).send().await.unwrap()
    }

    /// Creates a job, and returns its id.
    pub(crate) async fn create(&self, request: &Value) -> String {
        let response = self.post_job(request).await;
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(answer["status"], "queued");
        answer["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn poll(&self, id: &str) -> Value {
        self.json(&format!("/v2/transcript/{id}")).await
    }

    /// Polls until the job has ended.
    pub(crate) async fn finish(&self, id: &str) -> Value {
        for _ in 0..10 {
            let transcript = self.poll(id).await;
            if transcript["status"] != "queued" && transcript["status"] != "processing" {
                return transcript;
            }
        }
        panic!("the job {id} does not end");
    }

    /// Creates a job for this address with speaker labels, and returns what it ends with.
    pub(crate) async fn transcribe(&self, audio_url: &str) -> Value {
        let id = self.create(&json!({ "audio_url": audio_url, "speaker_labels": true })).await;
        self.finish(&id).await
    }
}

/// The status and the sentence of a refusal.
pub(crate) async fn refusal(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let answer: Value = response.json().await.unwrap();
    (status, answer["error"].as_str().unwrap().to_owned())
}

/// A mono WAV file of a tone, 8 kHz, 16 bit.
pub(crate) fn wav(milliseconds: u32) -> Vec<u8> {
    let samples = milliseconds * 8;
    let length = samples * 2;
    let mut out = Vec::new();
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + length).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt ");
    out.extend_from_slice(&16_u32.to_le_bytes());
    for field in [1_u16, 1] {
        out.extend_from_slice(&field.to_le_bytes());
    }
    out.extend_from_slice(&8000_u32.to_le_bytes());
    out.extend_from_slice(&16_000_u32.to_le_bytes());
    for field in [2_u16, 16] {
        out.extend_from_slice(&field.to_le_bytes());
    }
    out.extend_from_slice(b"data");
    out.extend_from_slice(&length.to_le_bytes());
    for index in 0..samples {
        let sample: i16 = if index % 20 < 10 { 4000 } else { -4000 };
        out.extend_from_slice(&sample.to_le_bytes());
    }
    out
}

/// A short answer of two speakers.
pub(crate) fn conversation() -> Value {
    let word = |text: &str, start: u32, speaker: &str| {
        json!({"text": text, "start": start, "end": start + 200, "confidence": 0.75,
               "speaker": speaker, "channel": null})
    };
    let words = [
        word("Tea", 100, "A"),
        word("or", 350, "A"),
        word("coffee?", 600, "A"),
        word("Tea,", 1500, "B"),
        word("please.", 1800, "B"),
    ];
    let utterance = |text: &str, words: &[Value]| {
        json!({"text": text, "speaker": words[0]["speaker"], "start": words[0]["start"],
               "end": words[words.len() - 1]["end"], "confidence": 0.75, "words": words})
    };
    json!({
        "text": "Tea or coffee? Tea, please.",
        "words": words,
        "utterances": [
            utterance("Tea or coffee?", &words[..3]),
            utterance("Tea, please.", &words[3..]),
        ],
        "confidence": 0.75,
        "audio_duration": 2,
        "language_code": "en",
        "language_confidence": 0.9,
    })
}

//! Sentences, paragraphs, subtitles and word search of a finished transcript.

use serde_json::{Value, json};
use standin::script::NextAnswer;

use crate::support::{Api, conversation, refusal};

/// The path of a job that ends with the conversation, polled so often.
async fn path(api: &Api, polls: u32) -> String {
    api.region().set_next_answer(NextAnswer::of(conversation().as_object().unwrap().clone()));
    let url = "https://files.example/talk.mp3";
    let id = api.create(&json!({ "audio_url": url, "speaker_labels": true })).await;
    for _ in 0..polls {
        api.poll(&id).await;
    }
    format!("/v2/transcript/{id}")
}

fn texts(passages: &Value) -> Vec<&str> {
    passages.as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn sentences_and_paragraphs_carry_words_and_speakers() {
    let api = Api::start().await;
    let path = path(&api, 2).await;
    for name in ["sentences", "paragraphs"] {
        let answer = api.json(&format!("{path}/{name}")).await;
        assert_eq!(texts(&answer[name]), ["Tea or coffee?", "Tea, please."], "{name}");
        let second = &answer[name][1];
        assert_eq!((&second["speaker"], &second["start"]), (&json!("B"), &json!(1500)));
        assert_eq!(second["words"].as_array().unwrap().len(), 2);
        assert_eq!(answer["audio_duration"], 2);
        assert_eq!(answer["id"], path.rsplit('/').next().unwrap());
    }
}

#[tokio::test]
async fn subtitles_are_plain_text_without_speakers() {
    let api = Api::start().await;
    let path = path(&api, 2).await;
    let response = api.get(&format!("{path}/srt")).await;
    let content_type = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(content_type.starts_with("text/plain"), "{content_type}");
    assert_eq!(
        response.text().await.unwrap(),
        "1\n00:00:00,100 --> 00:00:00,800\nTea or coffee?\n\n\
         2\n00:00:01,500 --> 00:00:02,000\nTea, please.\n\n"
    );
    let vtt = api.get(&format!("{path}/vtt?chars_per_caption=8")).await.text().await.unwrap();
    let lines: Vec<&str> = vtt.lines().filter(|line| !line.contains("-->")).collect();
    assert_eq!(lines, ["WEBVTT", "", "Tea or", "", "coffee?", "", "Tea,", "", "please.", ""]);
    let response = api.get(&format!("{path}/vtt?chars_per_caption=none")).await;
    assert_eq!(refusal(response).await.0, 400);
}

#[tokio::test]
async fn word_search_counts_and_places_what_is_said() {
    let api = Api::start().await;
    let path = path(&api, 2).await;
    let answer = api.json(&format!("{path}/word-search?words=tea,or%20coffee,milk")).await;
    assert_eq!(answer["total_count"], 3);
    assert_eq!(
        answer["matches"],
        json!([
            {"text": "tea", "count": 2, "timestamps": [[100, 300], [1500, 1700]], "indexes": [0, 3]},
            {"text": "or coffee", "count": 1, "timestamps": [[350, 800]], "indexes": [1]},
        ])
    );
    assert_eq!(refusal(api.get(&format!("{path}/word-search")).await).await.0, 400);
}

#[tokio::test]
async fn an_unfinished_transcript_cannot_be_presented() {
    let api = Api::start().await;
    let path = path(&api, 1).await;
    for name in ["sentences", "paragraphs", "srt", "vtt", "word-search?words=tea"] {
        let (status, text) = refusal(api.get(&format!("{path}/{name}")).await).await;
        assert_eq!(status, 400, "{name}");
        assert!(text.starts_with("This transcript has a status of 'processing'."), "{text}");
    }
}

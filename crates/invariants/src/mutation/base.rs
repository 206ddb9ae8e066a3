//! Answers that are right, small ones: what mutations begin with.

use serde_json::{Value, json};

use super::node::{Node, quoted};

/// True answers of the service's kind, of the recordings that come with the page.
const SAMPLES: [&str; 3] = [
    include_str!("../../../../samples/interview.json"),
    include_str!("../../../../samples/meeting.json"),
    include_str!("../../../../samples/arabic.json"),
];

/// Utterances of a small answer, and words of each.
const UTTERANCES: usize = 3;
const WORDS: usize = 6;

/// Answers that take another way than a conversation does.
const OTHERS: [&str; 8] = [
    r#"{"id":"a","status":"queued","audio_url":"https://cdn.example/upload/1","text":null}"#,
    r#"{"id":"a","status":"processing","words":null,"utterances":null}"#,
    r#"{"id":"a","status":"error","error":"Audio duration is too short."}"#,
    r#"{"id":"a","status":"completed","text":"Deleted by user.",
        "audio_url":"http://deleted_by_user","is_deleted":true}"#,
    r#"{"id":"a","status":"completed","audio_duration":9,"utterances":null,"words":[],
        "text":"All of it. In one text, and it is long enough. Is it? It is!"}"#,
    r#"{"status":"completed","text":"Yes. No.","utterances":[],"words":[
        {"text":"Yes.","start":0,"end":90,"confidence":0.9,"speaker":"A"},
        {"text":"No.","start":60,"end":200,"confidence":1,"speaker":"B"},
        {"text":"No.","start":12000,"end":12000,"confidence":0,"speaker":null}]}"#,
    r#"{"transcripts":[{"id":"a","audio_url":"https://cdn.example/upload/1","status":"queued"}]}"#,
    r#"{"upload_url":"https://cdn.example/upload/1","error":"Too large."}"#,
];

/// All answers to begin with, and the samples as they are, which are larger.
#[derive(Debug)]
pub(super) struct Bases {
    pub(super) small: Vec<Node>,
    pub(super) whole: Vec<Node>,
}

impl Bases {
    pub(super) fn new() -> Self {
        let samples: Vec<Value> = SAMPLES.iter().map(|text| read(text)).collect();
        let mut small: Vec<_> = OTHERS.iter().map(|text| Node::of(&read(text))).collect();
        for sample in &samples {
            let utterances = sample["utterances"].as_array().map_or(&[][..], Vec::as_slice);
            let pieces = utterances.windows(UTTERANCES).step_by(2);
            small.extend(pieces.map(|utterances| piece(sample, utterances)));
        }
        small.push(speech());
        Self { small, whole: samples.iter().map(in_order).collect() }
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// An answer that holds the beginnings of a few utterances.
fn piece(sample: &Value, utterances: &[Value]) -> Node {
    let mut all = Vec::new();
    let mut cut = Vec::new();
    for utterance in utterances {
        let words = utterance["words"].as_array().map_or(&[][..], Vec::as_slice);
        let words = &words[..words.len().min(WORDS)];
        let text: Vec<_> = words.iter().filter_map(|word| word["text"].as_str()).collect();
        let mut utterance = utterance.clone();
        utterance["text"] = text.join(" ").into();
        utterance["words"] = words.into();
        all.extend_from_slice(words);
        cut.push(utterance);
    }
    let kept = ["id", "status", "error", "audio_url", "language_code", "language_confidence"];
    let mut answer = json!({
        "audio_duration": sample["audio_duration"],
        "metadata": {"warnings": [{"message": "Set the models."}], "warning": "Set the models."},
        "speech_model_used": "universal-3-5-pro",
        "text": "Right, everyone.",
        "chapters": null,
        "words": all,
        "utterances": cut,
    });
    for name in kept {
        answer[name] = sample[name].clone();
    }
    in_order(&answer)
}

/// An answer with one utterance, long enough to be cut, with a pause now and then.
fn speech() -> Node {
    let mut now = 0;
    let words = (1..=100).map(|nth| {
        let start = now + [40, 40, 40, 2_000, 40, 40, 11_000][nth % 7 * usize::from(nth % 11 == 0)];
        now = start + 200;
        let text = ["we", "sailed", "to", "the", "island", "then."][nth % 6];
        json!({"text": text, "start": start, "end": now, "speaker": "A"})
    });
    let words: Vec<_> = words.collect();
    let text: Vec<_> = words.iter().filter_map(|word| word["text"].as_str()).collect();
    let utterance = json!({"speaker": "A", "text": text.join(" "), "words": words});
    in_order(&json!({"status": "completed", "utterances": [utterance]}))
}

/// The service sends the list of words before the utterances.
fn in_order(answer: &Value) -> Node {
    let mut node = Node::of(answer);
    if let Node::Object(members) = &mut node {
        members.sort_by_key(|(key, _)| *key == quoted("utterances"));
    }
    node
}

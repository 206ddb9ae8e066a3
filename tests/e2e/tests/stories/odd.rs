//! Answers that break naive pages: the page shows what there is.

use e2e::pages::{ConversationPage, KEY, StartPage};
use e2e::{Result, Stage, Story, ensure, story};
use serde_json::{Value, json};
use standin::script::NextAnswer;

use crate::answers::{conversation, of_utterances, word};

pub(crate) const STORIES: &[Story] = &[
    story!(parts_are_missing),
    story!(no_speech_is_found),
    story!(times_are_odd),
    story!(forty_speakers),
    story!(odd_labels),
    story!(one_endless_utterance),
    story!(odd_types),
];

/// Runs a job in a fresh page that ends with this answer.
async fn answered(stage: &Stage, answer: Value) -> Result<ConversationPage<'_>> {
    stage.server.next_answer(answer)?;
    stage.tab.goto("about:blank").await?;
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await
}

/// Utterances → words → text: what is there is shown.
async fn parts_are_missing(stage: &Stage) -> Result<()> {
    let whole = conversation(&[
        (json!("A"), &["Good", "morning."]),
        (json!("B"), &["Good", "morning", "to", "you."]),
    ]);
    let text = "Good morning. Good morning to you.";
    for missing in [
        json!({ "words": null }),
        json!({ "words": {} }),
        json!({ "utterances": null }),
        json!({ "utterances": {} }),
        json!({ "utterances": [] }),
        json!({ "words": null, "utterances": null }),
        json!({ "words": {}, "utterances": {}, "confidence": null, "audio_duration": null }),
    ] {
        let mut answer = whole.clone();
        for (key, value) in missing.as_object().into_iter().flatten() {
            answer[key] = value.clone();
        }
        let conversation = answered(stage, answer).await?;
        let shown = conversation.text().await?;
        ensure!(shown == text, "with {missing}: {shown:?}");
    }
    stage.check("text alone").await
}

async fn no_speech_is_found(stage: &Stage) -> Result<()> {
    for text in [json!(""), Value::Null] {
        stage.server.next_answer(json!({ "text": text, "words": [], "utterances": [] }))?;
        stage.tab.goto("about:blank").await?;
        let start = StartPage::open(stage).await?;
        start.choose_sample("interview").await?;
        start.type_key(KEY).await?;
        let progress = start.transcribe().await?;
        progress.see_hurrying("No speech found.").await?;
    }
    stage.check_all_sizes("no speech").await?;
    let media = ConversationPage::without_turns(stage).media().await?;
    ensure!(media.is_some(), "the sound is not kept");
    Ok(())
}

/// Zero-length, backwards and overlapping times; a word of another speaker inside an utterance.
async fn times_are_odd(stage: &Stage) -> Result<()> {
    let (a, b) = (json!("A"), json!("B"));
    let utterance = |speaker: &Value, start: i64, end: i64, words: Vec<Value>| {
        let text: Vec<&str> = words.iter().filter_map(|w| w["text"].as_str()).collect();
        json!({
            "speaker": speaker, "text": text.join(" "), "start": start, "end": end,
            "confidence": 0.5, "words": words,
        })
    };
    let answer = of_utterances(
        &[
            utterance(&a, 0, 900, vec![word("One", 0, 0, &a), word("two", 500, 300, &a)]),
            utterance(&b, 700, 650, vec![word("three", 700, 700, &b), word("four", 690, 650, &a)]),
            utterance(&a, -50, 2_000, vec![word("five", -50, 2_000, &a)]),
        ],
        2_000,
    );
    let conversation = answered(stage, answer).await?;
    let shown = conversation.text().await?;
    let mut words: Vec<&str> = shown.split_whitespace().collect();
    words.sort_unstable();
    ensure!(words == ["One", "five", "four", "three", "two"], "{shown:?}");
    for turn in conversation.turns().await? {
        ensure!(turn.start >= 0 && turn.start <= turn.end, "{turn:?}");
    }
    conversation.details(1).await?;
    stage.check("odd times").await
}

async fn forty_speakers(stage: &Stage) -> Result<()> {
    let said: Vec<(Value, &[&str])> = (0..120)
        .map(|n| (json!(format!("{}", n % 40)), &["Present,", "and", "correct."] as &[&str]))
        .collect();
    let conversation = answered(stage, conversation(&said)).await?;
    let turns = conversation.turns().await?;
    ensure!(turns.len() == 120, "{} turns", turns.len());
    for (n, turn) in turns.iter().enumerate() {
        ensure!(turn.speaker == (n % 40).to_string(), "{turn:?}");
    }
    stage.check_all_sizes("forty speakers").await
}

async fn odd_labels(stage: &Stage) -> Result<()> {
    let long = "interviewer-".repeat(17);
    let labels = [
        json!("1A"),
        json!("interviewer"),
        json!(long),
        json!(""),
        json!("me"),
        json!("مها"),
        Value::Null,
    ];
    let said: Vec<(Value, &[&str])> =
        labels.iter().map(|label| (label.clone(), &["Yes,", "quite", "so."] as &[&str])).collect();
    let conversation = answered(stage, conversation(&said)).await?;
    let turns = conversation.turns().await?;
    for label in &labels {
        let label = label.as_str().unwrap_or_default();
        ensure!(turns.iter().any(|turn| turn.speaker == label), "no turn of {label:?}: {turns:?}");
    }
    ensure!(conversation.shown_in_turn(1).await?.contains("interviewer"));
    stage.check_all_sizes("odd labels").await
}

/// One voice for 711 s: cut into paragraphs that can be read, nothing left out.
async fn one_endless_utterance(stage: &Stage) -> Result<()> {
    let words: Vec<String> = (1..=1_811)
        .map(|n| if n % 17 == 0 { format!("word{n}.") } else { format!("word{n}") })
        .collect();
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    let conversation = answered(stage, conversation(&[(json!("A"), &texts)])).await?;
    let turns = conversation.turns().await?;
    let paragraphs: Vec<&String> = turns.iter().flat_map(|turn| &turn.paragraphs).collect();
    ensure!(paragraphs.len() > 5, "{} paragraphs", paragraphs.len());
    let longest = paragraphs.iter().map(|text| text.split(' ').count()).max().unwrap_or_default();
    ensure!(longest < 400, "a paragraph of {longest} words");
    ensure!(conversation.text().await? == texts.join(" "), "the text differs");
    stage.check_all_sizes("one endless utterance").await
}

/// Numbers of other types, keys that no one knows, confidences out of range.
async fn odd_types(stage: &Stage) -> Result<()> {
    let mut answer = conversation(&[(json!("A"), &["Seven", "and", "a", "half."])]);
    answer["audio_duration"] = json!(7.5);
    answer["confidence"] = json!(1);
    answer["something_new"] = json!({ "deep": [[[1, 2], {}], null] });
    answer["words"][0]["confidence"] = json!(-0.5);
    answer["words"][1]["start"] = json!(301.7);
    answer["utterances"][0]["confidence"] = Value::Null;
    answer["utterances"][0]["words"] = answer["words"].clone();
    let conversation = answered(stage, answer).await?;
    ensure!(conversation.text().await? == "Seven and a half.");
    conversation.details(0).await?;
    stage.check("odd types").await?;

    let raw = r#"{"id":12345678901,"status":"completed","text":"Hello.","audio_duration":1.0,
        "utterances":[{"speaker":7,"text":"Hello.","start":0.0,"end":"900","words":null}]}"#;
    stage.server.us().set_next_answer(NextAnswer::raw(raw));
    stage.tab.goto("about:blank").await?;
    let start = StartPage::open(stage).await?;
    let conversation = start.transcribe_sample("interview").await?.finish().await?;
    ensure!(conversation.text().await? == "Hello.");
    Ok(())
}

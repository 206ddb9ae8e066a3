//! What the decoder promises: an answer or a typed error for any bytes.

use proptest::prelude::*;

use super::*;

fn answer(json: &str) -> Answer {
    decode(json.as_bytes().to_vec()).expect("an answer")
}

fn shown(json: &str) -> Vec<(String, String)> {
    let answer = answer(json);
    let transcript = &answer.transcript;
    transcript
        .turns()
        .iter()
        .map(|turn| {
            let speaker = transcript.speaker(turn.speaker).expect("a speaker");
            (speaker.label().to_owned(), transcript.turn_text(turn).to_owned())
        })
        .collect()
}

const TWO: &str = r#"{"id":"job-1","status":"completed","audio_duration":4.5,
    "language_code":"en_us","language_confidence":0.98,"speech_model_used":"universal-3-5-pro",
    "words":[{"text":"Repeated","start":0,"end":10,"confidence":0.1,"speaker":"Z"}],
    "utterances":[
      {"speaker":"A","text":"Good evening.","start":40,"end":900,"confidence":0.9,"words":[
        {"text":"Good","start":40,"end":300,"confidence":0.99,"speaker":"A"},
        {"text":"evening.","start":310,"end":900,"confidence":0.8,"speaker":"B"}]},
      {"speaker":"B","text":"Hello.","start":1000,"end":1500.0,"confidence":0.7,"words":[
        {"text":"Hello.","start":1000,"end":1500,"confidence":0.7,"speaker":"B","channel":null}]}
    ],"metadata":{"warnings":[{"message":"Set the models."}]},"unknown":{"deep":[1,{"a":2}]}}"#;

#[test]
fn without_utterances_the_text_of_the_answer_is_what_is_said() {
    let json = r#"{"status":"completed","words":[{"text":"วันนี้","start":200,"end":380},
        {"text":"อากาศ","start":400,"end":580},{"text":"Ann","start":600,"end":700}],
        "text":"วันนี้อากาศ [NAME]"}"#;
    for json in [json.to_owned(), json.replace(r#""words""#, r#""utterances":[],"words""#)] {
        let transcript = answer(&json).transcript;
        let turn = &transcript.turns()[0];
        assert_eq!(transcript.turn_text(turn), "วันนี้อากาศ [NAME]");
        let words: Vec<_> = transcript.words(turn).map(|word| (word.text, word.start.0)).collect();
        assert_eq!(words, [("วันนี้", 200), ("อากาศ", 400)]);
    }
}

#[test]
fn utterances_are_read_and_the_repeated_words_left() {
    let answer = answer(TWO);
    assert_eq!(answer.id.as_deref(), Some("job-1"));
    assert_eq!(answer.status, Status::Completed);
    assert_eq!(answer.model.as_deref(), Some("universal-3-5-pro"));
    assert_eq!(answer.warnings, ["Set the models."]);
    assert_eq!(answer.transcript.duration(), Some(Millis::new(4_500)));
    assert_eq!(answer.transcript.word_count(), 3);
    assert_eq!(shown(TWO), [("A".into(), "Good evening.".into()), ("B".into(), "Hello.".into())]);
}

#[test]
fn sentences_and_named_speakers_are_told_without_a_status() {
    for list in ["sentences", "utterances"] {
        let json = format!(
            r#"{{"{list}":[{{"text":"The gate is open.","start":250,"end":1350,"speaker":"Ann Lee",
            "words":[{{"text":"The","start":250,"end":400,"speaker":"Ann Lee"}}]}}],"id":"t1"}}"#
        );
        let answer = answer(&json);
        assert_eq!(answer.status, Status::Completed);
        assert_eq!(answer.transcript.turns().len(), 1, "{list}");
        assert_eq!(answer.transcript.speakers()[0].name(), "Ann Lee");
    }
    let error = decode(br#"{"utterances":[],"words":[]}"#.to_vec()).expect_err("nothing");
    assert_eq!(error, DecodeError::NotATranscript);
}

#[test]
fn without_utterances_the_words_speak_and_without_words_the_text() {
    let words = r#"{"status":"completed","utterances":null,"text":"Yes. No.","words":[
        {"text":"Yes.","start":0,"end":10,"speaker":"A"},
        {"text":"No.","start":20,"end":30,"speaker":"B"}],"id":1}"#;
    assert_eq!(shown(words), [("A".into(), "Yes.".into()), ("B".into(), "No.".into())]);
    let text = r#"{"status":"completed","utterances":{},"words":{},"text":"Only text."}"#;
    assert_eq!(shown(text), [(String::new(), "Only text.".into())]);
    let empty = r#"{"status":"completed","utterances":[],"words":[],"text":""}"#;
    assert!(answer(empty).transcript.is_empty());
}

#[test]
fn fields_of_another_kind_are_nothing_or_converted() {
    let odd = r#"{"id":42,"status":"completed","audio_duration":"7","error":null,
        "utterances":[null,5,"x",[],{"speaker":7,"text":null,"start":"12","end":-3,
          "confidence":"high","words":[null,{"text":"Seven","start":1e3},{"start":1}]}]}"#;
    let answer = answer(odd);
    assert_eq!(answer.id.as_deref(), Some("42"));
    assert_eq!(answer.transcript.duration(), Some(Millis::new(7_000)));
    assert_eq!(shown(odd), [("7".into(), "Seven".into())]);
}

#[test]
fn statuses_errors_and_deletion_are_told() {
    assert_eq!(answer(r#"{"status":"queued","id":"a"}"#).status, Status::Queued);
    assert_eq!(
        answer(r#"{"status":"napping","id":"a"}"#).status,
        Status::Other("napping".to_owned())
    );
    let failed = answer(r#"{"status":"error","error":"Audio duration is too short."}"#);
    assert_eq!(failed.error.as_deref(), Some("Audio duration is too short."));
    let deleted = answer(
        r#"{"status":"completed","text":"Deleted by user.","audio_url":"http://deleted_by_user"}"#,
    );
    assert!(deleted.is_deleted);
}

#[test]
fn only_a_completed_job_has_a_transcript() {
    for status in ["queued", "processing", "error", "napping"] {
        let early = TWO.replace("completed", status);
        assert!(answer(&early).transcript.is_empty(), "{status}");
    }
}

#[test]
fn warnings_are_told_once_and_not_without_end() {
    let messages: Vec<_> = (0..500).map(|n| format!(r#"{{"message":"{}"}}"#, n / 2)).collect();
    let json =
        format!(r#"{{"status":"queued","metadata":{{"warnings":[{}]}}}}"#, messages.join(","));
    let warnings = answer(&json).warnings;
    assert_eq!(warnings.len(), 100);
    assert_eq!(warnings[..3], ["0", "1", "2"]);
}

#[test]
fn what_is_no_transcript_says_what_it_is() {
    let error = |bytes: &[u8]| decode(bytes.to_vec()).expect_err("an error");
    assert_eq!(error(b""), DecodeError::CutOff);
    assert_eq!(error(b"  "), DecodeError::CutOff);
    assert_eq!(error(b"<html>"), DecodeError::NotJson(0));
    assert_eq!(error(b"[1]"), DecodeError::NotAnObject);
    assert_eq!(error(b"{}"), DecodeError::NotATranscript);
    assert_eq!(error(&TWO.as_bytes()[..TWO.len() / 2]), DecodeError::CutOff);
    assert_eq!(error(br#"{"status":"queued"} tail"#), DecodeError::NotJson(20));
    assert!(matches!(error(br#"{"status" "queued"}"#), DecodeError::NotJson(_)));
    assert!(matches!(error(b"{\"status\":\"\xff\"}"), DecodeError::NotJson(_)));
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((field_name(), inner), 0..6)
                .prop_map(|members| { serde_json::Value::Object(members.into_iter().collect()) }),
        ]
    })
}

fn field_name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "id",
            "status",
            "text",
            "words",
            "utterances",
            "speaker",
            "start",
            "end",
            "confidence",
            "audio_duration",
            "metadata",
            "warnings",
            "message",
            "error",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _answer_or_error = decode(bytes);
    }

    #[test]
    fn any_bytes_changed_in_an_answer_do_too(
        at in 0..TWO.len(), byte in any::<u8>(), cut in 0..TWO.len(),
    ) {
        let mut bytes = TWO.as_bytes().to_vec();
        bytes[at] = byte;
        let _changed = decode(bytes.clone());
        bytes.truncate(cut);
        prop_assert!(decode(bytes).is_err());
    }

    #[test]
    fn any_json_object_with_a_status_is_an_answer(
        members in prop::collection::vec((field_name(), json_value()), 0..8),
    ) {
        let mut object: serde_json::Map<_, _> = members.into_iter().collect();
        object.insert("status".into(), "completed".into());
        let json = serde_json::to_vec(&object).expect("JSON");
        prop_assert!(decode(json).is_ok());
    }

    #[test]
    fn slices_of_any_size_give_the_same_answer(budget in 0usize..400) {
        let mut decoder = Decoder::new(TWO.as_bytes().to_vec());
        let mut slices = 0;
        while decoder.step(budget)? == Step::More {
            slices += 1;
        }
        prop_assert!(slices + 1 >= TWO.len() / (budget + 600));
        let (answer, bytes) = decoder.finish()?;
        prop_assert_eq!(bytes, TWO.as_bytes());
        prop_assert_eq!(answer.transcript.word_count(), 3);
        prop_assert_eq!(answer.transcript.turns().len(), 2);
    }
}

//! Transcripts of other programs: opened by file, kept, and told what is wrong with them.

use std::time::Duration;

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::{Result, Stage, Story, ensure, server, soon, story, until};
use serde_json::json;

use crate::correcting::see;
use crate::meant::open;

pub(crate) const STORIES: &[Story] = &[
    story!(transcripts_of_other_programs_are_opened_and_kept),
    story!(a_broken_file_tells_its_line),
    story!(the_file_is_taken_away_as_it_came),
    story!(letters_without_a_mark_are_guessed_and_that_is_said),
    story!(a_word_is_heard_where_its_cue_was),
    story!(what_was_taken_out_of_a_text_stays_out),
];

const INPUT: &str = "Transcript file";

/// A file of another program, and what is to be seen of it.
struct Case {
    /// What it is called; the title is the name without the ending.
    file: &'static str,
    content: &'static str,
    /// What it is said to be read from.
    source: &'static str,
    /// Label, start and end in milliseconds, and text of each turn.
    turns: &'static [(&'static str, i64, i64, &'static str)],
    /// What the voices are called.
    names: &'static [&'static str],
}

const TWO: &[(&str, i64, i64, &str)] = &[
    ("Ada Holm", 480, 4_360, "Thank you for having me. How did it all begin?"),
    ("Bo Ek", 5_200, 7_080, "It was my grandfather’s boat."),
];

const CASES: [Case; 10] = [
    Case {
        file: "boat-srt.srt",
        content: "1\r\n00:00:00,480 --> 00:00:02,000\r\nAda Holm: Thank you\r\nfor having me.\r\n\r\n\
            2\r\n00:00:02,100 --> 00:00:04,360\r\nHow did it all begin?\r\n\r\n\
            3\r\n00:00:05,200 --> 00:00:07,080\r\nBo Ek: <i>It was</i> my grandfather’s boat.\r\n\r\n",
        source: "Read from an SRT file",
        turns: TWO,
        names: &["Ada Holm", "Bo Ek"],
    },
    Case {
        file: "boat-vtt.vtt",
        content: "WEBVTT\nLanguage: en\n\nNOTE two people\n\n\
            00:00.480 --> 00:04.360 align:start\n<v Ada Holm>Thank you for having me.\nHow did it all begin?\n\n\
            00:05.200 --> 00:07.080\n<v Bo Ek>It <00:05.600>was <00:06.000>my <00:06.400>grandfather’s <00:06.800>boat.\n",
        source: "Read from a WebVTT file",
        turns: TWO,
        names: &["Ada Holm", "Bo Ek"],
    },
    Case {
        file: "boat-turns.csv",
        content: "\u{feff}turn,speaker,start,end,text\r\n\
            1,Ada Holm,0.480,4.360,Thank you for having me. How did it all begin?\r\n\
            2,\"Bo Ek\",5.200,7.080,\"It was my grandfather’s boat.\"\r\n",
        source: "Read from a CSV file",
        turns: TWO,
        names: &["Ada Holm", "Bo Ek"],
    },
    Case {
        file: "boat-words.csv",
        content: "turn,speaker,start,end,word\n1,Ada Holm,0.48,1,Yes\n1,Ada Holm,1,1.5,'=1\n",
        source: "Read from a CSV file",
        turns: &[("Ada Holm", 480, 1_500, "Yes =1")],
        names: &["Ada Holm"],
    },
    Case {
        file: "boat-table.tsv",
        content: "start\tend\ttext\n480\t2760\tIt was cold.\n3100\t5400\tIt was wet.\n",
        source: "Read from a CSV file",
        turns: &[("", 480, 2_760, "It was cold."), ("", 3_100, 5_400, "It was wet.")],
        names: &["Unknown speaker"],
    },
    Case {
        file: "boat-rttm.rttm",
        content: "SPEAKER boat 1 0.480 3.880 <NA> <NA> Ada_Holm <NA> <NA>\n\
            SPEAKER boat 1 5.200 1.880 <NA> <NA> SPEAKER_01 <NA> <NA>\n",
        source: "Read from an RTTM file, which has no words",
        turns: &[("Ada Holm", 480, 4_360, "(speech)"), ("SPEAKER_01", 5_200, 7_080, "(speech)")],
        names: &["Ada Holm", "SPEAKER_01"],
    },
    Case {
        file: "boat-whisper.json",
        content: r#"{"text":" It was cold.","segments":[{"id":0,"start":0.48,"end":1.005,
            "text":" It was cold.","words":[{"word":" It","start":0.48,"end":0.6,"probability":0.9},
            {"word":" was","start":0.6,"end":0.8,"probability":0.9},
            {"word":" cold.","start":0.8,"end":1.005,"probability":0.9}]}],"language":"en"}"#,
        source: "Read from a JSON file of segments, such as Whisper’s",
        turns: &[("", 480, 1_005, "It was cold.")],
        names: &["Unknown speaker"],
    },
    Case {
        file: "boat-whisperx.json",
        content: r#"{"segments":[{"start":0.48,"end":1.2,"text":" It was","speaker":"SPEAKER_00",
            "words":[{"word":"It","start":0.48,"end":0.6,"score":0.9,"speaker":"SPEAKER_00"},
            {"word":"was"}]},{"start":1.3,"end":2,"text":"cold.","speaker":"SPEAKER_00","words":[]}],
            "word_segments":[]}"#,
        source: "Read from a JSON file of segments, such as Whisper’s",
        turns: &[("SPEAKER_00", 480, 2_000, "It was cold.")],
        names: &["SPEAKER_00"],
    },
    Case {
        file: "boat-podcast.json",
        content: r#"{"version":"1.0.0","segments":[
            {"speaker":"Ada Holm","startTime":0.48,"endTime":2.4,"body":"It was"},
            {"speaker":"Ada Holm","startTime":2.4,"endTime":3.1,"body":"cold."},
            {"speaker":"Bo Ek","startTime":3.4,"endTime":5.0,"body":"Yes."}]}"#,
        source: "Read from a JSON file of segments, such as Whisper’s",
        turns: &[("Ada Holm", 480, 3_100, "It was cold."), ("Bo Ek", 3_400, 5_000, "Yes.")],
        names: &["Ada Holm", "Bo Ek"],
    },
    Case {
        file: "boat-deepgram.json",
        content: r#"{"metadata":{"duration":4.5},"results":{"channels":[{"alternatives":[{"words":[
            {"word":"so","start":0.08,"end":0.32,"confidence":0.9,"speaker":0,"punctuated_word":"So?"},
            {"word":"yes","start":1,"end":1.5,"confidence":0.9,"speaker":1,"punctuated_word":"Yes."}
            ]}]}]}}"#,
        source: "Read from a JSON file of Deepgram",
        turns: &[("0", 80, 320, "So?"), ("1", 1_000, 1_500, "Yes.")],
        names: &["Speaker 0", "Speaker 1"],
    },
];

async fn check(case: &Case, conversation: &ConversationPage<'_>, stage: &Stage) -> Result<()> {
    let turns = conversation.turns().await?;
    let shown: Vec<(&str, i64, i64, String)> = turns
        .iter()
        .map(|turn| (turn.speaker.as_str(), turn.start, turn.end, turn.paragraphs.join(" ")))
        .collect();
    let expected: Vec<(&str, i64, i64, String)> =
        case.turns.iter().map(|(who, from, to, text)| (*who, *from, *to, (*text).into())).collect();
    ensure!(shown == expected, "{}: {shown:?}", case.file);
    let names: Vec<String> =
        conversation.names().await?.into_iter().map(|(_, name)| name).collect();
    ensure!(names == case.names, "{}: {names:?}", case.file);
    StartPage::on_any_screen(stage).see(case.source).await
}

fn title(case: &Case) -> &str {
    case.file.split('.').next().unwrap_or_default()
}

async fn transcripts_of_other_programs_are_opened_and_kept(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    StartPage::open(stage).await?;
    for case in &CASES {
        let path = files.write(case.file, case.content.as_bytes())?;
        stage.tab.give_file(INPUT, &path).await?;
        let conversation = ConversationPage::shown(stage).await?;
        check(case, &conversation, stage).await?;
        stage.check(&format!("read from {}", case.file)).await?;
        let list = LibraryPage::open(stage).await?;
        list.see(title(case), "Ready").await?;
    }
    soon("all are stored", async || {
        Ok(LibraryPage::stored(stage).await?.answers.len() == CASES.len())
    })
    .await?;

    stage.tab.reload().await?;
    StartPage::shown(stage).await?;
    for case in &CASES {
        let list = LibraryPage::shown(stage).await?;
        let conversation = list.read(title(case)).await?;
        check(case, &conversation, stage).await?;
        LibraryPage::open(stage).await?;
    }
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == 0, "the API was asked: {:?}", stats.requests);
    Ok(())
}

async fn a_broken_file_tells_its_line(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    StartPage::open(stage).await?;
    let cases: [(&str, &[u8], &str); 8] = [
        (
            "arrow.srt",
            b"1\n00:00:05,000 --> 00:00:06,200\nYes.\n\n2\n00:00:07,000 -> 00:00:08,000\nNo.\n",
            "Line 6: a time like 00:00:05,000 --> 00:00:06,200 was expected.",
        ),
        (
            "name.vtt",
            b"WEBVTT\n\n1\nYes.\n",
            "Line 4: a time like 00:00:05.000 --> 00:00:06.200 was expected.",
        ),
        ("start.rttm", b"SPEAKER boat 1 soon 3.8 <NA> <NA> Ada", "Line 1: “SPEAKER”"),
        ("cells.csv", b"turn,speaker,start,end,text\n1,Ada,0,1\n", "Line 2: as many cells"),
        ("letters.srt", b"1\n00:05 --> 00:06\n\x81\x82.\n", "Line 3: text in UTF-8"),
        (
            "service.json",
            br#"{"jobName":"boat","results":{"transcripts":[{"transcript":"Yes."}],"items":[]}}"#,
            "It is JSON of Amazon Transcribe, which Diarist does not read. Export SRT or WebVTT there",
        ),
        ("half.json", b"{\"segments\":[\n{\"start\":0,", "Line 2: it ends in the middle."),
        ("silence.vtt", b"WEBVTT\n\nNOTE nobody\n", "It is WebVTT, but nothing is said in it."),
    ];
    for (name, bytes, told) in cases {
        stage.tab.give_file(INPUT, &files.write(name, bytes)?).await?;
        let alert = stage.see_alert(&format!("“{name}” is not a transcript")).await?;
        ensure!(alert.contains(told), "{name}: {alert}");
    }
    stage.check_all_sizes("a broken file").await
}

/// As old programs of Windows write them.
async fn letters_without_a_mark_are_guessed_and_that_is_said(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let srt = b"1\r\n00:00:01,000 --> 00:00:03,000\r\nZo\xeb: The caf\xe9 is \x93closed\x94.\r\n";
    let conversation = open(stage, &files, ("cafe.srt", srt)).await?;
    see(&conversation, &["Zo\u{eb}: The caf\u{e9} is \u{201c}closed\u{201d}."]).await?;
    let start = StartPage::on_any_screen(stage);
    start.see("Read from an SRT file, taken for Windows-1252").await?;
    stage.check_all_sizes("letters that were guessed").await
}

/// Also where many cues make a turn, and one of them is slow; in UTF-16, as Windows saves it.
async fn a_word_is_heard_where_its_cue_was(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let srt = "\u{feff}1\r\n00:00:00,000 --> 00:00:01,500\r\nAda: so we begin with the boats\r\n\r\n\
        2\r\n00:00:03,000 --> 00:00:12,000\r\nslowly\r\n\r\n\
        3\r\n00:00:12,000 --> 00:00:21,000\r\nand by hand.\r\n";
    let bytes: Vec<u8> = srt.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let conversation = open(stage, &files, ("boat.srt", &bytes)).await?;
    see(&conversation, &["Ada: so we begin with the boats slowly and by hand."]).await?;
    conversation.click_text(0, "hand.").await?;
    conversation.hear_from(16_500).await?;
    conversation.click_text(0, "slowly").await?;
    conversation.hear_from(3_000).await
}

/// The words still have the name that the text has not.
async fn what_was_taken_out_of_a_text_stays_out(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let word = |text: &str, start: u32| {
        json!({
            "text": text, "start": start, "end": start + 200, "confidence": 0.4, "speaker": "A",
        })
    };
    let said = ["My", "name", "is", "Ottilie", "Quist.", "The", "gate", "is", "open."];
    let words: Vec<_> = (0..).zip(said).map(|(at, text)| word(text, at * 300)).collect();
    let text = "My name is [PERSON_NAME]. The gate is open.";
    let answer = json!({
        "id": "redacted", "status": "completed", "text": text, "words": words,
        "utterances": [{
            "speaker": "A", "text": text, "start": 0, "end": 2_600, "confidence": 0.9, "words": words,
        }],
    });
    StartPage::open(stage).await?;
    let file = files.write("redacted.json", answer.to_string().as_bytes())?;
    stage.tab.give_file(INPUT, &file).await?;
    let conversation = ConversationPage::shown(stage).await?;
    see(&conversation, &["A: My name is [PERSON_NAME]. The gate is open."]).await?;
    let written = conversation.copied_text().await?;
    for text in [stage.tab.text().await?, written] {
        ensure!(text.contains("[PERSON_NAME]. The gate") && !text.contains("Quist"), "{text}");
    }
    conversation.search("Quist").await?;
    conversation.counts("No match").await?;
    conversation.search("gate").await?;
    conversation.counts("1 of 1").await
}

async fn the_file_is_taken_away_as_it_came(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let [case, ..] = &CASES;
    StartPage::open(stage).await?;
    let path = files.write(case.file, case.content.as_bytes())?;
    stage.tab.give_file(INPUT, &path).await?;
    let conversation = ConversationPage::shown(stage).await?;
    stage.check_all_sizes("read from a file").await?;
    conversation.press("Export").await?;
    stage.tab.click(Role::Button, "Download the file").await?;
    let saved = stage.downloads.join(case.file);
    until("the saved file", Duration::from_secs(20), async || {
        let text = std::fs::read_to_string(&saved)?;
        Ok((text == case.content).then_some(()))
    })
    .await
}

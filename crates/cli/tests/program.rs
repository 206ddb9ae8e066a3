//! The program as it is run.

#![allow(clippy::expect_used, reason = "what cannot be run is no test")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SRT: &str = "1\n00:00:00,480 --> 00:00:02,000\nAda Holm: Thank you.\n\n\
    2\n00:00:05,200 --> 00:00:07,080\nBo Ek: It was cold.\n";

fn diarist(arguments: &[&str], folder: &Path, input: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diarist"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped());
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.unwrap_or_default().as_bytes()).expect("it is read");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn json_goes_to_standard_output_by_default() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("talk.txt"), SRT).expect("written");
    for (file, input) in [("talk.txt", None), ("-", Some(SRT))] {
        let output = diarist(&["convert", file], folder.path(), input);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output.stderr));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["utterances"][1]["text"], "It was cold.");
        assert_eq!(json["utterances"][1]["start"], 5_200);
    }
}

#[test]
fn options_and_a_file_are_heeded() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("talk.srt"), SRT).expect("written");
    let arguments = ["convert", "talk.srt", "--to", "vtt", "--pseudonyms", "-o", "anonymous.vtt"];
    let output = diarist(&arguments, folder.path(), None);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stderr));
    let written = fs::read_to_string(folder.path().join("anonymous.vtt")).expect("written");
    assert!(written.starts_with("WEBVTT") && written.contains("<v P2>It was cold."), "{written}");
    let word = diarist(&["convert", "talk.srt", "--to", "word"], folder.path(), None);
    assert!(word.stdout.starts_with(b"PK"), "a document of Word is a zip");
}

#[test]
fn one_that_cannot_be_read_is_told_by_its_line_and_holds_up_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = SRT.replace("00:00:05,200 -->", "00:00:05,200 ->");
    fs::write(folder.path().join("broken.srt"), broken).expect("written");
    fs::write(folder.path().join("talk.srt"), SRT).expect("written");
    fs::create_dir(folder.path().join("out")).expect("a folder");
    let arguments = ["convert", "broken.srt", "none.srt", "talk.srt", "--to", "text", "-o", "out"];
    let output = diarist(&arguments, folder.path(), None);
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output.stderr);
    assert!(told.contains("broken.srt:6: a time like"), "{told}");
    assert!(told.contains("none.srt: it cannot be read"), "{told}");
    let written = fs::read_to_string(folder.path().join("out/talk.txt")).expect("written");
    assert!(written.starts_with("Ada Holm [0:00]\nThank you."), "{written}");
    assert!(!folder.path().join("out/broken.txt").exists());
}

#[test]
fn a_wrong_command_line_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("talk.srt"), SRT).expect("written");
    for arguments in [
        &["convert"][..],
        &["convert", "talk.srt", "--to", "mp3"],
        &["convert", "talk.srt", "talk.srt"],
        &["convert", "talk.srt", "talk.srt", "-o", "talk.srt"],
        &["convert", "talk.srt", "--lines", "99"],
        &["transcribe"],
    ] {
        let output = diarist(arguments, folder.path(), None);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output.stderr));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    let over =
        diarist(&["convert", "talk.srt", "--to", "srt", "-o", "talk.srt"], folder.path(), None);
    assert_eq!(over.status.code(), Some(1), "{}", said(&over.stderr));
    assert_eq!(fs::read_to_string(folder.path().join("talk.srt")).expect("there"), SRT);
}

#[test]
fn formats_are_listed() {
    let output = diarist(&["formats"], Path::new("."), None);
    let list = said(&output.stdout);
    assert!(list.contains("AssemblyAI JSON\n") && list.contains("\n  srt "), "{list}");
}

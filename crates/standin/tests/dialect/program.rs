//! The program itself: what it prints, and how it ends.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use crate::support::Api;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standin"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// What the program prints until it says how to end it.
fn announcement(child: &mut Child) -> Vec<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map(Result::unwrap).take_while(|line| !line.starts_with("Ctrl-C")).collect()
}

#[tokio::test]
async fn it_prints_where_it_is_and_ends_when_asked() {
    for signal in ["INT", "TERM"] {
        let mut child = program(&["--port", "0", "--eu-port", "0"]).spawn().unwrap();
        let lines = announcement(&mut child);
        assert_eq!(lines.len(), 2, "{lines:?}");
        for (line, start) in lines.iter().zip(["api http://127.0.0.1:", "eu http://127.0.0.1:"]) {
            assert!(line.starts_with(start), "{line}");
            let url = line.split_once(' ').unwrap().1;
            let response = reqwest::get(format!("{url}/v2/transcript")).await.unwrap();
            assert_eq!(response.status(), 401);
        }
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert!(child.wait().unwrap().success(), "{signal}");
    }
}

#[tokio::test]
async fn a_busy_port_is_an_error_with_a_remedy() {
    let api = Api::start().await;
    let port = api.running.addr().port().to_string();
    let output = run(&["--port", &port]);
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.starts_with(&format!("standin: port {port} is in use")), "{text}");
    assert!(text.contains("--port"), "{text}");
}

#[test]
fn help_names_every_key_that_fails() {
    let text = String::from_utf8(run(&["--help"]).stdout).unwrap();
    for (start, meaning) in standin::SENTINELS {
        assert!(text.contains(&format!("{start}…")) && text.contains(meaning), "{start}");
    }
}

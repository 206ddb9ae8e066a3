//! What is for reading: plain text as it is, Markdown by `pulldown-cmark` with all its dialects,
//! the web page by a list of the tags that it may have.

use pulldown_cmark::{Event, Options as Dialects, Parser, Tag};
use transcript::{
    Clock, Transcript, Turn,
    export::{Choice, Input, Options},
    plain_text,
};

use super::{name, one_line, turns};

fn paragraphs<'a>(transcript: &'a Transcript, turn: &Turn) -> Vec<&'a str> {
    let paragraphs = transcript.paragraphs(turn).iter();
    paragraphs.map(|paragraph| transcript.paragraph_text(paragraph)).collect()
}

pub(crate) fn check_text(file: &str, input: &Input<'_>, options: &Options) {
    let mut rest = file;
    for turn in turns(input) {
        for paragraph in paragraphs(input.transcript, turn) {
            let at = rest.find(paragraph).expect("paragraphs are as they came");
            rest = &rest[at + paragraph.len()..];
        }
    }
    if *options == Options::default() && input.turns.is_none() && input.speakers.is_none() {
        let called = |speaker: &transcript::Speaker| name(input, options, speaker.id);
        let names: Vec<String> = input.transcript.speakers().iter().map(called).collect();
        assert_eq!(file, plain_text(input.transcript, &names));
    }
}

pub(crate) fn check_markdown(file: &str, input: &Input<'_>, options: &Options) {
    let mut lines = Vec::new();
    for event in Parser::new_ext(file, Dialects::all()) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) => lines.push(String::new()),
            Event::Start(Tag::Strong) => assert!(options.has(Choice::Names)),
            Event::Start(Tag::Emphasis) => assert!(options.has(Choice::Gaps)),
            Event::End(_) => {}
            Event::Text(text) => lines.last_mut().expect("text is in a paragraph").push_str(&text),
            other => panic!("{other:?} in\n{file}"),
        }
    }
    let mut lines = lines.into_iter().skip(1).filter(|line| !line.ends_with(" of silence"));
    for turn in turns(input) {
        if options.has(Choice::Names) {
            let heading = lines.next().expect("a heading");
            let name = typographic(&name(input, options, turn.speaker));
            assert!(typographic(&heading).starts_with(&name), "{heading}");
            let time = Clock(turn.start).to_string();
            assert!(!options.has(Choice::Timestamps) || heading.contains(&time));
        } else if options.has(Choice::Timestamps)
            || options.has(Choice::Confidence) && turn.confidence.is_some()
        {
            lines.next();
        }
        for paragraph in paragraphs(input.transcript, turn) {
            let expected = one_line(paragraph);
            if !expected.is_empty() && !expected.ends_with(" of silence") {
                let line = lines.next().expect("a paragraph");
                assert_eq!(typographic(&line), typographic(&expected));
            }
        }
    }
    assert_eq!(lines.next(), None);
}

/// Quotation marks, dots and dashes may become better ones, as one of the dialects has it.
fn typographic(text: &str) -> String {
    let plain = |c| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        _ => c,
    };
    text.replace('…', "...").chars().map(plain).filter(|c| *c != '-').collect()
}

/// How the tags of the page begin, without the bracket.
const TAGS: &[&str] = &[
    "!doctype html>",
    "html lang=\"",
    "/html>",
    "meta charset=\"",
    "meta http-equiv=\"Content-Security-Policy\" ",
    "meta name=\"viewport\" ",
    "title>",
    "/title>",
    "main>",
    "/main>",
    "h1 dir=\"auto\">",
    "/h1>",
    "label lang=\"en\" hidden>",
    "/label>",
    "input type=\"search\">",
    "ol>",
    "/ol>",
    "li class=\"t c",
    "li class=\"g\" lang=\"en\">",
    "/li>",
    "b>",
    "/b>",
    "time>",
    "/time>",
    "audio controls src=\"data:audio/diarist,\">",
    "/audio>",
    "button data-ms=\"",
    "/button>",
    "small>",
    "/small>",
    "p dir=\"auto\">",
    "p class=\"g\" lang=\"en\">",
    "/p>",
    "style>",
    "/style>",
    "script>",
    "/script>",
];

pub(crate) fn check_html(file: &str, input: &Input<'_>, options: &Options) {
    let body = without(&without(file, "<style>", "</style>"), "<script>", "</script>");
    for part in body.split('<').skip(1) {
        assert!(TAGS.iter().any(|tag| part.starts_with(tag)), "<{part:.80}");
    }
    assert!(body.chars().all(|c| c == '\n' || super::is_kept(c)));
    let mut rest = body.as_str();
    for turn in turns(input) {
        if options.has(Choice::Names) {
            let shown = element(&mut rest, "<b>", "</b>");
            assert_eq!(shown, name(input, options, turn.speaker));
        }
        for paragraph in paragraphs(input.transcript, turn) {
            assert_eq!(element(&mut rest, "<p dir=\"auto\">", "</p>"), one_line(paragraph));
        }
    }
}

/// The text of the next such element.
fn element(rest: &mut &str, open: &str, close: &str) -> String {
    let (_, after) = rest.split_once(open).expect("the element is there");
    let (text, after) = after.split_once(close).expect("the element ends");
    *rest = after;
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

/// Without what lies between the first of two tags and the last: text cannot make either.
fn without(file: &str, open: &str, close: &str) -> String {
    let (before, after) = file.split_once(open).expect("the element is there");
    let (_, after) = after.split_once(close).expect("the element ends");
    format!("{before}{open}{close}{after}")
}

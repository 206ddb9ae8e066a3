//! Documents are opened with other readers than what wrote them: `zip` and `roxmltree` for the
//! parts, the reader of `docx-rs` for what a word processor makes of them.

#![allow(clippy::expect_used, reason = "a file that cannot be read is what is looked for")]

use std::io::{Cursor, Read};

use roxmltree::Document;
use transcript::export::{BlockKind, Choice, Input, Options, document};
use transcript::{Millis, SourceUtterance, Transcript, TranscriptBuilder};

/// Turns of one second each, 20 s apart.
fn conversation(turns: &[(&str, &str)]) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    let mut now = 0;
    for (speaker, text) in turns {
        builder.push_utterance(&SourceUtterance {
            speaker: Some((*speaker).to_owned()),
            text: Some((*text).to_owned()),
            start: Some(Millis(now)),
            end: Some(Millis(now + 1_000)),
            ..SourceUtterance::default()
        });
        now += 21_000;
    }
    builder.finish()
}

fn parts(file: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("UTF-8");
            (part.name().to_owned(), text)
        })
        .collect()
}

fn part(file: &[u8], name: &str) -> String {
    parts(file).into_iter().find(|(known, _)| known == name).expect("the part is there").1
}

/// The text of each paragraph of the main part, with its style and whether it runs to the left.
fn paragraphs(file: &[u8]) -> Vec<(String, String, bool)> {
    let text = part(file, "word/document.xml");
    let document = Document::parse(&text).expect("well-formed");
    let is =
        |name: &'static str| move |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name;
    document
        .descendants()
        .filter(is("p"))
        .map(|paragraph| {
            let style = paragraph.descendants().find(is("pStyle"));
            let style = style.and_then(|style| style.attributes().next()).map_or("", |a| a.value());
            let text = paragraph.descendants().filter(is("t")).filter_map(|text| text.text());
            (
                text.collect(),
                style.to_owned(),
                paragraph.descendants().any(|node| is("bidi")(&node)),
            )
        })
        .collect()
}

fn written(input: &Input<'_>, options: &Options) -> Vec<u8> {
    docx::write(input, options).expect("is written")
}

#[test]
fn turns_come_back_with_their_headings_in_their_direction() {
    let transcript = conversation(&[("A", "Good morning. "), ("דנה", "בוקר טוב.")]);
    let input = Input { title: "A talk", ..Input::new(&transcript) };
    let options = Options::default().with(Choice::Gaps, true);
    let expected = [
        ("A talk", "Title", false),
        ("Speaker A [0:00]", "Turn", false),
        ("Good morning.", "", false),
        ("(0:20 of silence)", "Silence", false),
        ("דנה [0:21]", "Turn", true),
        ("בוקר טוב.", "", true),
    ];
    let expected =
        expected.map(|(text, style, is_rtl)| (text.to_owned(), style.to_owned(), is_rtl));
    assert_eq!(paragraphs(&written(&input, &options)), expected);
}

#[test]
fn every_part_is_well_formed_and_every_style_is_there() {
    let transcript = conversation(&[("A", "Yes."), ("B", "No.")]);
    let input = Input {
        title: "<Talk> & \"more\"",
        language: Some("en_us"),
        date: Some("2026-01-31T12:00:00Z"),
        ..Input::new(&transcript)
    };
    let file = written(&input, &Options::default().with(Choice::Gaps, true));
    let names: Vec<String> = parts(&file).into_iter().map(|(name, _)| name).collect();
    for (name, text) in parts(&file) {
        let part = Document::parse(&text).expect("well-formed");
        // What a part refers to is there.
        for target in part.descendants().filter_map(|node| node.attribute("Target")) {
            let folder = if name.starts_with("word/") { "word/" } else { "" };
            assert!(names.contains(&format!("{folder}{target}")), "{name} refers to {target}");
        }
    }
    let styles = part(&file, "word/styles.xml");
    for (_, style, _) in paragraphs(&file) {
        assert!(style.is_empty() || styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    let properties = part(&file, "docProps/core.xml");
    let properties = Document::parse(&properties).expect("well-formed");
    let said = |name: &str| {
        let found = properties.descendants().find(|node| node.tag_name().name() == name);
        found.and_then(|node| node.text()).map(str::to_owned)
    };
    assert_eq!(said("title").as_deref(), Some("<Talk> & \"more\""));
    assert_eq!(said("language").as_deref(), Some("en-us"));
    assert_eq!(said("created").as_deref(), Some("2026-01-31T12:00:00Z"));
}

const NASTY: [&str; 14] = [
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "</w:t></w:r></w:p></w:body></w:document>",
    "]]>",
    "<![CDATA[ x ]]>",
    "-->",
    "<!-- x",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a; &amp; &#0; &#x1F600;",
    "a\0b\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}c\u{fffe}\u{ffff}",
    "\u{202e}desrever\u{202c} \u{2067}x\u{2069}",
    "e\u{301} 👩\u{200d}🔬 中文",
    " \t two  spaces \r\n and lines \u{2028}",
    "HYPERLINK \"http://e\" \\o \"{ MERGEFIELD x }\"",
];

#[test]
fn whatever_is_said_is_text() {
    let turns = NASTY.map(|text| (text, text));
    let transcript = conversation(&turns);
    for title in NASTY {
        let input =
            Input { title, language: Some(title), date: Some(title), ..Input::new(&transcript) };
        let options = Options::default().with(Choice::Confidence, true).with(Choice::Gaps, true);
        let file = written(&input, &options);
        let said: Vec<String> = paragraphs(&file).into_iter().map(|(text, ..)| text).collect();
        let meant: Vec<String> =
            document(&input, &options).into_iter().map(|block| block.text).collect();
        assert_eq!(said, meant);
        for (_, text) in parts(&file) {
            Document::parse(&text).expect("well-formed");
        }
    }
}

#[test]
fn a_word_processors_reader_finds_the_paragraphs() {
    let transcript = conversation(&NASTY.map(|text| ("A", text)));
    let input = Input::new(&transcript);
    let options = Options::default();
    let read = docx_rs::read_docx(&written(&input, &options)).expect("is read");
    let said: Vec<String> = read
        .document
        .children
        .iter()
        .filter_map(|child| match child {
            docx_rs::DocumentChild::Paragraph(paragraph) => Some(paragraph.raw_text()),
            _ => None,
        })
        .collect();
    let meant: Vec<String> =
        document(&input, &options).into_iter().map(|block| block.text).collect();
    assert_eq!(said.len(), meant.len());
    for (said, meant) in said.iter().zip(&meant) {
        // It gives what markup stands for, or leaves it as it is written.
        assert!(said == meant || meant.contains(['<', '>', '&', '"']), "{said:?} for {meant:?}");
    }
}

#[test]
fn the_same_conversation_gives_the_same_bytes() {
    let transcript = conversation(&[("A", "Yes.")]);
    let input = Input { date: Some("2026-01-31T12:00:00Z"), ..Input::new(&transcript) };
    let options = Options::default();
    assert_eq!(written(&input, &options), written(&input, &options));
    assert!(written(&input, &options).starts_with(b"PK"));
}

#[test]
fn names_and_title_can_stay_out() {
    let transcript = conversation(&[("Ann", "Hello."), ("Bo", "Hello, Ann.")]);
    let input = Input { title: "Ann and Bo", ..Input::new(&transcript) };
    let file = written(&input, &Options::default().with(Choice::Pseudonyms, true));
    let said = |kind: BlockKind| {
        let style = if kind == BlockKind::Heading { "Turn" } else { "Title" };
        paragraphs(&file)
            .into_iter()
            .filter(|(_, known, _)| known == style)
            .map(|(text, ..)| text)
            .collect::<Vec<_>>()
    };
    assert_eq!(said(BlockKind::Title), ["Conversation"]);
    assert_eq!(said(BlockKind::Heading), ["P1 [0:00]", "P2 [0:21]"]);
    assert!(parts(&file).iter().all(|(_, text)| !text.contains("Ann and Bo")));
}

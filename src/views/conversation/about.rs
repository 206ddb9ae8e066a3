//! What is known of the transcript as a whole, and the way on to the service's documentation.

use transcript::Clock;

use crate::state::document::Document;
use crate::ui::dom::{El, el};
use crate::ui::note::{facts, hint, out_link};
use crate::views::wording;

/// Where a reader finds out more.
const DOCS: [(&str, &str); 3] = [
    (
        "https://www.assemblyai.com/docs/pre-recorded-audio/speaker-diarization",
        "How speakers are told apart",
    ),
    (
        "https://www.assemblyai.com/docs/pre-recorded-audio/guides/identifying-speakers-in-audio-recordings",
        "Guide: identifying speakers in audio recordings",
    ),
    (
        "https://www.assemblyai.com/docs/api-reference/transcripts/get",
        "API reference of the answer",
    ),
];

/// The foot of the conversation.
pub(super) fn about(document: &Document) -> El {
    let warnings = document
        .answer
        .warnings
        .iter()
        .map(|text| hint("", "info", &format!("AssemblyAI notes: {text}")));
    // They are about answers of the service.
    let docs = if document.source.is_none() { &DOCS[..] } else { &[] };
    let links = docs.iter().map(|(href, text)| el("li").child(out_link(href, text)));
    el("section")
        .class("about")
        .attr("aria-labelledby", "about")
        .child(el("h2").id("about").text("About this transcript"))
        .child(facts(&known(document)))
        .children(warnings)
        .children((!docs.is_empty()).then(|| {
            el("ul").class("links").attr("aria-label", "AssemblyAI’s documentation").children(links)
        }))
}

/// What the answer says of itself, in the order of interest.
fn known(document: &Document) -> Vec<(&'static str, String)> {
    let answer = &document.answer;
    let transcript = document.transcript();
    let mut facts = vec![("File", document.file_name.clone())];
    if let Some(source) = document.source {
        facts.push(("Read from", wording::source(source.format).to_owned()));
        if let Some(encoding) = source.guessed {
            let text =
                format!("taken for {encoding}. If letters are wrong, save the file as UTF-8.");
            facts.push(("Encoding", text));
        }
        if source.left_out > 0 {
            let turns = if source.left_out == 1 { "turn" } else { "turns" };
            facts.push(("Left out", format!("{} {turns} of other recordings", source.left_out)));
        }
    }
    facts.push(("Length", Clock(document.duration()).to_string()));
    facts.extend(answer.language.clone().map(|code| {
        let name = assemblyai_language(&code);
        let sure = answer
            .language_confidence
            .map(|sure| format!(", found with {} % certainty", sure.percent()));
        ("Language", format!("{name}{}", sure.unwrap_or_default()))
    }));
    let words = transcript.word_count();
    if words > 0 || document.source.is_none() {
        facts.push(("Words", words.to_string()));
    }
    facts.push(("Turns", transcript.turns().len().to_string()));
    facts.extend(answer.model.clone().map(|model| ("Model", model)));
    facts.extend(answer.id.clone().map(|id| ("Transcript", id)));
    facts
}

/// The language's own name, or its code.
fn assemblyai_language(code: &str) -> String {
    assemblyai::language::by_code(code)
        .map_or_else(|| code.to_owned(), |language| language.name.to_owned())
}

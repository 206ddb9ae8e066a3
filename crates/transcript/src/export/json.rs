//! JSON in the shape in which `AssemblyAI` answers, so that whatever reads its answers reads this:
//! <https://www.assemblyai.com/docs/api-reference/transcripts/get>.

use super::{
    Choice,
    number::{push_number, push_share},
    view::{View, label},
};
use crate::{Confidence, Millis, SpeakerId, Turn, Word};

/// A completed transcript of the chosen turns: `id`, `status`, `audio_duration` (seconds),
/// `language_code`, `text`, `words` and `utterances`, times in milliseconds. A speaker is the name
/// that was given, else the label as it came, else null.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let speakers = speakers(view);
    out.push_str("{\"id\":");
    push_option(out, view.input.id.filter(|_| !view.has(Choice::Pseudonyms)));
    out.push_str(",\"status\":\"completed\",\"speaker_labels\":true,\"audio_duration\":");
    match view.transcript.duration() {
        Some(duration) => push_number(out, duration.0 / 1000),
        None => out.push_str("null"),
    }
    out.push_str(",\"language_code\":");
    push_option(out, view.input.language);
    out.push_str(",\"text\":\"");
    for (index, turn) in view.turns().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        view.transcript.turn_text(turn).chars().for_each(|c| push_char(out, c));
    }
    out.push_str("\",\"words\":");
    push_words(out, view.turns().flat_map(|turn| view.transcript.words(turn)), &speakers);
    out.push_str(",\n\"utterances\":");
    push_list(out, view.turns(), |out, turn| push_utterance(out, view, turn, &speakers));
    out.push_str("}\n");
}

/// What stands for each speaker, as a JSON value.
fn speakers(view: &View<'_>) -> Vec<String> {
    let speakers = view.transcript.speakers().iter();
    let value = speakers.map(|speaker| {
        let name = view.name(speaker.id);
        let value =
            if name == label(&speaker.name()) { speaker.label.as_deref() } else { Some(name) };
        let mut out = String::new();
        push_option(&mut out, value);
        out
    });
    value.collect()
}

fn push_utterance(out: &mut String, view: &View<'_>, turn: &Turn, speakers: &[String]) {
    let text = view.transcript.turn_text(turn);
    push_fields(out, text, (turn.start, turn.end), turn.confidence, turn.speaker, speakers);
    out.push_str(",\"words\":");
    push_words(out, view.transcript.words(turn), speakers);
    out.push('}');
}

fn push_words<'a>(out: &mut String, words: impl Iterator<Item = Word<'a>>, speakers: &[String]) {
    push_list(out, words, |out, word| {
        let times = (word.start, word.end);
        push_fields(out, word.text, times, word.confidence, word.speaker, speakers);
        out.push('}');
    });
}

/// Appends a list, one element a line.
fn push_list<T>(
    out: &mut String,
    elements: impl Iterator<Item = T>,
    mut push: impl FnMut(&mut String, T),
) {
    out.push('[');
    for (index, element) in elements.enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        push(out, element);
    }
    out.push(']');
}

/// Appends what a word and an utterance have in common, without the closing bracket.
fn push_fields(
    out: &mut String,
    text: &str,
    (start, end): (Millis, Millis),
    confidence: Option<Confidence>,
    speaker: SpeakerId,
    speakers: &[String],
) {
    out.push_str("{\"text\":");
    push_option(out, Some(text));
    out.push_str(",\"start\":");
    push_number(out, start.0);
    out.push_str(",\"end\":");
    push_number(out, end.0);
    out.push_str(",\"confidence\":");
    match confidence {
        Some(confidence) => push_share(out, confidence),
        None => out.push_str("null"),
    }
    out.push_str(",\"speaker\":");
    out.push_str(speakers.get(usize::from(speaker.0)).map_or("null", String::as_str));
}

/// Appends a string with its quotation marks, or null.
fn push_option(out: &mut String, text: Option<&str>) {
    let Some(text) = text else { return out.push_str("null") };
    out.push('"');
    text.chars().for_each(|c| push_char(out, c));
    out.push('"');
}

/// Appends a character of a string as in RFC 8259. The line separators are escaped so that the
/// text may stand in a script, too.
fn push_char(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\u{1f}' => {
            out.push_str("\\u00");
            out.push_str(if c < '\u{10}' { "0" } else { "1" });
            out.push(char::from_digit(u32::from(c) % 16, 16).unwrap_or('0'));
        }
        '\u{2028}' => out.push_str("\\u2028"),
        '\u{2029}' => out.push_str("\\u2029"),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Format, Input, Options, export, fixture::conversation};

    #[test]
    fn strings_are_escaped() {
        let mut out = String::new();
        push_option(&mut out, Some("\"\\\n\r\t\0\u{1f}\u{2028}é"));
        assert_eq!(out, "\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u2028é\"");
    }

    #[test]
    fn a_label_stays_until_a_name_is_given() {
        let transcript = conversation(&[("A", "Yes."), ("B", "No.")]);
        let names = ["Speaker A".to_owned(), "Bo".to_owned()];
        let input = Input { names: &names, ..Input::new(&transcript) };
        let json = export(Format::Json, &input, &Options::default());
        assert!(json.contains(r#""speaker":"A""#) && json.contains(r#""speaker":"Bo""#), "{json}");
    }
}

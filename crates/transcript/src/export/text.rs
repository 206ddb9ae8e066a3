//! Plain text, for pasting anywhere.

use crate::{Clock, Transcript};

/// The whole conversation as plain text.
///
/// `names` are what speakers are called, by the index of their id; who has none there has the
/// name of [`crate::Speaker::name`].
///
/// Per turn a line with the speaker's name and its start, `Speaker A [0:05]`, then a line per
/// paragraph, exactly as it came; an empty line between turns, one line feed at the end. An empty
/// transcript gives an empty string.
pub fn plain_text(transcript: &Transcript, names: &[String]) -> String {
    let own: Vec<String> = transcript.speakers().iter().map(crate::Speaker::name).collect();
    let mut out = String::with_capacity(transcript.text.len() + transcript.turns().len() * 24);
    for turn in transcript.turns() {
        if !out.is_empty() {
            out.push('\n');
        }
        let speaker = usize::from(turn.speaker.0);
        out.push_str(names.get(speaker).or_else(|| own.get(speaker)).map_or("", String::as_str));
        out.push_str(" [");
        out.push_str(&Clock(turn.start).to_string());
        out.push_str("]\n");
        for paragraph in transcript.paragraphs(turn) {
            out.push_str(transcript.paragraph_text(paragraph));
            out.push('\n');
        }
    }
    out
}

//! Subtitles: SRT and WebVTT, without speakers, as the API gives them.

use super::words::{Word, ends_sentence};

/// Characters per caption when the request does not say.
const DEFAULT_CHARACTERS: usize = 80;

/// A subtitle format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// `SubRip`.
    Srt,
    /// `WebVTT`.
    Vtt,
}

/// The subtitles of these words, at most so many characters per caption. A longer word has a
/// caption of its own.
pub(crate) fn captions(words: &[Word], format: Format, characters: Option<usize>) -> String {
    let most = characters.unwrap_or(DEFAULT_CHARACTERS);
    let mut out = String::new();
    if format == Format::Vtt {
        out.push_str("WEBVTT\n\n");
    }
    for (index, cue) in cues(words, most).into_iter().enumerate() {
        let (Some(first), Some(last)) = (cue.first(), cue.last()) else { continue };
        let text: Vec<&str> = cue.iter().map(|word| word.text.as_str()).collect();
        if format == Format::Srt {
            line(&mut out, &(index + 1).to_string());
        }
        let times = format!("{} --> {}", time(first.start, format), time(last.end, format));
        line(&mut out, &times);
        line(&mut out, &text.join(" "));
        line(&mut out, "");
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn cues(words: &[Word], most: usize) -> Vec<&[Word]> {
    let mut cues = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let mut length = 0;
        let mut count = 0;
        for word in rest {
            let added = word.text.chars().count() + usize::from(count > 0);
            if count > 0 && length + added > most {
                break;
            }
            length += added;
            count += 1;
            if ends_sentence(&word.text) {
                break;
            }
        }
        let (cue, after) = rest.split_at(count);
        cues.push(cue);
        rest = after;
    }
    cues
}

/// `00:01:02,345` in SRT; `01:02.345`, with hours only where there are some, in WebVTT.
fn time(ms: u64, format: Format) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let ms = ms % 1000;
    match format {
        Format::Srt => format!("{hours:02}:{minutes:02}:{seconds:02},{ms:03}"),
        Format::Vtt if hours > 0 => format!("{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"),
        Format::Vtt => format!("{minutes:02}:{seconds:02}.{ms:03}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Format, captions};
    use crate::answer::words::{Word, words};

    fn spoken() -> Vec<Word> {
        let list = json!({"words": [
            {"text": "Good", "start": 500, "end": 700},
            {"text": "morning.", "start": 700, "end": 1200},
            {"text": "Coffee?", "start": 3_661_000, "end": 3_662_500},
        ]});
        words(list.as_object().unwrap())
    }

    #[test]
    fn srt_numbers_its_cues_and_ends_them_at_sentences() {
        assert_eq!(
            captions(&spoken(), Format::Srt, None),
            "1\n00:00:00,500 --> 00:00:01,200\nGood morning.\n\n\
             2\n01:01:01,000 --> 01:01:02,500\nCoffee?\n\n"
        );
    }

    #[test]
    fn vtt_has_its_header_and_short_times() {
        assert_eq!(
            captions(&spoken(), Format::Vtt, None),
            "WEBVTT\n\n00:00.500 --> 00:01.200\nGood morning.\n\n\
             01:01:01.000 --> 01:01:02.500\nCoffee?\n\n"
        );
    }

    #[test]
    fn no_caption_is_longer_than_asked_but_for_a_single_word() {
        let vtt = captions(&spoken(), Format::Vtt, Some(7));
        let lines: Vec<&str> = vtt.lines().filter(|line| !line.contains("-->")).collect();
        assert_eq!(lines, ["WEBVTT", "", "Good", "", "morning.", "", "Coffee?", ""]);
    }
}

//! `WebVTT`: <https://www.w3.org/TR/webvtt1/>. Voices are kept, times inside of a cue become words.

use transcript::{Millis, SourceWord, SourceWords};

use crate::error::{Expected, ImportError};
use crate::lines::{Line, Lines, lines};
use crate::markup::{Span, spans};
use crate::names::{Cue, attributed};
use crate::seconds::timing;
use crate::turns::{Piece, joined, transcript};
use crate::{Imported, language};

/// Reads the header, steps over notes, styles and regions, and reads the cues.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut rest = lines(text);
    let language = header(&mut rest);
    let mut cues = blocks(rest)?;
    if cues.iter().any(Raw::has_times) {
        unroll(&mut cues);
    }
    let cues: Vec<Voiced> = cues.iter().map(Voiced::of).collect();
    let has_voices = cues.iter().any(|cue| cue.spans.iter().any(|span| span.voice.is_some()));
    let pieces = if has_voices {
        cues.iter().flat_map(Voiced::pieces).collect()
    } else {
        attributed(&cues.iter().map(Voiced::cue).collect::<Vec<_>>())
    };
    Ok(Imported { transcript: transcript(pieces), language, ..Imported::default() })
}

/// Steps over the header, which ends with an empty line or, by mistake, with the first cue. The
/// language, if it is told.
fn header(rest: &mut Lines<'_>) -> Option<String> {
    let mut told = None;
    loop {
        let before = rest.clone();
        match rest.next() {
            Some(line) if timing(line.text).is_some() => {
                *rest = before;
                return told;
            }
            Some(line) if !line.text.is_empty() => {
                told = told.or_else(|| language(line.text.strip_prefix("Language:")?));
            }
            _ => return told,
        }
    }
}

/// A cue as it stands in the file.
struct Raw<'a> {
    start: Millis,
    end: Millis,
    lines: Vec<&'a str>,
}

impl Raw<'_> {
    fn has_times(&self) -> bool {
        self.lines.iter().any(|line| spans(line).iter().any(|span| span.start.is_some()))
    }
}

fn blocks(mut rest: Lines<'_>) -> Result<Vec<Raw<'_>>, ImportError> {
    let mut cues: Vec<Raw<'_>> = Vec::new();
    while let Some(line) = rest.by_ref().find(|line| !line.is_blank()) {
        if is_aside(line, !cues.is_empty()) {
            let _empty = rest.by_ref().find(|line| line.text.is_empty());
            continue;
        }
        let (start, end) = match timing(line.text) {
            Some(times) => times,
            // A name of the cue, then its time.
            None if line.text.contains("-->") => return Err(Expected::VttTime.at(line.number)),
            None => {
                let below = rest.next();
                let times = below.and_then(|line| timing(line.text));
                times.ok_or_else(|| Expected::VttTime.at(line.number.saturating_add(1)))?
            }
        };
        let mut cue = Raw { start, end, lines: Vec::new() };
        loop {
            let before = rest.clone();
            match rest.next() {
                Some(line) if timing(line.text).is_some() => {
                    // No empty line between two cues.
                    rest = before;
                    break;
                }
                Some(line) if !line.text.is_empty() => cue.lines.push(line.text),
                _ => break,
            }
        }
        cues.push(cue);
    }
    Ok(cues)
}

/// Whether a block that begins so is no cue.
fn is_aside(line: Line<'_>, has_cues: bool) -> bool {
    let begins = |word: &str| {
        let after = line.text.strip_prefix(word);
        after.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    begins("NOTE") || (!has_cues && (begins("STYLE") || begins("REGION")))
}

/// Captions that roll up, as video sites make them, show each line twice: while it is spoken, and
/// above the next. Takes the second away.
fn unroll(cues: &mut [Raw<'_>]) {
    let mut last = String::new();
    for cue in cues {
        let shown = cue.lines.iter().map(|line| plain(line)).rfind(|line| !line.is_empty());
        cue.lines.retain(|line| plain(line) != last);
        last = shown.unwrap_or(last);
    }
}

fn plain(line: &str) -> String {
    let text: String = spans(line).into_iter().map(|span| span.text).collect();
    text.trim().to_owned()
}

/// A cue by its voices.
struct Voiced {
    start: Millis,
    end: Millis,
    spans: Vec<Span>,
}

impl Voiced {
    fn of(raw: &Raw<'_>) -> Self {
        Self { start: raw.start, end: raw.end, spans: spans(&raw.lines.join("\n")) }
    }

    /// What each voice says, all at the time of the cue.
    fn pieces(&self) -> Vec<Piece> {
        let runs = self.spans.chunk_by(|a, b| a.voice == b.voice);
        let mut from = 0;
        let mut pieces = Vec::new();
        for run in runs {
            pieces.push(Piece {
                speaker: run.first().and_then(|span| span.voice.clone()),
                start: self.start,
                end: self.end,
                text: joined(lines_of(run).iter().map(String::as_str)),
                words: self.words(from..from + run.len()),
                confidence: None,
            });
            from += run.len();
        }
        pieces
    }

    /// The same where nobody has a voice.
    fn cue(&self) -> Cue {
        Cue {
            start: self.start,
            end: self.end,
            lines: lines_of(&self.spans),
            words: self.words(0..self.spans.len()),
        }
    }

    /// The words of some spans, if there are times inside of the cue.
    fn words(&self, range: core::ops::Range<usize>) -> SourceWords {
        let mut words = SourceWords::default();
        if self.spans.iter().all(|span| span.start.is_none()) {
            return words;
        }
        for index in range {
            let Some(span) = self.spans.get(index) else { break };
            let next = self.spans.get(index + 1).and_then(|next| next.start);
            let start = span.start.unwrap_or(self.start);
            push_words(&mut words, &span.text, start, next.unwrap_or(self.end).max(start));
        }
        words
    }
}

/// The lines of some spans, none of them blank.
fn lines_of(spans: &[Span]) -> Vec<String> {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    lines(&text).filter(|line| !line.is_blank()).map(|line| line.text.trim().to_owned()).collect()
}

/// Where several words have one time they share it by their letters.
fn push_words(words: &mut SourceWords, text: &str, start: Millis, end: Millis) {
    let length = u64::from(end.saturating_sub(start).0);
    let letters = |word: &str| u64::try_from(word.chars().count()).unwrap_or(u64::MAX);
    let all: u64 = text.split_whitespace().map(letters).sum();
    let at = |passed: u64| {
        let share = length.saturating_mul(passed) / all.max(1);
        Millis(start.0.saturating_add(u32::try_from(share).unwrap_or(u32::MAX)))
    };
    let mut passed = 0;
    for word in text.split_whitespace() {
        let from = passed;
        passed += letters(word);
        words.push(&SourceWord {
            text: word,
            start: at(from),
            end: at(passed),
            ..SourceWord::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{turns, words};

    fn turn(speaker: &str, start: u32, end: u32, text: &str) -> (String, u32, u32, String) {
        (speaker.to_owned(), start, end, text.to_owned())
    }

    #[test]
    fn voices_are_kept_and_all_else_is_stepped_over() {
        let vtt = "WEBVTT - a talk\nKind: captions\nLanguage: pt-BR\n\nNOTE\nBo says --> nothing\n\n\
            STYLE\n::cue { color: red }\n\nREGION\nid:x\n\n\
            first\n00:00.480 --> 00:02.000 align:start position:10%\n<v Ada Holm>Thank you\nfor having me.\n\n\
            00:02.100 --> 00:04.000\n<v Ada Holm>R&amp;D &lt;b&gt;.</v>\n<v Bo>Yes.\n\nNOTE end\n";
        let imported = read(vtt).expect("subtitles");
        assert_eq!(imported.language.as_deref(), Some("pt-BR"));
        let expected = [
            turn("Ada Holm", 480, 4_000, "Thank you for having me. R&D <b>."),
            turn("Bo", 2_100, 4_000, "Yes."),
        ];
        assert_eq!(turns(&imported.transcript), expected);
        assert_eq!(imported.transcript.word_count(), 0);
    }

    #[test]
    fn names_in_the_text_count_where_nobody_has_a_voice() {
        let vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nAnn Lee: Yes.\n\n00:01.000 --> 00:02.000\nBo: No.\n";
        let expected = [turn("Ann Lee", 0, 1_000, "Yes."), turn("Bo", 1_000, 2_000, "No.")];
        assert_eq!(turns(&read(vtt).expect("subtitles").transcript), expected);
    }

    #[test]
    fn times_inside_become_words() {
        let vtt =
            "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>So<00:01.500> it was<00:02.500> cold.\n";
        let transcript = read(vtt).expect("subtitles").transcript;
        assert_eq!(turns(&transcript), [turn("Ann", 1_000, 3_000, "So it was cold.")]);
        let expected = [
            ("So", 1_000, 1_500),
            ("it", 1_500, 1_900),
            ("was", 1_900, 2_500),
            ("cold.", 2_500, 3_000),
        ];
        assert_eq!(words(&transcript), expected.map(|(w, s, e)| (w.to_owned(), s, e)));
    }

    #[test]
    fn captions_that_roll_up_say_nothing_twice() {
        let vtt = "WEBVTT\nKind: captions\nLanguage: en\n\n\
            00:00:00.000 --> 00:00:02.000 align:start\n \nit was<00:00:01.000><c> cold</c>\n\n\
            00:00:02.000 --> 00:00:02.010\nit was cold\n \n\n\
            00:00:02.010 --> 00:00:04.000\nit was cold\nand<00:00:03.000><c> wet.</c>\n\n\
            00:00:04.000 --> 00:00:04.010\nand wet.\n \n";
        let transcript = read(vtt).expect("subtitles").transcript;
        assert_eq!(turns(&transcript), [turn("", 0, 4_000, "it was cold and wet.")]);
        assert_eq!(transcript.word_count(), 5);
    }

    #[test]
    fn an_error_tells_its_line() {
        for (vtt, line) in [
            ("WEBVTT\n\n1\n00:01 -> 00:02\nSo.\n", 4),
            ("WEBVTT\n\n1 --> 2\nSo.\n", 3),
            ("WEBVTT\n\nSo it began.\n", 4),
        ] {
            assert_eq!(read(vtt).expect_err("it is wrong"), Expected::VttTime.at(line), "{vtt}");
        }
    }
}

//! `WebVTT`: <https://www.w3.org/TR/webvtt1/>. Voices are kept, times inside of a cue become words.

use transcript::Millis;

use crate::Imported;
use crate::cues::Cues;
use crate::error::{Expected, ImportError};
use crate::language::language;
use crate::lines::{Line, Lines, lines};
use crate::markup::{Span, spans};
use crate::names::attributed;
use crate::pieces::{Piece, Pieces, Place, Stretch};
use crate::seconds::{Fraction, fraction_of, is_like_timing, timing_in_vtt};
use crate::turns::transcript;

/// Reads the header, steps over notes, styles and regions, and reads the cues.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut rest = lines(text);
    let language = header(&mut rest);
    let blocks = blocks(rest, text)?;
    let (mut has_voices, mut has_times) = (false, false);
    for block in &blocks {
        spans(block.lines.within(text), &mut |span| {
            has_voices |= span.voice.is_some();
            has_times |= span.start.is_some();
        });
    }
    // One begins with each cue and after each tag.
    let most_stretches = if has_times { blocks.len() + text.matches('<').count() } else { 0 };
    let pieces = if has_voices {
        let mut pieces = Pieces::default();
        pieces.stretches.reserve_exact(most_stretches);
        // As many as there can be: each begins with a cue, or with a tag of a voice.
        let tags = text.matches("<v").count() + text.matches("</v").count();
        pieces.all.reserve_exact(blocks.len() + tags);
        push_all(&blocks, text, has_times, &mut pieces);
        drop(blocks);
        pieces
    } else {
        let mut cues = Cues::of(text);
        cues.stretches.reserve_exact(most_stretches);
        push_all(&blocks, text, has_times, &mut cues);
        drop(blocks);
        if !has_times {
            cues.say_once(text.contains("<u>"));
        }
        attributed(&mut cues)
    };
    Ok(Imported { transcript: transcript(pieces, text)?, language, ..Imported::default() })
}

/// Steps over the header, which ends with an empty line or, by mistake, with the first cue. The
/// language, if it is told.
fn header(rest: &mut Lines<'_>) -> Option<String> {
    let mut told = None;
    loop {
        let before = rest.clone();
        match rest.next() {
            Some(line) if timing_in_vtt(line.text, Fraction::Decimal).is_some() => {
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
#[derive(Clone, Copy)]
struct Raw {
    start: Millis,
    end: Millis,
    /// Its lines in the file, with what ends them.
    lines: Place,
}

/// The cues. As in <https://www.w3.org/TR/webvtt1/#collect-a-webvtt-block>, what is no cue is stepped
/// over; but for text that belongs to the cue above, from which an empty line parts it.
fn blocks(mut rest: Lines<'_>, text: &str) -> Result<Vec<Raw>, ImportError> {
    let fraction = fraction_of(text);
    let mut cues: Vec<Raw> = Vec::new();
    cues.reserve_exact(text.matches("-->").count());
    let mut stray = None;
    while let Some(line) = rest.by_ref().find(|line| !line.is_blank()) {
        let begin = text.len() - rest.left();
        let below = rest.clone().next();
        let mut times = timing_in_vtt(line.text, fraction);
        if times.is_none() {
            // A name of the cue, then its time.
            times = below.and_then(|below| timing_in_vtt(below.text, fraction));
            if times.is_some() {
                let _time = rest.next();
            }
        }
        if let Some((start, end)) = times {
            let from = text.len() - rest.left();
            let to = end_of_text(&mut rest, text, fraction).unwrap_or(from);
            cues.push(Raw { start, end, lines: Place::new(from, to) });
            continue;
        }
        if is_aside(line) {
            let _empty = rest.by_ref().find(|line| line.text.is_empty());
            continue;
        }
        let wrong =
            [Some(line), below].into_iter().flatten().find(|line| is_like_timing(line.text));
        if let Some(wrong) = wrong {
            return Err(Expected::VttTime.at(wrong.number));
        }
        let to = end_of_text(&mut rest, text, fraction).unwrap_or(begin);
        match cues.last_mut() {
            Some(cue) => cue.lines = Place::new(cue.lines.from as usize, to),
            None => stray = stray.or(Some(line.number)),
        }
    }
    match stray {
        Some(number) if cues.is_empty() => Err(Expected::VttTime.at(number.saturating_add(1))),
        _ => Ok(cues),
    }
}

/// Reads to the empty line that ends a text, or to the next cue where there is none. Where the text ends,
/// unless there is none.
fn end_of_text(rest: &mut Lines<'_>, text: &str, fraction: Fraction) -> Option<usize> {
    let (mut to, mut before_number) = (None, None);
    loop {
        let before = rest.clone();
        match rest.next() {
            Some(line) if timing_in_vtt(line.text, fraction).is_some() => {
                *rest = before;
                return before_number.unwrap_or(to);
            }
            Some(line) if !line.text.is_empty() => {
                // Directly above a time it is the number of the cue.
                before_number = line.text.bytes().all(|b| b.is_ascii_digit()).then_some(to);
                to = Some(text.len() - rest.left());
            }
            _ => return to,
        }
    }
}

/// Whether a block that begins so is no cue; parts that were joined have their header again.
fn is_aside(line: Line<'_>) -> bool {
    ["NOTE", "STYLE", "REGION", "WEBVTT"].iter().any(|word| {
        let after = line.text.strip_prefix(word);
        after.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

/// Takes what is said in cues: one voice after another, or all of a cue where nobody has one.
trait Take {
    /// Keeps a text.
    fn keep(&mut self, text: &str) -> Place;
    /// The stretches so far.
    fn stretches(&mut self) -> &mut Vec<Stretch>;
    /// Takes what a voice says, with its stretches.
    fn run(&mut self, times: (Millis, Millis), voice: &str, text: &str, stretches: Place);
}

impl Take for Cues {
    fn keep(&mut self, text: &str) -> Place {
        self.keep(text)
    }

    fn stretches(&mut self) -> &mut Vec<Stretch> {
        &mut self.stretches
    }

    fn run(&mut self, (start, end): (Millis, Millis), _: &str, text: &str, stretches: Place) {
        self.begin(start, end, stretches);
        lines(text).for_each(|line| self.line(line.text));
    }
}

impl Take for Pieces {
    fn keep(&mut self, text: &str) -> Place {
        self.keep(text)
    }

    fn stretches(&mut self) -> &mut Vec<Stretch> {
        &mut self.stretches
    }

    fn run(&mut self, (start, end): (Millis, Millis), voice: &str, text: &str, stretches: Place) {
        let speaker = self.keep(voice);
        let (start, end) = (start.into(), end.into());
        let (text_from, words) = (self.keep(""), stretches);
        self.all.push(Piece { speaker, text: text_from, words, start, end, confidence: None });
        lines(text).filter(|line| !line.is_blank()).for_each(|line| self.say(line.text));
    }
}

/// Hands over all cues, without what rolls up.
fn push_all(all: &[Raw], text: &str, has_times: bool, out: &mut dyn Take) {
    let (mut last, mut shown) = (String::new(), String::new());
    for raw in all {
        let mut own = raw.lines.within(text);
        if has_times {
            unrolled(own, &mut last, &mut shown);
            own = &shown;
        }
        push(out, *raw, own);
    }
}

/// Captions that roll up, as video sites make them, show each line twice: while it is spoken, and
/// above the next. What is shown for the first time, by what the cue before showed `last`.
fn unrolled(all: &str, last: &mut String, shown: &mut String) {
    let mut lowest = String::new();
    shown.clear();
    for line in lines(all) {
        let plain = plain(line.text);
        if plain != *last {
            shown.extend([line.text, "\n"]);
        }
        if !plain.is_empty() {
            lowest = plain;
        }
    }
    if !lowest.is_empty() {
        *last = lowest;
    }
}

fn plain(line: &str) -> String {
    let mut text = String::new();
    spans(line, &mut |span| text.push_str(span.text));
    text.trim().to_owned()
}

/// What one voice says in a cue, so far.
#[derive(Default)]
struct Run {
    voice: Option<String>,
    text: String,
    stretches: usize,
}

impl Run {
    /// Hands it over, unless nothing was said, and begins the next one.
    fn end(&mut self, raw: Raw, next: Option<&str>, out: &mut dyn Take) {
        let to = out.stretches().len();
        if !self.text.is_empty() {
            let stretches = Place::new(self.stretches, to);
            let voice = self.voice.as_deref().unwrap_or_default();
            out.run((raw.start, raw.end), voice, &self.text, stretches);
        }
        self.voice = next.map(str::to_owned);
        self.text.clear();
        self.stretches = to;
    }
}

/// Hands over a cue, by its voices, with its stretches if there are times inside of it.
fn push(out: &mut dyn Take, raw: Raw, text: &str) {
    let mut has_times = false;
    spans(text, &mut |span| has_times |= span.start.is_some());
    let first = out.stretches().len();
    let mut run = Run { stretches: first, ..Run::default() };
    spans(text, &mut |Span { voice, start, text }| {
        if run.voice.as_deref() != voice {
            run.end(raw, voice, out);
        }
        run.text.push_str(text);
        if !has_times {
            return;
        }
        // The stretch before lasts until this one has begun.
        if let Some(start) = start
            && let Some(before) = out.stretches().get_mut(first..).and_then(<[_]>::last_mut)
        {
            before.end = start.max(before.start);
        }
        let (text, start) = (out.keep(text), start.unwrap_or(raw.start));
        out.stretches().push(Stretch { text, start, end: raw.end.max(start) });
    });
    run.end(raw, None, out);
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
        let expected =
            [("Thank", 480), ("you", 860), ("for", 1_088), ("having", 1_316), ("me.", 1_772)];
        let told: Vec<(String, u32)> =
            words(&imported.transcript).into_iter().map(|(word, start, _)| (word, start)).collect();
        assert_eq!(told[..5], expected.map(|(word, start)| (word.to_owned(), start)));
        assert_eq!(told[5], ("R&D".to_owned(), 2_100), "each cue keeps its time");
    }

    #[test]
    fn blocks_that_are_no_cue_are_stepped_over_and_text_is_kept() {
        let expected =
            [turn("Ann", 1_000, 2_000, "So it was."), turn("Bo", 3_000, 4_000, "Was it?")];
        for vtt in [
            "WEBVTT\n\nWEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>So it was.\n\nSTYLE\n::cue { x: y }\n\n\
             NOTE 2\n00:03.000 --> 00:04.000\n<v Bo>Was it?\n",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n\n<v Ann>So\n\nit was.\n\n\nWEBVTT\nX-TIMESTAMP-MAP=MPEGTS:9,LOCAL:00:00:00.000\n\n\
             00:03.000 --> 00:04.000\n<v Bo>Was it?\n",
            "WEBVTT\r\r\n\r\r\n1.000 --> 2.000\r\r\n<v Ann>So it was.\r\r\n\r\r\n3.0 --> 4.0\r\r\n<v Bo>Was it?\r\r\n",
            "Odd\n\n1\n0:0:1.0 --> 0:0:2.0\n<v Ann>So it was.\n2\n0:0:3.0 --> 0:0:4.0\n<v Bo>Was it?\n",
        ] {
            assert_eq!(turns(&read(vtt).expect("subtitles").transcript), expected, "{vtt}");
        }
        let vtt =
            "WEBVTT\n\n0:0:0.0 --> 0:0:2.70\n<v Ann>So.\n\n0:0:2.90 --> 0:0:14.480\n<v Bo>No.\n";
        let expected = [turn("Ann", 0, 2_070, "So."), turn("Bo", 2_090, 14_480, "No.")];
        assert_eq!(turns(&read(vtt).expect("subtitles").transcript), expected);
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
            ("WEBVTT\n\n00:01 --> 00:02\nSo.\n\n2\n00:03 -> 00:04\nNo.\n", 7),
        ] {
            assert_eq!(read(vtt).expect_err("it is wrong"), Expected::VttTime.at(line), "{vtt}");
        }
    }
}

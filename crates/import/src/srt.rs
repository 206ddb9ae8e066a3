//! `SubRip` subtitles: <https://www.matroska.org/technical/subtitles.html#srt-subtitles>. There is no
//! standard. Numbers may be missing, hours too; milliseconds stand behind a comma or a point.

use crate::Imported;
use crate::cues::Cues;
use crate::error::{Expected, ImportError};
use crate::lines::lines;
use crate::names::attributed;
use crate::pieces;
use crate::seconds::{is_like_timing, timing};
use crate::turns::transcript;

/// Reads cues, and the names that stand in their texts.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut cues = cues(text)?;
    cues.say_once(text.contains("<u>"));
    let pieces = attributed(&mut cues);
    Ok(Imported { transcript: transcript(pieces, text)?, ..Imported::default() })
}

/// What the next line may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    /// Between two cues.
    Between,
    /// Behind a number that may be that of the next cue.
    Numbered(&'a str),
    /// Inside of a cue.
    Inside,
}

fn cues(text: &str) -> Result<Cues, ImportError> {
    let mut cues = Cues::of(text);
    let mut place = Place::Between;
    // That of the last cue, where it has one.
    let mut number = None;
    for line in lines(text) {
        if let Some((start, end)) = timing(line.text) {
            number = match place {
                Place::Numbered(number) => number_of(number),
                Place::Between => None,
                // Where no empty line stands between two cues, the number of the second was taken
                // for text. The next number is no text even where there is nothing else.
                Place::Inside => cues.take_last_line_if(|line, is_only| {
                    let told = number_of(line)?;
                    let is_next =
                        number.and_then(|number: u64| number.checked_add(1)) == Some(told);
                    (!is_only || is_next).then_some(told)
                }),
            };
            cues.begin(start, end, pieces::Place::default());
            place = Place::Inside;
        } else if line.is_blank() {
            // Between number and time somebody may have left a line empty.
            place = if let Place::Numbered(_) = place { place } else { Place::Between };
        } else if place == Place::Inside {
            cues.line(&plain(line.text));
        } else if number_of(line.text).is_some() {
            if let Place::Numbered(before) = place
                && before != line.text
            {
                // No time followed it.
                cues.line(before);
            }
            place = Place::Numbered(line.text);
        } else if place == Place::Between && !cues.all.is_empty() && !is_like_timing(line.text) {
            // An empty line inside of a text.
            cues.line(&plain(line.text));
        } else {
            return Err(Expected::SrtTime.at(line.number));
        }
    }
    if let Place::Numbered(last) = place
        && cues.all.last().is_some_and(|cue| cues.lines(cue).len() == 0)
    {
        cues.line(last);
    }
    Ok(cues)
}

/// The number that a line is.
fn number_of(line: &str) -> Option<u64> {
    let line = line.trim();
    let is_number = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| line.parse().unwrap_or(u64::MAX))
}

/// A line without the tags and places that players know; other brackets are text.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = tag(from).or_else(|| position(from));
        let (kept, after) = from.split_at(length.unwrap_or(1));
        if length.is_none() {
            out.push_str(kept);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The length of `<i>`, `</b>` or `<font color="red">` at the start.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let end = closed(inside, ['<', '>'])?;
    let name = inside.get(..end)?.trim_start_matches('/');
    let name = name.split(|c: char| c.is_whitespace()).next()?;
    let is_known = ["i", "b", "u", "s", "font"].iter().any(|tag| name.eq_ignore_ascii_case(tag));
    is_known.then_some(end + 2)
}

/// The length of `{\an8}` at the start.
fn position(text: &str) -> Option<usize> {
    closed(text.strip_prefix("{\\")?, ['{', '}']).map(|end| end + 3)
}

/// Where the second of two brackets stands, if the first does not stand before it: whoever opens
/// again has not closed. So each letter is looked at once, however many brackets there are.
fn closed(text: &str, brackets: [char; 2]) -> Option<usize> {
    let end = text.find(brackets)?;
    text.get(end..)?.starts_with(brackets[1]).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::line_after;

    fn turns(text: &str) -> Vec<(String, u32, u32, String)> {
        crate::tests::turns(&read(text).expect("subtitles").transcript)
    }

    fn turn(speaker: &str, start: u32, end: u32, text: &str) -> (String, u32, u32, String) {
        (speaker.to_owned(), start, end, text.to_owned())
    }

    #[test]
    fn names_times_and_text_are_read() {
        let srt = "1\n00:00:00,480 --> 00:00:02,000\nAda Holm: Thank you\nfor having me.\n\n\
                   2\n00:00:02,100 --> 00:00:04,360\nHow was it?\n\n\
                   3\n00:00:05,200 --> 00:00:07,080\nBo Ek: <i>Cold</i>, {\\an8}1 < 2 {x}.\n\n";
        let expected = [
            turn("Ada Holm", 480, 4_360, "Thank you for having me. How was it?"),
            turn("Bo Ek", 5_200, 7_080, "Cold, 1 < 2 {x}."),
        ];
        assert_eq!(turns(srt), expected);
    }

    #[test]
    fn dialects_are_understood() {
        let expected = [turn("", 5_000, 6_200, "One."), turn("", 7_000, 8_000, "Two.")];
        for srt in [
            "1\r\n00:00:05,000 --> 00:00:06,200\r\nOne.\r\n\r\n2\r\n00:00:07,000 --> 00:00:08,000\r\nTwo.",
            "00:05.000 --> 00:06.200\nOne.\n\n00:07 --> 00:08\nTwo.\n",
            "\n\n1\n0:00:05,0-->0:00:06,2 X1:40 X2:600\nOne.\n2\n0:00:07,0-->0:00:08,0\nTwo.\n\n\n",
            "1\n\n00:00:05,000 --> 00:00:06,200\n\nOne.\n\n2\n00:00:07,000 --> 00:00:08,000\nTwo.",
        ] {
            assert_eq!(turns(srt), expected, "{srt}");
        }
    }

    #[test]
    fn an_error_tells_its_line() {
        let first = "1\n00:00:05,000 --> 00:00:06,200\nOne.\n\n";
        for (wrong, line) in [
            ("2\n00:00:07,000 -> 00:00:08,000\nTwo.\n", 6),
            ("2\nTwo.\n", 6),
            ("00:00:0x,000 --> 00:00:08,000\nTwo.\n", 5),
        ] {
            let error = read(&format!("{first}{wrong}")).expect_err("it is wrong");
            assert_eq!(error, Expected::SrtTime.at(line), "{wrong}");
        }
        assert_eq!(read("Subtitles\n\n").expect_err("no cue"), Expected::SrtTime.at(1));
        assert_eq!(line_after(first.as_bytes()), 5);
    }

    #[test]
    fn numbers_are_no_text_and_text_may_be_a_number() {
        for (srt, expected) in [
            (
                "1\n00:01 --> 00:02\nSo.\n\n2\n\n2\n00:03 --> 00:04\nNo.\n",
                vec![turn("", 1_000, 2_000, "So."), turn("", 3_000, 4_000, "No.")],
            ),
            (
                "1\n00:01 --> 00:02\nSo?\n\n2\n00:03 --> 00:04\n\n1200\n\n3\n00:08 --> 00:09\nOh.\n",
                vec![
                    turn("", 1_000, 2_000, "So?"),
                    turn("", 3_000, 4_000, "1200"),
                    turn("", 8_000, 9_000, "Oh."),
                ],
            ),
            (
                "7\n00:01 --> 00:02\nSo.\n8\n00:02 --> 00:03\n9\n00:03 --> 00:04\n10\n00:09 --> 00:10\n\n42\n",
                vec![turn("", 1_000, 2_000, "So."), turn("", 9_000, 10_000, "42")],
            ),
            (
                "00:01 --> 00:02\n7\n00:08 --> 00:09\nSo.\n",
                vec![turn("", 1_000, 2_000, "7"), turn("", 8_000, 9_000, "So.")],
            ),
        ] {
            assert_eq!(turns(srt), expected, "{srt}");
        }
    }

    #[test]
    fn captions_are_said_once() {
        let rolled = [
            "00:00,160 --> 00:02,310\n\nthe boat left the\n\n\
             00:02,310 --> 00:02,320\nthe boat left the\n \n\n\
             00:02,320 --> 00:04,630\nthe boat left the\nharbour before dawn\n\n\
             00:04,630 --> 00:04,640\nharbour before dawn\n \n\n\
             00:04,640 --> 00:06,950\nharbour before dawn\nand went.\n",
            "00:00,160 --> 00:02,320\nthe boat left the\n\n\
             00:02,320 --> 00:04,640\nthe boat left the\nharbour before dawn\n\n\
             00:04,640 --> 00:06,950\nharbour before dawn\nand went.\n",
        ];
        for srt in rolled {
            let expected =
                [turn("", 160, 6_950, "the boat left the harbour before dawn and went.")];
            assert_eq!(turns(srt), expected, "{srt}");
        }
        let marked = "00:01 --> 00:02\nAnn: <u>It</u> was.\n\n00:02 --> 00:02,1\nAnn: It was.\n\n\
             00:02,1 --> 00:03\nAnn: It <u>was.</u>\n\n00:04 --> 00:05\nBo: <u>No.</u>\n";
        assert_eq!(
            turns(marked),
            [turn("Ann", 1_000, 3_000, "It was."), turn("Bo", 4_000, 5_000, "No.")]
        );
        // Who says it again is not a caption that stays.
        let again = "00:01 --> 00:02\nNo.\n\n00:02 --> 00:03\nNo.\n\n00:03 --> 00:04\nNo.\nYes.\n\n00:04 --> 00:05\nOh.\n";
        assert_eq!(turns(again).len(), 4);
    }
}

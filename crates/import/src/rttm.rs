//! Rich Transcription Time Marked: who spoke when, without what was said. NIST's RT-09 evaluation
//! plan, appendix A; what pyannote and our own export write.

use transcript::{Confidence, SourceUtterance, TranscriptBuilder};

use crate::Imported;
use crate::error::{Expected, ImportError};
use crate::lines::lines;
use crate::seconds::seconds;

/// What stands in place of the words: a turn without any text would not be shown.
pub const SPEECH: &str = "(speech)";

/// What a line has: type, recording, channel, start, length, two that are not used, name and two shares.
const FIELDS: usize = 10;

/// What a line may begin with.
const TYPES: [&str; 15] = [
    "SPEAKER",
    "SPKR-INFO",
    "SEGMENT",
    "LEXEME",
    "NON-LEX",
    "NON-SPEECH",
    "NOSCORE",
    "NO_RT_METADATA",
    "FILLER",
    "EDIT",
    "SU",
    "IP",
    "CB",
    "A/P",
    "BACKGROUND",
];

/// Whether a line begins as one of this format does.
pub(crate) fn is_line(line: &str) -> bool {
    let mut fields = line.split_whitespace();
    fields.next().is_some_and(|first| TYPES.contains(&first)) && fields.nth(2).is_some()
}

/// Reads the `SPEAKER` lines of the first recording; other lines are stepped over.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut builder = TranscriptBuilder::new();
    let (mut recording, mut left_out) = (None, 0_u32);
    for line in lines(text) {
        let fields: Vec<&str> = line.text.split_whitespace().collect();
        if fields.first() != Some(&"SPEAKER") {
            continue;
        }
        // With more than ten fields the name of the recording has blanks.
        let extra = fields.len().saturating_sub(FIELDS);
        let own = fields.get(extra..).unwrap_or_default();
        let turn = turn(own).ok_or_else(|| Expected::RttmTurn.at(line.number))?;
        let file = fields.get(1..2 + extra).map(|names| names.join(" "));
        if recording.is_some() && recording != file {
            left_out = left_out.saturating_add(1);
            continue;
        }
        recording = file;
        builder.push_utterance(&turn);
    }
    Ok(Imported { transcript: builder.finish(), left_out, ..Imported::default() })
}

fn turn(fields: &[&str]) -> Option<SourceUtterance> {
    let start = seconds(fields.get(3)?)?;
    let length = seconds(fields.get(4)?)?;
    let name = fields.get(7).filter(|name| **name != "<NA>");
    let share = fields.get(8).and_then(|share| seconds(share));
    Some(SourceUtterance {
        speaker: name.map(|name| shown(name)),
        text: Some(SPEECH.to_owned()),
        start: Some(start),
        end: Some(transcript::Millis(start.0.saturating_add(length.0))),
        confidence: share.and_then(|share| Confidence::new(share.as_secs_f64())),
        ..SourceUtterance::default()
    })
}

/// A name with its blanks: our export writes `Ann_Lee`. `SPEAKER_00` is a code and stays.
fn shown(name: &str) -> String {
    if is_code(name) { name.to_owned() } else { name.replace('_', " ") }
}

/// Letters of one size, digits among them: what programs count out.
fn is_code(name: &str) -> bool {
    let has = |is: fn(&u8) -> bool| name.bytes().any(|byte| is(&byte));
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    is_word && has(u8::is_ascii_digit) && !is_mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::turns;

    #[test]
    fn turns_have_times_and_voices_and_no_words() {
        let rttm = ";; made by hand\nSPKR-INFO talk 1 <NA> <NA> <NA> unknown Ann_Lee <NA> <NA>\n\
            SPEAKER talk 1 0.480 3.88 <NA> <NA> Ann_Lee <NA> <NA>\n\
            SPEAKER talk 1 5.2 14.2805 <NA> <NA> SPEAKER_01 0.5\r\n\
            SPEAKER other 1 5.2 1 <NA> <NA> Bo <NA> <NA>\n\
            SPEAKER talk 1 4.5 1 <NA> <NA> <NA> <NA>\n";
        let imported = read(rttm).expect("turns");
        let expected = [("Ann Lee", 480, 4_360), ("", 4_500, 5_500), ("SPEAKER_01", 5_200, 19_481)];
        let expected =
            expected.map(|(name, start, end)| (name.to_owned(), start, end, SPEECH.to_owned()));
        assert_eq!(turns(&imported.transcript), expected);
        assert_eq!(imported.left_out, 1);
        let sure = imported.transcript.turns()[2].confidence.map(Confidence::get);
        assert_eq!(sure, Some(0.5));
    }

    #[test]
    fn the_name_of_a_recording_may_have_blanks() {
        let rttm = "SPEAKER team talk may 1 0.480 3.880 <NA> <NA> SPEAKER_00 <NA> <NA>\n\
            SPEAKER team talk june 1 5 1 <NA> <NA> SPEAKER_01 <NA> <NA>\n";
        let imported = read(rttm).expect("turns");
        let expected = [("SPEAKER_00".to_owned(), 480, 4_360, SPEECH.to_owned())];
        assert_eq!(turns(&imported.transcript), expected);
        assert_eq!(imported.left_out, 1);
    }

    #[test]
    fn names_get_their_blanks_and_codes_stay() {
        for (name, expected) in [
            ("Ann_Lee", "Ann Lee"),
            ("Speaker_1", "Speaker 1"),
            ("SPEAKER_00", "SPEAKER_00"),
            ("spk_1", "spk_1"),
        ] {
            assert_eq!(shown(name), expected);
        }
    }

    #[test]
    fn an_error_tells_its_line() {
        for wrong in ["SPEAKER talk 1 x 1 <NA> <NA> Bo", "SPEAKER talk 1 5", "SPEAKER"] {
            let text = format!(";;\n\n{wrong}\n");
            assert_eq!(read(&text).expect_err("it is wrong"), Expected::RttmTurn.at(3), "{wrong}");
        }
    }
}

//! Who spoke how much and when, what they are called and look like, and the text to take away.

use core::ops::Range;

use transcript::lanes::{column, lanes};
use transcript::statistics::{clean_excerpts, talk};
use transcript::{Clock, Millis, SpeakerId, Transcript, initials, plain_text};

/// Speakers who are looked at one by one.
const SPEAKERS: usize = 6;

pub(super) fn check(transcript: &Transcript) {
    check_talk(transcript);
    check_speakers(transcript);
    check_export(transcript);
    for columns in [1, 7, 1_000] {
        check_lanes(transcript, columns);
    }
}

fn check_talk(transcript: &Transcript) {
    let talk = talk(transcript);
    assert!(talk.is_sorted_by_key(|entry| core::cmp::Reverse(entry.ms)));
    let turns: usize = talk.iter().map(|entry| entry.turns as usize).sum();
    let words: usize = talk.iter().map(|entry| entry.words as usize).sum();
    assert_eq!((turns, words), (transcript.turns().len(), transcript.word_count()));
    for entry in talk {
        assert!(entry.turns > 0);
        assert_eq!(entry.words_per_minute().is_some(), entry.ms >= 1_000 && entry.words > 0);
    }
}

fn check_speakers(transcript: &Transcript) {
    for speaker in transcript.speakers().iter().take(SPEAKERS) {
        let name = speaker.name();
        assert!(!name.chars().any(char::is_control), "a name is one line");
        assert!(initials(&name).chars().count() <= 32);
        let look = speaker.look();
        assert!((1..=8).contains(&look.colour) && (1..=4).contains(&look.shape));
        for excerpt in clean_excerpts(transcript, speaker.id, 3) {
            check_excerpt(transcript, speaker.id, &excerpt.times);
        }
    }
    let nobody = SpeakerId(u16::MAX);
    assert!(
        transcript.speaker(nobody).is_none() && clean_excerpts(transcript, nobody, 3).is_empty()
    );
}

/// An excerpt lies in a turn of its speaker and in no turn of anybody else.
fn check_excerpt(transcript: &Transcript, speaker: SpeakerId, excerpt: &Range<Millis>) {
    assert!(excerpt.start < excerpt.end);
    let turns = transcript.turns();
    let is_around = |span: Range<Millis>| span.start <= excerpt.start && excerpt.end <= span.end;
    assert!(turns.iter().any(|turn| turn.speaker == speaker && is_around(turn.start..turn.end)));
    let others = turns.iter().filter(|turn| turn.speaker != speaker);
    for other in others {
        assert!(other.end <= excerpt.start || other.start >= excerpt.end, "somebody else is heard");
    }
}

fn check_export(transcript: &Transcript) {
    let names: Vec<_> = transcript.speakers().iter().map(|_| "Ann".to_owned()).collect();
    let text = plain_text(transcript, &names);
    assert_eq!(text.is_empty(), transcript.is_empty());
    assert!(text.is_empty() || text.ends_with('\n'));
    let mut rest = text.as_str();
    for turn in transcript.turns() {
        let head = format!("Ann [{}]\n", Clock(turn.start));
        rest = rest.split_once(&head).map_or("", |(_, after)| after);
        for paragraph in transcript.paragraphs(turn) {
            let shown = transcript.paragraph_text(paragraph);
            assert!(rest.starts_with(shown), "paragraphs in order");
            rest = rest.get(shown.len() + 1..).unwrap_or_default();
        }
    }
    assert_eq!(rest, "");
}

fn check_lanes(transcript: &Transcript, columns: u32) {
    let whole = transcript.end();
    let lanes = lanes(transcript, whole, columns);
    assert_eq!(lanes.len(), transcript.speakers().len());
    for turn in transcript.turns() {
        let at = column(turn.start, whole, columns);
        assert!(at < columns);
        let lane = &lanes[usize::from(turn.speaker.0)];
        assert!(lane.iter().any(|piece| piece.contains(&at)), "who speaks is seen");
    }
    for lane in lanes {
        assert!(lane.iter().all(|piece| piece.start < piece.end && piece.end <= columns));
        assert!(lane.is_sorted_by(|one, next| one.end < next.start), "they do not touch");
    }
}

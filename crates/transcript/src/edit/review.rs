//! What a person should look at: words that were heard badly, and turns that may begin elsewhere.
//!
//! A spot that was looked at is a correction like any other: what a person vouches for has no
//! confidence of the service any more, and a turn is given to the voice that has it. So it is
//! stored, undone and read along as every correction is, and what is left is what is still
//! doubtful.

use std::ops::Range;

use super::change::{Edit, Kind, Slot, Splice};
use super::turn::OwnTurn;
use super::{Editing, Source, Who};
use crate::letter::{is_letter, is_lower};
use crate::model::{Turn, count};
use crate::search::Hit;
use crate::{Confidence, Millis, Transcript};

/// A place that a person should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The turn it is in, by index.
    pub turn: usize,
    /// What is doubtful there.
    pub what: Doubtful,
    /// The words that are meant, in bytes of the turn's text.
    pub bytes: Range<u32>,
    /// When those are heard.
    pub times: Range<Millis>,
    /// How sure the service was, of the least sure of them.
    pub confidence: Option<Confidence>,
}

/// What is doubtful at a [`Spot`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubtful {
    /// What is said.
    Words,
    /// Who says it: the voice seems to change within a sentence, or it is hardly known.
    Voice,
}

/// The most words that are one spot. What goes on being heard badly is looked at in parts.
const TOGETHER: usize = 4;

/// A pause after which another voice may well begin, even within a sentence.
const PAUSE: Millis = Millis(400);

impl Editing {
    /// What is still to be looked at, in the order of the text: words and turns of less confidence
    /// than `below` (0 to 1), and changes of the voice within a sentence.
    pub fn spots(&self, below: f64) -> Vec<Spot> {
        spots(&self.now, below, |turn| self.is_edited(turn))
    }

    /// How many spots there were before anything was corrected.
    pub fn spots_at_first(&self, below: f64) -> usize {
        spots(&self.original, below, |_| false).len()
    }

    /// Says of a spot that it is right as it is. `None`: it is not there.
    pub fn accept(&self, spot: &Spot) -> Option<Edit> {
        let vouched = match spot.what {
            Doubtful::Words => Slot::own(self.vouched(spot)?),
            Doubtful::Voice => {
                let speaker = self.now.turn(spot.turn)?.speaker;
                Slot { by: Some(speaker), ..self.slots.get(spot.turn)?.clone() }
            }
        };
        if self.slots.get(spot.turn).is_some_and(|before| is_same(before, &vouched)) {
            return None;
        }
        let splice = Splice { at: count(spot.turn), count: 1, new: vec![vouched] };
        Some(Edit::of_turns(Kind::Accept, vec![splice]))
    }

    /// Gives a spot to a voice, which settles it: its words, or the turn where the voice is what is
    /// doubtful. `None`: it is not there, or the voice's already.
    pub fn reassign_spot(&self, spot: &Spot, who: Who<'_>) -> Option<Edit> {
        match spot.what {
            Doubtful::Words => {
                let own = self.vouched(spot)?;
                self.reassign_part(spot.turn, &own, own.with_marks(&spot.bytes), who)
            }
            Doubtful::Voice => self.reassign([spot.turn], who),
        }
    }

    /// Puts other words in place of a spot's. Those that stay are vouched for: who corrects a place has
    /// looked at it. `None`: it is not there, or nothing changes.
    pub fn correct(&self, spot: &Spot, typed: &str) -> Option<Edit> {
        let own = self.vouched(spot)?;
        let hit = Hit { turn: count(spot.turn), range: spot.bytes.clone() };
        let replaced = own.replaced(&[hit], 0, typed);
        if replaced == self.own(spot.turn) {
            return None;
        }
        let new = replaced.map(Slot::own).into_iter().collect();
        let splice = Splice { at: count(spot.turn), count: 1, new };
        Some(Edit::of_turns(Kind::Replace, vec![splice]))
    }

    /// The turn of a spot, with the spot's words vouched for.
    fn vouched(&self, spot: &Spot) -> Option<OwnTurn> {
        let mut own = self.own(spot.turn)?;
        let is_meant =
            |range: &Range<u32>| range.start < spot.bytes.end && spot.bytes.start < range.end;
        own.words
            .iter_mut()
            .filter(|word| is_meant(&word.range))
            .for_each(|word| word.confidence = None);
        Some(own)
    }
}

fn is_same(before: &Slot, after: &Slot) -> bool {
    let is_same = match (&before.source, &after.source) {
        (Source::Own(a), Source::Own(b)) => a == b,
        (Source::Original(a), Source::Original(b)) => a == b,
        _ => false,
    };
    is_same && before.by == after.by
}

fn spots(transcript: &Transcript, below: f64, is_edited: impl Fn(usize) -> bool) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut before: Option<&Turn> = None;
    for (at, turn) in transcript.turns().iter().enumerate() {
        if !is_edited(at) && is_voice_doubtful(transcript, before, turn, below) {
            spots.push(voice_spot(transcript, at, turn));
        }
        word_spots(transcript, at, turn, below, &mut spots);
        before = Some(turn);
    }
    spots
}

fn is_doubtful(sure: Option<Confidence>, below: f64) -> bool {
    sure.is_some_and(|sure| f64::from(sure.get()) < below)
}

/// Whether it is hardly known who says a turn, or its voice begins in the middle of a sentence.
fn is_voice_doubtful(
    transcript: &Transcript,
    before: Option<&Turn>,
    turn: &Turn,
    below: f64,
) -> bool {
    let Some(before) = before.filter(|before| before.speaker != turn.speaker && below > 0.0) else {
        return false;
    };
    let ends = transcript.turn_text(before).trim_end().chars().next_back();
    let begins = transcript.turn_text(turn).chars().find(|c| c.is_alphanumeric());
    let is_cut = ends.is_some_and(is_letter)
        && begins.is_some_and(is_lower)
        && turn.start.saturating_sub(before.end) < PAUSE;
    is_cut || is_doubtful(turn.confidence, below)
}

/// The first words of a turn of which it is not known whose they are.
fn voice_spot(transcript: &Transcript, at: usize, turn: &Turn) -> Spot {
    let base = turn.range().start;
    let mut words = transcript.words(turn).take(TOGETHER);
    let last = words.next_back();
    let end = last.as_ref().map_or_else(|| turn.range().end, |word| word.range.end);
    Spot {
        turn: at,
        what: Doubtful::Voice,
        bytes: 0..end - base,
        times: turn.start..last.map_or(turn.end, |word| word.end),
        confidence: turn.confidence,
    }
}

/// Doubtful words that follow each other in a paragraph are one spot.
fn word_spots(transcript: &Transcript, at: usize, turn: &Turn, below: f64, to: &mut Vec<Spot>) {
    let base = turn.range().start;
    for paragraph in transcript.paragraphs(turn) {
        let mut together = 0;
        for word in transcript.paragraph_words(paragraph) {
            if !is_doubtful(word.confidence, below) {
                together = 0;
                continue;
            }
            let bytes = word.range.start - base..word.range.end - base;
            if let Some(spot) = to.last_mut().filter(|_| together > 0 && together < TOGETHER) {
                spot.bytes.end = bytes.end;
                spot.times.end = spot.times.end.max(word.end);
                spot.confidence = least(spot.confidence, word.confidence);
                together += 1;
            } else {
                to.push(Spot {
                    turn: at,
                    what: Doubtful::Words,
                    bytes,
                    times: word.start..word.end,
                    confidence: word.confidence,
                });
                together = 1;
            }
        }
    }
}

fn least(a: Option<Confidence>, b: Option<Confidence>) -> Option<Confidence> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b < a { b } else { a }),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::{SourceUtterance, SourceWord, TranscriptBuilder};

    /// Turns of these voices and words with their confidence; each word half a second long.
    fn talk(turns: &[(&str, &[(&'static str, f64)])]) -> Editing {
        let mut builder = TranscriptBuilder::new();
        let mut at = 0;
        for (voice, words) in turns {
            let words = words.iter().map(|&(text, sure)| {
                at += 500;
                SourceWord {
                    text,
                    start: Millis(at - 500),
                    end: Millis(at - 100),
                    confidence: Confidence::new(sure),
                    speaker: None,
                }
            });
            builder.push_utterance(&SourceUtterance {
                speaker: Some((*voice).to_owned()),
                words: words.collect(),
                ..SourceUtterance::default()
            });
        }
        Editing::new(Rc::new(builder.finish()))
    }

    fn told(editing: &Editing) -> Vec<(Doubtful, String)> {
        let now = editing.transcript();
        let text = |spot: &Spot| {
            let text = now.turn_text(now.turn(spot.turn).expect("it is there"));
            text[spot.bytes.start as usize..spot.bytes.end as usize].to_owned()
        };
        editing.spots(0.5).iter().map(|spot| (spot.what, text(spot))).collect()
    }

    fn words(text: &str) -> (Doubtful, String) {
        (Doubtful::Words, text.to_owned())
    }

    #[test]
    fn words_that_follow_each_other_are_one_spot() {
        let editing = talk(&[(
            "A",
            &[("The", 0.9), ("gray", 0.4), ("harber", 0.2), ("was", 0.9), ("quite.", 0.3)],
        )]);
        assert_eq!(told(&editing), [words("gray harber"), words("quite.")]);
        let spots = editing.spots(0.5);
        assert_eq!(spots[0].times, Millis(500)..Millis(1400));
        assert_eq!(spots[0].confidence, Confidence::new(0.2));
    }

    #[test]
    fn a_long_stretch_is_looked_at_in_parts() {
        let editing = talk(&[("A", &[("mumble", 0.1); 9])]);
        let lengths: Vec<_> =
            told(&editing).iter().map(|(_, text)| text.split(' ').count()).collect();
        assert_eq!(lengths, [4, 4, 1]);
    }

    #[test]
    fn a_voice_that_begins_within_a_sentence_is_doubtful() {
        let editing = talk(&[
            ("A", &[("We", 0.9), ("went", 0.9), ("to", 0.9)]),
            ("B", &[("the", 0.9), ("harbour.", 0.9)]),
            ("A", &[("Yes.", 0.9)]),
            ("B", &[("and", 0.9), ("then", 0.9)]),
        ]);
        assert_eq!(told(&editing), [(Doubtful::Voice, "the harbour.".to_owned())]);
    }

    #[test]
    fn a_spot_that_was_accepted_is_gone_until_that_is_undone() {
        let mut editing = talk(&[
            ("A", &[("We", 0.9), ("wend", 0.2), ("to", 0.9)]),
            ("B", &[("the", 0.9), ("harber.", 0.3)]),
        ]);
        let first = told(&editing);
        assert_eq!(first.len(), 3);
        for left in [2, 1, 0] {
            let spot = editing.spots(0.5).swap_remove(0);
            let edit = editing.accept(&spot).expect("it is there");
            editing.commit(edit).expect("it fits");
            assert_eq!(editing.spots(0.5).len(), left);
            assert!(editing.accept(&spot).is_none(), "{spot:?} again");
        }
        assert_eq!(editing.spots_at_first(0.5), 3);
        for _ in 0..3 {
            editing.undo().expect("three were made");
        }
        assert_eq!(told(&editing), first);
    }

    #[test]
    fn a_spot_that_is_given_to_a_voice_is_settled() {
        let mut editing =
            talk(&[("A", &[("We", 0.9), ("know.", 0.2), ("Yes.", 0.9)]), ("B", &[("Good.", 0.9)])]);
        let spot = editing.spots(0.5).swap_remove(0);
        assert!(editing.reassign_spot(&spot, Who::Voice(crate::SpeakerId(0))).is_none());
        let edit = editing.reassign_spot(&spot, Who::Voice(crate::SpeakerId(1)));
        editing.commit(edit.expect("it is there")).expect("it fits");
        assert!(editing.spots(0.5).is_empty());
        let now = editing.transcript();
        let said: Vec<_> =
            now.turns().iter().map(|turn| (turn.speaker.0, now.turn_text(turn))).collect();
        assert_eq!(said, [(0, "We"), (1, "know."), (0, "Yes."), (1, "Good.")]);
    }

    #[test]
    fn a_spot_that_was_corrected_is_looked_at_whatever_of_it_stays() {
        let mut editing = talk(&[("A", &[("To", 0.9), ("Kilbrannan", 0.2), ("went", 0.9)])]);
        let spot = editing.spots(0.5).swap_remove(0);
        assert!(editing.correct(&spot, "Kilbrannan").is_some(), "it is confirmed");
        let edit = editing.correct(&spot, "Kilbrannan School").expect("it is another text");
        editing.commit(edit).expect("it fits");
        let now = editing.transcript();
        assert_eq!(now.turn_text(&now.turns()[0]), "To Kilbrannan School went");
        assert_eq!(told(&editing), []);
        editing.undo().expect("one was made");
        assert_eq!(told(&editing), [words("Kilbrannan")]);
    }

    #[test]
    fn nothing_is_doubtful_where_nobody_asks() {
        let editing = talk(&[("A", &[("so", 0.1)]), ("B", &[("it", 0.0)])]);
        assert!(editing.spots(0.0).is_empty());
    }
}

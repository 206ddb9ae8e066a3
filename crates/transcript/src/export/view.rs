//! What a format sees of a conversation: the chosen turns, and names that are settled.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Choice, Options, line::push_plain_line, number::push_number};
use crate::{Speaker, SpeakerId, Transcript, Turn};

/// What is taken away, and what it is called.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The conversation, corrections applied.
    pub transcript: &'a Transcript,
    /// What speakers are called, by the index of their id. Who has none here, or a blank one, is
    /// called [`Speaker::name`].
    pub names: &'a [String],
    /// What the conversation is called; may be empty.
    pub title: &'a str,
    /// The name of the recording's file with its extension; may be empty.
    pub file_name: &'a str,
    /// The job's id at the service, for JSON alone.
    pub id: Option<&'a str>,
    /// The code of the language as the service gives it: `en`, `en_us`.
    pub language: Option<&'a str>,
    /// When the file is made, as XML Schema's `dateTime` ("2026-01-31T12:00:00Z"), for ELAN alone;
    /// without it, or with anything else in its place, the file says 1970.
    pub date: Option<&'a str>,
    /// The turns to take, by index; None: all.
    pub turns: Option<Range<u32>>,
    /// Whose turns to take; None: everybody's. Single words of others inside of them are taken too.
    pub speakers: Option<&'a [SpeakerId]>,
}

impl<'a> Input<'a> {
    /// The whole conversation, nothing known of it but itself.
    pub const fn new(transcript: &'a Transcript) -> Self {
        Self {
            transcript,
            names: &[],
            title: "",
            file_name: "",
            id: None,
            language: None,
            date: None,
            turns: None,
            speakers: None,
        }
    }
}

/// An [`Input`] with everything settled that formats have in common.
pub(super) struct View<'a> {
    pub(super) transcript: &'a Transcript,
    pub(super) input: &'a Input<'a>,
    pub(super) options: &'a Options,
    names: Vec<String>,
    /// By the index of the speaker; empty: everybody.
    wanted: Vec<bool>,
}

impl<'a> View<'a> {
    pub(super) fn new(input: &'a Input<'a>, options: &'a Options) -> Self {
        let transcript = input.transcript;
        let own = |speaker| settled_name(speaker, input.names, options);
        let wanted = input.speakers.map_or_else(Vec::new, |speakers| {
            let mut wanted = vec![false; transcript.speakers().len().max(1)];
            for speaker in speakers {
                if let Some(is_wanted) = wanted.get_mut(usize::from(speaker.0)) {
                    *is_wanted = true;
                }
            }
            wanted
        });
        let names = transcript.speakers().iter().map(own).collect();
        Self { transcript, input, options, names, wanted }
    }

    /// The same under other names, which are taken exactly as they are.
    pub(super) fn under(self, names: Vec<String>) -> Self {
        Self { names, ..self }
    }

    pub(super) const fn has(&self, choice: Choice) -> bool {
        self.options.has(choice)
    }

    /// The chosen turns in order.
    pub(super) fn turns(&self) -> impl Iterator<Item = &'a Turn> {
        let turns = self.transcript.turns();
        let range = self.input.turns.clone().unwrap_or(0..u32::MAX);
        let end = (range.end as usize).min(turns.len());
        let turns = turns.get(range.start as usize..end).unwrap_or_default();
        turns.iter().filter(|turn| {
            self.wanted.is_empty()
                || self.wanted.get(usize::from(turn.speaker.0)).copied().unwrap_or_default()
        })
    }

    /// The chosen turns of each speaker who has any, in the order of the speakers.
    pub(super) fn turns_by_speaker(&self) -> Vec<(SpeakerId, Vec<&'a Turn>)> {
        let mut all: Vec<(SpeakerId, Vec<&Turn>)> =
            self.transcript.speakers().iter().map(|speaker| (speaker.id, Vec::new())).collect();
        for turn in self.turns() {
            if let Some((_, turns)) = all.get_mut(usize::from(turn.speaker.0)) {
                turns.push(turn);
            }
        }
        all.retain(|(_, turns)| !turns.is_empty());
        all
    }

    /// What a speaker is called: one line, never blank.
    pub(super) fn name(&self, speaker: SpeakerId) -> &str {
        self.names.get(usize::from(speaker.0)).map_or("", String::as_str)
    }

    /// The name to write, None where names are switched off.
    pub(super) fn shown_name(&self, turn: &Turn) -> Option<&str> {
        self.has(Choice::Names).then(|| self.name(turn.speaker))
    }

    /// All names by the index of the speaker, no two of them alike, white space replaced by `gap`.
    pub(super) fn unique_names(&self, gap: char) -> Vec<String> {
        let spaceless =
            |name: &String| name.chars().map(|c| if c == ' ' { gap } else { c }).collect();
        unique(self.names.iter().map(spaceless), gap)
    }

    /// The title in one line; something that names nobody under pseudonyms or when there is none.
    pub(super) fn title(&self) -> String {
        let title = if self.has(Choice::Pseudonyms) { "" } else { self.input.title };
        or_else(label(title), "Conversation")
    }

    /// The name of the recording's file without its extension, as one word.
    pub(super) fn file_id(&self) -> String {
        let name = self.file_name();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let stem = stem.trim_start_matches(';');
        or_else(stem.chars().map(|c| if c == ' ' { '_' } else { c }).collect(), "recording")
    }

    /// The name of the recording's file in one line, which under pseudonyms keeps its extension
    /// alone; may be empty.
    pub(super) fn file_name(&self) -> String {
        let name = label(self.input.file_name);
        if !self.has(Choice::Pseudonyms) {
            return name;
        }
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let mut name = String::from("recording");
        // "Talk with Dr.Lee" has no extension.
        if MEDIA.iter().any(|known| extension.eq_ignore_ascii_case(known)) {
            name.push('.');
            name.push_str(extension);
        }
        name
    }
}

/// Extensions of recordings that may be told without telling a name.
const MEDIA: [&str; 12] =
    ["aac", "flac", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "ogg", "opus", "wav", "webm"];

/// The same names with a number behind those that were there before.
pub(super) fn unique(names: impl Iterator<Item = String>, gap: char) -> Vec<String> {
    // With the last number given to each.
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut settle = |name: String| {
        let mut candidate = name.clone();
        while taken.contains_key(&candidate)
            && let Some(count) = taken.get_mut(&name)
        {
            *count += 1;
            candidate.clone_from(&name);
            candidate.push(gap);
            push_number(&mut candidate, *count);
        }
        taken.insert(candidate.clone(), 1);
        candidate
    };
    names.map(&mut settle).collect()
}

/// What a speaker is called.
fn settled_name(speaker: &Speaker, names: &[String], options: &Options) -> String {
    if options.has(Choice::Pseudonyms) {
        let mut name = String::from("P");
        push_number(&mut name, u32::from(speaker.id.0) + 1);
        return name;
    }
    let given = names.get(usize::from(speaker.id.0)).map_or("", String::as_str);
    // A label of nothing but controls is the unknown speaker's, so this is not blank.
    or_else(or_else(label(given), &label(&speaker.name())), "Unknown speaker")
}

fn or_else(text: String, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text }
}

/// A name or title in one line, without what would turn the writing that follows it round.
pub(super) fn label(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let straight: String = text.chars().filter(|c| !turns(c)).collect();
    let mut out = String::with_capacity(text.len());
    push_plain_line(&mut out, &straight);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{conversation, names_of};

    #[test]
    fn who_has_no_name_is_called_by_the_label() {
        let transcript = conversation(&[("A", "Yes."), ("Bo Ek", "No."), ("C", "Or?")]);
        let names = [" \n".to_owned(), "Ann\r\n\u{202e}Lee".to_owned()];
        let input = Input { names: &names, ..Input::new(&transcript) };
        assert_eq!(names_of(&input, &Options::default()), ["Speaker A", "Ann Lee", "Speaker C"]);
    }

    #[test]
    fn pseudonyms_name_nobody_anywhere() {
        let transcript = conversation(&[("A", "Yes."), ("B", "No.")]);
        let names = ["Ann".to_owned(), "Bo".to_owned()];
        let input = Input {
            names: &names,
            title: "Ann and Bo",
            file_name: "Ann, Bo.mp3",
            ..Input::new(&transcript)
        };
        let options = Options::default().with(Choice::Pseudonyms, true);
        let view = View::new(&input, &options);
        assert_eq!(names_of(&input, &options), ["P1", "P2"]);
        assert_eq!(view.title(), "Conversation");
        assert_eq!(view.file_name(), "recording.mp3");
        assert_eq!(view.file_id(), "recording");
    }

    #[test]
    fn a_pseudonym_stays_whoever_is_left_out() {
        let transcript = conversation(&[("A", "Yes."), ("B", "No.")]);
        let only = [SpeakerId(1)];
        let input = Input { speakers: Some(&only), ..Input::new(&transcript) };
        let options = Options::default().with(Choice::Pseudonyms, true);
        let view = View::new(&input, &options);
        let shown: Vec<&str> = view.turns().map(|turn| view.name(turn.speaker)).collect();
        assert_eq!(shown, ["P2"]);
    }

    #[test]
    fn a_range_that_is_not_there_takes_what_is() {
        let transcript = conversation(&[("A", "1"), ("B", "2"), ("A", "3")]);
        let options = Options::default();
        let taken = |turns: Range<u32>| {
            let input = Input { turns: Some(turns), ..Input::new(&transcript) };
            View::new(&input, &options).turns().map(|turn| turn.index).collect::<Vec<u32>>()
        };
        assert_eq!(taken(1..9), [1, 2]);
        assert_eq!(taken(7..9), [0_u32; 0]);
        let (from, to) = (2, 1);
        assert_eq!(taken(from..to), [0_u32; 0]);
    }

    #[test]
    fn names_that_are_alike_are_told_apart() {
        let transcript = conversation(&[("A", "1"), ("B", "2"), ("C", "3"), ("D", "4")]);
        let names = ["Ann Lee", "Ann_Lee", "Ann Lee 2", "Ann Lee"].map(str::to_owned);
        let input = Input { names: &names, ..Input::new(&transcript) };
        let unique = View::new(&input, &Options::default()).unique_names('_');
        assert_eq!(unique, ["Ann_Lee", "Ann_Lee_2", "Ann_Lee_2_2", "Ann_Lee_3"]);
    }
}

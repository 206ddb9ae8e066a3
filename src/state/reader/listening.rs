//! Whom one listens to: solo, mute, a sample of a voice, and its name.

use std::ops::Range;

use leptos::prelude::*;
use transcript::statistics::{Excerpt, clean_excerpts};
use transcript::{Millis, SpeakerId, initials};
use web_sys::{Element, HtmlMediaElement};

use super::super::cast::Voice;
use super::super::document::Media;
use super::super::mounting::in_slices;
use super::super::recording::Recording;
use super::correcting::Outcome;
use super::places::Lists;
use super::{Inner, Reader};
use crate::platform::media_session;

/// The longest sample of a voice.
const SAMPLE: Millis = Millis::new(8_000);

impl Reader {
    /// Takes the element that plays, and hears the keys of the system that play and pause.
    pub fn take_sound(self, element: HtmlMediaElement) {
        self.playback().attach(element);
        let Some(inner) = self.inner() else { return };
        let act = |command: fn(Self)| -> media_session::Handler { Box::new(move || command(self)) };
        let keys = media_session::listen(
            &inner.document.title.get_untracked(),
            vec![
                ("play", act(Self::play)),
                ("pause", act(|reader| reader.playback().pause())),
                ("seekbackward", act(|reader| reader.leap(-1))),
                ("seekforward", act(|reader| reader.leap(1))),
                ("previoustrack", act(|reader| reader.step_turn(false))),
                ("nexttrack", act(|reader| reader.step_turn(true))),
            ],
        );
        StoredValue::new_local(keys);
    }

    /// Puts a recording beside a text that came without, or with one that does not play.
    pub fn listen_along(self, recording: &Recording) {
        if let Some(inner) = self.inner() {
            inner.document.media.set(Media::of(recording));
        }
    }

    /// Whether a voice is left out.
    pub fn is_muted(self, voice: SpeakerId) -> bool {
        self.muted().with(|muted| muted.contains(&voice.0))
    }

    /// Whether a voice is the only one that is not left out.
    pub fn is_solo(self, voice: SpeakerId) -> bool {
        let heard = self.cast().map(|cast| cast.heard()).unwrap_or_default();
        self.muted().with(|muted| {
            let is_out = |id: SpeakerId| muted.contains(&id.0);
            heard.len() > 1 && heard.iter().all(|other| is_out(other.id) != (other.id == voice))
        })
    }

    /// Leaves a voice out, or takes it in again.
    pub fn toggle_muted(self, voice: SpeakerId) {
        self.change_muted(|muted, _| match muted.iter().position(|out| *out == voice.0) {
            Some(at) => drop(muted.remove(at)),
            None => muted.push(voice.0),
        });
    }

    /// Leaves out all others, or takes them in again.
    pub fn toggle_solo(self, voice: SpeakerId) {
        let is_solo = untrack(|| self.is_solo(voice));
        self.change_muted(|muted, voices| {
            muted.clear();
            if !is_solo {
                muted.extend((0..voices).filter(|other| *other != voice.0));
            }
        });
    }

    /// Takes everyone in.
    pub fn show_everyone(self) {
        self.change_muted(|muted, _| muted.clear());
    }

    fn change_muted(self, change: impl FnOnce(&mut Vec<u16>, u16)) {
        let Some(inner) = self.inner() else { return };
        let voices = u16::try_from(inner.cast.all().len()).unwrap_or(u16::MAX);
        let before = self.muted().get_untracked();
        let mut after = before.clone();
        change(&mut after, voices);
        self.muted().set(after.clone());
        let seen = inner.seen_lists();
        for voice in (0..voices).filter(|voice| before.contains(voice) != after.contains(voice)) {
            let muted = self.muted();
            let is_out = after.contains(&voice);
            let holds = move || untrack(|| muted.with(|muted| muted.contains(&voice))) == is_out;
            self.each_turn(voice, seen.clone(), holds, move |turn| {
                let _toggled = turn.class_list().toggle_with_force("dim", is_out);
            });
        }
        inner.holds.set((1, 0));
    }

    /// Plays the longest stretch in which a voice is heard alone, at most eight seconds of it.
    pub fn hear_sample(self, voice: SpeakerId) {
        let Some(inner) = self.inner() else { return };
        if let Some(excerpt) = clean_excerpts(&inner.transcript(), voice, 1).first() {
            self.hear_excerpt(excerpt);
        }
    }

    /// Plays an excerpt, at most eight seconds of it.
    pub fn hear_excerpt(self, excerpt: &Excerpt) {
        let Range { start, end } = excerpt.times;
        self.hear_only(&(start..end.min(Millis::new(start.get().saturating_add(SAMPLE.get())))));
    }

    /// Calls a voice by another name, everywhere. A blank name gives it back its own.
    pub fn rename(self, voice: SpeakerId, typed: &str) -> Outcome {
        let Some(inner) = self.inner() else { return Outcome::Nothing };
        let edit = inner.document.editing().name(voice, typed);
        // Letters typed one after another are one change.
        let is_going_on = self.is_naming(voice);
        self.make(edit, is_going_on)
    }
}

/// Puts a name, and its initials, into a turn that tells whose it is.
fn show_name(turn: &Element, name: &str) {
    let part = |selector| turn.query_selector(selector).ok().flatten();
    let mark = initials(name);
    if let Some(who) = part(":scope>.who") {
        who.set_text_content(Some(name));
        let _set = who.set_attribute("data-mark", &mark);
    }
    if let Some(avatar) = part(":scope>.av") {
        avatar.set_text_content(Some(&mark));
    }
}

impl Inner {
    /// The lists in view.
    pub(super) fn seen_lists(&self) -> Range<usize> {
        let seen = self.seen_turns();
        self.places
            .borrow()
            .as_ref()
            .map_or(0..0, |places| places.lists().of(seen.start)..places.lists().of(seen.end) + 1)
    }
}

impl Reader {
    /// Shows a voice's name as it is now, wherever it speaks.
    pub(super) fn show_name_of(self, voice: &Voice) {
        let (called, wanted) = (voice.name, voice.name.get_untracked());
        let name = wanted.clone();
        let holds = move || called.get_untracked() == wanted;
        let seen = self.seen_lists();
        self.each_turn(voice.id.0, seen, holds, move |turn| show_name(turn, &name));
    }

    /// Changes each turn of a voice: those in the lists that are seen at once, the others after it was painted, bit by
    /// bit, as long as the change `holds`. A later one that undoes it goes over all turns itself.
    fn each_turn(
        self,
        voice: u16,
        seen: Range<usize>,
        holds: impl Fn() -> bool + 'static,
        change: impl Fn(&Element) + 'static,
    ) {
        for list in seen.clone() {
            self.turns_of_voice(list, voice).iter().for_each(&change);
        }
        let count = self.with_lists(Lists::count).unwrap_or(0);
        let others: Vec<usize> = (0..count).filter(|list| !seen.contains(list)).collect();
        in_slices(others.len(), move |at| {
            let goes_on = self.inner().is_some() && holds();
            if let Some(list) = others.get(at).filter(|_| goes_on) {
                let turns = self.turns_of_voice(*list, voice);
                if !turns.is_empty() {
                    self.skip_list(*list);
                }
                turns.iter().for_each(&change);
            }
            goes_on
        });
    }

    fn turns_of_voice(self, list: usize, voice: u16) -> Vec<Element> {
        let turns = self
            .inner()
            .and_then(|inner| Some(inner.places.borrow().as_ref()?.turns_of_voice(list, voice)));
        turns.unwrap_or_default()
    }
}

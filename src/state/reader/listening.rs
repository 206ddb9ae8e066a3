//! Whom one listens to: solo, mute, a sample of a voice, and its name.

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use transcript::statistics::clean_excerpt;
use transcript::{Millis, SpeakerId, initials};
use web_sys::{Element, File, HtmlMediaElement};

use super::super::document::Media;
use super::super::recording::Recording;
use super::places::CHUNK;
use super::{Inner, Reader};
use crate::platform::frame::{Slices, breathe, painted};
use crate::platform::media_session;
use crate::platform::task::spawn;

/// The longest sample of a voice.
const SAMPLE: Millis = Millis::new(8_000);

impl Reader {
    /// Takes the element that plays, and hears the keys of the system that play and pause.
    pub fn take_sound(self, element: HtmlMediaElement) {
        self.playback().attach(element);
        let Some(inner) = self.inner() else { return };
        let act = |command: fn(Self)| -> media_session::Handler { Box::new(move || command(self)) };
        let keys = media_session::listen(
            &inner.document.title,
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
    pub fn listen_along(self, file: File) {
        if let Some(inner) = self.inner() {
            inner.document.media.set(Media::of(&Recording::new(file)));
        }
    }

    /// Whether a voice is left out.
    pub fn is_muted(self, voice: SpeakerId) -> bool {
        self.muted().with(|muted| muted.contains(&voice.0))
    }

    /// Whether a voice is the only one that is not left out.
    pub fn is_solo(self, voice: SpeakerId) -> bool {
        let others = self.cast().map_or(0, |cast| cast.all().len().saturating_sub(1));
        others > 0 && self.muted().with(|muted| muted.len() == others && !muted.contains(&voice.0))
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
            inner.each_turn(voice, seen.clone(), holds, move |turn| {
                let _toggled = turn.class_list().toggle_with_force("dim", is_out);
            });
        }
        inner.holds.set((1, 0));
    }

    /// Plays the longest stretch in which a voice is heard alone, at most eight seconds of it.
    pub fn hear_sample(self, voice: SpeakerId) {
        let Some(inner) = self.inner() else { return };
        if let Some(mut excerpt) = clean_excerpt(inner.transcript(), voice) {
            excerpt.end = excerpt.end.min(Millis::new(excerpt.start.get() + SAMPLE.get()));
            self.hear_only(&excerpt);
        }
    }

    /// Calls a voice by another name, everywhere. A blank name gives it back its own.
    pub fn rename(self, voice: SpeakerId, typed: &str) {
        let Some(inner) = self.inner() else { return };
        let Some(known) = inner.cast.get(voice) else { return };
        let own = inner.transcript().speaker(voice).map(transcript::Speaker::name);
        let typed = typed.trim();
        let name = if typed.is_empty() { own.unwrap_or_default() } else { typed.to_owned() };
        let called = known.name;
        if called.get_untracked() == name {
            return;
        }
        inner.document.set_name(usize::from(voice.0), &name);
        called.set(name.clone());
        let wanted = name.clone();
        let holds = move || called.get_untracked() == wanted;
        let seen = inner.seen_lists();
        inner.each_turn(voice.0, seen, holds, move |turn| show_name(turn, &name));
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

/// Milliseconds of work on turns out of view before others may run.
const SLICE_MS: f64 = 8.0;

impl Inner {
    /// The lists in view.
    fn seen_lists(&self) -> Range<usize> {
        let seen = self.seen_turns();
        seen.start / CHUNK..seen.end / CHUNK + 1
    }

    /// Changes each turn of a voice: those in the lists that are seen at once, the others after it was painted, bit by
    /// bit, as long as the change `holds`. A later one that undoes it goes over all turns itself.
    fn each_turn(
        self: &Rc<Self>,
        voice: u16,
        seen: Range<usize>,
        holds: impl Fn() -> bool + 'static,
        change: impl Fn(&Element) + 'static,
    ) {
        let change = move |inner: &Self, list: usize| {
            let places = inner.places.borrow();
            let turns = places.as_ref().map(|places| places.turns_of_voice(list, voice));
            turns.iter().flatten().for_each(&change);
        };
        seen.clone().for_each(|list| change(self, list));
        let inner = Rc::clone(self);
        let lists = inner.transcript().turns().len().div_ceil(CHUNK);
        spawn(async move {
            painted().await;
            breathe().await;
            let mut slices = Slices::of(SLICE_MS);
            for list in (0..lists).filter(|list| !seen.contains(list)) {
                slices.next().await;
                if inner.is_gone() || !holds() {
                    return;
                }
                change(&inner, list);
            }
        });
    }
}

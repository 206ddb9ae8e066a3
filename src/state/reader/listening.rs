//! Whom one listens to: solo, mute, a sample of a voice, and its name.

use leptos::prelude::*;
use transcript::statistics::clean_excerpt;
use transcript::{Millis, SpeakerId, initials};
use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlMediaElement};

use super::super::document::Media;
use super::super::recording::Recording;
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
            &inner.document.title,
            vec![
                ("play", act(|reader| reader.playback().play())),
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
        for voice in 0..voices {
            let is_out = after.contains(&voice);
            if is_out != before.contains(&voice) {
                inner.each_of(voice, ".turn", |turn| {
                    let _toggled = turn.class_list().toggle_with_force("dim", is_out);
                });
            }
        }
        inner.holds.set((1, 0));
        self.muted().set(after);
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
        inner.each_of(voice.0, ".who", |who| who.set_text_content(Some(&name)));
        let mark = initials(&name);
        inner.each_of(voice.0, ".av", |avatar| avatar.set_text_content(Some(&mark)));
        if let Some(kept) = inner.document.names.borrow_mut().get_mut(usize::from(voice.0)) {
            kept.clone_from(&name);
        }
        known.name.set(name);
    }
}

impl Inner {
    /// Calls back for the parts of a voice's turns that a selector finds.
    fn each_of(&self, voice: u16, selector: &str, act: impl Fn(&Element)) {
        let places = self.places.borrow();
        let Some(places) = places.as_ref() else { return };
        let of_voice = format!(".turn[data-voice=\"{voice}\"]");
        let selector = match selector {
            ".turn" => of_voice,
            part => [&of_voice, ">", part].concat(),
        };
        let Ok(found) = places.all().query_selector_all(&selector) else { return };
        for index in 0..found.length() {
            if let Some(element) = found.get(index).and_then(|node| node.dyn_into().ok()) {
                act(&element);
            }
        }
    }
}

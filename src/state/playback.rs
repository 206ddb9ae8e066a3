//! Where the reader is in the recording, and playing it from there.
//!
//! Without a recording (or with one that this browser cannot play) there still is a place: the
//! map, the keys and the time buttons move it, and the text shows it.

use leptos::prelude::*;
use transcript::Millis;
use web_sys::{File, HtmlMediaElement};

use crate::platform::media::{self, ObjectUrl};
use crate::platform::task::spawn;
use crate::reactive::Var;
use crate::service::exact;
pub use crate::service::exact::Seeking;

/// The speeds on offer, in percent.
pub const SPEEDS: [u32; 9] = [50, 75, 100, 125, 150, 175, 200, 250, 300];

/// A text may end so long behind its sound: services count differently.
const END_MS: u32 = 2_000;

/// What is played in place of a file.
struct InPlace {
    /// Keeps its address good.
    _url: ObjectUrl,
    /// Where the file itself plays from.
    bare: String,
    /// How well a place is found there.
    seeking: Seeking,
}

/// The place in the recording, and what plays it.
#[derive(Clone, Copy)]
pub struct Playback {
    element: StoredValue<Option<HtmlMediaElement>, LocalStorage>,
    place: StoredValue<Millis>,
    length: Var<u32>,
    /// Where the text ends.
    text_end: Millis,
    /// Whether what plays is in a format that tells its length and its places.
    is_told: StoredValue<bool>,
    in_place: StoredValue<Option<InPlace>, LocalStorage>,
    /// How well a place is found; `None` where that is not known.
    pub seeking: Var<Option<Seeking>>,
    /// Whether it plays now.
    pub is_playing: Var<bool>,
    /// Whether there is no sound: none was given, or the browser cannot play it.
    pub is_silent: Var<bool>,
    /// The place as the clock shows it, in milliseconds; coarser than [`Playback::at`].
    pub shown: Var<u32>,
    /// In percent of the recorded speed.
    pub speed: Var<u32>,
    /// In percent.
    pub volume: Var<u32>,
}

impl Playback {
    /// Starts at 0 without an element.
    pub fn new(length: Millis) -> Self {
        Self {
            element: StoredValue::new_local(None),
            place: StoredValue::new(Millis::new(0)),
            length: Var::new(length.get()),
            text_end: length,
            is_told: StoredValue::new(false),
            in_place: StoredValue::new_local(None),
            seeking: Var::new(None),
            is_playing: Var::new(false),
            is_silent: Var::new(true),
            shown: Var::new(0),
            speed: Var::new(100),
            volume: Var::new(100),
        }
    }

    /// Takes the element that plays.
    pub fn attach(self, element: HtmlMediaElement) {
        self.element.set_value(Some(element));
        self.is_silent.set(false);
    }

    /// Told that something failed with the recording. Whether the browser cannot play it at all;
    /// where it only lacks a loudspeaker or stumbled over a part, it goes on.
    pub fn give_up(self) -> bool {
        let is_dead =
            self.element.with_value(|element| element.as_ref().is_none_or(media::is_dead));
        if !is_dead {
            return false;
        }
        if let Some(InPlace { bare, seeking, .. }) =
            self.in_place.try_update_value(Option::take).flatten()
        {
            // The browser does not know these frames in that format: the file itself it may.
            self.seeking.set(Some(seeking));
            self.with_element(|element| media::play_from(element, &bare));
            self.seek(self.place.get_value());
            return false;
        }
        self.element.set_value(None);
        self.is_silent.set(true);
        self.is_playing.set(false);
        true
    }

    /// How long the recording is: as its text says, or longer where its sound goes on.
    pub fn length(self) -> Millis {
        Millis::new(self.length.get())
    }

    /// How long it is now, for who does not follow it.
    fn length_now(self) -> Millis {
        Millis::new(self.length.get_untracked())
    }

    /// The element knows how long its recording is: that holds where it need not guess. Of a recording that
    /// ends long before its text, by what the browser makes of it, what is behind cannot be reached.
    pub fn take_length(self) {
        let length = self.element.with_value(|element| media::length(element.as_ref()?));
        let Some(length) = length.map(millis).filter(|_| self.is_told.get_value()) else { return };
        let lacks = self.text_end.get().saturating_sub(length.get());
        let is_whole = lacks <= END_MS;
        self.seeking.set(Some(if is_whole { Seeking::Exact } else { Seeking::About(lacks) }));
        self.reach(length);
    }

    /// The sound is so long.
    fn reach(self, length: Millis) {
        if self.length_now() < length {
            self.length.set(length.get());
        }
    }

    /// Has the element play a file from this address, once it was read for its places; what finds them
    /// exactly is played in its place.
    pub fn hear(self, element: HtmlMediaElement, file: File, address: String) {
        self.seeking.set(None);
        self.is_told.set_value(false);
        spawn(async move {
            let heard = exact::read(&file).await;
            let is_its = |now: &Option<HtmlMediaElement>| now.as_ref() == Some(&element);
            if self.element.try_with_value(is_its) != Some(true) {
                return;
            }
            let Some(heard) = heard else { return media::play_file(&element, &address).await };
            self.is_told.set_value(heard.length_ms.is_none());
            if let Some(length) = heard.length_ms {
                self.reach(Millis::new(length));
            }
            let Some(url) = heard.exact else {
                self.seeking.set(Some(heard.bare));
                return media::play_file(&element, &address).await;
            };
            self.seeking.set(Some(Seeking::Exact));
            let in_place = InPlace { _url: url.clone(), bare: address, seeking: heard.bare };
            self.in_place.set_value(Some(in_place));
            media::play_file(&element, url.as_str()).await;
        });
    }

    /// The exact place.
    pub fn at(self) -> Millis {
        let played = self.element.try_with_value(|element| {
            element.as_ref().and_then(|element| media::place(element).map(millis))
        });
        played.flatten().unwrap_or_else(|| self.place.try_get_value().unwrap_or_default())
    }

    /// Goes to a place, playing or not as before.
    pub fn seek(self, to: Millis) {
        let to = to.min(self.length_now());
        self.place.set_value(to);
        self.shown.set(to.get());
        self.with_element(|element| media::seek(element, to.as_secs_f64()));
    }

    /// Goes to a place and plays from there.
    pub fn play_from(self, start: Millis) {
        self.seek(start);
        self.with_element(media::play);
    }

    /// Plays.
    pub fn play(self) {
        self.with_element(media::play);
    }

    /// Plays or pauses.
    pub fn toggle(self) {
        let is_playing = self.is_playing.get_untracked();
        self.with_element(|element| {
            if is_playing {
                media::pause(element);
            } else {
                media::play(element);
            }
        });
    }

    /// Pauses.
    pub fn pause(self) {
        self.with_element(media::pause);
    }

    /// Shows the place as the element tells it, about four times a second.
    pub fn show_place(self) {
        let at = self.at();
        self.place.set_value(at);
        self.shown.set(at.get());
    }

    /// Changes the speed; the pitch stays.
    pub fn set_speed(self, percent: u32) {
        self.speed.set(percent);
        self.with_element(|element| element.set_playback_rate(f64::from(percent) / 100.0));
    }

    /// The next slower (`false`) or faster speed.
    pub fn shift_speed(self, is_faster: bool) {
        let now = self.speed.get_untracked();
        let next = if is_faster {
            SPEEDS.into_iter().find(|speed| *speed > now)
        } else {
            SPEEDS.into_iter().rev().find(|speed| *speed < now)
        };
        self.set_speed(next.unwrap_or(now));
    }

    /// Changes the volume.
    pub fn set_volume(self, percent: u32) {
        self.volume.set(percent);
        self.with_element(|element| element.set_volume(f64::from(percent) / 100.0));
    }

    fn with_element(self, act: impl FnOnce(&HtmlMediaElement)) {
        self.element.with_value(|element| {
            if let Some(element) = element {
                act(element);
            }
        });
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn millis(seconds: f64) -> Millis {
    Millis::new((seconds * 1_000.0).round() as u32)
}

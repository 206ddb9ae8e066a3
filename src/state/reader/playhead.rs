//! What is heard now: the marked word, the current turn, and what the sound leaps over.

use std::ops::Range;

use transcript::timeline::{Unit, WordPlace};
use transcript::{Millis, SpeakerId, Turn};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::marks::Mark;
use super::{Inner, Reader};
use crate::platform::focus;
use crate::platform::frame::next_frame;
use crate::platform::task::spawn;

/// What "back" and "forward" leap over.
const LEAP_MS: i64 = 5_000;
/// What is left of a silence must be worth a leap, or its last moment is leapt at for ever.
const WORTH_A_LEAP: Millis = Millis::new(300);

impl Reader {
    /// Shows what is at the playhead at each frame, as long as it plays.
    pub(super) fn step_each_frame(self) {
        let Some(inner) = self.inner() else { return };
        let is_playing = self.playback().is_playing;
        spawn(async move {
            while !inner.is_gone() && is_playing.try_get_untracked() == Some(true) {
                self.step();
                next_frame().await;
            }
        });
    }

    /// Marks the word and the turn at the playhead, and skips what is to be skipped.
    pub(super) fn step(self) {
        let Some(inner) = self.inner() else { return };
        let at = self.playback().at();
        let (from, until) = inner.holds.get();
        if (from..until).contains(&at.get()) {
            return;
        }
        if self.playback().is_playing.get_untracked() && self.skip(&inner, at) {
            return;
        }
        let until = inner.timeline().holds_until(at).min(self.next_leap(&inner, at));
        inner.holds.set((at.get(), until.get().max(at.get() + 1)));
        let word = inner.timeline().word_at(&inner.transcript(), at);
        let stretch = word.as_ref().and_then(|word| inner.stretch_of(word));
        let marked = stretch.as_slice();
        Mark::CurrentWord.paint(if self.settings().marks_spoken() { marked } else { &[] });
        let turn = inner.turn_at(at, word.as_ref());
        inner.spoken.replace(word);
        if self.turn().get_untracked() != turn {
            inner.set_current(turn);
            self.turn().set(turn);
        }
        if self.playback().is_playing.get_untracked() {
            self.bring();
        }
    }

    /// Forgets what was painted, and paints it again.
    pub(super) fn step_anew(self) {
        if let Some(inner) = self.inner() {
            inner.holds.set((1, 0));
            self.step();
        }
    }

    /// The moment of the next leap that is known: it must not be slept over.
    fn next_leap(self, inner: &Inner, at: Millis) -> Millis {
        let end = |turn| inner.transcript().turn(turn).map(|turn| turn.end);
        let ends = [inner.looped.get().and_then(end), inner.sample_end.get()];
        let next = ends.into_iter().flatten().filter(|end| *end > at).min();
        let quiet = self.silence_after(inner, at).map(|silence| silence.start);
        [next, quiet].into_iter().flatten().min().unwrap_or(Millis::new(u32::MAX))
    }

    /// Leaps where something is to be left out. Whether it did.
    fn skip(self, inner: &Inner, at: Millis) -> bool {
        let transcript = inner.transcript();
        if inner.sample_end.get().is_some_and(|end| at >= end) {
            inner.sample_end.set(None);
            self.playback().pause();
            return true;
        }
        if let Some(turn) = inner.looped.get().and_then(|turn| transcript.turn(turn)) {
            let is_outside = at >= turn.end || at < turn.start;
            if is_outside && turn.end > turn.start {
                self.playback().seek(turn.start);
                return true;
            }
            return false;
        }
        let silence = self.silence_after(inner, at);
        if let Some(silence) = silence.filter(|silence| silence.start <= at)
            && silence.end.saturating_sub(at) > WORTH_A_LEAP
        {
            self.playback().seek(silence.end);
            return true;
        }
        let muted = self.muted().get_untracked();
        if muted.is_empty() || inner.sample_end.get().is_some() {
            return false;
        }
        let is_out = |turn: &Turn| muted.contains(&turn.speaker.0);
        let spoken = inner.timeline().turn_at(at).and_then(|turn| transcript.turn(turn));
        if spoken.is_none_or(|turn| !is_out(turn) || turn.end <= at) {
            return false;
        }
        match transcript.turns().iter().find(|turn| turn.start > at && !is_out(turn)) {
            Some(turn) => self.playback().seek(turn.start),
            None => self.playback().pause(),
        }
        true
    }

    /// The silence at this moment or after it, if silences are skipped.
    fn silence_after(self, inner: &Inner, at: Millis) -> Option<Range<Millis>> {
        let length = self.settings().skipped_silence();
        if length == 0 {
            return None;
        }
        let mut silences = inner.silences.borrow_mut();
        if silences.0 != length {
            *silences =
                (length, inner.timeline().silences(&inner.transcript(), Millis::new(length)));
        }
        silences.1.iter().find(|silence| silence.end > at).cloned()
    }

    /// Brings the spoken line into view, if the text follows.
    fn bring(self) {
        if let Some((top, bottom)) = self.inner().and_then(|inner| inner.spoken_line()) {
            self.follow().bring(top, bottom);
        }
    }

    /// Does so in the next frame, when the browser lays the page out in any case.
    fn bring_soon(self) {
        let Some(inner) = self.inner() else { return };
        if !inner.is_bringing.replace(true) {
            spawn(async move {
                next_frame().await;
                inner.is_bringing.set(false);
                self.bring();
            });
        }
    }

    /// "Back to playhead".
    pub fn back_to_playhead(self) {
        self.follow().resume();
        self.bring_soon();
    }

    /// The same, from a button that goes when it has done so: the focus goes on where one reads.
    pub fn return_to_playhead(self) {
        self.back_to_playhead();
        let Some(inner) = self.inner() else { return };
        let current = inner.current.borrow();
        let time = current.as_ref().and_then(|turn| turn.query_selector(".time").ok().flatten());
        time.iter().for_each(focus::focus_in_place);
    }

    /// Plays from a moment; the text follows again.
    pub fn hear(self, start: Millis) {
        self.end_sample();
        self.forget_click();
        self.follow().resume();
        self.playback().play_from(start);
    }

    /// Plays or pauses.
    pub fn toggle(self) {
        self.end_sample();
        self.playback().toggle();
    }

    /// Plays on.
    pub(super) fn play(self) {
        self.end_sample();
        self.playback().play();
    }

    /// What plays from now on does not end with the sample of a voice.
    fn end_sample(self) {
        if let Some(inner) = self.inner() {
            inner.sample_end.set(None);
        }
    }

    /// The playhead goes elsewhere than where the text was clicked.
    fn forget_click(self) {
        if let Some(inner) = self.inner() {
            inner.clicked.set(None);
        }
    }

    /// Plays this stretch and stops.
    pub(super) fn hear_only(self, stretch: &Range<Millis>) {
        let Some(inner) = self.inner() else { return };
        self.hear(stretch.start);
        inner.sample_end.set(Some(stretch.end));
        inner.holds.set((1, 0));
    }

    /// Leaps back (negative) or forward by so many times five seconds.
    pub fn leap(self, times: i64) {
        let to = i64::from(self.playback().at().get()).saturating_add(times * LEAP_MS).max(0);
        self.go_to(Millis::new(u32::try_from(to).unwrap_or(u32::MAX)));
    }

    /// What arrow and page keys do on the slider, whose own steps are a millisecond.
    pub fn leap_by_key(self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let times = match key.key().as_str() {
            "ArrowLeft" | "ArrowDown" => -1,
            "ArrowRight" | "ArrowUp" => 1,
            "PageDown" => -6,
            "PageUp" => 6,
            _ => return,
        };
        event.prevent_default();
        self.leap(times);
    }

    /// The text follows the sound, or not.
    pub fn toggle_follow(self) {
        if self.follow().is_on_now() {
            self.follow().yield_now();
        } else {
            self.back_to_playhead();
        }
    }

    /// Goes to the turn after or before the one at the playhead.
    pub fn step_turn(self, is_forward: bool) {
        let Some(inner) = self.inner() else { return };
        let next = match (self.turn().get_untracked(), is_forward) {
            (None, _) => Some(0),
            (Some(now), true) => Some(now + 1),
            (Some(now), false) => now.checked_sub(1),
        };
        let start = |turn| inner.transcript().turn(turn).map(|turn| turn.start);
        if let Some(start) = next.and_then(start) {
            self.go_to(start);
        }
    }

    /// Goes to the word or the sentence after or before the playhead.
    pub fn step_in_text(self, unit: Unit, is_forward: bool) {
        let Some(inner) = self.inner() else { return };
        let at = self.playback().at();
        if let Some(start) = inner.timeline().step(&inner.transcript(), at, unit, is_forward) {
            self.go_to(start);
        }
    }

    /// Moves the playhead, and shows where it is.
    pub fn go_to(self, start: Millis) {
        self.forget_click();
        self.playback().seek(start);
        self.step_anew();
        self.back_to_playhead();
    }

    /// Marks the turn at the playhead again, if it is one of these, which were built anew.
    pub fn mark_current_in(self, turns: &Range<usize>) {
        let current = self.turn().get_untracked().filter(|turn| turns.contains(turn));
        if let Some(inner) = self.inner().filter(|_| current.is_some()) {
            inner.set_current(current);
        }
    }

    /// Repeats the turn at the playhead from now on, or stops to.
    pub(super) fn repeat(self, is_looping: bool) {
        if let Some(inner) = self.inner() {
            inner.looped.set(self.turn().get_untracked().filter(|_| is_looping));
            inner.holds.set((1, 0));
        }
    }

    /// Who speaks at a moment. `None` until the conversation is live; follows that.
    pub fn speaker_at(self, at: Millis) -> Option<SpeakerId> {
        let inner = self.inner().filter(|_| self.is_live().get())?;
        let word = inner.timeline().word_at(&inner.transcript(), at);
        let turn = inner.turn_at(at, word.as_ref())?;
        inner.transcript().turn(turn).map(|turn| turn.speaker)
    }
}

impl Inner {
    /// The turn of the word that is spoken; without one, the turn that is spoken.
    fn turn_at(&self, at: Millis, word: Option<&WordPlace>) -> Option<usize> {
        word.map(|word| word.turn as usize).or_else(|| self.timeline().turn_at(at))
    }

    fn set_current(&self, turn: Option<usize>) {
        let places = self.places.borrow();
        let element = turn.and_then(|turn| places.as_ref()?.turn(turn));
        if let Some(before) = self.current.replace(element.clone()) {
            let _gone = before.remove_attribute("aria-current");
        }
        if let Some(element) = element {
            let _set = element.set_attribute("aria-current", "true");
        }
    }

    /// Top and bottom in the window of the word at the playhead, or of its turn's first line.
    pub(super) fn spoken_line(&self) -> Option<(f64, f64)> {
        let word = self.spoken.borrow();
        let rect = match word.as_ref().and_then(|word| self.stretch_of(word)?.rect()) {
            Some(rect) => rect,
            None => self.current.borrow().as_ref()?.get_bounding_client_rect(),
        };
        Some((rect.top(), rect.bottom().min(rect.top() + 60.0)))
    }
}

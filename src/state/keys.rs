//! What the keys do while a conversation is read. The one table of it: the page acts by it and
//! shows it, the README is checked against it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::keymap::{Keymap, Usual};
use super::settings::use_settings;
use super::use_state;
use crate::platform::listener::Listener;
use crate::platform::preference;
use crate::reactive::Var;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Play, pause.
    PlayPause,
    /// Five seconds back.
    Back,
    /// Five seconds on.
    Forward,
    /// A slower speed.
    Slower,
    /// A faster speed.
    Faster,
    /// Next turn.
    NextTurn,
    /// Previous turn.
    PreviousTurn,
    /// Next sentence.
    NextSentence,
    /// Previous sentence.
    PreviousSentence,
    /// Next word.
    NextWord,
    /// Previous word.
    PreviousWord,
    /// Follow on, off.
    Follow,
    /// Play this turn again and again.
    Loop,
    /// Search.
    Search,
    /// Next hit.
    NextHit,
    /// Previous hit.
    PreviousHit,
    /// Take it away as a file.
    Export,
    /// Type over this turn.
    Edit,
    /// Look at what is doubtful.
    Review,
    /// Copy what is selected, with its source.
    Quote,
    /// Show the original, or the corrected text.
    Original,
    /// Undo the last correction.
    Undo,
    /// Make it again.
    Redo,
    /// Give this turn, or what is selected, to the voice at this place, from 1.
    Voice(u8),
    /// The list of keys.
    Help,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Under which a change of it is kept; never changes.
    pub name: &'static str,
    /// The usual key, as `KeyboardEvent.key` names it.
    pub key: &'static str,
    /// What is shown for it.
    pub shown: &'static str,
    /// What it does, in words.
    pub does: &'static str,
    /// What it asks for.
    pub command: Command,
}

const fn key(
    name: &'static str,
    key: &'static str,
    shown: &'static str,
    does: &'static str,
    command: Command,
) -> Key {
    Key { name, key, shown, does, command }
}

/// The whole table.
pub const KEYS: [Key; 22] = [
    key("play", " ", "Space", "Play, pause", Command::PlayPause),
    key("back", "ArrowLeft", "←", "5 s back", Command::Back),
    key("forward", "ArrowRight", "→", "5 s on", Command::Forward),
    key("slower", "<", "<", "Slower", Command::Slower),
    key("faster", ">", ">", "Faster", Command::Faster),
    key("next-turn", "j", "J", "Next turn", Command::NextTurn),
    key("previous-turn", "k", "K", "Previous turn", Command::PreviousTurn),
    key("next-sentence", "s", "S", "Next sentence", Command::NextSentence),
    key("previous-sentence", "S", "Shift S", "Previous sentence", Command::PreviousSentence),
    key("next-word", "w", "W", "Next word", Command::NextWord),
    key("previous-word", "W", "Shift W", "Previous word", Command::PreviousWord),
    key("follow", "f", "F", "Follow the sound, or not", Command::Follow),
    key("loop", "l", "L", "Repeat this turn, or not", Command::Loop),
    key("search", "/", "/", "Search", Command::Search),
    key("next-hit", "n", "N", "Next hit, or next place in a review", Command::NextHit),
    key("previous-hit", "N", "Shift N", "Previous hit, or place in a review", Command::PreviousHit),
    key("edit", "e", "E", "Edit this turn", Command::Edit),
    key("review", "r", "R", "Review what is doubtful", Command::Review),
    key("original", "o", "O", "The original, or the corrected text", Command::Original),
    key("quote", "q", "Q", "Copy what is selected as a quote", Command::Quote),
    key("export", "x", "X", "Export", Command::Export),
    key("help", "?", "?", "This list", Command::Help),
];

/// Keys that stay as they are: what is shown for them, and what they do.
pub const FIXED: [(&str, &str); 7] = [
    ("1 – 9", "Voice of this turn, or of what is selected"),
    ("Ctrl Z", "Undo"),
    ("Ctrl Shift Z", "Redo"),
    ("Enter", "While editing: done; in a review: right as it is"),
    ("Ctrl Enter", "While editing: split here"),
    ("A – Z", "In a review: type what is said instead"),
    ("Backspace", "At the beginning of a turn: merge with the one before"),
];

/// Where changed keys are kept.
const KEPT: &str = "keymap";

/// The names of the commands and their usual keys.
const USUAL: [Usual; KEYS.len()] = {
    let mut usual = [("", ""); KEYS.len()];
    let mut row = 0;
    while row < KEYS.len() {
        usual[row] = (KEYS[row].name, KEYS[row].key);
        row += 1;
    }
    usual
};

/// The keys as the user wants them.
#[derive(Clone, Copy)]
pub struct Keys(Var<Keymap>);

impl Keys {
    /// Reads what was kept.
    pub(super) fn new() -> Self {
        Self(Var::new(Keymap::read(&USUAL, &preference::get(KEPT).unwrap_or_default())))
    }

    /// What is shown for the key of a row; follows changes.
    pub fn shown(self, row: usize) -> String {
        let key = self.0.with(|keys| keys.key(row).to_owned());
        let usual = KEYS.get(row).filter(|usual| usual.key == key);
        match usual {
            Some(usual) => usual.shown.to_owned(),
            None if key == " " => "Space".to_owned(),
            None if key.is_empty() => "None".to_owned(),
            None => key,
        }
    }

    /// What a key asks for.
    pub fn command(self, pressed: &str) -> Option<Command> {
        let row = self.0.with_untracked(|keys| keys.row(pressed));
        match (row, pressed.as_bytes()) {
            (Some(row), _) => KEYS.get(row).map(|key| key.command),
            (None, [digit @ b'1'..=b'9']) => Some(Command::Voice(digit - b'0')),
            _ => None,
        }
    }

    /// Gives a row another key; the row that had it takes the old one in exchange.
    pub fn change(self, row: usize, pressed: &str) {
        self.0.update(|keys| keys.change(row, pressed));
        preference::set(KEPT, &self.0.with_untracked(|keys| keys.write(&USUAL)));
    }

    /// Calls back for every command that is pressed as long as the owner lives: single keys
    /// unless they are off, and never while typing or in a dialog; and Ctrl F, the first time.
    pub fn listen(self, is_searching: fn() -> bool, act: impl Fn(Command) + 'static) {
        let Some(window) = web_sys::window() else { return };
        let settings = use_settings();
        let listener = Listener::new(&window, "keydown", move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            let is_find = (key.ctrl_key() || key.meta_key()) && key.key().eq_ignore_ascii_case("f");
            let command = if let Some(step) = step_of(key) {
                (!is_taken(&event, "z")).then_some(step)
            } else if is_find && !key.shift_key() && !key.alt_key() {
                // In our field already: the browser's own search is meant.
                (!is_searching()).then_some(Command::Search)
            } else {
                let has_modifier = key.ctrl_key() || key.meta_key() || key.alt_key();
                let is_free = settings.keys.now() > 0 && !has_modifier && !key.default_prevented();
                let pressed = key.key();
                (is_free && !is_taken(&event, &pressed)).then(|| self.command(&pressed)).flatten()
            };
            if let Some(command) = command {
                event.prevent_default();
                act(command);
            }
        });
        StoredValue::new_local(listener);
    }
}

/// Undo and redo, as everywhere.
fn step_of(key: &KeyboardEvent) -> Option<Command> {
    let is_command = (key.ctrl_key() || key.meta_key()) && !key.alt_key();
    match (key.key().to_ascii_lowercase().as_str(), key.shift_key()) {
        _ if !is_command => None,
        ("z", false) => Some(Command::Undo),
        ("z", true) | ("y", false) => Some(Command::Redo),
        _ => None,
    }
}

/// Whether what has the focus wants the key for itself.
fn is_taken(event: &Event, pressed: &str) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let takes = "input:not([type=range]),select,textarea,[contenteditable],dialog,[popover]";
    let buttons = "button,a,summary";
    let is_in = |selector: &str| target.closest(selector).ok().flatten().is_some();
    // On a button that plays from somewhere Enter presses it; Space pauses what it has begun.
    let is_press = match pressed {
        "Enter" => true,
        " " => !is_in(".time,.at-once,[data-plays]"),
        _ => false,
    };
    is_in(takes) || (is_press && is_in(buttons))
}

/// The keys of the app.
pub fn use_keys() -> Keys {
    use_state().keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings() {
        for (at, key) in KEYS.iter().enumerate() {
            let mut others = KEYS[at + 1..].iter();
            assert!(others.all(|other| other.key != key.key && other.name != key.name));
        }
    }

    #[test]
    fn the_readme_tells_each_key() {
        let readme = include_str!("../../README.md");
        for key in KEYS {
            let row = format!("| {} | {} |", key.shown, key.does);
            assert!(readme.contains(&row), "the README lacks: {row}");
        }
        for (shown, does) in FIXED {
            let row = format!("| {shown} | {does} |");
            assert!(readme.contains(&row), "the README lacks: {row}");
        }
    }
}

//! Steps through the page: what can be done at random, and how a path of them is written down.
//!
//! A step says nothing of the page that it meets: numbers are counted around what is there. So a path
//! means something also when steps are left out of it.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context as _, Error, Result, bail};
use fastrand::Rng;

/// One thing that a person does, or that happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Presses the n-th of what can be pressed.
    Press(usize),
    /// Presses one of [`KEYS`].
    Key(usize),
    /// Types one of [`TEXTS`] where the focus is.
    Type(usize),
    /// Begins to edit the n-th turn.
    Edit(usize),
    /// Puts the caret before the n-th letter of what is edited.
    Caret(usize),
    /// Opens the transcript of the n-th sample.
    File(usize),
    /// Sends a recording to the service.
    Transcribe,
    /// Something befalls the n-th kind of request.
    Fault(usize),
    /// Goes to the start.
    Start,
    /// Opens the n-th recording of the list.
    Open(usize),
    /// Loads the page anew.
    Reload,
    /// Opens the same address in a second tab, or turns to the other tab.
    Tab,
    /// Closes this tab, if there is another.
    Close,
    /// The disk is full from now on.
    Full,
    /// There is room again.
    Room,
    /// The network comes back, which has the page try again.
    Online,
    /// Nothing, for a moment.
    Wait,
}

/// The keys that are pressed: what the page knows, and what it does not.
pub const KEYS: &[&str] = &[
    "j",
    "k",
    "w",
    "W",
    "s",
    "S",
    "Space",
    "Enter",
    "Escape",
    "Tab",
    "ShiftTab",
    "Left",
    "Right",
    "Up",
    "Down",
    "e",
    "1",
    "2",
    "3",
    "9",
    "m",
    "/",
    "f",
    "n",
    "N",
    "?",
    "Delete",
    "Backspace",
    "Home",
    "End",
    "PageDown",
    "CtrlA",
    "CtrlEnter",
    "CtrlZ",
    "CtrlShiftZ",
    "x",
];

/// The texts that are typed.
pub const TEXTS: &[&str] = &["so ", "Ünder", " 12", "שלום", "声", "e\u{301}", ".", "a b "];

/// Makes a step of its kind.
type Make = fn(&mut Rng) -> Step;

/// So many of a thousand steps are of each kind.
const WEIGHTS: &[(u32, Make)] = &[
    (300, |rng| Step::Press(rng.usize(..400))),
    (230, |rng| Step::Key(rng.usize(..KEYS.len()))),
    (110, |rng| Step::Type(rng.usize(..TEXTS.len()))),
    (80, |rng| Step::Edit(rng.usize(..40))),
    (60, |rng| Step::Caret(rng.usize(..400))),
    (40, |rng| Step::File(rng.usize(..8))),
    (15, |_| Step::Transcribe),
    (20, |rng| Step::Fault(rng.usize(..8))),
    (15, |_| Step::Start),
    (30, |rng| Step::Open(rng.usize(..4))),
    (25, |_| Step::Reload),
    (20, |_| Step::Tab),
    (10, |_| Step::Close),
    (10, |_| Step::Full),
    (15, |_| Step::Room),
    (10, |_| Step::Online),
    (10, |_| Step::Wait),
];

/// A path of so many steps. It begins with a conversation.
#[must_use]
pub fn path(seed: u64, count: usize) -> Vec<Step> {
    let mut rng = Rng::with_seed(seed);
    let first = Step::File(rng.usize(..8));
    std::iter::once(first).chain((1..count).map(|_| random(&mut rng))).collect()
}

fn random(rng: &mut Rng) -> Step {
    let total: u32 = WEIGHTS.iter().map(|(weight, _)| weight).sum();
    let mut at = rng.u32(..total);
    for (weight, make) in WEIGHTS {
        if at < *weight {
            return make(rng);
        }
        at -= weight;
    }
    Step::Wait
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Press(n) => write!(f, "press:{n}"),
            Self::Key(n) => write!(f, "key:{}", KEYS.get(*n).unwrap_or(&"?")),
            Self::Type(n) => write!(f, "type:{n}"),
            Self::Edit(n) => write!(f, "edit:{n}"),
            Self::Caret(n) => write!(f, "caret:{n}"),
            Self::File(n) => write!(f, "file:{n}"),
            Self::Transcribe => f.write_str("transcribe"),
            Self::Fault(n) => write!(f, "fault:{n}"),
            Self::Start => f.write_str("start"),
            Self::Open(n) => write!(f, "open:{n}"),
            Self::Reload => f.write_str("reload"),
            Self::Tab => f.write_str("tab"),
            Self::Close => f.write_str("close"),
            Self::Full => f.write_str("full"),
            Self::Room => f.write_str("room"),
            Self::Online => f.write_str("online"),
            Self::Wait => f.write_str("wait"),
        }
    }
}

impl FromStr for Step {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, of) = text.split_once(':').unwrap_or((text, ""));
        let number = || of.parse::<usize>().with_context(|| format!("“{text}” lacks its number"));
        Ok(match name {
            "press" => Self::Press(number()?),
            "key" => {
                let at = KEYS.iter().position(|key| *key == of);
                Self::Key(at.with_context(|| format!("“{of}” is no key of a path"))?)
            }
            "type" => Self::Type(number()?),
            "edit" => Self::Edit(number()?),
            "caret" => Self::Caret(number()?),
            "file" => Self::File(number()?),
            "transcribe" => Self::Transcribe,
            "fault" => Self::Fault(number()?),
            "start" => Self::Start,
            "open" => Self::Open(number()?),
            "reload" => Self::Reload,
            "tab" => Self::Tab,
            "close" => Self::Close,
            "full" => Self::Full,
            "room" => Self::Room,
            "online" => Self::Online,
            "wait" => Self::Wait,
            _ => bail!("“{text}” is no step"),
        })
    }
}

/// A path as it is written: its steps, with blanks between them.
#[must_use]
pub fn written(path: &[Step]) -> String {
    path.iter().map(Step::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads a path.
pub fn read(text: &str) -> Result<Vec<Step>> {
    text.split_whitespace().map(str::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_was_written() {
        let path = path(7, 3_000);
        assert_eq!(read(&written(&path)).expect("it is a path"), path);
        assert!(read("press").is_err() && read("key:Hyper").is_err() && read("jump").is_err());
    }

    #[test]
    fn the_same_seed_leads_the_same_way() {
        assert_eq!(path(3, 50), path(3, 50));
        assert_ne!(path(3, 50), path(4, 50));
    }
}

//! What must be true after every step, whatever was done.

use std::collections::HashMap;

use super::look::Look;
use super::walk::Done;

/// The page may stand still for so long, in milliseconds.
const STILL_MS: u64 = 1_000;

/// A rule that was broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Broken {
    /// Its name.
    pub rule: &'static str,
    /// How.
    pub how: String,
}

impl Broken {
    /// This rule, in this way.
    pub(super) fn new(rule: &'static str, how: impl Into<String>) -> Self {
        Self { rule, how: how.into() }
    }
}

/// What is known of a recording's conversation.
#[derive(Default, Debug)]
struct Known {
    /// What it was before anything was corrected.
    original: Option<Vec<(String, String)>>,
    /// What it said since the page last said that all is kept; that first.
    said: Vec<String>,
}

/// What was seen so far on a walk.
#[derive(Default, Debug)]
pub(super) struct Rules {
    known: HashMap<String, Known>,
}

/// Controls that may change what is said.
const CHANGING: &[&str] = &["Undo", "Redo", "Replace all", "Replace", "Restore the original"];

impl Rules {
    /// What the conversation was that is shown, before anything was corrected.
    #[must_use]
    pub(super) fn original(&self, look: &Look) -> Option<&Vec<(String, String)>> {
        self.known.get(&look.address)?.original.as_ref()
    }

    /// Holds what is seen after a step against what was seen before.
    pub(super) fn check(&mut self, before: &Look, done: &Done, after: &Look) -> Result<(), Broken> {
        if after.has_stopped {
            return Err(Broken::new("the page runs", "it says that it stopped"));
        }
        if after.stood_still > STILL_MS {
            let how = format!("for {} ms", after.stood_still);
            return Err(Broken::new("the page never stands still", how));
        }
        title(after)?;
        if after.is_recording && after.is_settled && after.turns.is_some() {
            self.said(before, done, after)?;
        }
        Ok(())
    }

    /// No word is lost, and none comes that nobody typed.
    fn said(&mut self, before: &Look, done: &Done, after: &Look) -> Result<(), Broken> {
        let Some(text) = after.text() else { return Ok(()) };
        let known = self.known.entry(after.address.clone()).or_default();
        if known.original.is_none() && !after.can_undo && !after.can_redo {
            known.original.clone_from(&after.turns);
        }
        let is_here = before.address == after.address
            && before.turns.is_some()
            && !matches!(done, Done::Reloaded | Done::Turned);
        if let Some(old) = before.text().filter(|_| is_here) {
            words(before, done, &old, &text)?;
        } else if !known.said.is_empty() && !known.said.contains(&text) {
            // It comes from the disk: as it was when it was last called kept, or as it was since then.
            let last = known.said.last().map_or("", String::as_str);
            return Err(Broken::new("what is kept is there", difference(last, &text)));
        }
        if after.owes == 0 && !after.is_full && !after.is_elsewhere {
            known.said.clear();
        }
        if known.said.last() != Some(&text) {
            known.said.push(text);
        }
        Ok(())
    }
}

/// A tab is named after what it shows.
fn title(look: &Look) -> Result<(), Broken> {
    let expected = if look.is_start {
        "Diarist: who said what".to_owned()
    } else if look.is_settled && look.turns.is_some() {
        format!("{} · Diarist", look.heading)
    } else {
        return Ok(());
    };
    if look.title.ends_with(&expected) {
        return Ok(());
    }
    let how = format!("it is “{}”, where “{expected}” is shown", look.title);
    Err(Broken::new("the title tells the state", how))
}

/// What one step may do to what is said.
fn words(before: &Look, done: &Done, old: &str, new: &str) -> Result<(), Broken> {
    if old == new {
        return Ok(());
    }
    let (gone, come) = change(old, new);
    let typed = match done {
        Done::Typed(text) if before.is_editing => text.split_whitespace().collect(),
        _ => String::new(),
    };
    let is_allowed = match done {
        Done::Pressed(name) => CHANGING.contains(&name.as_str()),
        // What was pressed while a turn was edited is put into it first.
        Done::Key("CtrlZ" | "CtrlShiftZ") => true,
        Done::Key("Delete" | "Backspace") if before.is_editing => {
            // A letter of many signs may go at once.
            come.is_empty() && gone.chars().count() <= before.selected.max(4)
        }
        Done::Typed(_) if before.is_editing => {
            come.chars().count() <= typed.chars().count() && gone.chars().count() <= before.selected
        }
        _ => false,
    };
    if is_allowed {
        return Ok(());
    }
    let how = format!("after {done:?} “{gone}” was gone, and “{come}” had come");
    Err(Broken::new("no word is lost", how))
}

/// What is in the one and not in the other, between what both begin and end with.
fn change(old: &str, new: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (old[start..old.len() - end].iter().collect(), new[start..new.len() - end].iter().collect())
}

/// Where two texts differ, to be told.
pub(super) fn difference(expected: &str, found: &str) -> String {
    let (gone, come) = change(expected, found);
    let cut = |text: String| text.chars().take(80).collect::<String>();
    format!("“{}” was to be where “{}” is", cut(gone), cut(come))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str) -> Look {
        Look {
            address: "#/recording/a".to_owned(),
            title: "Talk · Diarist".to_owned(),
            heading: "Talk".to_owned(),
            is_start: false,
            is_recording: true,
            is_settled: true,
            turns: Some(vec![("A".to_owned(), text.to_owned())]),
            is_editing: true,
            is_typing: true,
            selected: 0,
            can_undo: false,
            can_redo: false,
            owes: 0,
            is_elsewhere: false,
            has_stopped: false,
            alerts: Vec::new(),
            stood_still: 0,
            is_full: false,
        }
    }

    fn walk(steps: &[(Done, Look)]) -> Option<&'static str> {
        let mut rules = Rules::default();
        let mut before = look("abc");
        rules.check(&before, &Done::Other, &before).expect("nothing was done");
        for (done, after) in steps {
            if let Err(broken) = rules.check(&before, done, after) {
                return Some(broken.rule);
            }
            before = after.clone();
        }
        None
    }

    #[test]
    fn what_is_typed_comes_and_nothing_else() {
        let typed = |text: &str| Done::Typed(text.to_owned());
        assert_eq!(walk(&[(typed("x "), look("abxc"))]), None);
        assert_eq!(walk(&[(typed("x"), look("abxxc"))]), Some("no word is lost"));
        assert_eq!(walk(&[(typed("x"), look("xbc"))]), Some("no word is lost"));
        assert_eq!(walk(&[(Done::Key("Backspace"), look("ac"))]), None);
        assert_eq!(walk(&[(Done::Key("j"), look("ac"))]), Some("no word is lost"));
        assert_eq!(walk(&[(Done::Pressed("Undo".to_owned()), look("ac"))]), None);
        assert_eq!(
            walk(&[(Done::Pressed("Details".to_owned()), look("ac"))]),
            Some("no word is lost")
        );
    }

    #[test]
    fn what_was_called_kept_is_there_after_a_reload() {
        let typed = (Done::Typed("x".to_owned()), look("abxc"));
        assert_eq!(walk(&[typed.clone(), (Done::Reloaded, look("abxc"))]), None);
        assert_eq!(walk(&[typed, (Done::Reloaded, look("abc"))]), Some("what is kept is there"));
        // On a full disk what is owed may be lost, and that was told.
        let owed = Look { owes: 1, is_full: true, ..look("abxc") };
        let owed = (Done::Typed("x".to_owned()), owed);
        assert_eq!(walk(&[owed.clone(), (Done::Reloaded, look("abc"))]), None);
        assert_eq!(walk(&[owed, (Done::Reloaded, look("ab"))]), Some("what is kept is there"));
    }

    #[test]
    fn standing_still_stopping_and_wrong_names_are_told() {
        let still = Look { stood_still: 1_200, ..look("abc") };
        assert_eq!(walk(&[(Done::Other, still)]), Some("the page never stands still"));
        let stopped = Look { has_stopped: true, ..look("abc") };
        assert_eq!(walk(&[(Done::Other, stopped)]), Some("the page runs"));
        let other = Look { title: "Other · Diarist".to_owned(), ..look("abc") };
        assert_eq!(walk(&[(Done::Other, other)]), Some("the title tells the state"));
        let job = Look { title: "12 % · Talk · Diarist".to_owned(), ..look("abc") };
        assert_eq!(walk(&[(Done::Other, job)]), None);
    }
}

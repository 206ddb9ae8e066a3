//! Steps that a page had not stored yet when it went, or perhaps had.
//!
//! Where a browser breaks off what a page asks of its database on the way out, as `WebKit` does, they are
//! left in a place that takes them at once, and put where they belong when they are read next. Their stored
//! form is lines of text: the number of the first, the log, and each step.

use super::{Log, Texts};

/// Steps as they were to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The number of the first.
    pub from: u32,
    /// The log with them.
    pub log: String,
    /// The steps, without line breaks in them: they are JSON.
    pub steps: Vec<String>,
}

/// What becomes of steps that a page has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// All of them are stored.
    Stored,
    /// From this number on they are not.
    Missing {
        /// The number of the first that is missing.
        from: u32,
        /// Those that are missing.
        steps: Vec<String>,
        /// Whatever is stored under these numbers and behind them means nothing: version 1 left it.
        replaces_rest: bool,
    },
    /// Something else was stored by then, or they belong to another original.
    Apart,
}

impl Parting {
    /// The text to be left.
    #[must_use]
    pub fn to_stored(&self) -> String {
        let mut text = format!("{}\n{}", self.from, self.log);
        for step in &self.steps {
            text.push('\n');
            text.push_str(step);
        }
        text
    }

    /// Reads a text that was left; `None` if it is none.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let from = lines.next()?.parse().ok()?;
        let log = lines.next()?.to_owned();
        Some(Self { from, log, steps: lines.map(str::to_owned).collect() })
    }

    /// Compares the steps with what is stored by now.
    #[must_use]
    pub fn left(&self, stored: &Texts) -> Left {
        let Ok(own) = Log::from_stored(&self.log) else { return Left::Apart };
        let before = stored.log.as_deref().map(Log::from_stored).transpose();
        let Ok(before) = before else { return Left::Apart };
        let is_older = before.is_some_and(|before| before.of.is_none());
        if before.is_some_and(|before| !is_older && before.of != own.of) {
            return Left::Apart;
        }
        let count = before.map_or(0, |before| before.steps);
        let Some(known) = count.checked_sub(self.from) else { return Left::Apart };
        let known = self.steps.len().min(known as usize);
        let is_same = |(number, text): (u32, &String)| {
            stored.steps.iter().any(|(at, kept)| *at == number && kept == text)
        };
        if !(self.from..).zip(&self.steps[..known]).all(is_same) {
            return Left::Apart;
        }
        match self.steps[known..] {
            [] => Left::Stored,
            ref steps => {
                Left::Missing { from: count, steps: steps.to_vec(), replaces_rest: is_older }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(of: u64, steps: &[&str]) -> Texts {
        let count = u32::try_from(steps.len()).expect("few");
        Texts {
            log: (count > 0).then(|| Log::new(of, count).to_stored()),
            steps: (0..).zip(steps.iter().map(|step| (*step).to_owned())).collect(),
        }
    }

    fn parting(of: u64, from: u32, steps: &[&str]) -> Parting {
        let count = from + u32::try_from(steps.len()).expect("few");
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        Parting { from, log: Log::new(of, count).to_stored(), steps }
    }

    fn missing(from: u32, steps: &[&str]) -> Left {
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        Left::Missing { from, steps, replaces_rest: false }
    }

    #[test]
    fn what_was_left_is_read_as_it_was() {
        let left = parting(7, 3, &[r#"{"a":"one\ntwo"}"#, "{}"]);
        assert_eq!(Parting::from_stored(&left.to_stored()), Some(left));
        let none = parting(7, 0, &[]);
        assert_eq!(Parting::from_stored(&none.to_stored()), Some(none));
        for text in ["", "x", "3", "-1\n{}"] {
            assert_eq!(Parting::from_stored(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_what_is_missing_is_stored() {
        let left = parting(7, 1, &["b", "c"]);
        for (there, becomes) in [
            (&["a"][..], missing(1, &["b", "c"])),
            (&["a", "b"], missing(2, &["c"])),
            (&["a", "b", "c"], Left::Stored),
            (&["a", "b", "c", "d"], Left::Stored),
            // Another tab went on before it knew.
            (&["a", "x"], Left::Apart),
            (&["a", "b", "x", "y"], Left::Apart),
            // There would be a gap.
            (&[], Left::Apart),
        ] {
            assert_eq!(left.left(&stored(7, there)), becomes, "{there:?}");
        }
        assert_eq!(parting(7, 0, &["a"]).left(&stored(7, &[])), missing(0, &["a"]));
    }

    #[test]
    fn steps_of_another_original_are_no_part_of_it() {
        assert_eq!(parting(8, 1, &["b"]).left(&stored(7, &["a"])), Left::Apart);
        let newer = Texts { log: Some(r#"{"v":9}"#.to_owned()), steps: Vec::new() };
        assert_eq!(parting(7, 0, &["a"]).left(&newer), Left::Apart);
    }

    #[test]
    fn what_version_1_left_behind_is_replaced() {
        let mut before = stored(0, &["a", "b", "c"]);
        before.log = Some(r#"{"v":1,"done":2,"all":2}"#.to_owned());
        let becomes = Left::Missing { from: 2, steps: vec!["d".to_owned()], replaces_rest: true };
        assert_eq!(parting(7, 2, &["d"]).left(&before), becomes);
    }
}

//! One value of any kind: what does not fit a field is nothing, not an error.

use std::borrow::Cow;

use transcript::{Confidence, Millis};

/// A value that may be of another kind than documented.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `null`, an object or a list.
    Nothing,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string, with its escapes undone.
    Text(Cow<'a, str>),
}

impl<'a> Scalar<'a> {
    /// Text; whole numbers are taken as text too.
    #[must_use]
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => whole(number).map(|n| n.to_string().into()),
            Self::Nothing | Self::Bool(_) => None,
        }
    }

    /// The same, owned.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    /// A number; whole numbers in quotes are taken too.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse::<i32>().ok().map(f64::from),
            Self::Nothing | Self::Bool(_) => None,
        }
    }

    pub(crate) const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(bool) => Some(*bool),
            _ => None,
        }
    }

    pub(crate) fn millis(&self) -> Option<Millis> {
        self.number().map(Millis::from_f64)
    }

    pub(crate) fn confidence(&self) -> Option<Confidence> {
        self.number().and_then(Confidence::new)
    }
}

/// A number without a fraction. (Printing fractions would cost the page 10 kB of tables.)
#[expect(clippy::cast_possible_truncation, reason = "checked to be exact")]
fn whole(number: f64) -> Option<i64> {
    let is_exact = number.fract() == 0.0 && number.abs() < 9e15;
    is_exact.then_some(number as i64)
}

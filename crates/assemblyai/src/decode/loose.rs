//! One JSON value of any kind: what does not fit a field is nothing, not an error.

use core::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use transcript::{Confidence, Millis};

/// A value that may be of another kind than documented.
#[derive(Debug, Default)]
pub(super) enum Loose {
    /// `null`, an object or a list.
    #[default]
    Nothing,
    Bool(bool),
    Number(f64),
    Text(String),
}

impl Loose {
    /// Text; whole numbers are taken as text too.
    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => whole(number).map(|n| n.to_string()),
            Self::Nothing | Self::Bool(_) => None,
        }
    }

    /// A number; whole numbers in quotes are taken too.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse::<i32>().ok().map(f64::from),
            Self::Nothing | Self::Bool(_) => None,
        }
    }

    pub(super) const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(bool) => Some(*bool),
            _ => None,
        }
    }

    pub(super) fn millis(&self) -> Option<Millis> {
        self.number().map(Millis::from_f64)
    }

    pub(super) fn confidence(&self) -> Option<Confidence> {
        self.number().and_then(Confidence::new)
    }
}

/// A number without a fraction. (Printing fractions would cost the page 10 kB of tables.)
#[expect(clippy::cast_possible_truncation, reason = "checked to be exact")]
fn whole(number: f64) -> Option<i64> {
    let is_exact = number.fract() == 0.0 && number.abs() < 9e15;
    is_exact.then_some(number as i64)
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Loose, E> {
        Ok(Loose::Bool(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Loose, E> {
        Ok(Loose::Number(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "times and durations are far below 2^53")]
    fn visit_u64<E>(self, value: u64) -> Result<Loose, E> {
        Ok(Loose::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "times and durations are far below 2^53")]
    fn visit_i64<E>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose::Number(value as f64))
    }

    fn visit_str<E>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Loose, E> {
        Ok(Loose::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose::Nothing)
    }
}

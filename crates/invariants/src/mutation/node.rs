//! JSON as a tree that can hold what JSON cannot: any bytes as a value or a key, and a key twice.

use serde_json::Value;

use super::random::Random;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Anything without parts, as it is written.
    Leaf(Vec<u8>),
    List(Vec<Self>),
    /// Keys as they are written, with their quotes.
    Object(Vec<(Vec<u8>, Self)>),
}

impl Node {
    pub(super) fn leaf(written: impl Into<Vec<u8>>) -> Self {
        Self::Leaf(written.into())
    }

    /// A value of a document that is right.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Array(elements) => Self::List(elements.iter().map(Self::of).collect()),
            Value::Object(members) => Self::Object(
                members.iter().map(|(name, value)| (quoted(name), Self::of(value))).collect(),
            ),
            leaf => Self::leaf(leaf.to_string()),
        }
    }

    /// How many values there are, with all parts.
    pub(super) fn count(&self) -> usize {
        1 + match self {
            Self::Leaf(_) => 0,
            Self::List(elements) => elements.iter().map(Self::count).sum(),
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// Any value of the tree, this one included.
    pub(super) fn any(&mut self, random: &mut Random) -> Option<&mut Self> {
        let mut before = random.below(self.count());
        self.after(&mut before)
    }

    /// The value that so many come before, a whole before its parts.
    fn after(&mut self, before: &mut usize) -> Option<&mut Self> {
        if *before == 0 {
            return Some(self);
        }
        *before -= 1;
        match self {
            Self::Leaf(_) => None,
            Self::List(elements) => elements.iter_mut().find_map(|one| one.after(before)),
            Self::Object(members) => members.iter_mut().find_map(|(_, one)| one.after(before)),
        }
    }

    pub(super) const fn is_leaf(&self) -> bool {
        matches!(self, Self::Leaf(_))
    }

    /// A member of an object by its name.
    pub(super) fn member(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        let name = quoted(name);
        members.iter_mut().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Appends the text, with white space between the parts if there shall be any.
    pub(super) fn write(&self, space: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Leaf(written) => out.extend_from_slice(written),
            Self::List(elements) => {
                out.push(b'[');
                for (nth, element) in elements.iter().enumerate() {
                    out.extend_from_slice(if nth > 0 { b"," } else { b"" });
                    out.extend_from_slice(space);
                    element.write(space, out);
                }
                out.push(b']');
            }
            Self::Object(members) => {
                out.push(b'{');
                for (nth, (key, value)) in members.iter().enumerate() {
                    out.extend_from_slice(if nth > 0 { b"," } else { b"" });
                    out.extend_from_slice(space);
                    out.extend_from_slice(key);
                    out.push(b':');
                    out.extend_from_slice(space);
                    value.write(space, out);
                }
                out.push(b'}');
            }
        }
    }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> Vec<u8> {
    Value::from(text).to_string().into_bytes()
}

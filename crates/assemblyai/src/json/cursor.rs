//! A place in JSON text, from which values are read or stepped over.
//!
//! Stray commas and what is inside of skipped values are not looked at closely: a service's
//! answer is read, not judged. Text that ends too early is always an error.

use std::borrow::Cow;

use thiserror::Error;

use super::{Scalar, number, text};

/// What Python writes for a number that is missing, as `NaN` and `Infinity`.
const MINUS_INFINITY: &str = "-Infinity";

/// Why bytes are no answer of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// The text ends before its JSON does, or there is no text.
    #[error("the answer is cut off")]
    CutOff,
    /// Not JSON: the offset of the first byte that is wrong.
    #[error("not JSON at byte {0}")]
    NotJson(usize),
    /// JSON, but not an object.
    #[error("JSON, but not an object")]
    NotAnObject,
    /// A JSON object without a `status`.
    #[error("JSON, but not a transcript")]
    NotATranscript,
}

/// A place in the text. All offsets are bytes.
pub struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Starts at an offset in bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where it is: the offset of the next byte to be read.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is no white space, without stepping over it.
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// What is not read yet.
    #[cfg(test)]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    const fn wrong<T>(&self) -> Result<T, DecodeError> {
        Err(if self.at < self.bytes.len() {
            DecodeError::NotJson(self.at)
        } else {
            DecodeError::CutOff
        })
    }

    /// Steps over an opening bracket if it is the next thing.
    pub(crate) fn enter(&mut self, opening: u8) -> bool {
        let is_there = self.peek() == Some(opening);
        self.at += usize::from(is_there);
        is_there
    }

    /// Steps over the closing bracket if the container ends here; else over the comma.
    pub(crate) fn leave(&mut self, closing: u8) -> Result<bool, DecodeError> {
        loop {
            let next = self.peek().ok_or(DecodeError::CutOff)?;
            let is_end = next == closing;
            self.at += usize::from(is_end || next == b',');
            if next != b',' {
                return Ok(is_end);
            }
        }
    }

    /// Reads an object's key and its colon.
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.peek() != Some(b'"') {
            return self.wrong();
        }
        let key = self.text()?;
        if self.enter(b':') { Ok(key) } else { self.wrong() }
    }

    /// Reads one value; what is an object or a list is stepped over.
    pub fn scalar(&mut self) -> Result<Scalar<'a>, DecodeError> {
        match self.peek() {
            Some(b'"') => self.text().map(Scalar::Text),
            Some(b'-' | b'0'..=b'9') => {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                if rest.starts_with(MINUS_INFINITY.as_bytes()) {
                    return self.skip().map(|()| Scalar::Nothing);
                }
                let Some((value, length)) = number::read(rest) else { return self.wrong() };
                self.at += length;
                Ok(Scalar::Number(value))
            }
            Some(b't') => self.literal("true").map(|()| Scalar::Bool(true)),
            Some(b'f') => self.literal("false").map(|()| Scalar::Bool(false)),
            _ => self.skip().map(|()| Scalar::Nothing),
        }
    }

    /// Steps over one value, however deep it is.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b'{' | b'[') => return self.skip_container(),
            Some(b'"') => {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                self.at += text::length(rest).ok_or(DecodeError::CutOff)?.0;
            }
            Some(b't') => self.literal("true")?,
            Some(b'f') => self.literal("false")?,
            Some(b'n') => self.literal("null")?,
            // No JSON, but what Python writes by default where a number is missing.
            Some(b'N') => self.literal("NaN")?,
            Some(b'I') => self.literal("Infinity")?,
            Some(b'-' | b'0'..=b'9') => {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                if rest.starts_with(MINUS_INFINITY.as_bytes()) {
                    return self.literal(MINUS_INFINITY);
                }
                self.at += number::length(rest);
            }
            _ => return self.wrong(),
        }
        Ok(())
    }

    /// Steps over what opens here up to where as much has closed. A third of an answer is stepped
    /// over, so this looks at strings and at what opens and closes, and at nothing else.
    fn skip_container(&mut self) -> Result<(), DecodeError> {
        let (mut at, mut depth) = (self.at, 0_usize);
        loop {
            match self.bytes.get(at) {
                None => return Err(DecodeError::CutOff),
                Some(b'"') => {
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    at += text::length(rest).ok_or(DecodeError::CutOff)?.0;
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth -= 1,
                Some(_) => {}
            }
            at += 1;
            if depth == 0 {
                self.at = at;
                return Ok(());
            }
        }
    }

    fn literal(&mut self, literal: &str) -> Result<(), DecodeError> {
        for expected in literal.bytes() {
            if self.bytes.get(self.at) != Some(&expected) {
                return self.wrong();
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Reads a string, from its opening quote on.
    fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (length, is_plain) = text::length(rest).ok_or(DecodeError::CutOff)?;
        let inside = rest.get(1..length - 1).unwrap_or_default();
        let text = text::read(inside, is_plain);
        let text = text.map_err(|at| DecodeError::NotJson(self.at + 1 + at))?;
        self.at += length;
        Ok(text)
    }

    /// Reads an object; `member` is told each key and must step over its value. `false`, and
    /// the value stepped over, where it is no object.
    pub fn object(
        &mut self,
        member: &mut dyn FnMut(&mut Self, &str) -> Result<(), DecodeError>,
    ) -> Result<bool, DecodeError> {
        if !self.enter(b'{') {
            return self.skip().map(|()| false);
        }
        while !self.leave(b'}')? {
            let key = self.key()?;
            member(self, &key)?;
        }
        Ok(true)
    }

    /// Reads a list; `element` must step over each value. `false`, and the value stepped over,
    /// where it is no list.
    pub fn list(
        &mut self,
        element: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<bool, DecodeError> {
        if !self.enter(b'[') {
            return self.skip().map(|()| false);
        }
        while !self.leave(b']')? {
            element(self)?;
        }
        Ok(true)
    }

    /// Nothing but white space may follow.
    pub fn end(&mut self) -> Result<(), DecodeError> {
        self.peek().map_or(Ok(()), |_| self.wrong())
    }

    /// Why a text that does not begin with an object is refused.
    pub(crate) fn not_an_object(&mut self) -> DecodeError {
        self.skip().err().unwrap_or(DecodeError::NotAnObject)
    }
}

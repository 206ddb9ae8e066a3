//! A place in JSON text, from which single values are read by `serde_json`.
//!
//! Only the commas and brackets of the containers that are walked slice by slice are read here.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use thiserror::Error;

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

/// A place in the text.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Steps over an opening bracket if it is the next thing.
    pub(super) fn enter(&mut self, opening: u8) -> bool {
        let entered = self.peek() == Some(opening);
        if entered {
            self.at += 1;
        }
        entered
    }

    /// Steps over the closing bracket if the container ends here; else over the comma.
    pub(super) fn leave(&mut self, closing: u8) -> Result<bool, DecodeError> {
        loop {
            match self.peek() {
                None => return Err(DecodeError::CutOff),
                Some(b',') => self.at += 1,
                Some(byte) if byte == closing => {
                    self.at += 1;
                    return Ok(true);
                }
                Some(_) => return Ok(false),
            }
        }
    }

    /// Reads an object's key and its colon.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let key = self.value::<Key<'a>>()?.0;
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                Ok(key)
            }
            Some(_) => Err(DecodeError::NotJson(self.at)),
            None => Err(DecodeError::CutOff),
        }
    }

    /// Reads one value.
    pub(super) fn value<T: Deserialize<'a>>(&mut self) -> Result<T, DecodeError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut values = Deserializer::from_slice(rest).into_iter::<T>();
        let value = values.next();
        match value {
            Some(Ok(value)) => {
                self.at += values.byte_offset();
                Ok(value)
            }
            Some(Err(error)) if !error.is_eof() => {
                Err(DecodeError::NotJson(self.at + values.byte_offset()))
            }
            Some(Err(_)) | None => Err(DecodeError::CutOff),
        }
    }

    /// Reads one value if it has the shape of a `T`; else steps over it.
    pub(super) fn value_if<T: Deserialize<'a>>(&mut self) -> Result<Option<T>, DecodeError> {
        match self.value() {
            Ok(value) => Ok(Some(value)),
            Err(_) => self.skip().map(|()| None),
        }
    }

    /// Steps over one value.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        self.value::<IgnoredAny>().map(|_| ())
    }

    /// Nothing but white space may follow.
    pub(super) fn end(&mut self) -> Result<(), DecodeError> {
        self.peek().map_or(Ok(()), |_| Err(DecodeError::NotJson(self.at)))
    }

    /// Why a text that does not begin with an object is refused.
    pub(super) fn not_an_object(&mut self) -> DecodeError {
        if self.peek().is_none() {
            return DecodeError::CutOff;
        }
        self.skip().err().unwrap_or(DecodeError::NotAnObject)
    }
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

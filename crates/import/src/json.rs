//! JSON with exact times, and with the lines of what is wrong.

use std::borrow::Cow;

use assemblyai::json::{Cursor, DecodeError, Scalar};
use transcript::{Confidence, Millis};

use crate::error::{Expected, ImportError};
use crate::lines::line_after;
use crate::seconds;

/// What reading a value gives.
pub(crate) type Read<T> = Result<T, DecodeError>;

/// What is read of one member of an object.
pub(crate) type Member<'a, 'm> = &'m mut dyn FnMut(&mut Cursor<'a>, &str) -> Read<()>;

/// Reads a file that is one object.
pub(crate) fn file<'a>(text: &'a str, member: Member<'a, '_>) -> Result<(), ImportError> {
    whole(text, &mut |cursor| cursor.object(&mut *member).map(drop))
}

/// Reads a file that is one value.
pub(crate) fn whole<'a>(
    text: &'a str,
    value: &mut dyn FnMut(&mut Cursor<'a>) -> Read<()>,
) -> Result<(), ImportError> {
    let mut cursor = Cursor::new(text.as_bytes(), 0);
    let read = value(&mut cursor).and_then(|()| cursor.end());
    read.map_err(|error| located(text, error))
}

/// Where in a text an error is.
fn located(text: &str, error: DecodeError) -> ImportError {
    match error {
        DecodeError::NotJson(at) => {
            Expected::Json.at(line_after(text.as_bytes().get(..at).unwrap_or_default()))
        }
        DecodeError::CutOff => Expected::JsonEnd.at(line_after(text.trim_end().as_bytes())),
        DecodeError::NotAnObject | DecodeError::NotATranscript => {
            ImportError { line: None, expected: Expected::Json }
        }
    }
}

/// Reads a list; `element` reads each of its objects, or steps over what is none.
pub(crate) fn objects<'a>(
    cursor: &mut Cursor<'a>,
    element: &mut dyn FnMut(&mut Cursor<'a>) -> Read<()>,
) -> Read<()> {
    cursor.list(element).map(drop)
}

/// Reads a time in seconds; `text` is that of the cursor. Anything else is none.
pub(crate) fn time(cursor: &mut Cursor<'_>, text: &str) -> Read<Option<Millis>> {
    let from = cursor.at();
    Ok(match cursor.scalar()? {
        // The digits themselves, as a float would not hold them exactly.
        Scalar::Number(_) => text.get(from..cursor.at()).map(str::trim).and_then(seconds::seconds),
        Scalar::Text(digits) => seconds::seconds(digits.trim()),
        Scalar::Nothing | Scalar::Bool(_) => None,
    })
}

/// Reads a share from 0 to 1.
pub(crate) fn share(cursor: &mut Cursor<'_>) -> Read<Option<Confidence>> {
    Ok(cursor.scalar()?.number().and_then(Confidence::new))
}

/// Reads a text that says something.
pub(crate) fn string<'a>(cursor: &mut Cursor<'a>) -> Read<Option<Cow<'a, str>>> {
    Ok(cursor.scalar()?.text().filter(|text| !text.trim_start().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_their_digits() {
        let text = r#"{"a": 1.0005 ,"b":"2,5","c":null,"d":[1],"e":-0.0}"#;
        let mut times = Vec::new();
        file(text, &mut |cursor, _| {
            times.push(time(cursor, text)?);
            Ok(())
        })
        .expect("JSON");
        assert_eq!(times, [Some(Millis(1_001)), Some(Millis(2_500)), None, None, Some(Millis(0))]);
    }

    #[test]
    fn numbers_that_are_missing_are_none() {
        let text = r#"{"a":NaN,"b":[NaN,-Infinity],"c":-Infinity,"d":Infinity,"e":1}"#;
        let mut times = Vec::new();
        file(text, &mut |cursor, _| {
            times.push(time(cursor, text)?);
            Ok(())
        })
        .expect("JSON as Python writes it");
        assert_eq!(times, [None, None, None, None, Some(Millis(1_000))]);
        for wrong in ["{\"a\":Nan}", "{\"a\":-Inf}", "{\"a\":Inf}"] {
            let error = file(wrong, &mut |cursor, _| time(cursor, wrong).map(drop));
            assert_eq!(error, Err(Expected::Json.at(1)), "{wrong}");
        }
    }

    #[test]
    fn errors_have_lines() {
        let error = |text| file(text, &mut |cursor, _| cursor.skip()).expect_err("it is wrong");
        assert_eq!(error("{\n\"a\": 1,\n\"b\" 2}"), Expected::Json.at(3));
        assert_eq!(error("{\n\"a\": [1\n"), Expected::JsonEnd.at(2));
        assert_eq!(error("{}\n}"), Expected::Json.at(2));
    }
}

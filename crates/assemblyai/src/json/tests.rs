//! What the reader and the writer have in common with `serde_json`.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Reads a whole value as `serde_json` would.
fn value(cursor: &mut Cursor<'_>) -> Result<Value, DecodeError> {
    let mut members = serde_json::Map::new();
    let mut elements = Vec::new();
    let mut probe = Cursor::new(cursor.rest(), 0);
    if probe.enter(b'{') {
        cursor.object(&mut |cursor, key| {
            members.insert(key.to_owned(), value(cursor)?);
            Ok(())
        })?;
        return Ok(Value::Object(members));
    }
    if probe.enter(b'[') {
        cursor.list(&mut |cursor| {
            elements.push(value(cursor)?);
            Ok(())
        })?;
        return Ok(Value::Array(elements));
    }
    Ok(match cursor.scalar()? {
        Scalar::Nothing => Value::Null,
        Scalar::Bool(bool) => bool.into(),
        Scalar::Number(number) => number.into(),
        Scalar::Text(text) => text.into_owned().into(),
    })
}

fn read(json: &str) -> Result<Value, DecodeError> {
    let mut cursor = Cursor::new(json.as_bytes(), 0);
    let value = value(&mut cursor)?;
    cursor.end()?;
    Ok(value)
}

/// Equal, numbers to the fifteenth digit.
fn is_same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => {
            let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
            (ours - theirs).abs() <= theirs.abs() * 1e-14
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|((a, x), (b, y))| a == b && is_same(x, y))
        }
        _ => ours == theirs,
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-1e300..1e300).prop_map(Into::into),
        (0.0..1.0).prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[test]
fn escapes_are_undone() {
    let text = |json: &str| read(json).map(|value| value.as_str().unwrap().to_owned());
    assert_eq!(text(r#""a\"\\\/\b\f\n\r\tb""#).unwrap(), "a\"\\/\u{8}\u{c}\n\r\tb");
    assert_eq!(text(r#""\u0000\u00e9\ud83d\ude42""#).unwrap(), "\0é🙂");
    assert_eq!(text(r#""\ud83d x \ude42""#).unwrap(), "\u{fffd} x \u{fffd}");
    assert_eq!(text(r#""\ud83d\ud83d\ude42""#).unwrap(), "\u{fffd}🙂");
    for (bad, at) in [(r#""\x""#, 1), (r#""é\u12g4""#, 3), (r#""\u12""#, 1)] {
        assert_eq!(text(bad), Err(DecodeError::NotJson(at)), "{bad}");
    }
    assert_eq!(text("\"open"), Err(DecodeError::CutOff));
    assert_eq!(text("\"open\\\""), Err(DecodeError::CutOff));
}

#[test]
fn numbers_of_answers_are_exact() {
    for json in ["0", "-0", "12", "0.98765", "1e3", "1E-2", "4.5e+1", "9007199254740991", "-3.25"] {
        let number = read(json).unwrap();
        assert_eq!(number.as_f64(), json.parse().ok(), "{json}");
    }
    assert_eq!(read("1e999999999999"), Ok(Value::Null), "infinite, which JSON cannot say");
    assert_eq!(read("1e-999999999999"), Ok(0.0.into()));
    for bad in ["-", "1e", "1.2.3", "1-2", "--1", "1e5e5"] {
        assert_eq!(read(bad), Err(DecodeError::NotJson(0)), "{bad}");
    }
}

#[test]
fn depth_costs_no_stack() {
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    assert_eq!(Cursor::new(deep.as_bytes(), 0).scalar(), Ok(Scalar::Nothing));
    assert_eq!(Cursor::new(&deep.as_bytes()[1..], 0).skip(), Ok(()));
    assert_eq!(Cursor::new(b"[{]}", 0).skip(), Ok(()), "not looked at closely");
    assert_eq!(Cursor::new(b"[}x", 0).skip(), Ok(()));
    assert_eq!(Cursor::new(b"}", 0).skip(), Err(DecodeError::NotJson(0)));
}

proptest! {
    #[test]
    fn values_are_read_as_serde_json_reads_them(value in any_value(), is_pretty in any::<bool>()) {
        let json = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let json = json.unwrap();
        let theirs: Value = serde_json::from_str(&json).unwrap();
        let ours = read(&json).unwrap();
        prop_assert!(is_same(&ours, &theirs), "{ours} from {json}");
        let mut skipped = Cursor::new(json.as_bytes(), 0);
        prop_assert_eq!(skipped.skip(), Ok(()));
        prop_assert_eq!(skipped.end(), Ok(()));
    }

    #[test]
    fn what_is_cut_off_is_told(value in any_value(), cut in any::<prop::sample::Index>()) {
        let json = serde_json::to_string(&[value]).unwrap();
        let cut = &json.as_bytes()[..cut.index(json.len())];
        prop_assert!(Cursor::new(cut, 0).skip().is_err());
    }

    #[test]
    fn any_bytes_end_in_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut cursor = Cursor::new(&bytes, 0);
        while cursor.scalar().is_ok() {}
        prop_assert!(cursor.at() <= bytes.len());
    }

    #[test]
    fn written_strings_are_read_back(text in any::<String>()) {
        let mut json = String::new();
        write(&mut json, &text);
        prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text.clone());
        prop_assert_eq!(read(&json), Ok(Value::String(text)));
    }
}

//! JSON strings.

use std::borrow::Cow;

/// The length in bytes of the string that `bytes` begins with, with both quotes, and whether
/// nothing in it is escaped; `None` if it does not end.
pub(super) fn length(bytes: &[u8]) -> Option<(usize, bool)> {
    let (mut at, mut is_plain) = (1, true);
    loop {
        match bytes.get(at)? {
            b'"' => return Some((at + 1, is_plain)),
            b'\\' => {
                is_plain = false;
                at += 2;
            }
            _ => at += 1,
        }
    }
}

/// The text between the quotes, with its escapes undone; `is_plain` says that there are none. A
/// surrogate that stands alone becomes U+FFFD. The error is the offset of the first byte that is
/// wrong.
pub(super) fn read(inside: &[u8], is_plain: bool) -> Result<Cow<'_, str>, usize> {
    let text = str::from_utf8(inside).map_err(|error| error.valid_up_to())?;
    let escape = if is_plain { None } else { text.find('\\') };
    let Some(mut escape) = escape else { return Ok(Cow::Borrowed(text)) };
    let mut read = String::with_capacity(text.len());
    let mut from = 0;
    loop {
        read.push_str(text.get(from..escape).unwrap_or_default());
        let (c, length) = text.get(escape + 1..).and_then(escaped).ok_or(escape)?;
        read.push(c);
        from = escape + 1 + length;
        let rest = text.get(from..).unwrap_or_default();
        let Some(next) = rest.find('\\') else {
            read.push_str(rest);
            return Ok(Cow::Owned(read));
        };
        escape = from + next;
    }
}

/// The character that an escape stands for, and its length in bytes after the backslash.
fn escaped(rest: &str) -> Option<(char, usize)> {
    let c = match rest.bytes().next()? {
        c @ (b'"' | b'\\' | b'/') => char::from(c),
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode(rest),
        _ => return None,
    };
    Some((c, 1))
}

fn unicode(rest: &str) -> Option<(char, usize)> {
    let first = unit(rest)?;
    if let 0xd800..0xdc00 = first
        && let Some(second @ 0xdc00..0xe000) =
            rest.get(5..).and_then(|r| r.strip_prefix('\\')).and_then(unit)
    {
        let c = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
        return Some((c?, 11));
    }
    Some((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 5))
}

/// The four digits after a `u`.
fn unit(rest: &str) -> Option<u32> {
    let digits = rest.strip_prefix('u')?.as_bytes().get(..4)?;
    digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
}

/// Appends a string with its quotes to JSON text.
pub fn write(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\0'..' ' => {
                json.push_str("\\u00");
                for nibble in [c as u32 >> 4, c as u32 & 15] {
                    json.extend(char::from_digit(nibble, 16));
                }
            }
            _ => json.push(c),
        }
    }
    json.push('"');
}

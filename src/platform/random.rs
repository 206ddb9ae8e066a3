//! Numbers that nobody needs to guess: names, and waits that are spread.

/// A number below 2^53.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number")]
pub fn number() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}

/// So many small letters and digits.
pub fn letters(count: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |_| {
        let at = usize::try_from(number() >> 21).unwrap_or_default() % LETTERS.len();
        char::from(LETTERS[at])
    };
    (0..count).map(letter).collect()
}

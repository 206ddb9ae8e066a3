//! What a recording may be named. Ids become keys of the storage, addresses of the page, words that
//! tabs say to each other and folders of an archive: what comes from elsewhere is looked at first.

/// The most letters of an id. Those that are made here have twelve.
const LONGEST: usize = 32;

/// Whether a text is the id of a recording: 1 to 32 letters of `a` to `z` and digits.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_nothing_but_letters_and_digits() {
        for id in ["a", "a1b2c3d4e5f6", "0", &"z".repeat(LONGEST)] {
            assert!(is_id(id), "{id}");
        }
        let long = "x".repeat(LONGEST + 1);
        for other in
            ["", ".", "..", "../../.ssh", "a/00000000", "A", "a b", "a\n", "ä", "a.b", "-", &long]
        {
            assert!(!is_id(other), "{other:?}");
        }
    }
}

//! The user's API key: cleaned on entry, never printed.

use core::fmt;

/// An `AssemblyAI` API key, as it is sent in the `authorization` header: raw, without `Bearer`.
///
/// `Debug` is redacted and there is no `Display`: a key can reach a log or a message only
/// through [`ApiKey::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// Cleans what a person typed or pasted: white space anywhere, invisible characters and a
    /// leading `Bearer` are removed. `None` where nothing is left, or where what is left cannot
    /// stand in an HTTP header (not printable ASCII).
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let trimmed = typed.trim_matches(is_blank);
        let bare = match trimmed.get(..6) {
            Some(scheme) if scheme.eq_ignore_ascii_case("bearer") => {
                let rest = &trimmed[6..];
                let is_word = rest.is_empty() || rest.starts_with(|c| is_blank(c) || c == ':');
                if is_word { rest.trim_start_matches(':') } else { trimmed }
            }
            _ => trimmed,
        };
        let key: String = bare.chars().filter(|c| !is_blank(*c)).collect();
        let printable = key.bytes().all(|b| b.is_ascii_graphic());
        (!key.is_empty() && printable).then_some(Self(key))
    }

    /// A text of the service without the key, should it repeat that.
    #[must_use]
    pub fn hide_in(&self, text: String) -> String {
        // A key of a few letters is none, and would be found in any word.
        if self.0.len() < LEAST_SECRET || !text.contains(&self.0) {
            return text;
        }
        text.replace(&self.0, "(your key)")
    }

    /// Whether it has the form of the service's own keys: 32 hexadecimal digits.
    #[must_use]
    pub fn looks_genuine(&self) -> bool {
        self.0.len() == 32 && self.0.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// The key itself, for the `authorization` header and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A shorter text is not taken for a secret.
const LEAST_SECRET: usize = 8;

/// White space, and the invisible characters that come along with a copied key.
const fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(typed: &str) -> Option<String> {
        ApiKey::parse(typed).map(|key| key.expose().to_owned())
    }

    #[test]
    fn blanks_and_a_leading_bearer_are_removed() {
        for typed in [
            "made-up-key",
            "  made-up-key\n",
            "Bearer made-up-key",
            "bearer   made-up-key ",
            "BEARER: made-up-key",
            "made-up\u{200b}-key\u{feff}",
            "made- up-\tkey",
        ] {
            assert_eq!(cleaned(typed).as_deref(), Some("made-up-key"), "{typed:?}");
        }
    }

    #[test]
    fn a_key_that_merely_starts_like_bearer_is_left_alone() {
        assert_eq!(cleaned("bearerkey1").as_deref(), Some("bearerkey1"));
    }

    #[test]
    fn what_cannot_be_a_header_is_no_key() {
        for typed in ["", "   ", "Bearer ", "schlüssel", "ключ", "a\u{0}b"] {
            assert_eq!(cleaned(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_text_that_repeats_the_key_is_told_without_it() {
        let key = ApiKey::parse("made-up-key").expect("a key");
        let hidden = key.hide_in("Invalid key made-up-key; made-up-key is not known.".to_owned());
        assert_eq!(hidden, "Invalid key (your key); (your key) is not known.");
        assert_eq!(key.hide_in("No.".to_owned()), "No.");
        let letter = ApiKey::parse("a").expect("a key");
        assert_eq!(letter.hide_in("Bad request".to_owned()), "Bad request");
        let body = br#"{"error":"invalid key made-up-key"}"#;
        let failure = crate::Failure::from_status(401, body, None, &key);
        assert!(!format!("{failure:?}").contains("made-up-key"), "{failure:?}");
    }

    #[test]
    fn a_key_of_the_service_has_32_hexadecimal_digits() {
        let genuine = |typed| ApiKey::parse(typed).expect("a key").looks_genuine();
        assert!(genuine("0123456789abcdef0123456789abcdef"));
        for other in ["made-up-key", "0123456789abcdef", "0123456789abcdef0123456789abcdeg"] {
            assert!(!genuine(other), "{other}");
        }
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let key = ApiKey::parse("made-up-key");
        assert_eq!(format!("{key:?}"), "Some(ApiKey(redacted))");
    }
}

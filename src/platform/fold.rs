//! Letters as the browser knows them: taken apart, and in one case.

use js_sys::JsString;

/// A character taken apart into letters and accents (NFKD), and in one case if asked for.
///
/// "É" gives "e" and its accent, "ß" gives "ss". Upper first, then lower case: that is how different
/// small letters of one capital (σ and ς) become one.
pub fn fold(character: char, in_one_case: bool) -> String {
    let text = JsString::from(character.to_string()).normalize("NFKD");
    String::from(if in_one_case { text.to_upper_case().to_lower_case() } else { text })
}

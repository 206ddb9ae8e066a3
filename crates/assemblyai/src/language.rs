//! The languages that a person can choose, and their codes on the wire.

/// A language that `AssemblyAI` transcribes with speaker labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// `language_code` on the wire.
    pub code: &'static str,
    /// The language's own name for itself, as shown in the list.
    pub name: &'static str,
}

/// Languages offered, by their own names, English first and then by name in Latin script order.
///
/// The service knows more; these are the ones its documentation lists as well supported by
/// `universal-2` and the newer models. "Detect" covers the others.
pub const LANGUAGES: &[Language] = &[
    Language { code: "en", name: "English" },
    Language { code: "en_au", name: "English (Australia)" },
    Language { code: "en_uk", name: "English (United Kingdom)" },
    Language { code: "en_us", name: "English (United States)" },
    Language { code: "ar", name: "العربية" },
    Language { code: "bg", name: "Български" },
    Language { code: "ca", name: "Català" },
    Language { code: "cs", name: "Čeština" },
    Language { code: "da", name: "Dansk" },
    Language { code: "de", name: "Deutsch" },
    Language { code: "el", name: "Ελληνικά" },
    Language { code: "es", name: "Español" },
    Language { code: "et", name: "Eesti" },
    Language { code: "fa", name: "فارسی" },
    Language { code: "fi", name: "Suomi" },
    Language { code: "fr", name: "Français" },
    Language { code: "he", name: "עברית" },
    Language { code: "hi", name: "हिन्दी" },
    Language { code: "hr", name: "Hrvatski" },
    Language { code: "hu", name: "Magyar" },
    Language { code: "id", name: "Bahasa Indonesia" },
    Language { code: "it", name: "Italiano" },
    Language { code: "ja", name: "日本語" },
    Language { code: "ko", name: "한국어" },
    Language { code: "nl", name: "Nederlands" },
    Language { code: "no", name: "Norsk" },
    Language { code: "pl", name: "Polski" },
    Language { code: "pt", name: "Português" },
    Language { code: "ro", name: "Română" },
    Language { code: "ru", name: "Русский" },
    Language { code: "sk", name: "Slovenčina" },
    Language { code: "sv", name: "Svenska" },
    Language { code: "tr", name: "Türkçe" },
    Language { code: "uk", name: "Українська" },
    Language { code: "vi", name: "Tiếng Việt" },
    Language { code: "zh", name: "中文" },
];

/// The listed language with this code.
#[must_use]
pub fn by_code(code: &str) -> Option<Language> {
    LANGUAGES.iter().copied().find(|language| language.code == code)
}

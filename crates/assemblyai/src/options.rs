//! What a person can choose for a job, and the request that it becomes.

use crate::json;
use crate::language::Language;
use crate::limits::MAX_SPEAKERS;

/// The models asked for, best first; the service falls back by language.
pub const SPEECH_MODELS: [&str; 2] = ["universal-3-5-pro", "universal-2"];

/// How many voices to expect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voices {
    /// The service finds out.
    #[default]
    Auto,
    /// Exactly this many (`speakers_expected`).
    Exactly(u8),
    /// At least and at most (`speaker_options`).
    Between(u8, u8),
}

/// Why a choice of voices cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoicesError {
    /// A number is missing or not a whole number from 1 to [`MAX_SPEAKERS`].
    OutOfRange,
    /// The least is more than the most.
    Reversed,
}

impl Voices {
    /// Reads the number of an "Exactly" field.
    pub fn exactly(typed: &str) -> Result<Self, VoicesError> {
        count(typed).map(Self::Exactly)
    }

    /// Reads the two numbers of a "Between" choice.
    pub fn between(least: &str, most: &str) -> Result<Self, VoicesError> {
        let (least, most) = (count(least)?, count(most)?);
        if least > most {
            return Err(VoicesError::Reversed);
        }
        Ok(Self::Between(least, most))
    }
}

fn count(typed: &str) -> Result<u8, VoicesError> {
    match typed.trim().parse() {
        Ok(n) if (1..=MAX_SPEAKERS).contains(&n) => Ok(n),
        _ => Err(VoicesError::OutOfRange),
    }
}

/// The choices that a job is created with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobOptions {
    /// Voices to expect.
    pub voices: Voices,
    /// The language, or `None` to have it detected.
    pub language: Option<Language>,
}

impl JobOptions {
    /// The JSON body of `POST /v2/transcript` for an uploaded or public `audio_url`.
    ///
    /// `speakers_expected` and `speaker_options` exclude each other, and so do `language_code`
    /// and `language_detection`: the service answers 400 to both together.
    #[must_use]
    pub fn request_body(&self, audio_url: &str) -> String {
        let mut body = String::from("{\"audio_url\":");
        json::write(&mut body, audio_url);
        body.push_str(",\"speaker_labels\":true,\"speech_models\":[");
        for (at, model) in SPEECH_MODELS.into_iter().enumerate() {
            body.push_str(if at == 0 { "" } else { "," });
            json::write(&mut body, model);
        }
        body.push_str("],");
        match self.language {
            Some(language) => {
                body.push_str("\"language_code\":");
                json::write(&mut body, language.code);
            }
            None => body.push_str("\"language_detection\":true"),
        }
        match self.voices {
            Voices::Auto => {}
            Voices::Exactly(n) => body.extend([",\"speakers_expected\":", &n.to_string()]),
            Voices::Between(least, most) => body.extend([
                ",\"speaker_options\":{\"min_speakers_expected\":",
                &least.to_string(),
                ",\"max_speakers_expected\":",
                &most.to_string(),
                "}",
            ]),
        }
        body.push('}');
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::by_code;
    use serde_json::{Value, json};

    fn body(options: JobOptions) -> Value {
        serde_json::from_str(&options.request_body("https://cdn.example/upload/1")).expect("JSON")
    }

    #[test]
    fn the_default_asks_for_labels_and_detects_the_language() {
        assert_eq!(
            body(JobOptions::default()),
            json!({
                "audio_url": "https://cdn.example/upload/1",
                "speaker_labels": true,
                "speech_models": ["universal-3-5-pro", "universal-2"],
                "language_detection": true,
            })
        );
    }

    #[test]
    fn exact_and_between_never_go_together() {
        let exact = body(JobOptions { voices: Voices::Exactly(3), language: None });
        assert_eq!(exact["speakers_expected"], 3);
        assert!(exact.get("speaker_options").is_none());
        let between = body(JobOptions { voices: Voices::Between(2, 5), language: None });
        assert_eq!(
            between["speaker_options"],
            json!({"min_speakers_expected": 2, "max_speakers_expected": 5})
        );
        assert!(between.get("speakers_expected").is_none());
    }

    #[test]
    fn a_chosen_language_replaces_detection() {
        let chosen = body(JobOptions { voices: Voices::Auto, language: by_code("ar") });
        assert_eq!(chosen["language_code"], "ar");
        assert!(chosen.get("language_detection").is_none());
    }

    #[test]
    fn numbers_of_voices_are_checked() {
        assert_eq!(Voices::exactly(" 3 "), Ok(Voices::Exactly(3)));
        for bad in ["", "0", "31", "2.5", "-1", "three", "999999999999"] {
            assert_eq!(Voices::exactly(bad), Err(VoicesError::OutOfRange), "{bad}");
        }
        assert_eq!(Voices::between("2", "2"), Ok(Voices::Between(2, 2)));
        assert_eq!(Voices::between("4", "3"), Err(VoicesError::Reversed));
    }
}

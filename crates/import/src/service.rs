//! JSON of other services, which is told by name where it is not read.

use assemblyai::json::{Cursor, DecodeError};

/// A service whose answers are known, and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon Transcribe.
    Amazon,
    /// Azure Speech, of a batch or at once.
    Azure,
    /// Gladia.
    Gladia,
    /// Google Speech-to-Text.
    Google,
    /// IBM Watson Speech to Text.
    Ibm,
    /// Rev AI.
    Rev,
    /// Soniox.
    Soniox,
    /// Speechmatics.
    Speechmatics,
}

impl Service {
    /// What it calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amazon => "Amazon Transcribe",
            Self::Azure => "Azure Speech",
            Self::Gladia => "Gladia",
            Self::Google => "Google Speech-to-Text",
            Self::Ibm => "IBM Watson",
            Self::Rev => "Rev AI",
            Self::Soniox => "Soniox",
            Self::Speechmatics => "Speechmatics",
        }
    }

    /// By a member of the whole that no other has.
    pub(crate) fn of_member(key: &str) -> Option<Self> {
        Some(match key {
            "jobName" | "accountId" => Self::Amazon,
            "combinedRecognizedPhrases" | "recognizedPhrases" | "combinedPhrases" => Self::Azure,
            "monologues" => Self::Rev,
            "result_index" => Self::Ibm,
            _ => return None,
        })
    }

    /// By the first of a list of results.
    pub(crate) fn of_results(mut list: Cursor<'_>) -> Option<Self> {
        let mut found = None;
        // What is found is found, also where the list is cut off behind it.
        let _end = list.list(&mut |cursor| {
            if found.is_some() {
                return Err(DecodeError::NotATranscript);
            }
            let mut has_alternatives = false;
            let end = cursor.object(&mut |cursor, key| {
                match key {
                    "type" => found = Some(Self::Speechmatics),
                    "final" | "result_index" | "speaker_labels" => {
                        found = found.or(Some(Self::Ibm));
                    }
                    "alternatives" => has_alternatives = true,
                    _ => {}
                }
                cursor.skip()
            });
            found = found.or_else(|| has_alternatives.then_some(Self::Google));
            end.map(drop)
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Recognised, recognise};

    #[test]
    fn answers_of_other_services_have_names() {
        for (json, service) in [
            (
                r#"{"jobName":"t","accountId":"0","status":"COMPLETED","results":{"transcripts":[],"items":[]}}"#,
                Service::Amazon,
            ),
            (
                r#"{"results":{"transcripts":[{"transcript":"x"}],"items":[]},"status":"COMPLETED"}"#,
                Service::Amazon,
            ),
            (
                r#"{"source":"x","combinedRecognizedPhrases":[],"recognizedPhrases":[]}"#,
                Service::Azure,
            ),
            (r#"{"durationMilliseconds":1,"combinedPhrases":[],"phrases":[]}"#, Service::Azure),
            (
                r#"{"id":"1","status":"done","result":{"metadata":{},"transcription":{}}}"#,
                Service::Gladia,
            ),
            (
                r#"{"results":[{"alternatives":[{"transcript":"x","words":[{}]}]}]}"#,
                Service::Google,
            ),
            (
                r#"{"id":"f","status":"completed","results":[{"result_index":0,"results":[]}]}"#,
                Service::Ibm,
            ),
            (
                r#"{"results":[{"final":true,"alternatives":[]}],"status":"completed"}"#,
                Service::Ibm,
            ),
            (r#"{"monologues":[{"speaker":0,"elements":[]}]}"#, Service::Rev),
            (r#"{"id":"x","text":"y","tokens":[{"text":"y","start_ms":0}]}"#, Service::Soniox),
            (
                r#"{"format":"2.9","job":{},"results":[{"alternatives":[],"start_time":0,"type":"word"}]}"#,
                Service::Speechmatics,
            ),
        ] {
            assert_eq!(recognise(json.as_bytes()), Some(Recognised::Foreign(service)), "{json}");
            // As much of it as a glance at a longer file shows.
            let start = &json.as_bytes()[..json.len() - 2];
            assert_eq!(recognise(start), Some(Recognised::Foreign(service)), "{json}, cut off");
        }
    }
}

//! The formats by name: what a list of them shows and what a file of them is called.

use super::Choice;

/// A format in which a conversation can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, for pasting anywhere.
    Text,
    /// Markdown (`CommonMark`), for notes and wikis.
    Markdown,
    /// A web page that stands alone.
    Html,
    /// `SubRip` subtitles.
    Srt,
    /// Web subtitles with voices.
    WebVtt,
    /// A table, one row per turn.
    CsvTurns,
    /// A table, one row per word.
    CsvWords,
    /// `AssemblyAI`'s own shape.
    Json,
    /// Who spoke when, for scoring diarization.
    Rttm,
    /// Words with times, for scoring recognition.
    Ctm,
    /// Annotation tiers for Praat.
    TextGrid,
    /// Annotation tiers for ELAN.
    Elan,
    /// A label track for Audacity.
    Audacity,
}

impl Format {
    /// Every format, the ones for reading first.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Srt,
        Self::WebVtt,
        Self::CsvTurns,
        Self::CsvWords,
        Self::Json,
        Self::Rttm,
        Self::Ctm,
        Self::TextGrid,
        Self::Elan,
        Self::Audacity,
    ];

    /// What a list of formats calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Markdown => "Markdown",
            Self::Html => "Web page",
            Self::Srt => "SRT subtitles",
            Self::WebVtt => "WebVTT subtitles",
            Self::CsvTurns => "CSV (turns)",
            Self::CsvWords => "CSV (words)",
            Self::Json => "JSON",
            Self::Rttm => "RTTM",
            Self::Ctm => "CTM",
            Self::TextGrid => "TextGrid (Praat)",
            Self::Elan => "ELAN",
            Self::Audacity => "Audacity labels",
        }
    }

    /// What the name of its files ends in, without the dot..
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text | Self::Audacity => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Srt => "srt",
            Self::WebVtt => "vtt",
            Self::CsvTurns | Self::CsvWords => "csv",
            Self::Json => "json",
            Self::Rttm => "rttm",
            Self::Ctm => "ctm",
            Self::TextGrid => "TextGrid",
            Self::Elan => "eaf",
        }
    }

    /// Its media type. All files are UTF-8.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text | Self::Audacity | Self::Rttm | Self::Ctm | Self::TextGrid => {
                "text/plain;charset=utf-8"
            }
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Html => "text/html;charset=utf-8",
            Self::Srt => "application/x-subrip;charset=utf-8",
            Self::WebVtt => "text/vtt;charset=utf-8",
            Self::CsvTurns | Self::CsvWords => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Elan => "application/xml",
        }
    }

    /// What can be chosen about it; all else is ignored.
    pub const fn choices(self) -> &'static [Choice] {
        use Choice::{
            ByteOrderMark, Confidence, Gaps, Names, Pseudonyms, Sound, Timestamps, WordTiers,
        };
        match self {
            Self::Html => &[Timestamps, Names, Confidence, Gaps, Pseudonyms, Sound],
            Self::Text | Self::Markdown => &[Timestamps, Names, Confidence, Gaps, Pseudonyms],
            Self::CsvTurns | Self::CsvWords => {
                &[Timestamps, Names, Confidence, Pseudonyms, ByteOrderMark]
            }
            Self::Srt | Self::WebVtt | Self::Audacity => &[Names, Pseudonyms],
            Self::Json | Self::Rttm => &[Pseudonyms],
            Self::Ctm => &[Confidence, Pseudonyms],
            Self::TextGrid | Self::Elan => &[WordTiers, Pseudonyms],
        }
    }

    /// Whether it is cut into cues, so that [`super::CueLimits`] count.
    pub const fn has_cues(self) -> bool {
        matches!(self, Self::Srt | Self::WebVtt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_tells_the_formats_apart() {
        for (index, format) in Format::ALL.into_iter().enumerate() {
            assert_eq!(format as usize, index);
            assert!(Format::ALL.iter().filter(|other| other.name() == format.name()).count() == 1);
            assert!(format.choices().contains(&Choice::Pseudonyms));
        }
    }
}

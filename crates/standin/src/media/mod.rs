//! What was uploaded: sound of some length, or something else.

mod sniff;
mod sound;
pub(crate) mod upload;

use std::fs::File;

/// What the bytes of an upload are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Media {
    /// Sound, or a film with sound.
    Sound {
        /// Its length, where the container or the packets tell it.
        seconds: Option<f64>,
    },
    /// Something without sound, of this MIME type.
    Other(&'static str),
    /// A JSON or multipart body where the bare bytes were wanted; read as this MIME type.
    Wrapped(&'static str),
}

impl Media {
    /// Judges an upload by its content type, its first bytes and its kept part.
    pub(crate) fn judge(content_type: &str, head: &[u8], kept: File, is_whole: bool) -> Self {
        let content_type = content_type.to_ascii_lowercase();
        if content_type.starts_with("application/json") {
            return Self::Wrapped("application/json");
        }
        if content_type.starts_with("multipart/") {
            return Self::Wrapped("text/plain");
        }
        let kind = sniff::mime(head);
        // Text and pictures are not searched for something that looks like a frame of MP3.
        let may_be_sound = kind == "application/octet-stream" || is_sound(kind);
        if let Some(sound) = may_be_sound.then(|| sound::measure(kept)).flatten() {
            return Self::Sound { seconds: sound.seconds };
        }
        // The part that was kept of a large file may lack the index that its format has at the end.
        if !is_whole && is_sound(kind) {
            return Self::Sound { seconds: None };
        }
        Self::Other(kind)
    }

    /// The length in seconds, if it is known.
    pub(crate) const fn seconds(&self) -> Option<f64> {
        match self {
            Self::Sound { seconds } => *seconds,
            Self::Other(_) | Self::Wrapped(_) => None,
        }
    }
}

fn is_sound(mime: &str) -> bool {
    mime.starts_with("audio/") || mime.starts_with("video/")
}

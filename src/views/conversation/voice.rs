//! A speaker as the screen shows it: name, initials, colour and shape, read once.

use transcript::{Speaker, Transcript, initials};

/// What is shown of a speaker, beside each of their turns.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// The raw label, empty where there is none.
    pub label: String,
    /// The name.
    pub name: String,
    /// One or two letters.
    pub initials: String,
    /// 1 to 8.
    pub colour: u8,
    /// 1 to 4.
    pub shape: u8,
    /// The second round of colours is hollow.
    pub is_hollow: bool,
}

impl Voice {
    fn new(speaker: &Speaker) -> Self {
        let (name, look) = (speaker.name(), speaker.look());
        Self {
            label: speaker.label().to_owned(),
            initials: initials(&name),
            name,
            colour: look.colour,
            shape: look.shape,
            is_hollow: look.hollow,
        }
    }
}

/// Every speaker, by the index of their id.
pub(super) fn voices(transcript: &Transcript) -> Vec<Voice> {
    transcript.speakers().iter().map(Voice::new).collect()
}

//! Who is heard: each voice's look, and the name that the user may give it.

use std::rc::Rc;

use transcript::SpeakerId;

use super::document::Document;
use crate::reactive::Var;

/// A voice of the conversation.
pub struct Voice {
    /// Who.
    pub id: SpeakerId,
    /// The raw label, empty where there is none.
    pub label: String,
    /// 1 to 8.
    pub colour: u8,
    /// 1 to 4.
    pub shape: u8,
    /// The second round of colours is hollow.
    pub is_hollow: bool,
    /// The name on the screen.
    pub name: Var<String>,
}

/// All voices, by the index of their id. Cheap to clone: the same ones.
#[derive(Clone)]
pub struct Cast(Rc<Vec<Voice>>);

impl Cast {
    /// The voices of a conversation, under the names that they have there.
    pub fn new(document: &Document) -> Self {
        let names = document.names.borrow();
        let voices = document.answer.transcript.speakers().iter().zip(names.iter());
        let voices = voices.map(|(speaker, name)| {
            let look = speaker.look();
            Voice {
                id: speaker.id,
                label: speaker.label().to_owned(),
                colour: look.colour,
                shape: look.shape,
                is_hollow: look.hollow,
                name: Var::new(name.clone()),
            }
        });
        Self(Rc::new(voices.collect()))
    }

    /// A voice.
    pub fn get(&self, id: SpeakerId) -> Option<&Voice> {
        self.0.get(usize::from(id.0))
    }

    /// All of them, in the order in which they are first heard.
    pub fn all(&self) -> &[Voice] {
        &self.0
    }

    /// The name of a voice; follows it.
    pub fn name(&self, id: SpeakerId) -> String {
        self.get(id).map(|voice| voice.name.get()).unwrap_or_default()
    }
}

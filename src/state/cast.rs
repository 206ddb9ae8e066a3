//! Who is heard: each voice's look, and the name that the user may give it.

use std::cell::RefCell;
use std::rc::Rc;

use transcript::{Look, SpeakerId};

use super::document::Document;
use crate::reactive::Var;

/// A voice of the conversation.
pub struct Voice {
    /// Who.
    pub id: SpeakerId,
    /// The raw label, empty where there is none.
    pub label: String,
    /// Its mark.
    pub look: Look,
    /// Whether it has a turn.
    pub is_heard: bool,
    /// Whether it turned out to be another.
    pub is_merged: bool,
    /// The name on the screen.
    pub name: Var<String>,
}

/// All voices, by the index of their id. Cheap to clone: the same ones.
#[derive(Clone)]
pub struct Cast(Rc<RefCell<Vec<Rc<Voice>>>>);

impl Cast {
    /// The voices of a conversation, under the names that they have there.
    pub fn new(document: &Document) -> Self {
        let cast = Self(Rc::default());
        let _first = cast.renew(document);
        cast
    }

    /// Takes over what was corrected: names, marks, voices that were added or are not heard any more.
    /// Those whose name is another now, and whether anything else of them is.
    pub(super) fn renew(&self, document: &Document) -> (Vec<Rc<Voice>>, bool) {
        let transcript = document.transcript();
        let mut is_heard = vec![false; transcript.speakers().len()];
        for turn in transcript.turns() {
            if let Some(is_heard) = is_heard.get_mut(usize::from(turn.speaker.0)) {
                *is_heard = true;
            }
        }
        let names = document.names();
        let is_merged: Vec<bool> =
            document.editing().roles().iter().map(|role| role.into.is_some()).collect();
        let (mut renamed, mut is_reshaped) = (Vec::new(), false);
        let known = self.0.take();
        let voices = transcript.speakers().iter().zip(is_heard).enumerate();
        let voices = voices.map(|(at, (speaker, is_heard))| {
            let wanted = names.get(at).cloned().unwrap_or_default();
            let name = known.get(at).map_or_else(|| Var::new(wanted.clone()), |known| known.name);
            let is_renamed = name.with_untracked(|name| *name != wanted);
            if is_renamed {
                name.set(wanted);
            }
            let (id, label) = (speaker.id, speaker.label().to_owned());
            let is_merged = is_merged.get(at).copied().unwrap_or_default();
            let look = speaker.look();
            let voice = Rc::new(Voice { id, label, look, is_heard, is_merged, name });
            if is_renamed {
                renamed.push(Rc::clone(&voice));
            }
            is_reshaped |= known
                .get(at)
                .is_none_or(|known| (known.look, known.is_heard) != (voice.look, is_heard));
            voice
        });
        let voices = voices.collect();
        self.0.replace(voices);
        (renamed, is_reshaped)
    }

    /// A voice.
    pub fn get(&self, id: SpeakerId) -> Option<Rc<Voice>> {
        self.0.borrow().get(usize::from(id.0)).cloned()
    }

    /// All of them, in the order in which they are first heard in the original.
    pub fn all(&self) -> Vec<Rc<Voice>> {
        self.0.borrow().clone()
    }

    /// Those that have a turn.
    pub fn heard(&self) -> Vec<Rc<Voice>> {
        self.0.borrow().iter().filter(|voice| voice.is_heard).cloned().collect()
    }

    /// Those that can be given something to say: all but those that turned out to be another.
    pub fn present(&self) -> Vec<Rc<Voice>> {
        self.0.borrow().iter().filter(|voice| !voice.is_merged).cloned().collect()
    }

    /// The name of a voice; follows it.
    pub fn name(&self, id: SpeakerId) -> String {
        self.get(id).map(|voice| voice.name.get()).unwrap_or_default()
    }
}

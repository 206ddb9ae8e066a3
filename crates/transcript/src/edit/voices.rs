//! Who is heard: names, marks, two voices that are one, a voice that nobody counted.

use super::Editing;
use super::change::{Edit, Kind, Role};
use crate::{Look, Speaker, SpeakerId};

impl Editing {
    /// Calls a voice by another name; a blank one gives it back its own. `None`: that is what it is called.
    pub fn name(&self, voice: SpeakerId, name: &str) -> Option<Edit> {
        let own = self.now.speaker(voice).map(Speaker::name);
        let name = Some(name.trim()).filter(|name| !name.is_empty()).map(str::to_owned).or(own)?;
        self.with_role(Kind::Name, voice, |role| role.name = name)
    }

    /// Gives a voice another mark. `None`: it has it.
    pub fn look(&self, voice: SpeakerId, look: Look) -> Option<Edit> {
        self.with_role(Kind::Look, voice, |role| role.look = Some(look))
    }

    /// Makes one voice of two: all that `voice` says is `into`'s. `None`: they are one.
    pub fn merge(&self, voice: SpeakerId, into: SpeakerId) -> Option<Edit> {
        if voice == into || self.roles.get(usize::from(into.0))?.into.is_some() {
            return None;
        }
        self.with_role(Kind::Merge, voice, |role| role.into = Some(into))
    }

    /// All voices and one more of this name, for an edit that gives it something to say.
    pub(super) fn with_voice(&self, name: &str) -> Option<(Vec<Role>, SpeakerId)> {
        let id = SpeakerId(u16::try_from(self.roles.len()).ok()?);
        let mut roles = self.roles.clone();
        roles.push(Role::new(name.trim().to_owned()));
        Some((roles, id))
    }

    fn with_role(
        &self,
        kind: Kind,
        voice: SpeakerId,
        change: impl FnOnce(&mut Role),
    ) -> Option<Edit> {
        let mut roles = self.roles.clone();
        change(roles.get_mut(usize::from(voice.0))?);
        (roles != self.roles).then(|| Edit::of_voices(kind, roles))
    }
}

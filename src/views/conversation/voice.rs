//! How a voice is shown.

use crate::state::cast::Voice;
use crate::ui::avatar::avatar;
use crate::ui::dom::El;

/// The mark of a voice, without its initials.
pub(super) fn mark_of(voice: &Voice) -> El {
    avatar("", voice.look.colour, voice.look.shape, voice.look.hollow)
}

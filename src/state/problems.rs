//! Leading the user to what stops "Transcribe".

use super::draft::Draft;
use super::linking::FIELD;
use super::session::{KeyState, Session};
use crate::platform::focus;
use crate::reactive::watch;

/// The first field of the start screen that stops "Transcribe" gets the focus, in the order of
/// the page.
pub fn focus_first_problem(draft: Draft, session: Session) {
    watch(move || {
        let is_file_missing = draft.is_file_missing.get();
        let is_key_wrong =
            matches!(session.key_state.get(), KeyState::Missing | KeyState::Rejected);
        let is_number_wrong = draft.voices.error.get().is_some();
        let is_link_wrong = draft.linking.refusal.with(Option::is_some);
        if is_link_wrong {
            focus::focus_id(FIELD);
        } else if is_file_missing {
            focus::focus_id("choose");
        } else if is_key_wrong {
            focus::focus_id("key");
        } else if is_number_wrong {
            focus::focus_id("voices-number");
        }
    });
}

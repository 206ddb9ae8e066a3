//! The polite live region: tells stages to those who do not see them. It outlives the screens,
//! so that "Ready" is heard although the screen changes.

use assemblyai::job::State;

use crate::reactive::track;
use crate::route::Route;
use crate::state::bell::use_bell;
use crate::state::library::use_library;
use crate::state::navigation::use_navigation;
use crate::state::notice::use_notice;
use crate::ui::dom::{El, el};

/// The region, and what keeps it in step with the job on the screen. Of the others only the end
/// is told, here and, for those who want it, by the system.
pub fn status_region() -> El {
    let (notice, library, navigation) = (use_notice(), use_library(), use_navigation());
    let bell = use_bell();
    track(move || {
        let Route::Recording(id) = navigation.route() else { return };
        let entry = library.find(&id);
        if let Some(text) = entry.and_then(|entry| stage(&entry.progress().state)) {
            notice.say(text);
        }
    });
    track(move || {
        let Some(entry) = library.finished() else { return };
        let text = format!("Ready: {}", entry.with_record(|record| record.title.clone()));
        bell.ring(&text);
        if !navigation.is_at(&Route::Recording(entry.id())) {
            notice.say(text);
        }
    });
    el("p").class("vh").attr("role", "status").text_fn(move || notice.text())
}

/// The stage as it is told: the upload in tenths, so that it is not a stream of words.
fn stage(state: &State) -> Option<String> {
    Some(match state {
        State::Uploading { sent, total } => {
            let tenths = sent.saturating_mul(10) / (*total).max(1);
            if tenths == 0 { "Upload".to_owned() } else { format!("Upload, {} %", tenths * 10) }
        }
        State::Checking | State::Submitting => "Upload".to_owned(),
        State::Queued => "Queued".to_owned(),
        State::Processing(_) => "Transcribing".to_owned(),
        State::Completed => "Ready".to_owned(),
        State::Cancelled => "Cancelled".to_owned(),
        // Told by the alert itself.
        State::New | State::Failed(_) => return None,
    })
}

//! The polite live region: tells stages to those who do not see them. It outlives the screens,
//! so that "Ready" is heard although the screen changes.

use assemblyai::job::State;

use crate::reactive::track;
use crate::state::notice::use_notice;
use crate::state::work::use_work;
use crate::ui::dom::{El, el};

/// The region, and what keeps it in step with the job.
pub fn status_region() -> El {
    let (notice, work) = (use_notice(), use_work());
    track(move || {
        if let Some(text) = work.progress().and_then(|progress| stage(&progress.state)) {
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

//! Removing a recording from this device.

use assemblyai::Failure;

use super::plan::{Plan, plan_dialog};
use crate::reactive::Var;
use crate::state::library::{Deleting, Entry, use_library};
use crate::state::navigation::focus;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{hint, row};

/// The dialog, open while this is the plan.
pub(super) fn remove_dialog(plan: Var<Option<Plan>>) -> El {
    let recording = |plan| match plan {
        Plan::Remove(entry) => Some(entry),
        _ => None,
    };
    plan_dialog("Remove recording", plan, recording, question)
}

fn question(entry: Entry, plan: Var<Option<Plan>>) -> El {
    let library = use_library();
    let title = entry.with_record(|record| record.title.clone());
    let title = el("p").child(el("strong").child(el("bdi").text(&title)));
    let text = "Its transcript, names and state are removed from this browser. The file on your disk \
                is not touched.";
    let remove = move || {
        plan.set(None);
        library.remove(entry);
        // The last one takes the list along.
        let is_empty = library.entries_untracked().is_empty();
        focus(if is_empty { "title" } else { "library" });
    };
    el("div")
        .class("stackv")
        .child(title)
        .child(el("p").text(text))
        .part(move || entry.is_submitted().then(|| at_service(entry)))
        .child(row([
            button("bad", "Remove", remove),
            button("quiet", "Keep it", move || plan.set(None)),
        ]))
}

/// What AssemblyAI has is another matter, and asked for separately.
fn at_service(entry: Entry) -> El {
    let library = use_library();
    let delete = move || {
        button("", "Delete the transcript at AssemblyAI", move || library.delete_at_service(entry))
    };
    let answer = el("div").part(move || {
        Some(match entry.deleted()? {
            Deleting::Asked => hint("busy", "refresh", "Deleting it at AssemblyAI…"),
            Deleting::Done(said) => {
                let text = format!("AssemblyAI deleted it. It says: “{said}”");
                hint("ok", "check", &text)
            }
            Deleting::Failed(failure) => hint("err", "alert", &not_deleted(&failure)),
        })
    });
    let text = "AssemblyAI keeps its copy of the transcript for 30 days, or as long as your account \
                says, unless it is deleted before.";
    el("div")
        .class("stackv")
        .child(el("p").text(text))
        .part(move || (!matches!(entry.deleted(), Some(Deleting::Done(_)))).then(delete))
        .child(answer)
}

fn not_deleted(failure: &Failure) -> String {
    let why = match failure {
        Failure::Status { status: 401, .. } => {
            return "The key is needed for this, the one that the job was started with: enter it on \
                    the start screen, and try again."
                .to_owned();
        }
        Failure::Status { text: Some(text), .. } => format!("It says: “{text}”"),
        Failure::Status { status, .. } => format!("It answered with status {status}."),
        _ => "It could not be reached.".to_owned(),
    };
    format!("AssemblyAI did not delete it. {why} You can also delete it in your account there.")
}

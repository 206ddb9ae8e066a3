//! A job that the browser had made twice: what became of the other one.

use assemblyai::job::Twins;

use crate::state::library::Entry;
use crate::ui::dom::El;
use crate::ui::note::{Tone, note, sentence};

/// The note, where there is something to tell.
pub fn twins_note(entry: Entry) -> Option<El> {
    let (title, text) = words(&entry.record().kept.twins)?;
    Some(note(Tone::Plain, "info", title, [sentence(text)]))
}

/// Title and sentence; nothing while it is not known yet, and where there was none.
const fn words(twins: &Twins) -> Option<(&'static str, &'static str)> {
    match twins {
        Twins::None | Twins::Sought | Twins::Found(_) => None,
        Twins::Deleted => Some((
            "AssemblyAI had made this job twice: the other one was deleted.",
            "The browser had repeated the request by itself. Your AssemblyAI account shows whether \
             both are charged.",
        )),
        Twins::NotDeleted => Some((
            "AssemblyAI has made this job twice: the other one could not be deleted.",
            "The browser had repeated the request by itself. The transcript here is whole; the other \
             one is in your AssemblyAI account.",
        )),
        Twins::NotSought => Some((
            "It could not be checked whether AssemblyAI made this job twice.",
            "Browsers repeat a request now and then. The transcript here is whole; your AssemblyAI \
             account lists what was made.",
        )),
    }
}

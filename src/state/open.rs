//! Which conversation is open, on its way, or did not come.

use std::rc::Rc;

use super::document::{Document, Media, Origin};
use super::part::Part;
use super::recording::Kind;
use super::samples::Sample;
use super::use_state;
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::reactive::Var;
use crate::service::sample;

/// Which conversation is open, if one is.
#[derive(Clone, Copy)]
pub struct Open {
    document: Var<Option<Rc<Document>>>,
    arrival: Var<Option<Arrival>>,
    part: Part,
}

/// What is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A sample, which is fetched.
    Sample(Sample),
    /// A recording of the library, by its name there.
    Recording(String),
}

/// A conversation on its way, or one that did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is fetched or read.
    Coming(Wanted),
    /// It could not be had.
    Lost(Wanted),
}

impl Open {
    /// Starts with none.
    pub(super) fn new(part: Part) -> Self {
        Self { document: Var::new(None), arrival: Var::new(None), part }
    }

    /// The open conversation.
    pub fn document(self) -> Option<Rc<Document>> {
        self.document.get()
    }

    /// The open conversation, without following it.
    pub fn document_untracked(self) -> Option<Rc<Document>> {
        self.document.get_untracked()
    }

    /// Whether the conversation of this recording is open.
    pub fn is_recording(self, id: &str) -> bool {
        self.document.with(|document| is_of(document.as_deref(), id))
    }

    /// What is on its way, or did not come.
    pub fn arrival(self) -> Option<Arrival> {
        self.arrival.get()
    }

    /// Opens a conversation in place of the present one.
    pub fn set(self, document: Document) {
        self.show(Rc::new(document));
    }

    pub(super) fn show(self, document: Rc<Document>) {
        self.arrival.set(None);
        self.document.set(Some(document));
    }

    /// Closes whatever is open.
    pub fn close(self) {
        self.arrival.set(None);
        self.document.set(None);
    }

    /// Puts the sound beside the conversation of a recording, if that is open without.
    pub(super) fn listen_along(self, id: &str, media: Option<Media>) {
        let document = self.document.get_untracked();
        let Some(document) = document.filter(|document| is_of(Some(document), id)) else { return };
        if document.media.with_untracked(Option::is_none) {
            document.media.set(media);
        }
    }

    /// Gives the conversation of a recording its new title, if that is open.
    pub(super) fn call(self, id: &str, title: &str) {
        let document = self.document.get_untracked();
        if let Some(document) = document.filter(|document| is_of(Some(document), id)) {
            document.title.set(title.to_owned());
        }
    }

    /// Closes the conversation of a recording that is removed.
    pub(super) fn forget(self, id: &str) {
        if self.document.with_untracked(|document| is_of(document.as_deref(), id)) {
            self.close();
        }
    }

    /// Closes what is open, as another conversation is on its way. `false` if it was already.
    pub(super) fn expect(self, wanted: &Wanted) -> bool {
        if self.is_coming(wanted) {
            return false;
        }
        self.document.set(None);
        self.arrival.set(Some(Arrival::Coming(wanted.clone())));
        true
    }

    /// Whether this is still on its way: the user may have gone elsewhere meanwhile.
    pub(super) fn is_coming(self, wanted: &Wanted) -> bool {
        self.arrival.with_untracked(
            |arrival| matches!(arrival, Some(Arrival::Coming(coming)) if coming == wanted),
        )
    }

    /// Tells that it did not come.
    pub(super) fn lose(self, wanted: Wanted) {
        self.arrival.set(Some(Arrival::Lost(wanted)));
    }

    /// Fetches a sample and opens it.
    pub fn load_sample(self, sample: Sample) {
        let wanted = Wanted::Sample(sample);
        if !self.expect(&wanted) {
            return;
        }
        spawn(async move {
            let here = self.part.arrived().await;
            let document = fetch_sample(sample, here).await;
            if self.is_coming(&wanted) {
                match document {
                    Some(document) => self.set(document),
                    None => self.lose(wanted),
                }
            }
        });
    }
}

fn is_of(document: Option<&Document>, id: &str) -> bool {
    document.is_some_and(|document| document.id.as_deref() == Some(id))
}

async fn fetch_sample(wanted: Sample, here: Here) -> Option<Document> {
    let bytes = sample::fetch(&format!("{}.json", wanted.name)).await?;
    let file_name = format!("{}.mp3", wanted.name);
    let media = Media { address: sample::address(&file_name), kind: Kind::Audio, file: None };
    let origin = Origin {
        title: wanted.title.to_owned(),
        title_lang: Some(wanted.lang),
        file_name,
        media: Some(media),
    };
    Document::read(bytes, origin, here).await.ok()
}

/// The open conversation.
pub fn use_open() -> Open {
    use_state().open
}

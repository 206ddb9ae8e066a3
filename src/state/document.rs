//! The conversation on the screen.

use std::cell::RefCell;
use std::rc::Rc;

use assemblyai::{Answer, DecodeError};
use transcript::{Millis, plain_text};

use super::recording::{Kind, Recording};
use super::samples::Sample;
use super::use_state;
use crate::platform::media::ObjectUrl;
use crate::platform::task::spawn;
use crate::platform::{clipboard, download};
use crate::reactive::Var;
use crate::service::{Received, read, sample};

/// The sound (and pictures) beside a conversation.
#[derive(Clone, Debug)]
pub struct Media {
    /// Where it plays from.
    pub address: String,
    /// Heard or seen.
    pub kind: Kind,
    /// Keeps the address of a local file good.
    pub url: Option<ObjectUrl>,
}

impl Media {
    /// A local file, if the browser gives it an address.
    pub fn of(recording: &Recording) -> Option<Self> {
        let url = recording.url.clone()?;
        Some(Self { address: url.as_str().to_owned(), kind: recording.kind, url: Some(url) })
    }
}

/// A conversation with everything that the screen shows of it.
pub struct Document {
    /// The recording's title.
    pub title: String,
    /// The title's language, where it is known.
    pub title_lang: Option<&'static str>,
    /// The name of the file, as it was.
    pub file_name: String,
    /// The answer, decoded.
    pub answer: Answer,
    /// The answer as it came.
    pub raw: Vec<u8>,
    /// What the speakers are called, by the index of their id.
    pub names: RefCell<Vec<String>>,
    /// What it was made from, or what was put beside it later.
    pub media: Var<Option<Media>>,
}

/// Where a conversation comes from, beside its answer.
struct Origin {
    title: String,
    title_lang: Option<&'static str>,
    file_name: String,
    media: Option<Media>,
}

impl Document {
    fn new(answer: Answer, raw: Vec<u8>, origin: Origin) -> Self {
        let names = answer.transcript.speakers().iter().map(transcript::Speaker::name).collect();
        Self {
            title: origin.title,
            title_lang: origin.title_lang,
            file_name: origin.file_name,
            answer,
            raw,
            names: RefCell::new(names),
            media: Var::new(origin.media),
        }
    }

    /// The conversation of a finished job.
    pub fn from_job(recording: &Recording, received: Received) -> Self {
        let origin = Origin {
            title: recording.title(),
            title_lang: None,
            file_name: recording.name.clone(),
            media: Media::of(recording),
        };
        Self::new(received.answer, received.raw, origin)
    }

    /// The conversation of a transcript file, with its recording if that was given too.
    pub async fn from_file(
        file_name: String,
        bytes: Vec<u8>,
        recording: Option<&Recording>,
    ) -> Result<Self, DecodeError> {
        let (answer, raw) = read::read(bytes).await?;
        let title = file_name.trim_end_matches(".json").trim_end_matches(".assemblyai");
        let origin = Origin {
            title: title.to_owned(),
            title_lang: None,
            media: recording.and_then(Media::of),
            file_name,
        };
        Ok(Self::new(answer, raw, origin))
    }

    /// The recording's length: what the service said, else where the last word ends.
    pub fn duration(&self) -> Millis {
        self.answer.transcript.end()
    }

    /// Whether the conversation is written from right to left: by its language, else by the
    /// first letter that has a direction.
    pub fn is_rtl(&self) -> bool {
        let language = self.answer.language.as_deref().unwrap_or_default();
        let language = language.split(['_', '-']).next().unwrap_or_default();
        matches!(language, "ar" | "arz" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi")
    }

    /// The language as HTML's `lang` wants it (`en-US`).
    pub fn lang(&self) -> Option<String> {
        let code = self.answer.language.as_deref()?.replace('_', "-");
        let is_tag = code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        // The service's own code for British English is not the one that browsers know.
        (is_tag && !code.is_empty())
            .then(|| if code == "en-uk" { "en-GB".to_owned() } else { code })
    }

    /// Offers the answer, as it came, as a file.
    pub fn save_raw(&self) {
        let name = format!("{}.assemblyai.json", self.title);
        download::save(&name, "application/json", &self.raw);
    }

    /// Copies the whole conversation as text; saves it as a file where the browser does not
    /// allow that, and tells `done` `false`.
    pub fn copy_text(self: Rc<Self>, done: impl FnOnce(bool) + 'static) {
        spawn(async move {
            let text = plain_text(&self.answer.transcript, &self.names.borrow());
            let is_copied = clipboard::write_text(&text).await;
            if !is_copied {
                download::save(&format!("{}.txt", self.title), "text/plain", text.as_bytes());
            }
            done(is_copied);
        });
    }
}

/// Which conversation is open, if one is.
#[derive(Clone, Copy)]
pub struct Open {
    document: Var<Option<Rc<Document>>>,
    sample: Var<Option<SampleState>>,
}

/// A sample on its way, or why it did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleState {
    /// Being fetched.
    Loading(Sample),
    /// Could not be fetched.
    Failed(Sample),
}

impl Open {
    /// Starts with none.
    pub(super) fn new() -> Self {
        Self { document: Var::new(None), sample: Var::new(None) }
    }

    /// The open conversation.
    pub fn document(self) -> Option<Rc<Document>> {
        self.document.get()
    }

    /// The open conversation, without following it.
    pub fn document_untracked(self) -> Option<Rc<Document>> {
        self.document.get_untracked()
    }

    /// How a sample's loading stands.
    pub fn sample_state(self) -> Option<SampleState> {
        self.sample.get()
    }

    /// Opens a conversation in place of the present one.
    pub fn set(self, document: Document) {
        self.sample.set(None);
        self.document.set(Some(Rc::new(document)));
    }

    /// Closes whatever is open.
    pub fn close(self) {
        self.sample.set(None);
        self.document.set(None);
    }

    /// Fetches a sample and opens it.
    pub fn load_sample(self, wanted: Sample) {
        self.document.set(None);
        self.sample.set(Some(SampleState::Loading(wanted)));
        spawn(async move {
            let document = fetch_sample(wanted).await;
            // The user may have gone elsewhere meanwhile.
            if self.sample.get_untracked() != Some(SampleState::Loading(wanted)) {
                return;
            }
            match document {
                Some(document) => self.set(document),
                None => self.sample.set(Some(SampleState::Failed(wanted))),
            }
        });
    }
}

async fn fetch_sample(wanted: Sample) -> Option<Document> {
    let bytes = sample::fetch(&format!("{}.json", wanted.name)).await?;
    let (answer, raw) = read::read(bytes).await.ok()?;
    let file_name = format!("{}.mp3", wanted.name);
    let media = Media { address: sample::address(&file_name), kind: Kind::Audio, url: None };
    let origin = Origin {
        title: wanted.title.to_owned(),
        title_lang: Some(wanted.lang),
        file_name,
        media: Some(media),
    };
    Some(Document::new(answer, raw, origin))
}

/// The open conversation.
pub fn use_open() -> Open {
    use_state().open
}

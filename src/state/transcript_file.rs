//! A transcript that the user has as a file: an answer of the service, saved earlier or elsewhere,
//! or what another program made. It is read on this device; no key and no network are needed.

use assemblyai::job::TroubleKind;
use assemblyai::{Failure, Status};
use leptos::prelude::*;
use web_sys::{AbortController, AbortSignal, File};

use super::document::{Document, Media, Origin};
use super::draft::Draft;
use super::library::{Library, is_archive};
use super::navigation::Navigation;
use super::part::Part;
use super::recording::Recording;
use super::session::Session;
use super::use_state;
use crate::platform::file_drop::{self, DropEvent};
use crate::platform::file_handle::{self, Brought};
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::platform::{blob, file};
use crate::reactive::Var;
use crate::service::read::{GLANCE, may_begin};
pub use crate::service::read::{LONGEST, ReadError};
use crate::service::{Access, account};

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be read from the disk.
    Unreadable,
    /// It is no transcript, or a broken one.
    NotRead(ReadError),
    /// It has this many bytes, more than are read.
    TooLong(u64),
    /// It is the answer of a job that was not done.
    NotDone,
    /// It is the answer of a job that failed, with its reason.
    Failed(String),
    /// It is the answer of a job whose transcript was deleted.
    Deleted,
    /// The service did not give it.
    NotFetched(Failure),
}

/// An answer that is being fetched from the service.
#[derive(Clone, Copy, Default)]
struct Fetching {
    /// What stands in its way.
    trouble: Option<TroubleKind>,
}

/// Opening transcript files.
#[derive(Clone, Copy)]
pub struct TranscriptFile {
    refusal: Var<Option<(String, Refusal)>>,
    /// The answer that is being fetched, if one is.
    fetching: Var<Option<Fetching>>,
    /// Ends that.
    stop: StoredValue<Option<AbortController>, LocalStorage>,
    session: Session,
    draft: Draft,
    library: Library,
    part: Part,
    navigation: Navigation,
}

/// What the names of transcripts end in.
const EXTENSIONS: [&str; 7] = [".json", ".srt", ".vtt", ".rttm", ".csv", ".tsv", ".txt"];

/// The media types of those that are not said to be text.
const TYPES: [&str; 2] = ["application/json", "application/x-subrip"];

/// Whether a file is a transcript rather than a recording, by its name and type: no text is ever a
/// recording. What kind of transcript is told by its content.
pub fn is_transcript(file: &File) -> bool {
    let media_type = file.type_();
    media_type.starts_with("text/")
        || TYPES.contains(&media_type.as_str())
        || extension(&file.name()).is_some()
}

/// Bytes in which a recording has something that no text has.
const TELLING: u64 = 512;

/// Whether a file begins with nothing but text, whatever it is called: no recording does.
async fn begins_as_text(file: &File) -> bool {
    let Some(bytes) = file::part(file, 0, TELLING).await else { return false };
    let bytes = bytes.to_vec();
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r');
    let is_whole = match str::from_utf8(&bytes) {
        Ok(text) => !text.trim().is_empty(),
        // A letter may be cut in two.
        Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
    };
    is_whole && bytes.iter().all(is_text)
}

/// The ending of a transcript's name, as [`EXTENSIONS`] has it.
fn extension(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    EXTENSIONS.into_iter().find(|extension| name.ends_with(extension))
}

/// What a transcript is called by its file's name.
fn title(file_name: &str) -> String {
    let length = file_name.len() - extension(file_name).map_or(0, str::len);
    let stem = file_name.get(..length).unwrap_or(file_name);
    stem.trim_end_matches(".assemblyai").to_owned()
}

impl TranscriptFile {
    pub(super) fn new(
        session: Session,
        draft: Draft,
        library: Library,
        part: Part,
        navigation: Navigation,
    ) -> Self {
        let (refusal, fetching) = (Var::new(None), Var::new(None));
        let stop = StoredValue::new_local(None);
        Self { refusal, fetching, stop, session, draft, library, part, navigation }
    }

    /// Whether a transcript is being fetched from the service.
    pub fn is_fetching(self) -> bool {
        self.fetching.with(Option::is_some)
    }

    /// What stands in the way of that at the moment: it is tried again.
    pub fn trouble(self) -> Option<TroubleKind> {
        self.fetching.get()?.trouble
    }

    /// Does not fetch it after all.
    pub fn stop_fetching(self) {
        if let Some(Some(controller)) = self.stop.try_update_value(Option::take) {
            controller.abort();
        }
        self.fetching.set(None);
    }

    /// Fetches the answer of a job from the account of the key that is entered, and opens it.
    pub fn fetch(self, id: &str) {
        let id = id.trim().to_owned();
        let Some(key) = self.session.require_key() else { return };
        let Ok(controller) = AbortController::new() else { return };
        if id.is_empty() || self.fetching.with_untracked(Option::is_some) {
            return;
        }
        self.refusal.set(None);
        self.fetching.set(Some(Fetching::default()));
        let stop = controller.signal();
        self.stop.set_value(Some(controller));
        let access = Access { base: self.session.base(), key };
        spawn(async move {
            let _here = self.part.arrived().await;
            fetch_answer(&self, access, id, stop);
        });
    }

    /// Takes files of any kind: an archive among them is taken over, a transcript is opened, else they
    /// are what is to be transcribed.
    pub fn take(self, files: Vec<Brought>) {
        if files.iter().any(|brought| is_transcript(&brought.file) || is_archive(&brought.file)) {
            return self.open(files.into_iter().map(|brought| brought.file).collect());
        }
        spawn(async move {
            let (mut texts, mut others) = (Vec::new(), Vec::new());
            for brought in files {
                if begins_as_text(&brought.file).await {
                    texts.push(brought.file);
                } else {
                    others.push(brought);
                }
            }
            if texts.is_empty() {
                self.forget();
                return self.draft.choose(others);
            }
            texts.extend(others.into_iter().map(|brought| brought.file));
            self.open(texts);
        });
    }

    /// Lets the user choose recordings where the browser can find them again; where it cannot, `other`
    /// shows its ordinary picker.
    pub fn pick(self, other: impl FnOnce() + 'static) {
        if !file_handle::has_picker() {
            return other();
        }
        spawn(async move {
            match file_handle::pick().await {
                Some(files) if files.is_empty() => {}
                Some(files) => self.take(files),
                None => other(),
            }
        });
    }

    /// Takes files that are dropped anywhere on the page or pasted, while the caller is shown;
    /// `is_over` tells of a drag.
    pub fn take_drops(self, is_over: Var<bool>) {
        let listeners = file_drop::listen(move |event| match event {
            DropEvent::Over(over) => is_over.set(over),
            DropEvent::Files(files) => self.take(files),
        });
        // The owner holds them, and drops them.
        StoredValue::new_local(listeners);
    }

    /// The file that was not opened last, and why; `None` once another choice was made.
    pub fn refusal(self) -> Option<(String, Refusal)> {
        self.refusal.get()
    }

    /// Forgets what was refused.
    fn forget(self) {
        if self.refusal.with_untracked(Option::is_some) {
            self.refusal.set(None);
        }
    }

    /// Opens the transcript among these files, with the recording among them if there is one; or the
    /// archive among them.
    pub fn open(self, files: Vec<File>) {
        self.refusal.set(None);
        spawn(async move {
            let here = self.part.arrived().await;
            open_files(&self, files, here);
        });
    }
}

/// Asks for an answer, as long as that takes. This is in the second part.
#[inline(never)]
fn fetch_answer(opener: &TranscriptFile, access: Access, id: String, stop: AbortSignal) {
    let opener = *opener;
    spawn(async move {
        let tell = |trouble| opener.fetching.set(Some(Fetching { trouble }));
        let answer = account::answer(access, &id, &stop, tell).await;
        if stop.aborted() {
            return;
        }
        opener.fetching.set(None);
        match answer {
            Ok(bytes) => {
                let name = format!("{id}.assemblyai.json");
                opener.open(blob::file(&bytes, &name, TYPES[0]).into_iter().collect());
            }
            Err(failure) => opener.refusal.set(Some((id, Refusal::NotFetched(failure)))),
        }
    });
}

/// Whoever opens a file waits for the second part in any case, and so this is in it.
#[inline(never)]
fn open_files(opener: &TranscriptFile, files: Vec<File>, here: Here) {
    if let Some(archive) = files.iter().find(|file| is_archive(file)) {
        return opener.library.import(archive.clone());
    }
    let (transcripts, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_transcript);
    let (mut transcripts, mut others) = (transcripts.into_iter(), others.into_iter());
    // Whatever was chosen as a transcript is read as one, whatever its name.
    let Some(file) = transcripts.next().or_else(|| others.next()) else { return };
    let recording = others.next().map(Recording::new);
    let opener = *opener;
    spawn(async move {
        match read(&file, recording.as_ref(), here).await {
            Ok(document) => {
                let mut source = Recording::new(file);
                let _unreadable = source.read_fingerprint().await;
                let library = opener.library;
                let entry = library.take_transcript(document, source.fingerprint(), recording);
                opener.navigation.go(entry);
            }
            Err(refusal) => opener.refusal.set(Some((file.name(), refusal))),
        }
    });
}

async fn read(file: &File, recording: Option<&Recording>, here: Here) -> Result<Document, Refusal> {
    // A film that was chosen by mistake is not read to its end.
    let size = file::size(file);
    let first = file::part(file, 0, size.min(GLANCE as u64)).await.ok_or(Refusal::Unreadable)?;
    if !may_begin(&first.to_vec(), here) {
        return Err(Refusal::NotRead(ReadError::Unknown));
    }
    if size > LONGEST {
        return Err(Refusal::TooLong(size));
    }
    let bytes = file::bytes(file).await.ok_or(Refusal::Unreadable)?;
    let file_name = file.name();
    let (title, media) = (title(&file_name), recording.and_then(Media::of));
    let origin = Origin { title, title_lang: None, media, file_name };
    let document = Document::read(bytes, origin, here).await.map_err(Refusal::NotRead)?;
    match &document.answer.status {
        Status::Completed if document.answer.is_deleted => Err(Refusal::Deleted),
        Status::Completed => Ok(document),
        Status::Error => Err(Refusal::Failed(document.answer.error.clone().unwrap_or_default())),
        Status::Queued | Status::Processing | Status::Other(_) => Err(Refusal::NotDone),
    }
}

/// Opening transcript files.
pub fn use_transcript_file() -> TranscriptFile {
    use_state().transcript_file
}

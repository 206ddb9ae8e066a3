//! Taking the conversation away: which format, what is in it, which part of the conversation.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use js_sys::Uint8Array;
use transcript::SpeakerId;
use transcript::export::html::SOUND;
use transcript::export::{Choice, CueLimits, FileKind, Format, Input, Options, Order, export};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Blob, File};

use super::document::Document;
use super::reader::Reader;
use crate::platform::blob::Pieces;
use crate::platform::clock::now_ms;
use crate::platform::task::spawn;
use crate::platform::{clipboard, date, download, file, preference};
use crate::reactive::Var;
use crate::service::export::{Maker, Unmade};
use crate::service::inside;

/// Under which the format is remembered that was used last.
const LAST: &str = "export";
/// Bytes of a recording that may be inside of a page: a third more then, which browsers still open.
const SOUND_AT_MOST: u64 = 256 << 20;
/// Turns that the preview shows.
const PREVIEW: u32 = 40;

/// How the making of a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// None is being made.
    Idle,
    /// One is being made.
    Busy,
    /// The last one could not be made.
    Failed,
}

/// What came of copying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It is on the clipboard.
    Done,
    /// Another one was asked for before it was made.
    Superseded,
    /// It could not be made.
    Unmade,
    /// The browser did not allow it.
    Refused,
}

impl Copied {
    /// What is to be told: that a text was not made is no word of the browser's.
    const fn of(is_written: bool, unmade: Option<Unmade>) -> Self {
        match (is_written, unmade) {
            (true, _) => Self::Done,
            (false, Some(Unmade::Superseded)) => Self::Superseded,
            (false, Some(Unmade::Failed)) => Self::Unmade,
            (false, None) => Self::Refused,
        }
    }
}

/// Where files are made, as long as the conversation is open.
#[derive(Clone, Copy)]
pub struct Workshop {
    maker: Var<Rc<Maker>>,
    making: Var<Making>,
}

impl Workshop {
    /// One in which nothing was made yet.
    pub fn new() -> Self {
        Self { maker: Var::new(Rc::default()), making: Var::new(Making::Idle) }
    }

    fn forget_failure(self) {
        if self.making.get_untracked() == Making::Failed {
            self.making.set(Making::Idle);
        }
    }

    /// Has a file made; one whose kind is a text is written here if it cannot be made there.
    async fn make(
        self,
        order: Uint8Array,
        instead: impl FnOnce() -> Option<Blob>,
    ) -> Result<Blob, Unmade> {
        let maker = self.maker.get_untracked();
        self.making.set(Making::Busy);
        let made = match maker.make(order).await {
            Err(Unmade::Failed) => instead().ok_or(Unmade::Failed),
            made => made,
        };
        match &made {
            Ok(_) => self.making.set(Making::Idle),
            // What is being made is another one.
            Err(Unmade::Superseded) => {}
            Err(Unmade::Failed) => self.making.set(Making::Failed),
        }
        made
    }
}

impl Default for Workshop {
    fn default() -> Self {
        Self::new()
    }
}

/// What is chosen. Copies are the same choice.
#[derive(Clone, Copy)]
pub struct Exporting {
    /// The kind of file.
    pub kind: Var<FileKind>,
    /// What is in it.
    pub options: Var<Options>,
    /// Without the voices that are left out in the text.
    pub is_without_muted: Var<bool>,
    /// Only what is selected.
    pub is_selection: Var<bool>,
    selection: Var<Option<Range<u32>>>,
    reader: Reader,
    workshop: Workshop,
}

impl Exporting {
    /// What was chosen last, for the conversation as it is shown now.
    pub fn new(reader: Reader, workshop: Workshop) -> Self {
        let last = preference::get(LAST).unwrap_or_default();
        let kind = FileKind::ALL.into_iter().find(|kind| kind.name() == last);
        let selection = reader.selected_turns();
        workshop.forget_failure();
        Self {
            kind: Var::new(kind.unwrap_or(FileKind::Text(Format::Text))),
            options: Var::new(Options::default()),
            is_without_muted: Var::new(reader.muted().with_untracked(|muted| !muted.is_empty())),
            is_selection: Var::new(selection.as_ref().is_some_and(|turns| turns.len() > 1)),
            selection: Var::new(selection),
            reader,
            workshop,
        }
    }

    /// Chooses a kind of file, now and for the next time.
    pub fn choose(self, kind: FileKind) {
        preference::set(LAST, kind.name());
        self.kind.set(kind);
        self.workshop.forget_failure();
    }

    /// Whether this is switched on; follows changes.
    pub fn has(self, choice: Choice) -> bool {
        self.options.with(|options| options.has(choice))
    }

    /// Switches something on or off.
    pub fn set(self, choice: Choice, is_on: bool) {
        self.options.update(|options| *options = options.with(choice, is_on));
    }

    /// How subtitles are cut; follows changes.
    pub fn cues(self) -> CueLimits {
        self.options.with(|options| options.cues)
    }

    /// Has subtitles cut otherwise.
    pub fn set_cues(self, cues: CueLimits) {
        self.options.update(|options| *options = options.with_cues(cues));
    }

    /// How many turns are selected, if any are.
    pub fn selected(self) -> Option<usize> {
        self.selection.with(|turns| turns.as_ref().map(ExactSizeIterator::len))
    }

    /// Whether voices are left out in the text.
    pub fn has_muted(self) -> bool {
        self.reader.muted().with(|muted| !muted.is_empty())
    }

    /// How the making of the file stands; follows changes.
    pub fn making(self) -> Making {
        self.workshop.making.get()
    }

    /// The beginning of what would be saved, as text.
    pub fn preview(self) -> String {
        let Some(mut chosen) = self.chosen() else { return String::new() };
        let (start, end) = chosen.turns.map_or((0, u32::MAX), |turns| (turns.start, turns.end));
        chosen.turns = Some(start..end.min(start.saturating_add(PREVIEW)));
        chosen.text()
    }

    /// What the file is called.
    pub fn file_name(self) -> String {
        let title = self.reader.document().map(|document| document.title.get_untracked());
        let title = title.filter(|title| !self.has(Choice::Pseudonyms) && !title.trim().is_empty());
        let title = title.unwrap_or_else(|| "conversation".to_owned());
        format!("{}.{}", title.trim(), self.kind.get().extension())
    }

    /// Saves it as a file, once it is made.
    pub fn save(self) {
        let Some(mut chosen) = self.chosen() else { return };
        let (name, workshop) = (self.file_name(), self.workshop);
        let sound = self.sound().filter(|_| {
            chosen.kind == FileKind::Text(Format::Html) && chosen.options.has(Choice::Sound)
        });
        if sound.is_none() {
            chosen.options = chosen.options.with(Choice::Sound, false);
        }
        spawn(async move {
            let Ok(file) = workshop.make(chosen.order(), || chosen.written()).await else {
                return;
            };
            let whole = match sound {
                Some(sound) => inside::with_sound(&file, SOUND, &sound).await,
                None => Some(file),
            };
            match whole {
                Some(file) => download::save_blob(&name, &file),
                None => workshop.making.set(Making::Failed),
            }
        });
    }

    /// Whether the recording is at hand, and small enough to be inside of a page.
    pub fn can_have_sound(self) -> bool {
        self.sound().is_some()
    }

    fn sound(self) -> Option<File> {
        let media = self.reader.document()?.media.get()?;
        let (file, _) = media.file?;
        (file::size(&file) <= SOUND_AT_MOST).then_some(file)
    }

    /// Copies it as text; `done` is told what came of that.
    pub fn copy(self, done: impl FnOnce(Copied) + 'static) {
        let Some(mut chosen) = self.chosen() else { return };
        let workshop = self.workshop;
        chosen.kind = FileKind::Text(chosen.kind.shown_as());
        let unmade = Rc::new(Cell::new(None));
        let why = Rc::clone(&unmade);
        let text = future_to_promise(async move {
            let file = workshop.make(chosen.order(), || chosen.written()).await;
            let file = file.map_err(|reason| {
                why.set(Some(reason));
                JsValue::NULL
            })?;
            // The same bytes under the type that the clipboard knows.
            let plain =
                file.slice_with_f64_and_f64_and_content_type(0.0, file.size(), "text/plain")?;
            Ok(plain.into())
        });
        spawn(async move {
            let is_written = clipboard::write_later(text).await;
            done(Copied::of(is_written, unmade.get()));
        });
    }

    /// The conversation that is taken away.
    pub fn document(self) -> Option<Rc<Document>> {
        self.reader.document()
    }

    /// The answer as it came, as a file.
    pub fn save_answer(self) {
        if let Some(document) = self.reader.document() {
            document.save_raw();
        }
    }

    /// All that is chosen now; follows changes.
    fn chosen(self) -> Option<Chosen> {
        let document = self.reader.document()?;
        let muted = self.reader.muted().get();
        let is_heard = |id: &SpeakerId| !muted.contains(&id.0);
        let count = document.transcript().speakers().len();
        let count = u16::try_from(count).unwrap_or(u16::MAX);
        let speakers = (self.is_without_muted.get() && !muted.is_empty())
            .then(|| (0..count).map(SpeakerId).filter(is_heard).collect());
        Some(Chosen {
            document,
            kind: self.kind.get(),
            options: self.options.get(),
            turns: self.selection.get().filter(|_| self.is_selection.get()),
            speakers,
            date: date::iso(now_ms()),
        })
    }
}

/// What is to be in a file, settled.
struct Chosen {
    document: Rc<Document>,
    kind: FileKind,
    options: Options,
    turns: Option<Range<u32>>,
    speakers: Option<Vec<SpeakerId>>,
    date: String,
}

impl Chosen {
    fn with_input<T>(&self, make: impl FnOnce(&Input<'_>) -> T) -> T {
        let document = &self.document;
        let (names, transcript) = (document.names(), document.transcript());
        let title = document.title.get_untracked();
        make(&Input {
            names: &names,
            title: &title,
            file_name: &document.file_name,
            id: document.answer.id.as_deref(),
            language: document.answer.language.as_deref(),
            date: Some(&self.date),
            turns: self.turns.clone(),
            speakers: self.speakers.as_deref(),
            ..Input::new(&transcript)
        })
    }

    /// What the worker is told.
    fn order(&self) -> Uint8Array {
        let order = self.with_input(|input| Order::pack(self.kind, input, &self.options));
        Uint8Array::from(&order[..])
    }

    /// The text that shows what is in the file.
    fn text(&self) -> String {
        self.with_input(|input| export(self.kind.shown_as(), input, &self.options))
    }

    /// The file, made here and in one go: only texts can be.
    fn written(&self) -> Option<Blob> {
        let FileKind::Text(_) = self.kind else { return None };
        let pieces = Pieces::default();
        pieces.add(self.text().as_bytes());
        pieces.join(self.kind.media_type())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_browser_refuses() {
        assert_eq!(Copied::of(true, None), Copied::Done);
        assert_eq!(Copied::of(false, Some(Unmade::Superseded)), Copied::Superseded);
        assert_eq!(Copied::of(false, Some(Unmade::Failed)), Copied::Unmade);
        assert_eq!(Copied::of(false, None), Copied::Refused);
    }
}

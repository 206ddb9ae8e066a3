//! Taking the conversation away: which format, what is in it, which part of the conversation.

use std::ops::Range;
use std::rc::Rc;

use transcript::SpeakerId;
use transcript::export::{Choice, CueLimits, Format, Input, Options, export};

use super::document::Document;
use super::reader::Reader;
use crate::platform::clock::now_ms;
use crate::platform::task::spawn;
use crate::platform::{clipboard, date, download, preference};
use crate::reactive::Var;

/// Under which the format is remembered that was used last.
const LAST: &str = "diarist-export";
/// Turns that the preview shows.
const PREVIEW: u32 = 40;

/// What is chosen. Copies are the same choice.
#[derive(Clone, Copy)]
pub struct Exporting {
    /// The format.
    pub format: Var<Format>,
    /// What is in it.
    pub options: Var<Options>,
    /// Without the voices that are left out in the text.
    pub is_without_muted: Var<bool>,
    /// Only what is selected.
    pub is_selection: Var<bool>,
    selection: Var<Option<Range<u32>>>,
    reader: Reader,
}

impl Exporting {
    /// What was chosen last, for the conversation as it is shown now.
    pub fn new(reader: Reader) -> Self {
        let last = preference::get(LAST).unwrap_or_default();
        let format = Format::ALL.into_iter().find(|format| format.name() == last);
        let selection = reader.selected_turns();
        Self {
            format: Var::new(format.unwrap_or(Format::Text)),
            options: Var::new(Options::default()),
            is_without_muted: Var::new(reader.muted().with_untracked(|muted| !muted.is_empty())),
            is_selection: Var::new(selection.as_ref().is_some_and(|turns| turns.len() > 1)),
            selection: Var::new(selection),
            reader,
        }
    }

    /// Chooses a format, now and for the next time.
    pub fn choose(self, format: Format) {
        preference::set(LAST, format.name());
        self.format.set(format);
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

    /// The beginning of what would be saved.
    pub fn preview(self) -> String {
        let turns = self.turns();
        let (start, end) = turns.map_or((0, u32::MAX), |turns| (turns.start, turns.end));
        self.write(Some(start..end.min(start.saturating_add(PREVIEW)))).unwrap_or_default()
    }

    /// What the file is called.
    pub fn file_name(self) -> String {
        let title = self.reader.document().map(|document| document.title.clone());
        let title = title.filter(|title| !self.has(Choice::Pseudonyms) && !title.trim().is_empty());
        let title = title.unwrap_or_else(|| "conversation".to_owned());
        format!("{}.{}", title.trim(), self.format.get().extension())
    }

    /// Saves it as a file.
    pub fn save(self) {
        if let Some(text) = self.write(self.turns()) {
            download::save(&self.file_name(), self.format.get().media_type(), text.as_bytes());
        }
    }

    /// Copies it; `done` is told whether the browser allowed that.
    pub fn copy(self, done: impl FnOnce(bool) + 'static) {
        let Some(text) = self.write(self.turns()) else { return };
        spawn(async move { done(clipboard::write_text(&text).await) });
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

    fn turns(self) -> Option<Range<u32>> {
        self.selection.get().filter(|_| self.is_selection.get())
    }

    fn write(self, turns: Option<Range<u32>>) -> Option<String> {
        let document: Rc<Document> = self.reader.document()?;
        let transcript = document.transcript();
        let names = document.names();
        let muted = self.reader.muted().get();
        let is_heard = |id: &SpeakerId| !muted.contains(&id.0);
        let count = u16::try_from(transcript.speakers().len()).unwrap_or(u16::MAX);
        let heard: Vec<SpeakerId> = (0..count).map(SpeakerId).filter(is_heard).collect();
        let date = date::iso(now_ms());
        let input = Input {
            names: &names,
            title: &document.title,
            file_name: &document.file_name,
            id: document.answer.id.as_deref(),
            language: document.answer.language.as_deref(),
            date: Some(&date),
            turns,
            speakers: (self.is_without_muted.get() && !muted.is_empty()).then_some(&heard[..]),
            ..Input::new(&transcript)
        };
        Some(export(self.format.get(), &input, &self.options.get()))
    }
}

//! The conversation on the screen.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use assemblyai::Answer;
use journal::Step;
use transcript::edit::{self, Edit, Editing, Side, Slot, Unfit};
use transcript::{Millis, Speaker, Transcript, plain_text};
use web_sys::File;

use super::recording::{Kind, Recording};
use crate::platform::clock::tick_ms;
use crate::platform::frame::{breathe, painted};
use crate::platform::media::ObjectUrl;
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::platform::{clipboard, download};
use crate::reactive::Var;
use crate::service::read::{self, Read, ReadError, Source, Whence};
use crate::service::{checksum, sample};

/// The longest that anything waits for a conversation to be on the screen.
const SETTLING_MS: f64 = 10_000.0;

/// The sound (and pictures) beside a conversation.
#[derive(Clone, Debug)]
pub struct Media {
    /// Where it plays from.
    pub address: String,
    /// Heard or seen.
    pub kind: Kind,
    /// A local file, and what keeps its address good.
    pub file: Option<(File, ObjectUrl)>,
}

impl Media {
    /// Whether it plays from an address of another host.
    pub fn is_linked(&self) -> bool {
        self.file.is_none() && self.address.contains("://")
    }

    /// A local file, if the browser gives it an address.
    pub fn of(recording: &Recording) -> Option<Self> {
        let url = recording.url.clone()?;
        let address = url.as_str().to_owned();
        Some(Self { address, kind: recording.kind, file: Some((recording.file.clone(), url)) })
    }
}

/// A conversation with everything that the screen shows of it.
pub struct Document {
    /// The name of its recording in the library, if it is there.
    pub id: Option<String>,
    /// The recording's title, which can be changed in the list.
    pub title: Var<String>,
    /// The title's language, where it is known.
    pub title_lang: Option<&'static str>,
    /// The name of the file, as it was.
    pub file_name: String,
    /// The answer, decoded; its transcript is with the corrections.
    pub answer: Answer,
    /// The answer, or the file of another program, as it came.
    pub raw: Rc<Vec<u8>>,
    /// The transcript with all corrections.
    editing: RefCell<Editing>,
    /// Which of the two is shown: as it is corrected, or as it came.
    side: Cell<Side>,
    /// Counts the corrections that change who is there or what is said by whom; names alone do not.
    pub shape: Var<u32>,
    /// Counts all corrections.
    pub edits: Var<u32>,
    /// Whether another tab corrects it.
    pub is_elsewhere: Var<bool>,
    /// Whether its corrections are not to be touched, as they could not be read or are not what was known.
    pub is_sealed: Var<bool>,
    /// Counts how often all corrections were read anew, as another tab had stored them.
    pub renewed: Var<u32>,
    /// What was put in place of what by that, and is not shown yet.
    way: RefCell<Vec<(usize, usize, usize)>>,
    /// What the file of another program was; `None` for an answer.
    pub source: Option<Source>,
    /// What it was made from, or what was put beside it later.
    pub media: Var<Option<Media>>,
    /// What is to be searched for in it at first.
    pub sought: Option<String>,
    /// Whether it is seen for the first time: its job has just brought it.
    pub is_fresh: Cell<bool>,
    keep: RefCell<Option<Box<dyn Keep>>>,
    /// Whether all of it is on the screen, or was left.
    is_settled: Cell<bool>,
    /// The SHA-256 of what plays from this address.
    checksum: RefCell<Option<(String, String)>>,
}

/// Keeps what is done to a conversation.
pub(super) trait Keep {
    /// Something was done: these are the corrections then.
    fn keep(&self, editing: &Editing, step: Step<()>);
    /// The last correction was not made by anybody: the disk has it in another form.
    fn assume(&self, editing: &Editing);
    /// Whether the last correction has not left this tab.
    fn is_last_here(&self) -> bool;
    /// The page is about to go.
    fn leave(&self);
}

/// Where a conversation comes from, beside its answer.
pub struct Origin {
    /// The recording's title.
    pub title: String,
    /// The title's language, where it is known.
    pub title_lang: Option<&'static str>,
    /// The name of the file, as it was.
    pub file_name: String,
    /// What it was made from, where that is at hand.
    pub media: Option<Media>,
}

impl Document {
    /// A conversation from an answer and its bytes.
    pub fn new(mut answer: Answer, raw: Vec<u8>, origin: Origin) -> Self {
        let original = Rc::new(core::mem::take(&mut answer.transcript));
        Self {
            id: None,
            title: Var::new(origin.title),
            title_lang: origin.title_lang,
            file_name: origin.file_name,
            answer,
            raw: Rc::new(raw),
            editing: RefCell::new(Editing::new(original)),
            side: Cell::new(Side::Corrected),
            shape: Var::new(0),
            edits: Var::new(0),
            is_elsewhere: Var::new(false),
            is_sealed: Var::new(false),
            renewed: Var::new(0),
            way: RefCell::default(),
            source: None,
            media: Var::new(origin.media),
            sought: None,
            is_fresh: Cell::default(),
            keep: RefCell::default(),
            is_settled: Cell::default(),
            checksum: RefCell::default(),
        }
    }

    /// A conversation from the bytes of an answer, or of what another program made.
    pub async fn read(bytes: Vec<u8>, origin: Origin, here: Here) -> Result<Self, ReadError> {
        let Read { answer, raw, source } = read::read(bytes, Whence::User, here).end().await?;
        Ok(Self { source, ..Self::new(answer, raw, origin) })
    }

    /// The transcript that is shown: as it is corrected, unless the original is looked at.
    pub fn transcript(&self) -> Rc<Transcript> {
        let editing = self.editing.borrow();
        Rc::clone(match self.side.get() {
            Side::Corrected => editing.transcript(),
            Side::Original => editing.original(),
        })
    }

    /// Which of the two is shown.
    pub const fn side(&self) -> Side {
        self.side.get()
    }

    /// Shows the other one from now on.
    pub(super) fn turn_to(&self, side: Side) {
        self.side.set(side);
    }

    /// What stands at a turn that is shown.
    pub fn slot(&self, turn: usize) -> Option<Slot> {
        match self.side.get() {
            Side::Corrected => self.editing.borrow().slots().get(turn).cloned(),
            Side::Original => Some(Slot::original(u32::try_from(turn).ok()?)),
        }
    }

    /// All of it is on the screen now, or it was left.
    pub fn settle(&self) {
        self.is_settled.set(true);
    }

    /// Waits for that: what nobody waits for is done after it.
    pub(super) async fn settled(&self) {
        let began = tick_ms();
        while !self.is_settled.get() && tick_ms() - began < SETTLING_MS {
            painted().await;
        }
        breathe().await;
    }

    /// The corrections.
    pub fn editing(&self) -> Ref<'_, Editing> {
        self.editing.borrow()
    }

    /// What the speakers are called in what is shown, by the index of their id.
    pub fn names(&self) -> Vec<String> {
        let editing = self.editing.borrow();
        match self.side.get() {
            Side::Corrected => editing.names(),
            Side::Original => editing.original().speakers().iter().map(Speaker::name).collect(),
        }
    }

    /// Makes a correction; `is_going_on`: in place of the last one, as one is in the place of another that
    /// types over the same turn and that nobody else has seen. Stored soon.
    pub(super) fn commit(&self, edit: Edit, is_going_on: bool) -> Result<(), Unfit> {
        let is_going_on = is_going_on || self.goes_on(&edit);
        {
            let mut editing = self.editing.borrow_mut();
            if is_going_on { editing.amend(edit) } else { editing.commit(edit) }?;
        }
        self.keep(if is_going_on { Step::Amended(()) } else { Step::Made(()) });
        Ok(())
    }

    fn goes_on(&self, edit: &Edit) -> bool {
        let editing = self.editing.borrow();
        let is_same_turn = editing.done().next_back().is_some_and(|last| last.goes_on(edit));
        is_same_turn && self.keep.borrow().as_ref().is_some_and(|keep| keep.is_last_here())
    }

    /// Undoes the last correction, or makes the one again that was undone last; returns it.
    pub(super) fn move_back(&self, is_back: bool) -> Option<Edit> {
        let edit = {
            let mut editing = self.editing.borrow_mut();
            let edit = if is_back { editing.undo() } else { editing.redo() };
            edit.cloned()
        }?;
        self.keep(if is_back { Step::Undone } else { Step::Redone });
        Some(edit)
    }

    /// The conversation as it came.
    pub(super) fn original(&self) -> Rc<Transcript> {
        Rc::clone(self.editing.borrow().original())
    }

    /// Takes corrections of the same original in place of those that there are, and has them shown where
    /// those are shown already.
    pub(super) fn take_corrected(&self, editing: Editing) {
        let before = self.editing.replace(editing);
        if self.keep.borrow().is_some() {
            self.tell_renewed(before.slots());
        }
    }

    /// What was done, as far as it is typed by now, is to be stored at once: the page is about to go.
    pub(super) fn leave(&self) {
        if let Some(keep) = &*self.keep.borrow() {
            keep.leave();
        }
    }

    /// The corrections are others than those that these turns were of.
    fn tell_renewed(&self, before: &[Slot]) {
        if self.side.get() == Side::Corrected {
            self.way.borrow_mut().extend(self.editing.borrow().way_from(before));
        }
        self.renewed.update(|count| *count += 1);
    }

    /// What was put in place of what by that, since this was asked last: the first turn that was
    /// replaced, how many were, and how many stand there then; one after another.
    pub(super) fn take_way(&self) -> Vec<(usize, usize, usize)> {
        self.way.take()
    }

    /// Calls the speakers by these names, where nothing was corrected yet. A list for other speakers
    /// changes nothing.
    pub fn take_names(&self, names: &[String]) {
        let mut editing = self.editing.borrow_mut();
        let mut roles = editing.roles().to_vec();
        if roles.len() != names.len() || editing.done().len() + editing.undone() > 0 {
            return;
        }
        for (role, name) in roles.iter_mut().zip(names) {
            role.name.clone_from(name);
        }
        if editing.roles() != roles {
            let edit = Edit { kind: edit::Kind::Name, splices: Vec::new(), roles: Some(roles) };
            // As many voices as there are: it fits.
            let _fits = editing.commit(edit);
            if let Some(keep) = &*self.keep.borrow() {
                keep.assume(&editing);
            }
        }
    }

    /// Has what is done kept from now on, as long as it is open.
    pub(super) fn keep_by(&self, keep: Box<dyn Keep>) {
        self.keep.replace(Some(keep));
    }

    fn keep(&self, step: Step<()>) {
        if let Some(keep) = &*self.keep.borrow() {
            keep.keep(&self.editing.borrow(), step);
        }
    }

    /// The recording's length: what the service said, else where the last word ends.
    pub fn duration(&self) -> Millis {
        self.editing.borrow().original().end()
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

    /// Offers the answer, as it came, as a file; what another program made, under its own name.
    pub fn save_raw(&self) {
        let Some(Source { format, .. }) = self.source else {
            let name = format!("{}.assemblyai.json", self.title.get_untracked());
            return download::save(&name, "application/json", &self.raw);
        };
        let has_name = !self.file_name.trim().is_empty();
        let name = if has_name { self.file_name.clone() } else { self.title.get_untracked() };
        download::save(&format.file_name(&name), format.media_type(), &self.raw);
    }

    /// The name of the recording's file; where none is beside it, of what was opened.
    pub fn recording_name(&self) -> String {
        self.media.with_untracked(|media| match media.as_ref().and_then(|m| m.file.as_ref()) {
            Some((file, _)) => file.name(),
            None => self.file_name.clone(),
        })
    }

    /// The SHA-256 of the recording, in hexadecimal digits: all of it is read the first time. `None`
    /// if it is not at hand, or cannot be read.
    pub async fn checksum(&self) -> Option<String> {
        let media = self.media.get_untracked()?;
        if let Some((of, checksum)) = self.checksum.borrow().as_ref()
            && *of == media.address
        {
            return Some(checksum.clone());
        }
        let checksum = match &media.file {
            Some((file, _)) => checksum::of_file(file).await?,
            None => checksum::of_bytes(&sample::fetch_at(&media.address).await?),
        };
        self.checksum.replace(Some((media.address, checksum.clone())));
        Some(checksum)
    }

    /// Copies the whole conversation as text; saves it as a file where the browser does not
    /// allow that, and tells `done` `false`.
    pub fn copy_text(self: Rc<Self>, done: impl FnOnce(bool) + 'static) {
        spawn(async move {
            let text = plain_text(&self.transcript(), &self.names());
            let is_copied = clipboard::write_text(&text).await;
            if !is_copied {
                let name = format!("{}.txt", self.title.get_untracked());
                download::save(&name, "text/plain", text.as_bytes());
            }
            done(is_copied);
        });
    }
}

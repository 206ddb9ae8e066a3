//! All recordings in one file: taken away, and brought to another browser.

mod export;
mod import;

use std::rc::Rc;

use leptos::prelude::*;
use library::archive::{ArchiveError, Inventory};
use web_sys::File;

use super::Library;
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::service::archive::{Archive, UnpackError};
pub use crate::service::archive::{Missing, What};

/// How the last transfer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// An archive is made.
    Packing,
    /// It was handed to the browser.
    Packed(Handed),
    /// There was no room for it.
    NotPacked,
    /// An archive that was made is read again.
    Checking,
    /// The file of this name was compared with what was packed last; it lacks these recordings.
    Checked(String, Vec<String>),
    /// An archive is read.
    Reading,
    /// This is in an archive; the user says whether it comes in.
    Found(Offer),
    /// So many of so many recordings of an archive are done.
    Importing(usize, usize),
    /// An archive was read.
    Read(News),
    /// The file of this name was not read.
    NotRead(String, WhyNot),
}

/// An archive that was made and handed to the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The name of the file.
    pub name: String,
    /// How many recordings there are.
    pub all: usize,
    /// How many of them are not in it as a whole.
    pub incomplete: usize,
    /// What of them is not in it.
    pub missing: Vec<Missing>,
    /// Records that this version cannot read, and which are in it as they are stored.
    pub raw: usize,
    /// Those that cannot even be packed so.
    pub not_packed: usize,
}

/// What is in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The name of the file.
    pub name: String,
    /// Its recordings.
    pub all: usize,
    /// Those of them that are here already.
    pub known: usize,
    /// Those that cannot be read.
    pub unreadable: usize,
    /// Those of a newer version of the page.
    pub newer: usize,
    /// Whether the file ends in the middle.
    pub is_cut_off: bool,
}

/// What an archive brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Recordings that are new here.
    pub new: usize,
    /// Those that were here and lacked something.
    pub completed: usize,
    /// Those that were here as they are.
    pub known: usize,
    /// Those that differ from what is here: they came in beside it.
    pub beside: usize,
    /// Those that are at work or open just now, and were left alone.
    pub busy: usize,
    /// Those that are here in a form that this version cannot read, and were left alone.
    pub unread_here: usize,
    /// Those that cannot be read.
    pub unreadable: usize,
    /// Those of a newer version of the page.
    pub newer: usize,
    /// Those for which there was no room, or which could not be stored.
    pub not_stored: usize,
    /// Copies of media for which there was no room.
    pub without_media: usize,
    /// Whether the archive ends in the middle.
    pub is_cut_off: bool,
    /// Whether the user stopped it.
    pub is_stopped: bool,
}

/// Why an archive was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It cannot be read from the disk.
    Unreadable,
    /// It is no archive.
    NotAnArchive,
    /// A newer version of the page made it.
    Newer,
    /// An old tab holds the storage.
    Blocked,
    /// This browser keeps nothing for the page.
    NotKept,
}

impl From<UnpackError> for WhyNot {
    fn from(error: UnpackError) -> Self {
        match error {
            UnpackError::Unreadable => Self::Unreadable,
            UnpackError::Wrong(ArchiveError::NotAnArchive) => Self::NotAnArchive,
            UnpackError::Wrong(ArchiveError::Newer(_)) => Self::Newer,
        }
    }
}

/// What a transfer needs while it waits for the user.
#[derive(Default)]
pub(super) struct Held {
    /// The archive that was found.
    archive: Option<Rc<Archive>>,
    /// What was packed last, and what its recordings are called.
    packed: Inventory,
    titles: Vec<(String, String)>,
    /// Whether the user wants no more of it.
    is_stopped: bool,
}

/// Whether a file is an archive rather than a transcript or a recording, by its name.
pub fn is_archive(file: &File) -> bool {
    file.name().to_ascii_lowercase().ends_with(".tar")
}

/// What is done with an archive.
enum Task {
    LookInto(File),
    TakeOver(Rc<Archive>),
    Check(File),
}

/// Here the part of the program that reads archives is entered.
#[inline(never)]
fn take_in(library: Library, task: Task, _: Here) {
    match task {
        Task::LookInto(file) => library.look_into(file),
        Task::TakeOver(archive) => library.take_over(archive),
        Task::Check(file) => library.compare(file),
    }
}

impl Library {
    /// How the last transfer stands; `None` before there was one.
    pub fn transfer(self) -> Option<Transfer> {
        self.transfer.get()
    }

    /// Takes the last transfer's news off the screen; what was found is not imported.
    pub fn forget_transfer(self) {
        self.held.update_value(|held| held.archive = None);
        self.transfer.set(None);
    }

    fn enter(self, task: Task) {
        spawn(async move {
            take_in(self, task, self.part.arrived().await);
        });
    }
}

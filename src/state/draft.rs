//! What the user is preparing: a file and the choices for its job. It stays when a job fails.

use std::ops::Deref;

use assemblyai::language::by_code;
use assemblyai::price::READ_AT_MS;
use assemblyai::{ApiBase, JobOptions};
use web_sys::File;

use super::library::has_room;
use super::linking::{Given, Linking};
use super::part::Part;
use super::recording::Recording;
use super::use_state;
use super::voices::VoicesForm;
use crate::platform::date;
use crate::platform::file_handle::Brought;
use crate::platform::media::Probe;
use crate::platform::preference;
use crate::platform::space;
use crate::platform::task::spawn;
use crate::reactive::Var;
use transcript::Millis;

/// Under which the choice to keep copies is remembered.
const KEEPS_MEDIA: &str = "keep-media";

/// What is known of the length of the chosen files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// The length in all of those that tell it, in milliseconds.
    pub known_ms: u64,
    /// Whether there are others.
    pub has_unknown: bool,
}

/// Whether copies of the files are to be kept in the browser.
#[derive(Clone, Copy)]
struct Copies {
    /// What the user said of it.
    are_wanted: Option<bool>,
    /// How much room the browser has, where it says so.
    room: Option<u64>,
}

/// What is to be transcribed.
pub(super) enum Chosen {
    /// These files, one after another.
    Files(Vec<Recording>),
    /// What this link leads to.
    Link(Given),
}

/// What is to be transcribed, and how. Copies are the same; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct Draft(&'static Form);

/// The form of the start screen.
pub struct Form {
    /// The chosen files.
    pub recordings: Var<Vec<Recording>>,
    /// Whether "Transcribe" was asked for without one.
    pub is_file_missing: Var<bool>,
    /// A link in place of files.
    pub linking: Linking,
    copies: Var<Copies>,
    /// Voices to expect.
    pub voices: VoicesForm,
    /// A code of the list of languages; empty to detect it.
    pub language: Var<String>,
    part: Part,
}

impl Deref for Draft {
    type Target = Form;

    fn deref(&self) -> &Form {
        self.0
    }
}

impl Draft {
    /// Starts empty.
    pub(super) fn new(part: Part) -> Self {
        Self(Box::leak(Box::new(Form {
            recordings: Var::new(Vec::new()),
            is_file_missing: Var::new(false),
            linking: Linking::new(),
            copies: Var::new(Copies { are_wanted: are_copies_wanted(), room: None }),
            voices: VoicesForm::new(),
            language: Var::new(String::new()),
            part,
        })))
    }

    /// Takes files in place of those chosen before, and looks at them.
    pub(super) fn choose(self, files: Vec<Brought>) {
        if files.is_empty() {
            return;
        }
        self.part.fetch();
        self.is_file_missing.set(false);
        self.linking.is_open.set(false);
        let recordings: Vec<Recording> = files.into_iter().map(Recording::from).collect();
        self.recordings.set(recordings.clone());
        // Another tab may have been told since.
        self.copies.update(|copies| copies.are_wanted = are_copies_wanted());
        spawn(async move {
            let room = space::free().await;
            self.copies.update(|copies| copies.room = room);
        });
        for recording in recordings {
            spawn(self.look_at(recording));
        }
    }

    /// Finds out what stands against sending a file, whether it is known, and its length.
    async fn look_at(self, mut recording: Recording) {
        let obstacle = recording.obstacle().await;
        if obstacle.is_none() {
            let _unreadable = recording.read_fingerprint().await;
        }
        recording.obstacle = obstacle;
        self.renew(&recording);
        if obstacle.is_some() {
            return;
        }
        let probe = recording.look().await;
        recording.is_playable = Some(probe != Probe::Unplayable);
        if let Probe::Playable(Some(seconds)) = probe {
            recording.duration = Some(Millis::from_f64(seconds * 1_000.0));
        }
        self.renew(&recording);
    }

    /// Puts what is known by now in place of what was, if the file is still chosen.
    fn renew(self, recording: &Recording) {
        let at = self.recordings.with_untracked(|chosen| {
            chosen.iter().position(|chosen| chosen.file == recording.file)
        });
        if let Some(at) = at {
            self.recordings.update(|chosen| chosen[at] = recording.clone());
        }
    }

    /// Keeps copies of the files from now on, or does not.
    pub fn keep_media(self, is_on: bool) {
        self.copies.update(|copies| copies.are_wanted = Some(is_on));
        preference::set(KEEPS_MEDIA, if is_on { "1" } else { "0" });
    }

    /// Whether copies of the files are to be kept: as the user said, or else where they are small.
    pub fn keeps_media(self) -> bool {
        let Copies { are_wanted, room } = self.copies.get();
        are_wanted.unwrap_or_else(|| keeps_unasked(self.bytes(), room))
    }

    /// The bytes of the files, each of those that are the same once.
    pub fn bytes(self) -> u64 {
        self.recordings.with(|chosen| {
            let sent = chosen.iter().enumerate().filter(|(at, _)| twin(chosen, *at).is_none());
            sent.map(|(_, recording)| recording.size).sum()
        })
    }

    /// The name of a file before the one at this position that has the same bytes, so that both are one
    /// recording.
    pub fn same_as(self, at: usize) -> Option<String> {
        self.recordings.with(|chosen| Some(chosen.get(twin(chosen, at)?)?.name.clone()))
    }

    /// What is known of the length of the files that can be sent, each of those that are the same once;
    /// `None` as long as one of them is looked at, and where there are none.
    pub fn lengths(self) -> Option<Lengths> {
        self.recordings.with(|chosen| {
            let mut lengths = None;
            let sent = chosen.iter().enumerate().filter(|(at, _)| twin(chosen, *at).is_none());
            let sent = sent.map(|(_, recording)| recording);
            for recording in sent.filter(|chosen| chosen.obstacle.is_none()) {
                recording.is_playable?;
                let sum = lengths.get_or_insert(Lengths { known_ms: 0, has_unknown: false });
                match recording.duration {
                    Some(duration) => sum.known_ms += u64::from(duration.get()),
                    None => sum.has_unknown = true,
                }
            }
            lengths
        })
    }

    /// Whether a file is still looked at, that may be sent.
    pub fn is_looking(self) -> bool {
        self.recordings.with(|chosen| {
            chosen.iter().any(|file| file.obstacle.is_none() && file.is_playable.is_none())
        })
    }

    /// The day of the prices that estimates are made from, as the user's language writes it.
    pub fn price_day(self) -> String {
        date::day(READ_AT_MS)
    }

    /// Forgets one of the files.
    pub fn remove_file(self, file: &File) {
        self.recordings.update(|chosen| chosen.retain(|chosen| chosen.file != *file));
        self.is_file_missing.set(false);
    }

    /// Forgets all files.
    pub fn remove_files(self) {
        self.recordings.set(Vec::new());
        self.is_file_missing.set(false);
    }

    /// Takes a link back whose job is to be changed.
    pub fn put_link_back(self, address: &str) {
        self.remove_files();
        self.linking.replace(address);
    }

    /// Takes a file back whose job is to be changed.
    pub fn put_back(self, recording: Recording) {
        self.is_file_missing.set(false);
        self.recordings.set(vec![recording]);
    }

    /// What was chosen, each of the files that are the same once, and how; or `None` after marking what
    /// is wrong.
    pub(super) async fn read(self, base: &ApiBase) -> Option<(Chosen, JobOptions)> {
        let voices = self.voices.read();
        let language = self.language.with_untracked(|code| by_code(code));
        let mut recordings = self.recordings.get_untracked();
        if recordings.is_empty() && self.linking.is_open.get_untracked() {
            let link = self.linking.read(base, self.part.arrived().await);
            return Some((Chosen::Link(link?), JobOptions { voices: voices?, language }));
        }
        self.is_file_missing.set(recordings.is_empty());
        let mut is_ready = !recordings.is_empty();
        for recording in &mut recordings {
            recording.obstacle = recording.obstacle().await;
            is_ready &= recording.obstacle.is_none() && recording.read_fingerprint().await;
            self.renew(recording);
        }
        let mut sent: Vec<Recording> = Vec::with_capacity(recordings.len());
        for recording in recordings {
            if !sent.iter().any(|before| before.is_same(&recording)) {
                sent.push(recording);
            }
        }
        let options = JobOptions { voices: voices?, language };
        is_ready.then_some((Chosen::Files(sent), options))
    }
}

/// The position of the first file that has the same bytes as the one at this position, if that is
/// another.
fn twin(chosen: &[Recording], at: usize) -> Option<usize> {
    let recording = chosen.get(at)?;
    chosen.iter().take(at).position(|before| before.is_same(recording))
}

/// Whether the user wants copies; `None` where that was never said.
fn are_copies_wanted() -> Option<bool> {
    preference::get(KEEPS_MEDIA).map(|kept| kept == "1")
}

/// Files of fewer bytes are kept unless the user does not want it.
const SMALL: u64 = 200_000_000;

/// Whether copies of so many bytes are kept where the user has not said anything.
fn keeps_unasked(bytes: u64, room: Option<u64>) -> bool {
    bytes < SMALL && has_room(room, bytes)
}

/// The form of the start screen.
pub fn use_draft() -> Draft {
    use_state().draft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_files_are_kept_where_there_is_room() {
        assert!(keeps_unasked(48_000_000, None));
        assert!(keeps_unasked(48_000_000, Some(96_000_000)));
        assert!(!keeps_unasked(48_000_000, Some(95_999_999)));
        assert!(!keeps_unasked(200_000_000, Some(u64::MAX)));
    }
}

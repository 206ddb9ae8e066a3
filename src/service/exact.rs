//! A recording in a form in which the browser finds a place exactly.
//!
//! Players guess where a time is in frames without an index, by bytes: in a variable MP3 of an hour they are
//! up to minutes off (docs/seeking.md). What is played here in its place is a head of the MP4 format, which
//! says where each frame is, followed by the file's own bytes: nothing is copied or encoded anew.

use sound::{Coding, ENOUGH, Format, Frames, Pass, format, mp4, tag_length};
use web_sys::{Blob, File};

use crate::platform::blob::{Pieces, rest};
use crate::platform::media::ObjectUrl;
use crate::platform::{channel, file};

/// Bytes that are read at a time.
const SLICE: u64 = 4 << 20;

/// Nobody takes what is so far off for another word.
const NOT_HEARD_MS: u64 = 100;

/// No file has more tags before its sound.
const TAGS: usize = 8;

/// How well a place is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seeking {
    /// The word that is clicked is the one that is heard.
    Exact,
    /// So many milliseconds from it at the most.
    About(u32),
}

/// What was found of a file.
#[derive(Clone, Debug)]
pub struct Heard {
    /// What is played in place of the file, where that is needed.
    pub exact: Option<ObjectUrl>,
    /// How well a place is found in the file as it is.
    pub bare: Seeking,
    /// How long it is in milliseconds, where that was counted.
    pub length_ms: Option<u32>,
}

/// Reads a file for its places; `None` where it is none that is known, or cannot be read.
pub async fn read(file: &File) -> Option<Heard> {
    let format = format_of(file).await?;
    let Some(mut pass) = Pass::of(format) else {
        let bare = Seeking::Exact;
        return (format == Format::Container).then_some(Heard {
            exact: None,
            bare,
            length_ms: None,
        });
    };
    file::in_slices(file, SLICE, |bytes| pass.push(bytes)).await?;
    let frames = pass.finish();
    let exact = match played(file, &frames) {
        Some(blob) => ObjectUrl::new(&channel::around(blob).await),
        None => None,
    };
    Some(Heard { exact, bare: guessed(&frames), length_ms: Some(millis(frames.length_ms())) })
}

/// How far off a browser may be that is given the file as it is.
fn guessed(frames: &Frames) -> Seeking {
    let error = frames.guess_error_ms();
    if error <= NOT_HEARD_MS && frames.runs.len() == 1 {
        return Seeking::Exact;
    }
    Seeking::About(millis(error))
}

fn millis(ms: u64) -> u32 {
    u32::try_from(ms).unwrap_or(u32::MAX)
}

/// What a file is, behind the tags at its beginning.
async fn format_of(file: &File) -> Option<Format> {
    let enough = ENOUGH as u64;
    let mut at = 0;
    for _ in 0..TAGS {
        let bytes = file::part(file, at, at + enough).await?.to_vec();
        match tag_length(&bytes) {
            Some(length) => at += length,
            None => return Some(format(&bytes)),
        }
    }
    None
}

/// The head and the file's own bytes as one, where browsers know these frames in that format.
fn played(file: &File, frames: &Frames) -> Option<Blob> {
    let is_known = frames
        .parts
        .iter()
        .all(|part| matches!(part.coding, Coding::Mpeg { layer: 3, .. } | Coding::Aac(_)));
    let from = frames.runs.first()?.at;
    let head = mp4::head(frames, from, file::size(file)).filter(|_| is_known)?;
    let pieces = Pieces::default();
    pieces.add(&head);
    pieces.add_js(&rest(file, from)?.into());
    pieces.join("audio/mp4")
}

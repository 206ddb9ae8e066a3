//! One pass over a file in slices, from its first byte to its last.

use crate::{Frames, Part};

/// Bytes of an `ID3v1` tag.
const ID3V1: usize = 128;
/// Bytes of the head of an `ID3v2` tag.
const ID3V2: usize = 10;
/// Bytes of the head, or the foot, of an APE tag.
const APE: usize = 32;
/// No decision needs to look further ahead: a frame of 8 kB at most, and the next header.
const AHEAD: usize = 9_000;

/// How frames are told, in files that are nothing but frames.
pub trait Framing {
    /// What stands before each frame.
    type Header: Copy + core::fmt::Debug;

    /// Reads the beginning of some bytes; `None` if it is no header.
    fn read(bytes: &[u8]) -> Option<Self::Header>;

    /// The length from this header to the next, in bytes; never 0.
    fn size(header: &Self::Header) -> u16;

    /// Bytes of the header that are no part of the frame.
    fn gap(header: &Self::Header) -> u8;

    /// How the frame is coded; the number of the frame is not known here.
    fn part(header: &Self::Header) -> Part;

    /// Whether a frame of the same stream may have the other header.
    fn go_together(one: &Self::Header, other: &Self::Header) -> bool;

    /// Whether a frame can be decoded without those before; `None` where all of this kind can.
    fn stands_alone(header: &Self::Header, frame: &[u8]) -> Option<bool>;

    /// What an encoder says of the whole file in a first frame that is not heard: samples to be skipped at
    /// the beginning and at the end. `None` if it is a frame like others.
    fn said_of_all(header: &Self::Header, frame: &[u8]) -> Option<(u32, u32)>;
}

/// A pass that is under way.
#[derive(Clone, Debug)]
pub struct Scan<F: Framing> {
    frames: Frames,
    /// Bytes that were given and not yet decided on.
    rest: Vec<u8>,
    /// Where they begin in the file.
    at: u64,
    /// Up to here the file is a tag that is passed over.
    passed: u64,
    /// Where the last frame ended, if nothing but tags came since.
    end: Option<u64>,
    /// The header of the last frame.
    last: Option<F::Header>,
    has_begun: bool,
}

/// What stands at a place.
enum Found<H> {
    /// A frame with this header.
    Frame(H),
    /// A tag of this length.
    Tag(u64),
    /// Nothing known.
    Junk,
    /// What is known so far does not say.
    More,
}

impl<F: Framing> Scan<F> {
    /// Begins.
    #[must_use]
    pub fn new() -> Self {
        Self {
            frames: Frames::default(),
            rest: Vec::new(),
            at: 0,
            passed: 0,
            end: None,
            last: None,
            has_begun: false,
        }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.rest.is_empty() {
            let used = self.walk(bytes, false);
            self.rest.extend_from_slice(&bytes[used..]);
            self.at += used as u64;
        } else {
            self.rest.extend_from_slice(bytes);
            self.go_on(false);
        }
    }

    /// The file has no more bytes. What was found in it.
    #[must_use]
    pub fn finish(mut self) -> Frames {
        self.go_on(true);
        self.frames
    }

    fn go_on(&mut self, is_end: bool) {
        let mut rest = core::mem::take(&mut self.rest);
        let used = self.walk(&rest, is_end);
        rest.drain(..used);
        self.at += used as u64;
        self.rest = rest;
    }

    /// Goes through bytes that begin at `self.at`; how many of them are decided on.
    fn walk(&mut self, bytes: &[u8], is_end: bool) -> usize {
        let mut i = 0;
        loop {
            let here = self.at + i as u64;
            if here < self.passed {
                let left = usize::try_from(self.passed - here).unwrap_or(usize::MAX);
                let step = left.min(bytes.len() - i);
                i += step;
                if step < left {
                    return i;
                }
                continue;
            }
            let ahead = &bytes[i..];
            if ahead.is_empty() {
                return i;
            }
            match self.look(ahead, is_end || ahead.len() >= AHEAD, is_end) {
                Found::More => return i,
                Found::Tag(length) => self.passed = here + length,
                Found::Junk => {
                    self.frames.junk += 1;
                    self.end = None;
                    i += 1;
                }
                Found::Frame(header) => {
                    self.take(&header, ahead, here);
                    i += usize::from(F::size(&header));
                }
            }
        }
    }

    /// What stands at the beginning of some bytes. `is_enough`: no more of them are needed to decide.
    fn look(&self, bytes: &[u8], is_enough: bool, is_end: bool) -> Found<F::Header> {
        if !is_enough {
            return Found::More;
        }
        if let Some(length) = tag(bytes) {
            return Found::Tag(length);
        }
        let Some(header) = F::read(bytes) else { return Found::Junk };
        let size = usize::from(F::size(&header));
        if bytes.len() < size {
            // The last frame is cut off, and is not heard.
            return Found::Junk;
        }
        let is_next =
            self.end.is_some() && self.last.is_some_and(|last| F::go_together(&last, &header));
        let rest = &bytes[size..];
        let is_followed = || {
            F::read(rest).is_some_and(|next| F::go_together(&next, &header))
                || tag(rest).is_some()
                || (is_end && rest.is_empty())
        };
        if is_next || is_followed() { Found::Frame(header) } else { Found::Junk }
    }

    fn take(&mut self, header: &F::Header, bytes: &[u8], here: u64) {
        let (size, gap) = (F::size(header), F::gap(header));
        let follows = self.end == Some(here);
        self.end = Some(here + u64::from(size));
        self.last = Some(*header);
        if !core::mem::replace(&mut self.has_begun, true)
            && let Some((skip, pad)) = F::said_of_all(header, &bytes[..usize::from(size)])
        {
            (self.frames.skip, self.frames.pad) = (skip, pad);
            return;
        }
        // Headers of one stream are of one length, or a run ends.
        let follows = follows && self.frames.gap == gap;
        self.frames.gap = gap;
        if F::stands_alone(header, bytes) == Some(true) {
            self.frames.alone.push(self.frames.len());
        }
        let at = here + u64::from(gap);
        self.frames.push(at, size - u16::from(gap), F::part(header), follows);
    }
}

impl<F: Framing> Default for Scan<F> {
    fn default() -> Self {
        Self::new()
    }
}

/// The length of a tag that stands at the beginning of some bytes.
pub(crate) fn tag(bytes: &[u8]) -> Option<u64> {
    if bytes.starts_with(b"ID3") {
        let &[.., flags, a, b, c, d] = bytes.get(..ID3V2)? else { return None };
        if [a, b, c, d].iter().any(|byte| *byte > 0x7f) {
            return None;
        }
        let body = [a, b, c, d].iter().fold(0, |sum, byte| sum << 7 | u64::from(*byte));
        let foot = if flags & 0x10 == 0 { 0 } else { ID3V2 as u64 };
        return Some(ID3V2 as u64 + body + foot);
    }
    if bytes.starts_with(b"TAG") && bytes.len() >= ID3V1 {
        return Some(ID3V1 as u64);
    }
    if bytes.starts_with(b"APETAGEX") {
        let field = |at: usize| -> Option<u32> {
            Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
        };
        // Its size counts the foot and what is between; a foot alone comes behind what it counts.
        let is_head = field(20)? & 1 << 29 != 0;
        let body = if is_head { u64::from(field(12)?) } else { 0 };
        return Some(APE as u64 + body);
    }
    None
}

//! The frames of a recording: how long each is in bytes, and where those that follow each other begin.

/// How the sound is coded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coding {
    /// MPEG-1, 2 or 2.5 audio of this layer (1 to 3).
    Mpeg {
        /// The layer.
        layer: u8,
        /// Whether it is of MPEG-1; the others have lower rates.
        is_first: bool,
    },
    /// AAC, with what a decoder has to know of it (ISO/IEC 14496-3, 1.6.2.1, of two bytes).
    Aac([u8; 2]),
}

/// A stretch of frames that are coded alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The number of its first frame.
    pub first: u32,
    /// How it is coded.
    pub coding: Coding,
    /// Samples per second.
    pub rate: u32,
    /// Channels.
    pub channels: u8,
    /// Samples of each channel in a frame.
    pub samples: u16,
}

/// Frames that follow each other with nothing between but their headers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// The number of the first of them.
    pub first: u32,
    /// Where that begins in the file, behind its header, in bytes.
    pub at: u64,
}

/// All frames of a recording.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Frames {
    /// The length of each, in bytes.
    pub sizes: Vec<u16>,
    /// Bytes before each that are no part of it: a header that a container does without.
    pub gap: u8,
    /// Where they are.
    pub runs: Vec<Run>,
    /// How they are coded; one part, unless files were joined.
    pub parts: Vec<Part>,
    /// Samples at the beginning that the encoder put there and nobody is to hear, if it says so.
    pub skip: u32,
    /// Samples at the end of which the same is true.
    pub pad: u32,
    /// The frames that can be decoded without those before, in order; empty where all can. A frame of MP3
    /// may have begun in the bytes of those before (its bit reservoir), and is silent without them.
    pub alone: Vec<u32>,
    /// Bytes that belong to no frame and to no tag.
    pub junk: u64,
}

impl Frames {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.sizes.len()).unwrap_or(u32::MAX)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// The length in milliseconds, of all that is to be heard.
    #[must_use]
    pub fn length_ms(&self) -> u64 {
        let ends = self.parts.iter().skip(1).map(|part| part.first).chain([self.len()]);
        let whole: u64 = self
            .parts
            .iter()
            .zip(ends)
            .map(|(part, end)| {
                let samples = u64::from(end - part.first) * u64::from(part.samples);
                samples * 1_000 / u64::from(part.rate.max(1))
            })
            .sum();
        let rate = self.parts.first().map_or(1, |part| u64::from(part.rate.max(1)));
        whole.saturating_sub(u64::from(self.skip + self.pad) * 1_000 / rate)
    }

    /// The most, in milliseconds, by which whoever takes bytes for time is off: what a player without an
    /// index does, which goes to the byte at the same share of the file as the place is of the length.
    #[must_use]
    pub fn guess_error_ms(&self) -> u64 {
        let (Some(first), Some(last)) = (self.runs.first(), self.runs.last()) else { return 0 };
        let behind = self.sizes.get(last.first as usize..).unwrap_or_default();
        let tail: u64 = behind.iter().map(|size| u64::from(*size) + u64::from(self.gap)).sum();
        let bytes = (last.at + tail).saturating_sub(first.at).max(1);
        let mut parts = self.parts.iter().peekable();
        let mut runs = self.runs.iter().peekable();
        let (mut at, mut rate, mut samples) = (first.at, 1, 0);
        // Thousandths of milliseconds of all frames before.
        let (mut time, mut places) = (0_u64, Vec::with_capacity(self.sizes.len()));
        for (number, size) in (0..).zip(&self.sizes) {
            if let Some(part) = parts.next_if(|part| part.first == number) {
                (rate, samples) = (u64::from(part.rate.max(1)), u64::from(part.samples));
            }
            if let Some(run) = runs.next_if(|run| run.first == number) {
                at = run.at;
            }
            places.push((time, at - first.at));
            time += samples * 1_000_000 / rate;
            at += u64::from(*size) + u64::from(self.gap);
        }
        let guess =
            |byte: u64| u64::try_from(u128::from(time) * u128::from(byte) / u128::from(bytes));
        let errors =
            places.iter().map(|(time, byte)| guess(*byte).unwrap_or(u64::MAX).abs_diff(*time));
        errors.max().unwrap_or_default() / 1_000
    }

    /// Adds a frame that begins at this byte; `follows` if nothing is between it and the one before.
    pub(crate) fn push(&mut self, at: u64, size: u16, part: Part, follows: bool) {
        let number = self.len();
        if !follows || self.runs.is_empty() {
            self.runs.push(Run { first: number, at });
        }
        let part = Part { first: number, ..part };
        if self.parts.last().is_none_or(|last| Part { first: number, ..*last } != part) {
            self.parts.push(part);
        }
        self.sizes.push(size);
    }
}

//! A silent recording: as long as the conversation, so that every place in it can be gone to.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

/// Samples a second, of a byte each: the fewest that browsers play.
const RATE: u32 = 4_000;
/// The longest recording that the page sends, less a second.
const LONGEST_S: u32 = 35_999;

/// Makes a WAV file of so many seconds, or of ten hours if that is less. It takes no space itself.
pub(super) fn silence(path: &Path, seconds: u32) -> Result<()> {
    let failed = || format!("could not make {}", path.display());
    let samples = seconds.clamp(1, LONGEST_S) * RATE;
    let header = header(samples);
    let mut file = File::create(path).with_context(failed)?;
    file.write_all(&header).with_context(failed)?;
    file.set_len(u64::from(samples) + u64::try_from(header.len())?).with_context(failed)
}

fn header(samples: u32) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(b"RIFF");
    header.extend((samples + 36).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    header.extend([1, 0, 1, 0]);
    header.extend(RATE.to_le_bytes());
    header.extend(RATE.to_le_bytes());
    // A byte for each sample of all channels; eight bits.
    header.extend([1, 0, 8, 0]);
    header.extend(b"data");
    header.extend(samples.to_le_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_that_of_a_wav_file() {
        let header = header(8);
        assert_eq!(header.len(), 44);
        assert_eq!(header[4..8], 44_u32.to_le_bytes());
        assert_eq!(header[40..], 8_u32.to_le_bytes());
    }
}

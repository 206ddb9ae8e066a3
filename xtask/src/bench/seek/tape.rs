//! A sound that tells where it is.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

/// Samples per second.
const RATE: u32 = 44_100;
/// A tone is so long, in samples: 50 ms.
const TONE: u32 = RATE / 20;
/// Tones there are: 300 Hz, and 48.5 Hz more each.
const TONES: u32 = 64;
/// A stretch is loud or nearly silent for so many tones, so that a variable rate varies.
const STRETCH: u32 = 400;

/// Tones of a second.
const SYMBOLS: u32 = RATE / TONE;

/// What the tones are drawn from.
const SEED: u32 = 1;

/// What `ear.js` needs to draw the same tones: seed, tones there are, tones of a second.
pub(super) fn key() -> Value {
    json!([SEED, TONES, SYMBOLS])
}

/// Numbers drawn by lot, the same ones each time (Numerical Recipes' generator).
struct Lot(u32);

impl Lot {
    const fn draw(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        f64::from(self.draw()) / f64::from(1 << 24)
    }
}

/// Places drawn by lot, in seconds, none right at the ends.
pub(super) fn places(minutes: u32, count: u32) -> Vec<f64> {
    let mut lot = Lot(7);
    let length = f64::from(minutes * 60);
    (0..count)
        .map(|_| lot.share().mul_add(length - 20.0, 5.0) * 100.0)
        .map(|place| place.round() / 100.0)
        .collect()
}

/// Writes the sound as a WAV file.
pub(super) fn write(path: &Path, minutes: u32) -> Result<()> {
    let tones = minutes * 60 * SYMBOLS;
    let bytes = tones * TONE * 2;
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(b"RIFF")?;
    file.write_all(&(bytes + 36).to_le_bytes())?;
    file.write_all(b"WAVEfmt \x10\0\0\0\x01\0\x01\0")?;
    file.write_all(&RATE.to_le_bytes())?;
    file.write_all(&(RATE * 2).to_le_bytes())?;
    file.write_all(b"\x02\0\x10\0data")?;
    file.write_all(&bytes.to_le_bytes())?;
    let (mut lot, mut noise) = (Lot(SEED), Lot(2));
    let mut is_loud = false;
    for tone in 0..tones {
        if tone % STRETCH == 0 {
            // More of it is loud in the middle third, so that bytes and time drift apart.
            let loud = if (tones / 3..tones * 2 / 3).contains(&tone) { 0.8 } else { 0.3 };
            is_loud = noise.share() < loud;
        }
        let pitch = 48.5f64.mul_add(f64::from(lot.draw() % TONES), 300.0);
        let step = core::f64::consts::TAU * pitch / f64::from(RATE);
        for at in 0..TONE {
            // Without a ramp each edge would click.
            let ramp = (f64::from(at.min(TONE - 1 - at)) / 220.0).min(1.0);
            let tone = (step * f64::from(at)).sin() * ramp;
            let sound = if is_loud {
                0.1f64.mul_add(tone, 0.15 * (noise.share() - 0.5))
            } else {
                0.01 * tone
            };
            #[expect(clippy::cast_possible_truncation, reason = "it is below 32,767")]
            let sample = (sound * 32_767.0) as i16;
            file.write_all(&sample.to_le_bytes())?;
        }
    }
    Ok(file.flush()?)
}

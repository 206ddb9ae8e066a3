//! Writes the recording of the first argument as it would be played, to the second.

use std::fs;

use sound::mpeg::Scan;

fn main() -> std::io::Result<()> {
    let mut names = std::env::args().skip(1);
    let (from, to) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    let bytes = fs::read(from)?;
    let start = std::time::Instant::now();
    let mut scan = Scan::new();
    for slice in bytes.chunks(4 << 20) {
        scan.push(slice);
    }
    let frames = scan.finish();
    let took = start.elapsed();
    let first = frames.runs.first().map_or(0, |run| run.at);
    let head = sound::mp4::head(&frames, first, bytes.len() as u64).unwrap_or_default();
    println!(
        "{} frames, {} ms, {:?}, {} runs, {} bytes of junk, skip {}, pad {}, head {} bytes, {took:?}",
        frames.len(),
        frames.length_ms(),
        frames.parts,
        frames.runs.len(),
        frames.junk,
        frames.skip,
        frames.pad,
        head.len(),
    );
    fs::write(to, [head, bytes[usize::try_from(first).unwrap_or(0)..].to_vec()].concat())
}

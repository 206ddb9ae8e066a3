//! A great many files that no program should write: each is a conversation or a refusal, soon, and
//! takes a few times its size of memory.

mod measured;

use std::time::Duration;

use import::{Format, Recognised, read, recognise};
use invariants::{cases, mutation, promises};

/// As many as take a few seconds without optimisation.
const CASES: u64 = 4_000;

/// The longest file takes a tenth of it without optimisation.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes of memory for each byte of a file, and those that any file may take, however short.
const SHARE: usize = 20;
const FREE: usize = 320 * 1024;

/// What became of a file: as what it was recognised, and whether somebody speaks in it.
fn run(case: u64) -> (Option<Format>, bool) {
    let file = mutation::file(case);
    let ((format, outcome), peak) = measured::peak(|| {
        let format = match recognise(&file) {
            Some(Recognised::Elsewhere(format)) => Some(format),
            // Whatever it is, somebody may have stored it as one of them.
            Some(Recognised::AssemblyAi | Recognised::Foreign(_)) | None => None,
        };
        let nth = usize::try_from(case).unwrap_or_default() % Format::ALL.len();
        (format, read(format.unwrap_or(Format::ALL[nth]), &file))
    });
    assert!(peak <= SHARE * file.len() + FREE, "{peak} bytes for a file of {}", file.len());
    match outcome {
        Ok(imported) => {
            promises::check(&imported.transcript);
            assert!(!imported.transcript.is_empty());
            (format, true)
        }
        Err(error) => {
            let ends = file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
            // What is missing at the end is missed in the line behind it.
            let lines = 1..=ends + 2;
            assert!(error.line.is_none_or(|line| lines.contains(&(line as usize))), "{error:?}");
            (format, false)
        }
    }
}

#[test]
fn mutated_files_are_conversations_or_refusals() {
    let mut read = [0_u64; Format::ALL.len()];
    let mut refused = 0;
    let told = cases::run(CASES, PATIENCE, run, |_, (format, is_read)| {
        let place = format.and_then(|format| Format::ALL.iter().position(|all| *all == format));
        match place {
            Some(place) if is_read => read[place] += 1,
            _ => refused += 1,
        }
    });
    let of_each: Vec<String> = Format::ALL
        .iter()
        .zip(read)
        .map(|(format, count)| format!("{count} {}", format.name()))
        .collect();
    println!("{told}: {}, {refused} refused", of_each.join(", "));
    if told.cases >= 1_000 {
        for (format, count) in Format::ALL.iter().zip(read) {
            assert!(count > told.cases / 50, "most of {} must be read to the end", format.name());
        }
    }
}

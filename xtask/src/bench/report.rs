//! The figures of an upload, and whether they are within their limits.

use anyhow::{Result, bail};

/// What one upload took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// From the request's start to the answer, in milliseconds.
    pub(super) upload_ms: f64,
    /// The browser's memory at its highest, above what it was before, in bytes.
    pub(super) memory: u64,
    /// The longest time without news of the progress, in milliseconds.
    pub(super) gap_ms: f64,
    /// The longest task of the page's thread, in milliseconds; 0 if none was over 50.
    pub(super) task_ms: f64,
}

/// The page may be this much slower than the bare one.
const SPEED: f64 = 0.97;
const MEMORY: u64 = 64 * 1024 * 1024;
const GAP_MS: f64 = 1000.0;
const TASK_MS: f64 = 50.0;

/// Prints both series and compares them.
pub(super) fn print(page: &[Figures], bare: &[Figures], bytes: u64) -> Result<()> {
    println!(
        "\n{:8} {:>9} {:>9} {:>11} {:>8} {:>8}",
        "page", "s", "MB/s", "memory MB", "gap ms", "task ms"
    );
    for (name, series) in [("diarist", page), ("bare", bare)] {
        for figures in series {
            print_row(name, figures, bytes);
        }
    }
    let speed = median(bare, |of| of.upload_ms) / median(page, |of| of.upload_ms);
    let memory = median(page, |of| megabytes(of.memory)) - median(bare, |of| megabytes(of.memory));
    let gap = worst(page, |of| of.gap_ms);
    let task = worst(page, |of| of.task_ms);
    let checks = [
        (speed >= SPEED, format!("speed {speed:.3} of the bare page's, at least {SPEED}")),
        (
            memory <= megabytes(MEMORY),
            format!("memory {memory:+.0} MB to the bare page's, at most +{:.0}", megabytes(MEMORY)),
        ),
        (gap <= GAP_MS, format!("progress gap {gap:.0} ms, at most {GAP_MS:.0}")),
        (task <= TASK_MS, format!("longest task {task:.0} ms, at most {TASK_MS:.0}")),
    ];
    println!("\nmedians of the speeds and memories, worst of the gaps and tasks:");
    for (is_ok, text) in &checks {
        println!("{} {text}", if *is_ok { "ok    " } else { "FAILED" });
    }
    if checks.iter().all(|(is_ok, _)| *is_ok) {
        return Ok(());
    }
    bail!("the upload is outside its limits")
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files, shown with two digits")]
fn print_row(name: &str, figures: &Figures, bytes: u64) {
    let seconds = figures.upload_ms / 1000.0;
    println!(
        "{name:8} {seconds:>9.2} {:>9.1} {:>11.0} {:>8.0} {:>8.0}",
        bytes as f64 / 1e6 / seconds,
        megabytes(figures.memory),
        figures.gap_ms,
        figures.task_ms
    );
}

#[expect(clippy::cast_precision_loss, reason = "memory in megabytes, shown without digits")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

fn median(series: &[Figures], of: impl Fn(&Figures) -> f64) -> f64 {
    let mut values: Vec<_> = series.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.len() % 2, values.get(middle)) {
        (1, Some(value)) => *value,
        (0, Some(value)) => f64::midpoint(values[middle - 1], *value),
        _ => f64::NAN,
    }
}

fn worst(series: &[Figures], of: impl Fn(&Figures) -> f64) -> f64 {
    series.iter().map(of).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(upload_ms: f64, memory: u64) -> Figures {
        Figures { upload_ms, memory, gap_ms: 100.0, task_ms: 0.0 }
    }

    #[test]
    fn medians_of_odd_and_even_series() {
        let series = [figures(3.0, 0), figures(1.0, 0), figures(2.0, 0)];
        assert!((median(&series, |of| of.upload_ms) - 2.0).abs() < 1e-9);
        assert!((median(&series[..2], |of| of.upload_ms) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn each_limit_is_held() {
        let bare = [figures(1000.0, 0)];
        assert!(print(&[figures(1020.0, MEMORY)], &bare, 1).is_ok());
        assert!(print(&[figures(1040.0, 0)], &bare, 1).is_err());
        assert!(print(&[figures(1000.0, MEMORY + 1)], &bare, 1).is_err());
        let slow = Figures { gap_ms: 1001.0, ..figures(1000.0, 0) };
        assert!(print(&[slow], &bare, 1).is_err());
        let busy = Figures { task_ms: 51.0, ..figures(1000.0, 0) };
        assert!(print(&[busy], &bare, 1).is_err());
    }
}

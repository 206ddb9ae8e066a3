//! Figures as people read them: sizes, speeds, times.

use assemblyai::Failure;
use assemblyai::job::TroubleKind;
use assemblyai::price::MicroDollars;
use import::Format;
use library::Standing;

use crate::state::document::Document;
use crate::state::library::Entry;

/// "48.2 MB", "1.1 GB", "0 bytes": decimal units, as file managers and the service count.
pub fn size(bytes: u64) -> String {
    let (divisor, unit) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = (bytes.saturating_mul(10) + divisor / 2) / divisor;
    if tenths >= 1_000 {
        format!("{} {unit}", (tenths + 5) / 10)
    } else {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    }
}

/// "an SRT file": what a transcript of another program was read from.
pub const fn source(format: Format) -> &'static str {
    match format {
        Format::Srt => "an SRT file",
        Format::WebVtt => "a WebVTT file",
        Format::Rttm => "an RTTM file, which has no words",
        Format::Whisper => "a JSON file of segments, such as Whisper’s",
        Format::Deepgram => "a JSON file of Deepgram",
        Format::Csv => "a CSV file",
    }
}

/// What the button says that saves a transcript as it came.
pub const fn original(document: &Document) -> &'static str {
    if document.source.is_some() { "Download the file" } else { "Download the answer" }
}

/// "8.4 MB/s".
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
pub fn speed(bytes_per_s: f64) -> String {
    format!("{}/s", size(bytes_per_s.max(0.0) as u64))
}

/// "50 s", "2 min 11 s", "1 h 5 min": a span of time.
pub fn span(ms: u64) -> String {
    let s = ms / 1_000;
    match s {
        0..60 => format!("{s} s"),
        60..3_600 if s.is_multiple_of(60) => format!("{} min", s / 60),
        60..3_600 => format!("{} min {} s", s / 60, s % 60),
        _ => format!("{} h {} min", s / 3_600, s % 3_600 / 60),
    }
}

/// "about 50 s left": coarser the longer it is, so that it does not flicker.
pub fn left(ms: u64) -> String {
    let s = ms.div_ceil(1_000).max(1);
    let (n, unit) = match s {
        0..10 => (s, "s"),
        10..60 => (s.div_ceil(5) * 5, "s"),
        60..3_600 => (s.div_ceil(60), "min"),
        _ => return format!("about {} left", span(s.div_ceil(300) * 300_000)),
    };
    format!("about {n} {unit} left")
}

/// "about $0.27", "less than $0.01".
pub fn dollars(amount: MicroDollars) -> String {
    match amount.cents() {
        None => "less than $0.01".to_owned(),
        Some(cents) => format!("about ${}.{:02}", cents / 100, cents % 100),
    }
}

/// Why a key could not be tested. It never blames the key.
pub const fn untested(failure: &Failure) -> &'static str {
    match failure {
        Failure::Status { status: 429 | 403, .. } => {
            "AssemblyAI is busy. Wait a moment and test again."
        }
        Failure::Status { .. } | Failure::Garbled => {
            "AssemblyAI has problems, so the key could not be tested. Try again in a moment."
        }
        Failure::Unreachable | Failure::TimedOut | Failure::FileUnreadable => {
            "Could not reach AssemblyAI, so the key could not be tested. The network, a browser \
             extension or a firewall may be in the way."
        }
    }
}

/// What is in the way of a question, and passes.
pub const fn trouble(kind: TroubleKind) -> &'static str {
    match kind {
        TroubleKind::Busy => "AssemblyAI is busy",
        TroubleKind::ServerTrouble => "AssemblyAI has problems",
        TroubleKind::Offline => "You are offline",
        TroubleKind::TimedOut => "No answer from AssemblyAI",
        TroubleKind::Unreachable | TroubleKind::Lost { .. } => "Could not reach AssemblyAI",
    }
}

/// How a recording stands.
pub fn standing(standing: Standing) -> String {
    let text = match standing {
        Standing::NeedsFile => "Waiting for the file",
        Standing::NeedsKey => "Waiting for your key",
        Standing::Waiting => "Waiting for its turn",
        Standing::Starting => "Starting",
        Standing::Uploading(percent) => return format!("Uploading {percent} %"),
        Standing::Queued => "Queued",
        Standing::Transcribing => "Transcribing",
        Standing::Ready => "Ready",
        Standing::Failed => "Failed",
        Standing::Cancelled => "Cancelled",
    };
    text.to_owned()
}

/// The day on which a recording was brought, at the beginning of a line.
pub fn day(entry: Entry) -> String {
    entry.day().unwrap_or_else(|| "Today".to_owned())
}

/// Whole percent of a share.
pub fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).checked_div(whole).unwrap_or(0).min(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_figures_at_most_a_tenth() {
        let said = [0, 999, 1_000, 48_230_000, 671_400_000, 1_149_000_000, 3_100_000_000].map(size);
        assert_eq!(
            said,
            ["0 bytes", "999 bytes", "1.0 kB", "48.2 MB", "671 MB", "1.1 GB", "3.1 GB"]
        );
    }

    #[test]
    fn spans_and_times_left_read_well() {
        assert_eq!(span(50_900), "50 s");
        assert_eq!(span(131_000), "2 min 11 s");
        assert_eq!(span(120_000), "2 min");
        assert_eq!(span(3_900_000), "1 h 5 min");
        assert_eq!(left(47_000), "about 50 s left");
        assert_eq!(left(3_000), "about 3 s left");
        assert_eq!(left(130_000), "about 3 min left");
        assert_eq!(left(7_000_000), "about 2 h 0 min left");
    }

    #[test]
    fn amounts_have_two_decimals() {
        let said =
            [0, 9_999, 10_000, 180_933, 2_300_000, 12_005_000].map(MicroDollars).map(dollars);
        assert_eq!(
            said,
            [
                "less than $0.01",
                "less than $0.01",
                "about $0.01",
                "about $0.18",
                "about $2.30",
                "about $12.01"
            ]
        );
    }

    #[test]
    fn shares_are_whole_percents() {
        assert_eq!(percent(671, 1_100), 61);
        assert_eq!(percent(5, 0), 0);
        assert_eq!(percent(9, 3), 100);
    }
}

//! What is measured, in which unit, and what is good enough.

/// One figure of a visit to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    FirstTurns,
    AllTurns,
    Parse,
    TaskInParse,
    TaskAfterParse,
    FirstKeystroke,
    Keystroke,
    Hits,
    Step,
    SlowStep,
    Frame,
    Heap,
    Wasm,
    Turns,
}

/// What a figure of Diarist must keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    /// At most so many times the floor's.
    OfFloor(f64),
    /// At most this.
    AtMost(f64),
    /// What the floor has.
    Same,
    /// Nothing; it is told to be known.
    None,
}

impl Measure {
    /// In the order of the table.
    pub(super) const ALL: [Self; 14] = [
        Self::FirstTurns,
        Self::AllTurns,
        Self::Parse,
        Self::TaskInParse,
        Self::TaskAfterParse,
        Self::FirstKeystroke,
        Self::Keystroke,
        Self::Hits,
        Self::Step,
        Self::SlowStep,
        Self::Frame,
        Self::Heap,
        Self::Wasm,
        Self::Turns,
    ];

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::FirstTurns => "answer in hand to first turns painted, ms",
            Self::AllTurns => "answer in hand to all turns mounted, ms",
            Self::Parse => "parse, ms",
            Self::TaskInParse => "longest task in the parse, ms",
            Self::TaskAfterParse => "longest task from parsed to mounted, ms",
            Self::FirstKeystroke => "search, first keystroke \"t\", ms",
            Self::Keystroke => "search, keystroke \"the\", ms",
            Self::Hits => "search, hits of \"the\"",
            Self::Step => "playhead step, script, ms",
            Self::SlowStep => "playhead step, 95th percentile, ms",
            Self::Frame => "60 jumps top to bottom, worst frame, ms",
            Self::Heap => "JS heap growth / answer's bytes",
            Self::Wasm => "WebAssembly memory growth / answer's bytes",
            Self::Turns => "turns in the document",
        }
    }

    pub(super) const fn goal(self) -> Goal {
        match self {
            Self::FirstTurns | Self::Parse => Goal::OfFloor(1.5),
            Self::Keystroke => Goal::OfFloor(2.0),
            Self::TaskAfterParse | Self::Frame => Goal::AtMost(50.0),
            Self::Step | Self::SlowStep => Goal::AtMost(1.0),
            Self::Heap => Goal::AtMost(3.0),
            Self::Hits => Goal::Same,
            Self::AllTurns
            | Self::TaskInParse
            | Self::FirstKeystroke
            | Self::Wasm
            | Self::Turns => Goal::None,
        }
    }

    /// A figure as the table shows it.
    pub(super) fn format(self, value: f64) -> String {
        match self {
            // Browsers tell only of tasks that are longer.
            Self::TaskInParse | Self::TaskAfterParse if value < 50.0 => "< 50".to_owned(),
            Self::Hits | Self::Turns => format!("{value:.0}"),
            Self::Heap | Self::Wasm | Self::Step | Self::SlowStep => format!("{value:.2}"),
            _ => format!("{value:.1}"),
        }
    }
}

impl Goal {
    pub(super) fn text(self) -> String {
        match self {
            Self::OfFloor(times) => format!("≤ {times} × floor"),
            Self::AtMost(most) => format!("≤ {most}"),
            Self::Same => "= floor".to_owned(),
            Self::None => String::new(),
        }
    }
}

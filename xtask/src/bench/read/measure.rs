//! What is measured, in which unit, and what is good enough.

use super::scene::Scene;

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
    Rename,
    Step,
    SlowStep,
    Following,
    WrongSeeks,
    Lag,
    StylesPerWord,
    LayoutsPerWord,
    StylesPerTick,
    LayoutsPerTick,
    Frame,
    Heap,
    Wasm,
    Memory,
    Reopening,
    Turns,
    Nodes,
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
    const ALL: [Self; 25] = [
        Self::FirstTurns,
        Self::AllTurns,
        Self::Parse,
        Self::TaskInParse,
        Self::TaskAfterParse,
        Self::FirstKeystroke,
        Self::Keystroke,
        Self::Hits,
        Self::Rename,
        Self::Step,
        Self::SlowStep,
        Self::Following,
        Self::WrongSeeks,
        Self::Lag,
        Self::StylesPerWord,
        Self::LayoutsPerWord,
        Self::StylesPerTick,
        Self::LayoutsPerTick,
        Self::Frame,
        Self::Heap,
        Self::Wasm,
        Self::Memory,
        Self::Reopening,
        Self::Turns,
        Self::Nodes,
    ];

    /// What is measured in a scene.
    pub(super) fn all_in(scene: Scene) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |measure| measure.is_in(scene))
    }

    fn is_in(self, scene: Scene) -> bool {
        match self {
            Self::Reopening => scene == Scene::TWO_HOURS,
            Self::WrongSeeks
            | Self::Lag
            | Self::StylesPerWord
            | Self::LayoutsPerWord
            | Self::StylesPerTick
            | Self::LayoutsPerTick => scene.is_heard(),
            _ => true,
        }
    }

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
            Self::Rename => "rename a speaker, to the next paint, ms",
            Self::Step => "playhead step, script, ms",
            Self::SlowStep => "playhead step, 95th percentile, ms",
            Self::Following => "next frame after a leap: scroll, layout, ms",
            Self::WrongSeeks => "wrong words in 10,000 random seeks",
            Self::Lag => "mark behind the sound, 95th percentile, ms",
            Self::StylesPerWord => "style recalculations a marked word",
            Self::LayoutsPerWord => "layouts a marked word",
            Self::StylesPerTick => "style recalculations a tick of the clock",
            Self::LayoutsPerTick => "layouts a tick of the clock",
            Self::Frame => "60 jumps top to bottom, worst frame, ms",
            Self::Heap => "JS heap growth / answer's bytes",
            Self::Wasm => "WebAssembly memory growth / answer's bytes",
            Self::Memory => "JS heap and WebAssembly memory, MB",
            Self::Reopening => "opened and closed 20 times, growth, MB",
            Self::Turns => "turns in the document",
            Self::Nodes => "nodes a turn",
        }
    }

    /// The scene in which its goal must be kept.
    pub(super) const fn judged_in(self) -> Scene {
        match self {
            Self::Rename => Scene::CHATTER,
            Self::Memory | Self::Reopening | Self::Nodes => Scene::TWO_HOURS,
            _ => Scene::TEN_HOURS,
        }
    }

    /// Its goal. Those for ten hours are told in all scenes, to be compared; the others would say
    /// nothing elsewhere.
    pub(super) fn goal(self, scene: Scene) -> Goal {
        let is_told = [scene, Scene::TEN_HOURS].contains(&self.judged_in());
        match self {
            _ if !is_told => Goal::None,
            Self::FirstTurns | Self::Parse => Goal::OfFloor(1.5),
            Self::Keystroke => Goal::OfFloor(2.0),
            Self::TaskAfterParse | Self::Frame | Self::Rename | Self::Lag => Goal::AtMost(50.0),
            Self::Step => Goal::AtMost(1.0),
            Self::WrongSeeks | Self::StylesPerWord | Self::LayoutsPerWord => Goal::AtMost(0.0),
            Self::Heap => Goal::AtMost(3.0),
            Self::Memory | Self::Reopening | Self::Nodes => Goal::AtMost(10.0),
            Self::Hits => Goal::Same,
            Self::AllTurns
            | Self::TaskInParse
            | Self::FirstKeystroke
            | Self::SlowStep
            | Self::Following
            | Self::StylesPerTick
            | Self::LayoutsPerTick
            | Self::Wasm
            | Self::Turns => Goal::None,
        }
    }

    /// A figure as the table shows it.
    pub(super) fn format(self, value: f64) -> String {
        match self {
            // Browsers tell only of tasks that are longer.
            Self::TaskInParse | Self::TaskAfterParse if value < 50.0 => "< 50".to_owned(),
            Self::Hits | Self::Turns | Self::WrongSeeks => format!("{value:.0}"),
            Self::Heap
            | Self::Wasm
            | Self::Step
            | Self::SlowStep
            | Self::Following
            | Self::StylesPerWord
            | Self::LayoutsPerWord
            | Self::StylesPerTick
            | Self::LayoutsPerTick
            | Self::Memory
            | Self::Reopening => format!("{value:.2}"),
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

//! The figures of both pages side by side, and whether they keep to the goals.

use super::measure::{Goal, Measure};
use super::sample::{Sample, median};
use super::scene::Scene;

/// One line of the table.
#[derive(Debug)]
struct Row {
    measure: Measure,
    goal: Goal,
    page: Option<f64>,
    floor: Option<f64>,
}

/// How a figure stands to its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Pass,
    Over,
    /// It was not measured: the page or the browser does not have it.
    NotThere,
    /// It has no goal.
    Free,
}

/// The medians of all visits.
pub(super) struct Table {
    scene: Scene,
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn of(scene: Scene, page: &[Sample], floor: &[Sample]) -> Self {
        let middle = |samples: &[Sample], measure| {
            median(samples.iter().filter_map(|sample| sample.get(&measure).copied()).collect())
        };
        let row = |measure: Measure| Row {
            measure,
            goal: measure.goal(scene),
            page: middle(page, measure),
            floor: middle(floor, measure),
        };
        Self { scene, rows: Measure::all_in(scene).map(row).collect() }
    }

    pub(super) fn print(&self) {
        println!(
            "\n{:44} {:>9} {:>9} {:>6}  goal",
            "medians of the rounds", "Diarist", "floor", "ratio"
        );
        for row in &self.rows {
            println!("{}", row.line());
        }
    }

    /// Diarist's median.
    pub(super) fn page(&self, measure: Measure) -> Option<f64> {
        self.rows.iter().find(|row| row.measure == measure)?.page
    }

    /// What has a goal for this scene and does not keep to it.
    pub(super) fn missed(&self) -> Vec<&'static str> {
        let is_missed = |row: &&Row| {
            row.measure.judged_in() == self.scene
                && matches!(row.verdict(), Verdict::Over | Verdict::NotThere)
        };
        self.rows.iter().filter(is_missed).map(|row| row.measure.title()).collect()
    }
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        let floor = self.floor.filter(|floor| *floor > 0.0)?;
        self.page.filter(|page| *page > 0.0).map(|page| page / floor)
    }

    fn verdict(&self) -> Verdict {
        let is_kept = match (self.goal, self.page, self.floor) {
            (Goal::None, _, _) => return Verdict::Free,
            (Goal::AtMost(most), Some(page), _) => page <= most,
            (Goal::OfFloor(times), Some(page), Some(floor)) => page <= times * floor,
            (Goal::Same, Some(page), Some(floor)) => (page - floor).abs() < 0.5,
            _ => return Verdict::NotThere,
        };
        if is_kept { Verdict::Pass } else { Verdict::Over }
    }

    fn line(&self) -> String {
        let show = |value: Option<f64>, none: &str| {
            value.map_or_else(|| none.to_owned(), |value| self.measure.format(value))
        };
        let ratio = self.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let verdict = match self.verdict() {
            Verdict::Pass => "pass",
            Verdict::Over => "over",
            Verdict::NotThere => "not there",
            Verdict::Free => "",
        };
        let line = format!(
            "{:44} {:>9} {:>9} {ratio:>6}  {:14} {verdict}",
            self.measure.title(),
            show(self.page, "not there"),
            show(self.floor, "-"),
            self.goal.text(),
        );
        line.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(measure: Measure, page: &[f64], floor: &[f64]) -> Table {
        let samples = |values: &[f64]| -> Vec<Sample> {
            values.iter().map(|value| Sample::from([(measure, *value)])).collect()
        };
        Table::of(measure.judged_in(), &samples(page), &samples(floor))
    }

    fn verdict(measure: Measure, page: &[f64], floor: &[f64]) -> Verdict {
        let table = table(measure, page, floor);
        table.rows.iter().find(|row| row.measure == measure).expect("a row").verdict()
    }

    #[test]
    fn medians_are_held_against_the_goals() {
        assert_eq!(verdict(Measure::FirstTurns, &[9.0, 150.0, 200.0], &[100.0]), Verdict::Pass);
        assert_eq!(verdict(Measure::FirstTurns, &[151.0], &[100.0]), Verdict::Over);
        assert_eq!(verdict(Measure::Frame, &[50.0], &[]), Verdict::Pass);
        assert_eq!(verdict(Measure::Frame, &[51.0], &[80.0]), Verdict::Over);
        assert_eq!(verdict(Measure::Hits, &[7.0], &[8.0]), Verdict::Over);
        assert_eq!(verdict(Measure::AllTurns, &[7.0], &[1.0]), Verdict::Free);
    }

    #[test]
    fn a_goal_counts_in_its_own_scene_alone() {
        let misses = |scene, measure: Measure| {
            let table = Table::of(scene, &[Sample::from([(measure, 1e9)])], &[]);
            table.missed().contains(&measure.title())
        };
        assert!(misses(Scene::TEN_HOURS, Measure::Step));
        assert!(!misses(Scene::TWO_HOURS, Measure::Step));
        assert!(misses(Scene::TWO_HOURS, Measure::Nodes));
        assert!(!misses(Scene::TEN_HOURS, Measure::Nodes));
        assert!(misses(Scene::CHATTER, Measure::Rename));
        assert!(!misses(Scene::TEN_HOURS, Measure::Rename));
    }

    #[test]
    fn what_was_not_measured_is_said_not_to_be_there() {
        assert_eq!(verdict(Measure::Keystroke, &[], &[3.0]), Verdict::NotThere);
        assert_eq!(verdict(Measure::Keystroke, &[3.0], &[]), Verdict::NotThere);
        assert_eq!(verdict(Measure::Wasm, &[], &[]), Verdict::Free);
        let table = table(Measure::Step, &[0.4], &[]);
        assert!(!table.missed().contains(&Measure::Step.title()));
        assert!(table.missed().contains(&Measure::Hits.title()));
        let line =
            table.rows.iter().find(|row| row.measure == Measure::Hits).expect("a row").line();
        assert!(line.contains("not there") && line.ends_with("= floor        not there"), "{line}");
    }
}

//! One visit to a page, as figures.

use std::collections::BTreeMap;

use serde_json::Value;

use super::measure::Measure;

/// What was measured; what a page or a browser does not have is not in it.
pub(super) type Sample = BTreeMap<Measure, f64>;

/// Reads what `taken.js` returned of a page that showed an answer of so many bytes.
pub(super) fn read(taken: &Value, bytes: f64) -> Sample {
    let at = |mark: &str| taken[mark].as_f64();
    let between = |from: &str, to: &str| Some(at(to)? - at(from)?);
    let found = |name: &str| &taken["done"][name]["value"];
    let growth =
        |of: &str| Some((found("after")[of].as_f64()? - found("before")[of].as_f64()?) / bytes);
    let search = found("search");
    let (steps, frames): (Vec<_>, Vec<_>) = pairs(found("playhead")).into_iter().unzip();
    let told = |what: &str, of: &str| taken["told"][what][of].as_f64();
    let megabytes = |what: &str| Some(taken["told"][what].as_f64()? / 1e6);
    let figures = [
        (Measure::FirstTurns, between("received", "first")),
        (Measure::AllTurns, between("received", "mounted")),
        (Measure::Parse, between("received", "parsed")),
        (Measure::TaskInParse, longest_task(taken, "received", "parsed")),
        (Measure::TaskAfterParse, longest_task(taken, "parsed", "mounted")),
        (Measure::FirstKeystroke, search["first"].as_f64()),
        (Measure::Keystroke, median(numbers(&search["again"]))),
        (Measure::Hits, search["hits"].as_f64()),
        (Measure::Rename, median(numbers(found("rename")))),
        (Measure::Step, median(steps.clone())),
        (Measure::SlowStep, percentile(steps, 95)),
        (Measure::Following, median(frames)),
        (Measure::WrongSeeks, found("seeks")["wrong"].as_f64()),
        (Measure::Lag, lag(numbers(found("lag")))),
        (Measure::StylesPerWord, told("word", "styles")),
        (Measure::LayoutsPerWord, told("word", "layouts")),
        (Measure::StylesPerTick, told("tick", "styles")),
        (Measure::LayoutsPerTick, told("tick", "layouts")),
        (Measure::Frame, found("scroll").as_f64()),
        (Measure::Heap, growth("js")),
        (Measure::Wasm, growth("wasm")),
        (Measure::Memory, megabytes("memory")),
        (Measure::Reopening, megabytes("reopening")),
        (Measure::Nodes, found("nodes").as_f64()),
        (Measure::Turns, found("opened").as_f64()),
    ];
    figures.into_iter().filter_map(|(measure, value)| Some((measure, value?))).collect()
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn pairs(list: &Value) -> Vec<(f64, f64)> {
    let pair = |pair: &Value| Some((pair[0].as_f64()?, pair[1].as_f64()?));
    list.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// What 95 of 100 words keep to; of fewer words than this nothing can be said.
fn lag(lags: Vec<f64>) -> Option<f64> {
    const LEAST: usize = 60;
    if lags.len() < LEAST { None } else { percentile(lags, 95) }
}

/// The longest task between two marks, in ms: of one that began before them, what is between them.
/// 0 if none was over 50 ms, nothing where the browser does not tell.
fn longest_task(taken: &Value, from: &str, to: &str) -> Option<f64> {
    let (from, to) = (taken[from].as_f64()?, taken[to].as_f64()?);
    let tasks = taken["tasks"].as_array()?.iter().filter_map(|task| {
        let (start, length) = (task[0].as_f64()?, task[1].as_f64()?);
        (start < to && start + length > from).then(|| start + length - start.max(from))
    });
    Some(tasks.fold(0.0, f64::max))
}

/// The middle one, or the mean of the two in the middle.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let value = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(value);
    }
    Some(f64::midpoint(*values.get(middle.checked_sub(1)?)?, value))
}

/// The smallest value that so many percent of all do not exceed.
pub(super) fn percentile(mut values: Vec<f64>, percent: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100);
    values.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn close(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|value| (value - expected).abs() < 1e-9)
    }

    #[test]
    fn medians_and_percentiles() {
        assert!(close(median(vec![3.0, 1.0, 2.0]), 2.0));
        assert!(close(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5));
        assert_eq!(median(Vec::new()), None);
        assert!(close(percentile((1..=200).map(f64::from).collect(), 95), 190.0));
        assert_eq!(percentile(Vec::new(), 95), None);
    }

    #[test]
    fn figures_are_read_and_what_is_not_there_is_left_out() {
        let sample = read(
            &json!({
                "received": 100.0, "parsed": 250.0, "first": 300.0, "mounted": null,
                "tasks": [],
                "done": {
                    "opened": null,
                    "before": { "value": { "js": 1000, "wasm": null } },
                    "after": { "value": { "js": 3000, "wasm": null } },
                    "search": { "value": { "first": 9.0, "again": [3.0, 1.0, 2.0], "hits": null } },
                    "playhead": { "value": [[0.5, 0.25], [2.0, 1.0]] },
                    "rename": { "value": null },
                    "lag": { "value": [1.0, 2.0] },
                    "seeks": { "value": { "wrong": 0, "of": 10_000 } },
                    "scroll": { "error": "no" },
                },
                "told": { "memory": 9_500_000.0, "word": null, "tick": { "layouts": 1.0 } },
            }),
            500.0,
        );
        let expected = [
            (Measure::FirstTurns, 200.0),
            (Measure::Parse, 150.0),
            (Measure::TaskInParse, 0.0),
            (Measure::FirstKeystroke, 9.0),
            (Measure::Keystroke, 2.0),
            (Measure::Step, 1.25),
            (Measure::SlowStep, 2.0),
            (Measure::Following, 0.625),
            (Measure::WrongSeeks, 0.0),
            (Measure::LayoutsPerTick, 1.0),
            (Measure::Heap, 4.0),
            (Measure::Memory, 9.5),
        ];
        assert_eq!(sample, expected.into());
    }

    #[test]
    fn a_few_words_tell_nothing_of_the_lag() {
        assert_eq!(lag(vec![1.0; 59]), None);
        assert!(close(lag(vec![1.0; 60]), 1.0));
    }

    #[test]
    fn of_a_task_counts_what_is_after_the_mark() {
        let taken = json!({
            "parsed": 100.0, "mounted": 500.0,
            "tasks": [[0.0, 99.0], [20.0, 140.0], [300.0, 55.0], [501.0, 900.0]],
        });
        assert!(close(longest_task(&taken, "parsed", "mounted"), 60.0));
        assert_eq!(
            longest_task(&json!({ "parsed": 1.0, "mounted": 2.0 }), "parsed", "mounted"),
            None
        );
    }
}

//! The tables as a document for people: `docs/faults.md`.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::{LASTING, Lasting, Next, PASSING, Passing, Sent, Step, Told};
use crate::paths;

/// How the document is renewed.
pub const RENEW: &str = "cargo run --package e2e --bin faults";

const HEAD: &str = include_str!("head.md");
const BETWEEN: &str = include_str!("between.md");
const AFTER: &str = include_str!("after.md");

/// Where it is.
#[must_use]
pub fn path() -> PathBuf {
    paths::project().join("docs").join("faults.md")
}

/// The whole of it.
#[must_use]
pub fn text() -> String {
    let mut text = HEAD
        .replace("{rows}", &PASSING.len().to_string())
        .replace("{cases}", &PASSING.iter().map(|row| row.steps.len()).sum::<usize>().to_string());
    for row in PASSING {
        for step in row.steps {
            line(&mut text, &passing(row, *step));
        }
    }
    text.push_str(&BETWEEN.replace("{rows}", &LASTING.len().to_string()));
    for row in LASTING {
        line(&mut text, &lasting(row));
    }
    text.push_str(AFTER);
    text
}

/// Writing to a text cannot fail.
fn line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('<', "&lt;")).collect();
    writeln!(text, "| {} |", cells.join(" | ")).unwrap_or_default();
}

fn passing(row: &Passing, step: Step) -> [String; 5] {
    let engines = if row.sample == Some(step) { ALL } else { ONE };
    [
        row.name.to_owned(),
        step.name().to_owned(),
        seen(row, step),
        done(row, step),
        engines.to_owned(),
    ]
}

const ONE: &str = "Chromium";
const ALL: &str = "Chromium, Firefox, WebKitGTK";

/// What the user sees.
fn seen(row: &Passing, step: Step) -> String {
    let words = row.told.words().map(|words| words.replace("localhost", "api.assemblyai.com"));
    match (row.told, words) {
        (Told::Quiet, _) | (_, None) => "nothing new".to_owned(),
        (Told::Lost, _) => {
            "“Connection lost at 61 %”, what is left to send, when the next try is".to_owned()
        }
        (Told::Unreachable, Some(words)) if step == Step::Upload => {
            format!("“{words}”, or how far it was; when the next try is")
        }
        (Told::Offline, Some(words)) => format!("“{words}”, and that it goes on by itself"),
        (Told::Working, Some(_)) => "“Working… (status “polishing”)”".to_owned(),
        (Told::Problems, Some(words)) => {
            format!(
                "from the third time on “{words}”, the service’s status page, when the next try is"
            )
        }
        (_, Some(words)) => format!("“{words}”, when the next try is"),
    }
}

/// What the page does.
fn done(row: &Passing, step: Step) -> String {
    let upset = row.upset;
    if !upset.is_repeated() {
        return "waits for it".to_owned();
    }
    let wait = match upset.asked_wait_ms(step) {
        Some(ms) => format!("after the {} s that were asked for, ", ms / 1_000),
        None => String::new(),
    };
    let what = match step {
        Step::Check => "asks again",
        Step::Upload => "sends the file again from its start",
        Step::Submit if upset.is_refusal() => "asks again",
        Step::Submit if upset.is_done() => "finds the job in the list and adopts it",
        Step::Submit => "finds no job in the list and asks again",
        Step::Find => "searches again, adopts the job",
        Step::Poll | Step::Last => "asks again for the same job",
    };
    format!("{wait}{what}")
}

fn lasting(row: &Lasting) -> [String; 6] {
    let told: Vec<String> = row.told.iter().map(|part| part.trim().to_owned()).collect();
    let engines = if row.is_sample { ALL } else { ONE };
    let (uploads, jobs) = row.obstacle.made();
    let made = match (row.obstacle.sent(), uploads, jobs) {
        (Sent::Nothing, ..) => "nothing".to_owned(),
        (Sent::Part, ..) => "a part of the file".to_owned(),
        (Sent::Whole, _, 0) => "the file".to_owned(),
        (Sent::Whole, ..) => "the file; there is one job".to_owned(),
    };
    [
        row.title(),
        row.obstacle.place().to_owned(),
        told.join(" … "),
        next(row),
        made,
        engines.to_owned(),
    ]
}

/// The next step, and what it makes.
fn next(row: &Lasting) -> String {
    let link = row.link.map_or_else(String::new, |link| format!("link “{link}”; "));
    let step = match row.next {
        Next::ChooseFile => "focus on “Choose a file”".to_owned(),
        Next::ChangeFile => "“Change”, beside the file".to_owned(),
        Next::TypeKey => "focus on the key’s field, the file is kept".to_owned(),
        Next::Correct(field, _) => format!("focus on “{field}”"),
        Next::TypeKeyAndPress(button) => format!("the key’s field, “{button}”"),
        Next::Press(button) => format!("“{button}”"),
        Next::GoBack(button) | Next::ChangeLanguage(button) | Next::ChooseAgain(button) => {
            format!("“{button}”, which leads to the form with all that was chosen")
        }
    };
    let made = match (row.uploads, row.jobs) {
        (1, 1) => "",
        (1, _) => "; makes another job of the same upload",
        _ => "; sends the file again",
    };
    format!("{link}{step}{made}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::{LASTING, PASSING, RENEW, Step, path, text};

    #[test]
    fn the_document_is_as_the_tables_are() {
        let written = fs::read_to_string(path()).unwrap_or_default();
        assert!(written == text(), "docs/faults.md is not up to date; renew it with: {RENEW}");
    }

    #[test]
    fn every_case_has_a_name_of_its_own() {
        let passing = PASSING.iter().flat_map(|row| row.steps.iter().map(|step| row.case(*step)));
        let names: Vec<String> = passing.chain(LASTING.iter().map(super::Lasting::case)).collect();
        let different: BTreeSet<&String> = names.iter().collect();
        assert_eq!(names.len(), different.len());
    }

    #[test]
    fn the_tables_are_as_large_as_they_have_to_be() {
        assert!(PASSING.len() >= 30, "{} faults that pass", PASSING.len());
        assert!(LASTING.len() >= 25, "{} faults that stay", LASTING.len());
        for step in Step::EVERY {
            assert!(PASSING.iter().any(|row| row.steps.contains(step)), "none at {step:?}");
        }
    }

    #[test]
    fn samples_are_of_steps_that_the_row_has() {
        let samples = PASSING.iter().filter_map(|row| Some((row, row.sample?)));
        assert!(samples.clone().count() >= 6);
        for (row, step) in samples {
            assert!(row.steps.contains(&step), "{} at {step:?}", row.name);
        }
        assert!(LASTING.iter().filter(|row| row.is_sample).count() >= 6);
    }
}

//! The fault matrix of `e2e::matrix`, row by row: every case on a page and a stand-in of its own,
//! many in one browser. All of it in Chromium, a sample of each kind in the other two engines.

use std::fmt::Display;

use e2e::clock::Look;
use e2e::matrix::{LASTING, Lasting, PASSING, Step};
use e2e::runner::with_evidence;
use e2e::{Engine, Result, Stage, Story, ensure, story};

use lasting::stays;
use passing::passes;

mod lasting;
mod passing;

const WHOLE: &[Engine] = &[Engine::Chromium];
const SAMPLED: &[Engine] = &[Engine::Firefox, Engine::WebKit];

pub(crate) const STORIES: &[Story] = &[
    story!(faults_that_pass_at_the_check).only(WHOLE).slow(),
    story!(faults_that_pass_in_the_upload).only(WHOLE).slow().alone(),
    story!(faults_that_pass_at_the_request).only(WHOLE).slow(),
    story!(faults_that_pass_in_the_search).only(WHOLE).slow(),
    story!(faults_that_pass_at_a_poll).only(WHOLE).slow(),
    story!(faults_that_pass_at_the_last_poll).only(WHOLE).slow(),
    story!(faults_that_stay_before_the_request).only(WHOLE).slow(),
    story!(faults_that_stay_from_the_request_on).only(WHOLE).slow(),
    story!(a_sample_of_faults_that_pass).only(SAMPLED).slow(),
    story!(a_sample_of_faults_that_stay).only(SAMPLED).slow(),
    story!(failed_cases_are_named).only(WHOLE).must_fail("2 of 3 failed:\n“one”: on purpose"),
];

async fn faults_that_pass_at_the_check(stage: &Stage) -> Result<()> {
    pass_at(stage, Step::Check).await
}

async fn faults_that_pass_in_the_upload(stage: &Stage) -> Result<()> {
    pass_at(stage, Step::Upload).await
}

async fn faults_that_pass_at_the_request(stage: &Stage) -> Result<()> {
    pass_at(stage, Step::Submit).await
}

async fn faults_that_pass_in_the_search(stage: &Stage) -> Result<()> {
    pass_at(stage, Step::Find).await
}

async fn faults_that_pass_at_a_poll(stage: &Stage) -> Result<()> {
    pass_at(stage, Step::Poll).await
}

async fn faults_that_pass_at_the_last_poll(stage: &Stage) -> Result<()> {
    pass_at(stage, Step::Last).await
}

async fn pass_at(stage: &Stage, step: Step) -> Result<()> {
    let mut told = Told::new(stage);
    for row in PASSING.iter().filter(|row| row.steps.contains(&step)) {
        told.tell(&row.case(step), async |stage| passes(stage, row, step).await).await;
    }
    told.end()
}

async fn a_sample_of_faults_that_pass(stage: &Stage) -> Result<()> {
    let mut told = Told::new(stage);
    for (row, step) in PASSING.iter().filter_map(|row| Some((row, row.sample?))) {
        told.tell(&row.case(step), async |stage| passes(stage, row, step).await).await;
    }
    told.end()
}

async fn faults_that_stay_before_the_request(stage: &Stage) -> Result<()> {
    stay(stage, |row| row.obstacle.step() < Some(Step::Submit)).await
}

async fn faults_that_stay_from_the_request_on(stage: &Stage) -> Result<()> {
    stay(stage, |row| row.obstacle.step() >= Some(Step::Submit)).await
}

async fn a_sample_of_faults_that_stay(stage: &Stage) -> Result<()> {
    stay(stage, |row| row.is_sample).await
}

async fn stay(stage: &Stage, is_told: impl Fn(&Lasting) -> bool) -> Result<()> {
    let mut told = Told::new(stage);
    for row in LASTING.iter().filter(|row| is_told(row)) {
        told.tell(&row.case(), async |stage| stays(stage, row).await).await;
    }
    told.end()
}

/// The matrix held to its word: a case that fails is named, and those after it are told.
async fn failed_cases_are_named(stage: &Stage) -> Result<()> {
    let mut told = Told::new(stage);
    for case in ["one", "two", "three"] {
        let act = async |stage: &Stage| {
            stage.open().await?;
            ensure!(case == "two", "on purpose");
            Ok(())
        };
        told.tell(case, act).await;
    }
    told.end()
}

/// As large as no system's buffers: its upload can be met in the middle.
const LARGE: u64 = 80_000_000;

/// Whether the page knows that some of a file of that size was sent.
fn is_on_its_way(look: &Look) -> bool {
    look.text.contains(" of 80.0 MB") && !look.text.contains(" 0 bytes of")
}

/// The cases of one story, and which of them failed.
struct Told<'a> {
    stage: &'a Stage,
    cases: usize,
    failed: Vec<String>,
}

impl<'a> Told<'a> {
    fn new(stage: &'a Stage) -> Self {
        // Chromium and WebKit tell in the console why they keep an answer from the page.
        stage.expect_console("/v2/");
        Self { stage, cases: 0, failed: Vec::new() }
    }

    async fn tell(&mut self, case: &str, act: impl AsyncFn(&Stage) -> Result<()>) {
        self.cases += 1;
        if let Err(error) = self.tell_once(case, &act).await {
            self.failed.push(format!("“{case}”: {error}"));
        }
    }

    async fn tell_once(
        &self,
        case: &str,
        act: impl AsyncFn(&Stage) -> Result<()>,
    ) -> Result<(), String> {
        let stage = self.stage.anew().await.map_err(say)?;
        let acted = match act(&stage).await {
            Ok(()) => stage.check_end().await,
            Err(error) => Err(with_evidence(error, &stage, &picture(case)).await),
        };
        // A later stand-in may get the same port, and so the same origin.
        let cleared = stage.start_over().await;
        acted.and(cleared).map_err(say)
    }

    fn end(self) -> Result<()> {
        let Self { cases, failed, .. } = self;
        ensure!(cases > 0, "no case belongs to this story");
        ensure!(failed.is_empty(), "{} of {cases} failed:\n{}", failed.len(), failed.join("\n\n"));
        Ok(())
    }
}

fn say(error: impl Display) -> String {
    format!("{error:#}")
}

/// A case's name as a part of a file's.
fn picture(case: &str) -> String {
    let letters = case.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    format!("FAILED-{}", letters.collect::<String>())
}

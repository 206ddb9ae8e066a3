//! A fault that passes: the job goes on by itself, with no click, to the conversation.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use e2e::clock::{Clock, Look};
use e2e::files::Files;
use e2e::matrix::{Counts, Drive, Passing, Step, Told, Upset};
use e2e::pages::{ConversationPage, KEY, StartPage};
use e2e::{Context as _, Result, Stage, ensure, paths, soon, until};
use serde_json::json;

use super::{LARGE, is_on_its_way};
use crate::answers::conversation;

/// What is said in the recording.
const SAID: &[&str] = &["Nothing", "was", "lost."];

/// No wait of the page takes time here: what takes longer hangs.
const LIMIT: Duration = Duration::from_secs(30);

/// A job has a few pauses only; one that has so many asks without end.
const MANY_PAUSES: usize = 30;

/// Meets the row's fault at a step.
pub(super) async fn passes(stage: &Stage, row: &Passing, step: Step) -> Result<()> {
    let files = Files::new()?;
    let file = recording(&files, row.upset)?;
    // A job that must not be would end as well as the one that must.
    for _ in 0..2 {
        stage.server.next_answer(conversation(&[(json!("A"), SAID)]))?;
    }
    stage.server.faults(row.upset.rules(step, row.times));
    let start = StartPage::open(stage).await?;
    start.choose_file(&file).await?;
    start.type_key(KEY).await?;
    let clock = Clock::hold(stage).await?;
    start.press_transcribe().await?;

    // From here on nobody touches the page.
    let way = Way { stage, clock, upset: row.upset, step };
    let seen = way.go().await?;
    let shown = ConversationPage::shown(stage).await?.text().await?;
    ensure!(shown == SAID.join(" "), "the conversation is {shown:?}");
    seen.check(row, step)?;
    check_service(stage, row, step, fs::metadata(&file)?.len())
}

fn recording(files: &Files, upset: Upset) -> Result<PathBuf> {
    if upset == Upset::Stall {
        return files.sparse("quiet room.wav", LARGE);
    }
    Ok(paths::tone("flac"))
}

/// One job, found by its id; each request as often as it has to be, the file sent no more often.
fn check_service(stage: &Stage, row: &Passing, step: Step, size: u64) -> Result<()> {
    let stats = stage.server.stats();
    ensure!(stats.faults_left == 0, "the fault was not met {} times", stats.faults_left);
    ensure!(stats.jobs_created == 1, "{} jobs: {:?}", stats.jobs_created, stats.requests);
    let ids: Vec<&String> = stats.jobs.iter().map(|job| &job.id).collect();
    ensure!(stats.ids_asked.iter().eq(ids.clone()), "jobs {ids:?}, asked {:?}", stats.ids_asked);
    let (counted, expected) = (Counts::of(&stats), Counts::expected(row, step));
    ensure!(counted == expected, "counted {counted:?}, not {expected:?}");
    // What a broken upload had sent is lost; a whole one is not sent again.
    let most = size * counted.uploads;
    ensure!((size..=most).contains(&stats.upload_bytes), "{} bytes", stats.upload_bytes);
    Ok(())
}

/// What the page showed and how long it waited on the way.
#[derive(Default, Debug)]
struct Seen {
    told: Vec<Told>,
    pauses: Vec<u64>,
}

impl Seen {
    fn note(&mut self, look: &Look) {
        self.pauses.extend(look.pause());
        for told in Told::ALL {
            let is_told = told.words().is_some_and(|words| look.text.contains(words));
            if is_told && !self.told.contains(told) {
                self.told.push(*told);
            }
        }
    }

    fn check(&self, row: &Passing, step: Step) -> Result<()> {
        ensure!(row.is_told(step, &self.told), "it told {:?}, not {:?}", self.told, row.told);
        ensure!(self.pauses.len() < MANY_PAUSES, "it paused {} times", self.pauses.len());
        if let Some(asked) = row.upset.asked_wait_ms(step) {
            ensure!(self.pauses.contains(&asked), "no pause of {asked} ms: {:?}", self.pauses);
        }
        Ok(())
    }
}

/// The way of one job through its fault.
struct Way<'a> {
    stage: &'a Stage,
    clock: Clock<'a>,
    upset: Upset,
    step: Step,
}

impl Way<'_> {
    /// Goes on to the conversation: lets pauses end, and drives what the script cannot.
    async fn go(&self) -> Result<Seen> {
        let mut seen = Seen::default();
        let mut is_driven = self.upset.drive() == Drive::Script;
        let mut is_giving_up = false;
        let end = until("the conversation", LIMIT, async || {
            let look = self.clock.look().await?;
            seen.note(&look);
            // An alert is an end too: nothing goes on by itself any more.
            if look.has_conversation || !look.alerts.is_empty() {
                return Ok(Some(look));
            }
            if look.pause().is_some() {
                // It has given up, or never had to: no request is to lose its time from here on.
                is_driven |= is_giving_up;
                self.clock.jump().await?;
            } else if !is_driven && self.is_met(&look) {
                match self.upset.drive() {
                    Drive::Patience => {
                        is_giving_up = true;
                        self.clock.jump().await?;
                    }
                    Drive::Time => {
                        is_driven = true;
                        self.clock.pass(15_000).await?;
                    }
                    Drive::Network => {
                        is_driven = true;
                        self.leave_network(&mut seen).await?;
                    }
                    Drive::Script => {}
                }
            }
            Ok(None)
        })
        .await
        .with_context(|| format!("on the way: {seen:?}"))?;
        ensure!(end.has_conversation, "it stopped: {:?}", end.alerts);
        ensure!(is_driven, "the fault was never met");
        Ok(seen)
    }

    /// Whether the step's request is at the service, with what it is to do done, and the page
    /// knows how far it is.
    fn is_met(&self, look: &Look) -> bool {
        let stats = self.stage.server.stats();
        let (request, before) = self.step.request();
        let is_done = match (self.upset, self.step) {
            (Upset::Stall, _) => is_on_its_way(look),
            (upset, Step::Upload) if upset.is_done() => stats.uploads_completed > 0,
            (upset, Step::Submit) if upset.is_done() => stats.jobs_created > 0,
            _ => true,
        };
        is_done && stats.count(request) > before
    }

    /// Takes the network away while the step's request is under way, and gives it back.
    async fn leave_network(&self, seen: &mut Seen) -> Result<()> {
        let service = self.stage.server.us();
        if self.upset == Upset::Offline {
            self.stage.tab.signal("offline").await?;
            service.pause();
            soon("“You are offline”", async || {
                let look = self.clock.look().await?;
                seen.note(&look);
                ensure!(look.pause().is_none(), "it waits for the clock, not for the network");
                Ok(seen.told.contains(&Told::Offline))
            })
            .await?;
            service.resume();
            return self.stage.tab.signal("online").await;
        }
        service.pause();
        for _ in 0..2 {
            soon("a pause", async || {
                let look = self.clock.look().await?;
                seen.note(&look);
                Ok(look.pause().is_some())
            })
            .await?;
            self.clock.jump().await?;
        }
        soon("a pause", async || Ok(self.clock.look().await?.pause().is_some())).await?;
        service.resume();
        Ok(())
    }
}

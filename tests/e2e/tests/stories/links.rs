//! A link instead of a file: nothing is sent but the address, which the service fetches by itself.

use e2e::faults;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::json;
use standin::script::{Fault, JobStat, NextAnswer, Rule};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(a_link_becomes_a_conversation),
    story!(the_length_of_a_link_is_found_if_asked_for),
    story!(links_that_cannot_work_are_not_sent),
    story!(a_link_that_leads_nowhere_is_told),
    story!(a_link_to_a_page_is_told),
    story!(a_slow_host_is_waited_for),
    story!(an_older_job_of_the_same_link_is_not_adopted),
    story!(a_link_lives_in_the_list),
    story!(a_link_goes_on_after_a_reload),
];

const FILE: &str = "samples/interview.mp3";

/// The jobs that were made, each of this address.
fn jobs_of(stage: &Stage, link: &str) -> Result<Vec<JobStat>> {
    let stats = stage.server.stats();
    ensure!(stats.count("POST /v2/upload") == 0, "something was uploaded: {:?}", stats.requests);
    for job in &stats.jobs {
        ensure!(job.audio_url == link, "a job of {}", job.audio_url);
    }
    Ok(stats.jobs)
}

async fn a_link_becomes_a_conversation(stage: &Stage) -> Result<()> {
    let link = stage.link_to(FILE);
    let start = StartPage::open_link(stage).await?;
    start.see("anyone who has the address can, too").await?;
    start.see("for each hour").await?;
    stage.check_all_sizes("link field").await?;
    stage.tab.choose(Role::Radio, "Exactly").await?;
    start.number("Number of voices", "2").await?;
    start.language("en").await?;
    let progress = start.transcribe_link(&link).await?;
    let conversation = progress.finish().await?;
    let recording = Recording::read("interview")?;
    recording.check(&conversation).await?;
    let jobs = jobs_of(stage, &link)?;
    ensure!(jobs.len() == 1, "{jobs:?}");
    ensure!(jobs[0].request["speakers_expected"] == json!(2), "{:?}", jobs[0].request);
    ensure!(jobs[0].request["language_code"] == json!("en"), "{:?}", jobs[0].request);
    // Its host learns of nothing before the user says so.
    stage.check_all_sizes("read without its sound").await?;
    let body = "return performance.getEntriesByType('resource').filter(
        (entry) => entry.name.includes('interview.mp3')).length;";
    ensure!(stage.tab.script(body, vec![]).await? == json!(0), "the link was opened unasked");
    stage.tab.click(Role::Button, "Hear it from the link").await?;
    conversation.sound_is_there().await?;
    stage.check_all_sizes("heard from the link").await
}

/// Nothing is asked of the link's host before; then its price is told.
async fn the_length_of_a_link_is_found_if_asked_for(stage: &Stage) -> Result<()> {
    let start = StartPage::open_link(stage).await?;
    start.type_link(&stage.link_to(FILE)).await?;
    stage.check_all_sizes("a link that nobody was asked for").await?;
    stage.tab.click(Role::Button, "Find its length").await?;
    start.see("AssemblyAI would charge less than $0.01 for 1:37.").await?;
    stage.check_all_sizes("a link with its price").await?;
    // Another link has another length, or none.
    start.type_link(&stage.link_to("samples/interview.json")).await?;
    start.see("for each hour").await?;
    stage.tab.click(Role::Button, "Find its length").await?;
    start.see("This browser could not find its length.").await?;
    ensure!(e2e::server::api_requests(&stage.server.stats()) == 0, "the service was asked");
    Ok(())
}

async fn links_that_cannot_work_are_not_sent(stage: &Stage) -> Result<()> {
    let start = StartPage::open_link(stage).await?;
    start.type_key(KEY).await?;
    for (typed, title, way) in [
        ("", "No link is given", "Paste the address"),
        ("talk.mp3", "not a link that AssemblyAI can open", "begin with https://"),
        ("https://a.example/my talk.mp3", "This is not a link", "no blanks"),
        ("https://ann:secret@a.example/talk.mp3", "a password in this link", "choose it as a file"),
        ("https://youtu.be/abcdefghijk", "a page of YouTube", "download it there"),
        ("https://vimeo.com/12345", "a page of Vimeo", "choose it as a file"),
        ("https://drive.google.com/drive/folders/1", "a page of Google Drive", "direct link"),
    ] {
        start.type_link(typed).await?;
        start.press_transcribe().await?;
        let said = stage.see_alert(title).await?;
        ensure!(said.contains(way), "no way out of “{typed}”: {said}");
    }
    stage.check_all_sizes("link refused").await?;
    start.type_link("https://www.dropbox.com/s/abc/talk.mp3?dl=0").await?;
    start.press_transcribe().await?;
    stage.see_alert("a page of Dropbox").await?;
    stage.check_all_sizes("direct link offered").await?;
    stage.tab.click(Role::Button, "Use the direct link").await?;
    soon("the direct link", async || {
        Ok(start.link().await? == "https://www.dropbox.com/s/abc/talk.mp3?dl=1")
    })
    .await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    ensure!(e2e::server::api_requests(&stage.server.stats()) == 0, "something was asked");
    Ok(())
}

/// It is told with the service's own words; the link can be changed, and tried again.
async fn a_link_that_leads_nowhere_is_told(stage: &Stage) -> Result<()> {
    let link = stage.link_to("samples/nowhere.mp3");
    let start = StartPage::open_link(stage).await?;
    let progress = start.transcribe_link(&link).await?;
    let said = stage.see_alert_hurrying("could not fetch the recording from this link").await?;
    ensure!(said.contains("Download error, unable to download"), "{said}");
    stage.check_all_sizes("link not fetched").await?;
    progress.press("Change the link").await?;
    let start = StartPage::shown(stage).await?;
    ensure!(start.link().await? == link, "the link is gone");
    start.type_link(&stage.link_to(FILE)).await?;
    let conversation = start.transcribe().await?.finish().await?;
    Recording::read("interview")?.check(&conversation).await
}

async fn a_link_to_a_page_is_told(stage: &Stage) -> Result<()> {
    let start = StartPage::open_link(stage).await?;
    start.transcribe_link(&stage.link_to("")).await?;
    let said = stage.see_alert_hurrying("leads to a page, not to a recording").await?;
    ensure!(said.contains("File type is text/html"), "{said}");
    stage.check_all_sizes("link of a page").await
}

async fn a_slow_host_is_waited_for(stage: &Stage) -> Result<()> {
    let slowly = Fault::Delay { ms: 4_000 };
    stage.server.faults([Rule::on("GET", "/samples/interview.mp3").fault(slowly)]);
    let link = stage.link_to(FILE);
    let progress = StartPage::open_link(stage).await?.transcribe_link(&link).await?;
    progress.reaches("Queued").await?;
    progress.see("AssemblyAI has the link and fetches the recording").await?;
    stage.check_all_sizes("link is fetched").await?;
    Recording::read("interview")?.check(&progress.finish().await?).await?;
    ensure!(jobs_of(stage, &link)?.len() == 1);
    Ok(())
}

/// The answer to the request is lost. An older job of the same link is none of this request, with
/// these settings or with others; one that was made is taken.
async fn an_older_job_of_the_same_link_is_not_adopted(stage: &Stage) -> Result<()> {
    let link = stage.link_to(FILE);
    StartPage::open_link(stage).await?.transcribe_link(&link).await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    list.see("interview", "Ready").await?;
    list.remove("interview").await?;
    for (is_done, jobs) in [(false, 2), (true, 3)] {
        stage.server.faults([faults::submit(Fault::Status {
            status: 502,
            body: None,
            content_type: None,
            retry_after: None,
            expose_retry_after: false,
            processed: is_done,
        })]);
        stage.expect_console("/v2/transcript");
        let start = StartPage::open_link(stage).await?;
        let conversation = start.transcribe_link(&link).await?.finish().await?;
        Recording::read("interview")?.check(&conversation).await?;
        let made = jobs_of(stage, &link)?;
        ensure!(made.len() == jobs, "{} jobs, not {jobs}", made.len());
        ensure!(made.iter().all(|job| !job.deleted), "one was taken for a twin: {made:?}");
        StartPage::on_any_screen(stage).see(&made[jobs - 1].id).await?;
        let list = LibraryPage::open(stage).await?;
        list.see("interview", "Ready").await?;
        list.remove("interview").await?;
    }
    Ok(())
}

async fn a_link_lives_in_the_list(stage: &Stage) -> Result<()> {
    let link = stage.link_to(FILE);
    StartPage::open_link(stage).await?.transcribe_link(&link).await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    list.see("interview", "Ready").await?;
    list.rename("interview", "The harbour").await?;
    list.see("The harbour", "Ready").await?;
    stage.check_all_sizes("a link in the list").await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    let conversation = list.read("The harbour").await?;
    stage.tab.click(Role::Button, "Hear it from the link").await?;
    conversation.sound_is_there().await?;

    let list = LibraryPage::open(stage).await?;
    list.choose("The harbour", "Transcribe again").await?;
    stage.check_all_sizes("a link once more").await?;
    stage.tab.click(Role::Button, "Back to the form").await?;
    let start = StartPage::shown(stage).await?;
    soon("the link", async || Ok(start.link().await? == link)).await?;
    start.language("en").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    let jobs = jobs_of(stage, &link)?;
    ensure!(jobs.len() == 2 && jobs.iter().all(|job| !job.deleted), "{jobs:?}");
    let list = LibraryPage::open(stage).await?;
    let titles = list.titles().await?;
    ensure!(titles == ["interview", "The harbour"], "{titles:?}");
    Ok(())
}

/// The page is closed while the service works: nothing is asked for twice.
async fn a_link_goes_on_after_a_reload(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 3));
    let link = stage.link_to(FILE);
    let progress = StartPage::open_link(stage).await?.transcribe_link(&link).await?;
    progress.reaches("Queued").await?;
    stage.tab.reload().await?;
    let progress = ProgressPage::shown(stage).await?;
    progress.see("Waiting for your key").await?;
    stage.check_all_sizes("a link waits for the key").await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    stage.tab.click(Role::Button, "Go on").await?;
    progress.finish().await?;
    Recording::read("interview")?.check(&ConversationPage::shown(stage).await?).await?;
    ensure!(jobs_of(stage, &link)?.len() == 1);
    Ok(())
}

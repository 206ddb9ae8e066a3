//! What is chosen on the start screen reaches the request, and nothing else does.

use e2e::pages::{KEY, StartPage};
use e2e::{Result, Stage, Story, ensure, story};
use serde_json::{Value, json};

pub(crate) const STORIES: &[Story] = &[
    story!(voices_exactly),
    story!(voices_between),
    story!(voices_that_make_no_sense),
    story!(language_is_chosen),
    story!(region_is_chosen),
];

async fn ready(stage: &Stage) -> Result<StartPage<'_>> {
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.type_key(KEY).await?;
    Ok(start)
}

fn is_absent(request: &Value, key: &str) -> bool {
    request.get(key).is_none_or(Value::is_null)
}

async fn voices_exactly(stage: &Stage) -> Result<()> {
    let start = ready(stage).await?;
    start.count_voices("Exactly").await?;
    start.number("Number of voices", "3").await?;
    stage.check_all_sizes("exactly").await?;
    start.transcribe().await?.finish().await?;
    let request = stage.server.only_request()?;
    ensure!(request["speakers_expected"] == 3, "{request}");
    ensure!(is_absent(&request, "speaker_options"), "{request}");
    Ok(())
}

async fn voices_between(stage: &Stage) -> Result<()> {
    let start = ready(stage).await?;
    start.count_voices("Between").await?;
    start.number("At least", "2").await?;
    start.number("At most", "5").await?;
    stage.check_all_sizes("between").await?;
    start.transcribe().await?.finish().await?;
    let request = stage.server.only_request()?;
    let between = json!({ "min_speakers_expected": 2, "max_speakers_expected": 5 });
    ensure!(request["speaker_options"] == between, "{request}");
    ensure!(is_absent(&request, "speakers_expected"), "{request}");
    Ok(())
}

/// Numbers that no request could carry are told at the field; nothing is sent.
async fn voices_that_make_no_sense(stage: &Stage) -> Result<()> {
    let start = ready(stage).await?;
    start.count_voices("Between").await?;
    for (least, most) in [("5", "2"), ("0", "2"), ("2", "99")] {
        start.number("At least", least).await?;
        start.number("At most", most).await?;
        start.press_transcribe().await?;
        stage.see_alert("number").await?;
    }
    stage.check("voices that make no sense").await?;
    ensure!(stage.server.stats().requests.keys().all(|what| !what.contains("/v2/upload")));
    start.number("At most", "3").await?;
    start.transcribe().await?.finish().await?;
    Ok(())
}

async fn language_is_chosen(stage: &Stage) -> Result<()> {
    let start = ready(stage).await?;
    start.language("de").await?;
    start.transcribe().await?.finish().await?;
    let request = stage.server.only_request()?;
    ensure!(request["language_code"] == "de", "{request}");
    ensure!(request["language_detection"] != true, "{request}");
    Ok(())
}

/// Everything goes to the chosen region, nothing to the other.
async fn region_is_chosen(stage: &Stage) -> Result<()> {
    let start = ready(stage).await?;
    start.region("EU").await?;
    start.transcribe().await?.finish().await?;
    let (us, eu) = (stage.server.stats(), stage.server.eu()?.stats());
    ensure!(eu.jobs_created == 1 && eu.uploads_completed == 1, "{eu:?}");
    ensure!(e2e::server::api_requests(&us) == 0, "{:?}", us.requests);
    Ok(())
}

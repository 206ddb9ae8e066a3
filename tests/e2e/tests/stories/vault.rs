//! The key on this device, where the user wants that; and the transcript at the service, where the
//! user does not want it any more.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, ProgressPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::{Value, json};
use standin::script::NextAnswer;

pub(crate) const STORIES: &[Story] = &[
    story!(remembered_key_lets_jobs_go_on),
    story!(remembered_key_is_kept_sealed),
    story!(forgotten_key_leaves_no_trace),
    story!(transcript_is_deleted_at_the_service),
    story!(kept_sound_is_heard_after_a_reload),
];

pub(crate) const REMEMBER: &str = "Remember on this device";

/// What the vault holds: how many secrets, whether the first one's key can be taken out, and its
/// bytes as text.
const VAULT: &str = "const done = arguments[0];
    const request = indexedDB.open('diarist');
    request.onsuccess = () => {
        const all = request.result.transaction('vault').objectStore('vault').getAll();
        all.onsuccess = () => {
            request.result.close();
            const [secret] = all.result;
            done({
                count: all.result.length,
                extractable: secret?.key.extractable ?? null,
                text: secret ? String.fromCharCode(...new Uint8Array(secret.sealed)) : '',
            });
        };
    };";

async fn vault(stage: &Stage) -> Result<Value> {
    stage.tab.script_async(VAULT, vec![]).await
}

pub(crate) async fn is_remembered(stage: &Stage) -> Result<bool> {
    stage.tab.is_ticked(REMEMBER).await
}

/// Waits until the vault holds so many secrets.
pub(crate) async fn holds(stage: &Stage, count: usize) -> Result<()> {
    soon(&format!("{count} in the vault"), async || Ok(vault(stage).await?["count"] == count)).await
}

/// The page is closed while a job waits at the service. When it is opened again, the job goes on
/// without a click.
async fn remembered_key_lets_jobs_go_on(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 4));
    let start = StartPage::open(stage).await?;
    ensure!(!is_remembered(stage).await?, "it is remembered unasked");
    start.type_key(KEY).await?;
    stage.tab.choose(Role::Checkbox, REMEMBER).await?;
    start.see("cannot be read as text").await?;
    stage.check_all_sizes("key remembered").await?;
    holds(stage, 1).await?;
    start.choose_sample("interview").await?;
    start.press_transcribe().await?;
    ProgressPage::shown(stage).await?.reaches("Queued").await?;

    stage.tab.goto("about:blank").await?;
    let start = StartPage::open(stage).await?;
    soon("the key", async || Ok(start.key().await? == KEY)).await?;
    ensure!(is_remembered(stage).await?, "the choice is forgotten");
    soon("the job to be done", async || {
        stage.tab.signal("online").await?;
        let list = stage.tab.find(Role::List, "On this device").await?;
        Ok(list.text().await?.contains("Ready"))
    })
    .await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 1 && stats.uploads_completed == 1, "{:?}", stats.requests);
    Ok(())
}

/// What is stored is encrypted by a key that no script can take out of the browser.
async fn remembered_key_is_kept_sealed(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    stage.tab.choose(Role::Checkbox, REMEMBER).await?;
    holds(stage, 1).await?;
    let vault = vault(stage).await?;
    ensure!(vault["extractable"] == json!(false), "its key can be taken out");
    let text = vault["text"].as_str().unwrap_or_default();
    ensure!(text.chars().count() > KEY.len(), "nothing is sealed");
    ensure!(!text.contains(KEY), "it is stored as it is");
    Ok(())
}

/// "Forget key" empties the field and the vault; so does taking the tick away.
async fn forgotten_key_leaves_no_trace(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    stage.tab.choose(Role::Checkbox, REMEMBER).await?;
    holds(stage, 1).await?;
    stage.tab.choose(Role::Checkbox, REMEMBER).await?;
    holds(stage, 0).await?;
    ensure!(start.key().await? == KEY, "the field is emptied too");
    stage.tab.choose(Role::Checkbox, REMEMBER).await?;
    holds(stage, 1).await?;
    start.forget_key().await?;
    holds(stage, 0).await?;
    ensure!(!is_remembered(stage).await?, "the next key would be remembered");
    stage.tab.goto("about:blank").await?;
    let start = StartPage::open(stage).await?;
    soon("the library", async || stage.tab.has(Role::Checkbox, REMEMBER).await).await?;
    ensure!(start.key().await?.is_empty(), "the key is still there");
    Ok(())
}

/// It is asked for apart from removing the recording here, and the service's answer is shown.
async fn transcript_is_deleted_at_the_service(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.transcribe_sample("interview").await?.finish().await?;
    stage.tab.click(Role::Link, "New conversation").await?;
    stage.tab.click(Role::Button, "More for interview").await?;
    stage.tab.click(Role::Button, "Remove from this device").await?;
    stage.tab.click(Role::Button, "Delete the transcript at AssemblyAI").await?;
    soon("the answer", async || Ok(stage.tab.text().await?.contains("Deleted by user."))).await?;
    stage.check_all_sizes("deleted at the service").await?;
    let stats = stage.server.stats();
    ensure!(stats.count("DELETE /v2/transcript/{id}") == 1, "{:?}", stats.requests);
    stage.tab.click(Role::Button, "Keep it").await?;
    stage.tab.click(Role::Link, "interview").await?;
    ConversationPage::shown(stage).await?;
    Ok(())
}

/// A copy of the recording, which is made of a small one unless the user does not want it.
async fn kept_sound_is_heard_after_a_reload(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    stage.tab.give_file("Audio or video file", &paths::sample("interview")).await?;
    let keep = stage.tab.find(Role::Checkbox, "Keep the sound on this device too (486 kB)").await?;
    soon("the tick", async || Ok(keep.is_selected().await?)).await?;
    stage.check_all_sizes("sound is to be kept").await?;
    start.type_key(KEY).await?;
    start.press_transcribe().await?;
    let conversation = ProgressPage::shown(stage).await?.finish().await?;
    let address = stage.tab.driver().current_url().await?;
    let turns = conversation.turns().await?;
    if stage.engine == Engine::WebKit {
        // Its automated windows are private ones, which keep no files: then the page says so.
        stage.tab.click(Role::Link, "New conversation").await?;
        stage.see_alert("“interview” was not kept").await?;
        return stage.check_all_sizes("sound not kept").await;
    }
    stage.tab.goto("about:blank").await?;
    stage.tab.goto(address.as_str()).await?;
    let conversation = ConversationPage::shown(stage).await?;
    conversation.play(1).await?;
    conversation.hear_from(turns[1].start).await
}

//! The browser's storage goes away while the page is open, or a newer version of the page takes it over:
//! nothing is lost, and what is said of it is true.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::{Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;

use crate::correcting::{WHOLE, open, see, stand_at};

pub(crate) const STORIES: &[Story] = &[
    story!(connection_is_lost),
    story!(a_newer_version_takes_the_storage),
    story!(a_newer_version_is_open_in_another_tab),
];

/// Remembers the connection that the page uses.
const HOLD: &str = "const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...what) {
        if (this.name === 'diarist') window.held = this;
        return transaction.apply(this, what);
    };";

const OUTDATED: &str = "A newer version of this page is open in another tab";

async fn close(stage: &Stage, how: &str) -> Result<()> {
    stage.tab.script(&format!("held.close(); {how}"), vec![]).await?;
    Ok(())
}

/// The browser ends the connection, with and without telling of it, between any two corrections.
async fn connection_is_lost(stage: &Stage) -> Result<()> {
    stage.run_before(HOLD).await?;
    let conversation = open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    close(stage, "").await?;
    stand_at(stage, 2).await?;
    stage.tab.press("2").await?;
    let one = [WHOLE[0], WHOLE[1], "B: That is true."];
    see(&conversation, &one).await?;
    LibraryPage::edits_are_stored(stage, 1, 1).await?;
    close(stage, "held.dispatchEvent(new Event('close'));").await?;
    stand_at(stage, 0).await?;
    stage.tab.press("2").await?;
    let two = ["B: We cast off at two.", WHOLE[1], "B: That is true."];
    see(&conversation, &two).await?;
    LibraryPage::edits_are_stored(stage, 2, 2).await?;
    ensure!(stage.tab.texts(Role::Alert).await?.is_empty(), "something is wrong");
    close(stage, "").await?;
    let list = LibraryPage::open(stage).await?;
    list.rename("interview", "Talk").await?;
    soon("the new name", async || {
        Ok(LibraryPage::stored(stage).await?.records[0]["title"] == "Talk")
    })
    .await?;
    stage.tab.reload().await?;
    let conversation = LibraryPage::shown(stage).await?.read("Talk").await?;
    see(&conversation, &two).await
}

async fn with_one(stage: &Stage) -> Result<LibraryPage<'_>> {
    StartPage::open(stage).await?;
    let file = paths::sample("interview").with_extension("json");
    stage.tab.give_file("Transcript file", &file).await?;
    ConversationPage::shown(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    LibraryPage::open(stage).await
}

/// A later version adds a store: this page's connection is closed for it, and there is no way back.
async fn a_newer_version_takes_the_storage(stage: &Stage) -> Result<()> {
    let list = with_one(stage).await?;
    let upgrade = "const done = arguments[0];
        const open = indexedDB.open('diarist', 99);
        open.onsuccess = () => done(open.result.close());
        open.onblocked = () => done('it is blocked');";
    let blocked = stage.tab.script_async(upgrade, vec![]).await?;
    ensure!(blocked.is_null(), "{blocked}");
    list.rename("interview", "Talk").await?;
    let told = stage.see_alert(OUTDATED).await?;
    ensure!(told.contains("Your last change is not kept yet"), "it says {told}");
    stage.check_all_sizes("outdated").await?;
    list.read("Talk").await?;
    stage.see_alert(OUTDATED).await?;
    stage.check_all_sizes("outdated conversation").await?;
    // Leaving asks first, as something would be lost.
    let asks = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));";
    ensure!(stage.tab.script(asks, vec![]).await? == true, "it is left without a word");
    Ok(())
}

/// Versions are told between tabs: the older one stops writing although it could.
async fn a_newer_version_is_open_in_another_tab(stage: &Stage) -> Result<()> {
    let list = with_one(stage).await?;
    let newer = "const done = arguments[0];
        const channel = new BroadcastChannel('diarist');
        channel.onmessage = ({ data }) => { if (data.startsWith('here ')) done(data); };
        channel.postMessage('hello 99');
        window.newer = channel;";
    let answer = stage.tab.script_async(newer, vec![]).await?;
    ensure!(answer == json!("here 2"), "it answers {answer}");
    let told = stage.see_alert(OUTDATED).await?;
    ensure!(told.contains("Your last change is kept."), "it says {told}");
    list.rename("interview", "Talk").await?;
    soon("a change that is not kept", async || {
        let alerts = stage.tab.texts(Role::Alert).await?;
        Ok(alerts.iter().any(|alert| alert.contains("Your last change is not kept yet")))
    })
    .await?;
    let stored = LibraryPage::stored(stage).await?;
    ensure!(stored.records[0]["title"] == "interview", "it was written: {stored:?}");
    // Only to end the story: what is owed would be asked about.
    stage.tab.script("window.newer.close();", vec![]).await?;
    Ok(())
}

//! The keys and the lock screen that play media, by the Media Session API, which all three engines
//! have.
//!
//! No page can ask for its handlers, and no driver presses such keys; so the API is listened to
//! before a conversation is opened, and its handlers are called as a browser calls them.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, StartPage};
use e2e::{Result, Stage, Story, ensure, paths, soon, story};
use serde_json::{Value, json};

use crate::listening::{give_transcript, put_beside};

pub(crate) const STORIES: &[Story] = &[
    story!(the_system_is_told_what_plays),
    story!(media_keys_act),
    story!(media_keys_play_the_recording_that_came_last),
    story!(without_a_media_session),
];

/// From now on keeps the handlers that the page gives the browser.
async fn watch_handlers(stage: &Stage) -> Result<()> {
    let body = "const kept = (window.handlersTold = {});
        const { setActionHandler } = MediaSession.prototype;
        MediaSession.prototype.setActionHandler = function (action, handler) {
            setActionHandler.call(this, action, handler);
            if (handler) kept[action] = handler;
            else delete kept[action];
        };";
    stage.tab.script(body, vec![]).await.map(drop)
}

/// What the handlers are for, in order of the alphabet.
async fn handled(stage: &Stage) -> Result<Value> {
    stage.tab.script("return Object.keys(window.handlersTold).sort();", vec![]).await
}

fn all_keys() -> Value {
    json!(["nexttrack", "pause", "play", "previoustrack", "seekbackward", "seekforward"])
}

/// Does what the browser does when such a key is pressed.
async fn press(stage: &Stage, action: &str) -> Result<()> {
    let body = "const [action] = arguments;
        window.handlersTold[action]({ action });";
    stage.tab.script(body, vec![json!(action)]).await.map(drop)
}

/// The title that the system shows.
async fn title(stage: &Stage) -> Result<Value> {
    stage.tab.script("return navigator.mediaSession.metadata?.title ?? null;", vec![]).await
}

/// The sample, by a click, as only then sound may play that no click asked for.
async fn open_listened(stage: &Stage) -> Result<ConversationPage<'_>> {
    let start = StartPage::open(stage).await?;
    watch_handlers(stage).await?;
    let conversation = start.try_sample().await?;
    conversation.turns().await?;
    conversation.sound_is_there().await?;
    Ok(conversation)
}

/// While a conversation with sound is open, and no longer.
async fn the_system_is_told_what_plays(stage: &Stage) -> Result<()> {
    let conversation = open_listened(stage).await?;
    ensure!(title(stage).await? == "The piano tuner", "{}", title(stage).await?);
    ensure!(handled(stage).await? == all_keys(), "{}", handled(stage).await?);
    // "none" leaves it to the browser, which looks at the sound.
    let says = async |state: &str| {
        let told = stage.tab.script("return navigator.mediaSession.playbackState;", vec![]).await?;
        ensure!(told == "none" || told == state, "it says {told} while it is {state}");
        Ok(())
    };
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    says("playing").await?;
    conversation.press("Pause").await?;
    stage.tab.find(Role::Button, "Play").await?;
    says("paused").await?;

    stage.tab.click(Role::Link, "New conversation").await?;
    StartPage::shown(stage).await?;
    soon("no keys and no title", async || {
        Ok(handled(stage).await? == json!([]) && title(stage).await?.is_null())
    })
    .await
}

async fn media_keys_act(stage: &Stage) -> Result<()> {
    let conversation = open_listened(stage).await?;
    press(stage, "play").await?;
    conversation.hear_from(0).await?;
    stage.tab.find(Role::Button, "Pause").await?;
    press(stage, "pause").await?;
    stage.tab.find(Role::Button, "Play").await?;
    conversation.seek(20_000).await?;
    press(stage, "seekforward").await?;
    conversation.is_at(25_000).await?;
    press(stage, "seekbackward").await?;
    press(stage, "seekbackward").await?;
    conversation.is_at(15_000).await?;
    let starts: Vec<i64> = conversation.turns().await?.iter().map(|turn| turn.start).collect();
    conversation.seek(starts[2] + 100).await?;
    conversation.at_turn(2).await?;
    for (action, turn) in [("nexttrack", 3), ("nexttrack", 4), ("previoustrack", 3)] {
        press(stage, action).await?;
        conversation.at_turn(turn).await?;
        conversation.is_at(starts[turn]).await?;
    }
    press(stage, "play").await?;
    conversation.hear_from(starts[3]).await
}

/// Without sound there is nothing for them to play; a recording that is put beside the text has
/// them, and one that takes its place has them in turn.
async fn media_keys_play_the_recording_that_came_last(stage: &Stage) -> Result<()> {
    let files = e2e::files::Files::new()?;
    let start = StartPage::open(stage).await?;
    watch_handlers(stage).await?;
    let conversation = give_transcript(stage, start).await?;
    ensure!(handled(stage).await? == json!([]), "silence has keys: {}", handled(stage).await?);
    ensure!(title(stage).await?.is_null(), "silence has a title: {}", title(stage).await?);
    put_beside(stage, &files.write("broken.mp3", b"This is no sound at all.")?).await?;
    soon("what is the matter", async || Ok(stage.tab.text().await?.contains("cannot play")))
        .await?;
    put_beside(stage, &paths::sample("meeting")).await?;
    conversation.sound_is_there().await?;
    ensure!(handled(stage).await? == all_keys(), "{}", handled(stage).await?);
    ensure!(title(stage).await? == "meeting", "{}", title(stage).await?);
    // A click, without which no sound may play that none asked for.
    conversation.press("Next turn").await?;
    conversation.at_turn(0).await?;
    press(stage, "play").await?;
    conversation.hear_from(0).await?;
    press(stage, "pause").await?;
    stage.tab.find(Role::Button, "Play").await.map(drop)
}

/// Every engine of ours has the API; in one without it the player works all the same.
async fn without_a_media_session(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let body = "Object.defineProperty(Navigator.prototype, 'mediaSession', { value: undefined });
        return navigator.mediaSession === undefined;";
    ensure!(stage.tab.script(body, vec![]).await? == true, "it is still there");
    let conversation = give_transcript(stage, start).await?;
    put_beside(stage, &paths::sample("meeting")).await?;
    conversation.sound_is_there().await?;
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    conversation.click_text(12, "Before").await?;
    conversation.hear_from(42_920).await?;
    conversation.press("Pause").await?;
    stage.tab.find(Role::Button, "Play").await.map(drop)
}

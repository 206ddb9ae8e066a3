//! With the keyboard alone: every control is reached by Tab and used by Enter or Space.

use e2e::pages::{ConversationPage, StartPage};
use e2e::{Result, Stage, Story, bail, ensure, soon, story};
use serde_json::json;
use thirtyfour::Key;

pub(crate) const STORIES: &[Story] =
    &[story!(sample_by_keyboard), story!(settings_by_keyboard), story!(theme_by_keyboard)];

/// Name and look of what has the focus.
pub(crate) async fn focused(stage: &Stage) -> Result<String> {
    let body = format!(
        "{}\nconst at = document.activeElement;
        if (!at || at === document.body) return '';
        return nameOf(at);",
        include_str!("../../js/locate.js")
    );
    Ok(stage.tab.script(&body, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// Presses Tab until the focus is on a control whose name begins so; it must be seen there.
pub(crate) async fn tab_to(stage: &Stage, name: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..60 {
        stage.tab.press(Key::Tab).await?;
        let at = focused(stage).await?;
        if at.starts_with(name) {
            return focus_is_seen(stage, name).await;
        }
        passed.push(at);
    }
    bail!("Tab does not reach “{name}”, only {passed:?}")
}

/// The focus is drawn, as an outline or a shadow, and nothing covers it.
async fn focus_is_seen(stage: &Stage, name: &str) -> Result<()> {
    let body = "const at = document.activeElement;
        const drawn = [at, at.parentElement, at.labels?.[0], at.labels?.[0]?.firstElementChild]
            .filter(Boolean)
            .some((element) => {
                const style = getComputedStyle(element);
                const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                return outline || style.boxShadow !== 'none';
            });
        const box = (at.labels?.[0] ?? at).getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        const own = [at, ...(at.labels ?? [])];
        const bare = own.some((element) => element.contains(top) || top?.contains(element));
        return [document.hasFocus(), drawn, bare];";
    soon(&format!("the focus drawn on “{name}”"), async || {
        let seen = stage.tab.script(body, vec![]).await?;
        ensure!(seen == json!([true, true, true]), "[window active, drawn, not covered]: {seen}");
        Ok(true)
    })
    .await
}

async fn sample_by_keyboard(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    tab_to(stage, "Try the sample conversation").await?;
    stage.tab.press(Key::Enter).await?;
    let conversation = ConversationPage::shown(stage).await?;
    let turns = conversation.turns().await?;

    tab_to(stage, "Play ").await?;
    stage.tab.press(Key::Enter).await?;
    conversation.hear_from(turns[0].start).await?;
    tab_to(stage, "Details").await?;
    stage.tab.press(Key::Space).await?;
    soon("the details", async || Ok(!stage.tab.texts(e2e::locate::Role::Dialog).await?.is_empty()))
        .await?;
    stage.tab.press(Key::Escape).await?;
    // Closing gives the focus back to where it came from.
    soon("the focus back", async || Ok(focused(stage).await?.starts_with("Details"))).await?;
    // On a time, Space pauses as everywhere, and Enter plays from there.
    tab_to(stage, "Play ").await?;
    stage.tab.press(Key::Enter).await?;
    conversation.hear_from(turns[1].start).await?;
    Ok(())
}

async fn settings_by_keyboard(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    tab_to(stage, "Choose a file").await?;
    tab_to(stage, "AssemblyAI API key").await?;
    stage.tab.press("invalid-by-hand").await?;
    tab_to(stage, "Test key").await?;
    stage.tab.press(Key::Enter).await?;
    stage.see_alert("AssemblyAI did not accept this key.").await?;
    soon("the focus on the key", async || start.is_key_focused().await).await?;
    tab_to(stage, "Forget key").await?;
    stage.tab.press(Key::Space).await?;
    soon("no key", async || Ok(start.key().await?.is_empty())).await?;
    tab_to(stage, "Auto").await?;
    stage.tab.press(Key::Right).await?;
    tab_to(stage, "Number of voices").await?;
    tab_to(stage, "Language").await?;
    tab_to(stage, "US").await?;
    stage.tab.press(Key::Right).await?;
    tab_to(stage, "Transcribe").await
}

async fn theme_by_keyboard(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    tab_to(stage, "Light or dark").await?;
    let theme = async || {
        stage.tab.script("return document.documentElement.dataset.theme ?? '';", vec![]).await
    };
    let before = theme().await?;
    stage.tab.press(Key::Enter).await?;
    soon("another theme", async || Ok(theme().await? != before)).await?;
    let first = theme().await?;
    stage.tab.press(Key::Space).await?;
    soon("the other theme", async || Ok(theme().await? != first)).await
}

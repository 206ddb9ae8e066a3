//! "Forget key" and "Remember on this device", held to their word: a key that is forgotten is used by
//! nobody any more.

use std::time::Duration;

use e2e::engine::Engine;
use e2e::locate::Role;
use e2e::pages::{KEY, LibraryPage, StartPage};
use e2e::server::api_requests;
use e2e::{Result, Stage, Story, ensure, soon, story, until};
use serde_json::json;
use standin::script::NextAnswer;

use crate::resume::{QUEUED, bring_to};
use crate::vault::{REMEMBER, holds, is_remembered};

pub(crate) const STORIES: &[Story] = &[
    story!(forgotten_key_is_used_by_nobody),
    story!(jobs_with_a_forgotten_key_are_asked_about),
    story!(another_tab_forgets_it_too),
    story!(forgotten_in_the_moment_it_is_sealed),
    story!(the_key_field_is_no_log_in),
    story!(a_password_of_the_host_is_not_filled_in).only(&[Engine::Firefox]),
    story!(an_odd_key_is_told),
];

/// Nothing is asked of the service from here on, whatever time passes.
async fn nothing_is_asked(stage: &Stage, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
    let before = stage.server.stats();
    act().await?;
    stage.tab.signal("online").await?;
    stage.let_pass(1_500).await?;
    let after = stage.server.stats();
    ensure!(
        api_requests(&after) == api_requests(&before),
        "{:?} → {:?}",
        before.requests,
        after.requests
    );
    Ok(())
}

/// A job that was cancelled asks for a key, as if it had never had one.
async fn forgotten_key_is_used_by_nobody(stage: &Stage) -> Result<()> {
    let progress = bring_to(stage, &QUEUED).await?;
    progress.press("Cancel").await?;
    progress.see("Cancelled").await?;
    let list = LibraryPage::open(stage).await?;
    let start = StartPage::shown(stage).await?;
    start.forget_key().await?;
    soon("an empty field", async || Ok(start.key().await?.is_empty())).await?;
    ensure!(!stage.tab.text().await?.contains("still use"), "a job at rest is asked about");
    nothing_is_asked(stage, async || {
        let progress = list.look_at("interview").await?;
        progress.see("Cancelled").await?;
        stage.tab.find(Role::Field, "AssemblyAI API key").await?;
        progress.press("Go on").await?;
        stage.see_alert("Paste your AssemblyAI API key").await?;
        stage.check_all_sizes("cancelled, key forgotten").await
    })
    .await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    progress.press("Go on").await?;
    progress.finish().await?;
    ensure!(stage.server.stats().jobs_created == 1);
    Ok(())
}

/// What runs is asked about; what waits for its turn waits for a key.
async fn jobs_with_a_forgotten_key_are_asked_about(stage: &Stage) -> Result<()> {
    for _ in 0..2 {
        stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 1_000));
    }
    StartPage::open(stage)
        .await?
        .transcribe_sample("interview")
        .await?
        .reaches("Transcribing")
        .await?;
    let list = LibraryPage::open(stage).await?;
    StartPage::shown(stage)
        .await?
        .transcribe_sample("meeting")
        .await?
        .reaches("Transcribing")
        .await?;
    let list_again = LibraryPage::open(stage).await?;
    let start = StartPage::shown(stage).await?;
    start.forget_key().await?;
    start.see("2 jobs still use this key").await?;
    stage.check_all_sizes("jobs use a forgotten key").await?;
    list.choose("meeting", "Cancel").await?;
    start.see("1 job still uses this key").await?;
    let polls = stage.server.stats().count("GET /v2/transcript/{id}");
    until("the other one to go on", Duration::from_secs(30), async || {
        stage.tab.signal("online").await?;
        let now = stage.server.stats().count("GET /v2/transcript/{id}");
        Ok((now > polls).then_some(()))
    })
    .await?;
    stage.tab.click(Role::Button, "Stop it").await?;
    list_again.see("interview", "Cancelled").await?;
    soon("no question", async || Ok(!stage.tab.text().await?.contains("still uses"))).await?;
    nothing_is_asked(stage, async || Ok(())).await
}

/// The other tab had it from the vault; there it is gone at once, from the field and from its jobs.
async fn another_tab_forgets_it_too(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    stage.tab.choose(Role::Checkbox, REMEMBER).await?;
    holds(stage, 1).await?;
    let (first, second) = stage.tab.open_second().await?;
    let there = StartPage::open(stage).await?;
    if stage.engine == Engine::WebKit {
        // Its automated tabs share no storage.
        there.type_key(KEY).await?;
    }
    soon("the key", async || Ok(there.key().await? == KEY)).await?;
    there.choose_sample("interview").await?;

    stage.tab.turn_to(&first).await?;
    start.forget_key().await?;
    holds(stage, 0).await?;
    stage.tab.turn_to(&second).await?;
    soon("an empty field", async || Ok(there.key().await?.is_empty())).await?;
    ensure!(!is_remembered(stage).await?, "it would be remembered again");
    nothing_is_asked(stage, async || {
        there.press_transcribe().await?;
        stage.see_alert("Paste your AssemblyAI API key").await.map(drop)
    })
    .await?;
    holds(stage, 0).await
}

/// Sealing takes a moment: whoever forgets the key, or takes the tick away, within it has forgotten it.
async fn forgotten_in_the_moment_it_is_sealed(stage: &Stage) -> Result<()> {
    for undo in [
        "find('button', 'Forget key').click();",
        "tick.click();",
        "tick.click(); tick.click(); find('button', 'Forget key').click();",
    ] {
        let start = StartPage::open(stage).await?;
        start.type_key(KEY).await?;
        stage.tab.find(Role::Button, "Forget key").await?;
        let body = format!(
            "const find = (tag, text) =>
                [...document.querySelectorAll(tag)].find((e) => e.textContent.trim() === text);
            const tick = find('label', '{REMEMBER}').querySelector('input');
            tick.click();
            {undo}"
        );
        stage.tab.script(&body, vec![]).await?;
        stage.let_pass(1_000).await?;
        holds(stage, 0).await?;
        ensure!(!is_remembered(stage).await?, "the tick is there after: {undo}");
        stage.tab.goto("about:blank").await?;
        let start = StartPage::open(stage).await?;
        stage.let_pass(300).await?;
        ensure!(start.key().await?.is_empty(), "it is back after: {undo}");
    }
    Ok(())
}

/// No browser takes the field for a password's: of no type, name or kind that log-ins have, masked by
/// the style sheet alone, and never of another type while it is shown.
async fn the_key_field_is_no_log_in(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    let look = async || {
        let body = "const field = document.querySelector('#key');
            return {
                type: field.type,
                autocomplete: field.autocomplete,
                passwords: document.querySelectorAll('input[type=password]').length,
                // The browser's own word on it, where it has one.
                was: field.hasBeenTypePassword ?? false,
                mask: getComputedStyle(field).webkitTextSecurity,
            };";
        stage.tab.script(body, vec![]).await
    };
    let masked = |mask: &str| {
        json!({
            "type": "text", "autocomplete": "off", "passwords": 0, "was": false, "mask": mask,
        })
    };
    ensure!(look().await? == masked("disc"), "{}", look().await?);
    stage.check_all_sizes("a masked key").await?;
    stage.tab.click(Role::Button, "Show the key").await?;
    soon("the key to be shown", async || Ok(look().await? == masked("none"))).await?;
    stage.tab.click(Role::Button, "Show the key").await?;
    soon("the key to be masked", async || Ok(look().await? == masked("disc"))).await
}

/// Saves a password for an origin, as if it had been typed there and kept, in a browser that fills in
/// passwords: its driver tells it not to.
const SAVE: &str = "const [origin, done] = arguments;
    for (const name of ['rememberSignons', 'autofillForms'])
        Services.prefs.setBoolPref(`signon.${name}`, true);
    const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
    login.init(origin, '', null, '', 'the-hosts-own', '', '');
    Services.logins.addLoginAsync(login).then(() => done(null), (error) => done(String(error)));";

/// Which of some texts Firefox keeps of the page, to open it again after a crash.
const KEPT: &str = "const [texts, done] = arguments;
    const load = (name) =>
        ChromeUtils.importESModule(`resource:///modules/sessionstore/${name}.sys.mjs`)[name];
    load('TabStateFlusher').flushWindow(window).then(() => {
        const state = load('SessionStore').getBrowserState();
        done(texts.filter((text) => state.includes(text)));
    }, (error) => done(String(error)));";

/// Firefox fills in what it has saved for the page's origin wherever it sees a field for passwords, and
/// keeps what is typed into other fields for a restart. It does neither with the key.
async fn a_password_of_the_host_is_not_filled_in(stage: &Stage) -> Result<()> {
    let origin = stage.server.page().trim_end_matches('/').to_owned();
    let saved = stage.tab.script_inside(SAVE, vec![json!(origin)]).await?;
    ensure!(saved.is_null(), "it cannot be saved: {saved}");
    let start = StartPage::open(stage).await?;
    // The search held to its word: fields of other kinds are filled in, and kept.
    let body = "const form = document.createElement('form');
        const field = (members) => Object.assign(document.createElement('input'), members);
        form.append(field({ type: 'password', id: 'planted' }));
        form.append(field({ id: 'other', ariaLabel: 'Other' }));
        document.body.append(form);";
    stage.tab.script(body, vec![]).await?;
    soon("the planted field to be filled in", async || {
        let body = "return document.getElementById('planted').value;";
        Ok(stage.tab.script(body, vec![]).await? == json!("the-hosts-own"))
    })
    .await?;
    ensure!(start.key().await?.is_empty(), "the key's field is {:?}", start.key().await?);
    start.type_key(KEY).await?;
    stage.tab.fill("Other", "planted-and-kept").await?;
    soon("what is kept for a restart", async || {
        let texts = json!([KEY, "planted-and-kept"]);
        let kept = stage.tab.script_inside(KEPT, vec![texts]).await?;
        ensure!(kept == json!(["planted-and-kept"]), "Firefox keeps {kept}");
        Ok(true)
    })
    .await?;
    stage.tab.script("document.getElementById('planted').form.remove();", vec![]).await.map(drop)
}

/// A page that sends to AssemblyAI tells what cannot be a key of it; it is not refused.
async fn an_odd_key_is_told(stage: &Stage) -> Result<()> {
    // As on a host that names no address of its own.
    let own = "new MutationObserver((_, watch) => {
            const meta = document.querySelector('meta[name=diarist-api]');
            if (meta) { meta.content = ''; watch.disconnect(); }
        }).observe(document, { childList: true, subtree: true });";
    stage.run_before(own).await?;
    let start = StartPage::open(stage).await?;
    start.see("Kept in this tab only").await?;
    start.type_key("hunter2").await?;
    start.see("This does not look like a key of AssemblyAI").await?;
    stage.check_all_sizes("an odd key").await?;
    start.type_key(KEY).await?;
    soon("no hint", async || Ok(!stage.tab.text().await?.contains("does not look like"))).await?;
    ensure!(api_requests(&stage.server.stats()) == 0);
    Ok(())
}

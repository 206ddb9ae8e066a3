//! The program stops in the middle of something: the page says so and takes nothing more. What was
//! stored is there when it is loaded again.

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::{Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;
use thirtyfour::Key;

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(a_crash_is_told),
    story!(a_crash_behind_the_scenes_is_told),
    story!(memory_that_is_refused_is_told),
    story!(a_program_that_was_ended_is_told),
    story!(what_others_throw_does_not_stop_the_page),
];

const NOTICE: &str = "Diarist stopped. What was stored is safe. Load the page again.";
const LOAD: &str = "Load the page again";
const INPUT: &str = "Transcript file";

/// What can befall the program, in the page's own world: drivers run scripts in another one.
const BEFALLS: &str = "addEventListener('diarist-started', ({ detail: { wasm } }) => {
    // A mistake in it might leave its memory so: what it calls then is not there, a trap.
    const trap = () => {
        new Uint8Array(wasm.memory.buffer).fill(0);
        wasm.main(0, 0);
    };
    window.trapAtNextKey = () => addEventListener('keydown', trap, true);
    // The same in what a promise does when it is kept.
    window.trapBehindTheScenes = () => void Promise.resolve().then(trap);
    // All memory that WebAssembly can have, without using it: the program gets no more.
    window.takeAllMemory = () => {
        for (let pages = 32768; pages >= 1; pages /= 2) {
            try { for (;;) wasm.memory.grow(pages); } catch {}
        }
    };
});
// A call into the program in the middle of another: what one finds that was ended there.
window.callTwice = () => {
    const { queueMicrotask, Document: { prototype } } = window;
    const { createElement } = prototype;
    let task;
    window.queueMicrotask = (next) => {
        task = next;
        queueMicrotask(next);
    };
    prototype.createElement = function (...name) {
        try { task?.(); } catch (error) { reportError(error); }
        return createElement.apply(this, name);
    };
};
window.throwElsewhere = () => {
    window.heard = [];
    const hear = ({ type }) => void window.heard.push(type);
    addEventListener('error', hear);
    addEventListener('unhandledrejection', hear);
    setTimeout(() => { throw new Error('of others'); });
    setTimeout(() => void Promise.reject(new TypeError('of others')));
};";

/// Opens the page so that its program can be stopped, which the console will tell.
async fn open(stage: &Stage) -> Result<StartPage<'_>> {
    // A trap, in each engine's own words, and what is said of it.
    let host = stage.server.host();
    for text in
        ["Diarist stopped: ", "RuntimeError", "out of bounds", "Out of bounds", "nreachable", &host]
    {
        stage.expect_console(text);
    }
    stage.run_before(BEFALLS).await?;
    StartPage::open(stage).await
}

/// The notice stands before everything else, has the focus, and does not go away.
async fn see_notice(stage: &Stage) -> Result<()> {
    let said = stage.see_alert("Diarist stopped").await?;
    ensure!(said == NOTICE, "it says {said:?}");
    let is_first = "const button = document.activeElement;
        const box = button.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return [button.textContent, button.contains(top)];";
    let (name, is_on_top): (String, bool) =
        serde_json::from_value(stage.tab.script(is_first, vec![]).await?)?;
    ensure!(name == LOAD && is_on_top, "{name:?} has the focus; on top: {is_on_top}");
    for _ in 0..2 {
        stage.tab.press(Key::Escape).await?;
    }
    stage.see_alert("Diarist stopped").await.map(drop)
}

/// Loads the page by the notice's button.
async fn load_again(stage: &Stage) -> Result<()> {
    stage.tab.script("window.isBefore = true;", vec![]).await?;
    stage.tab.click(Role::Button, LOAD).await?;
    stage.tab.wait_until_reloaded().await
}

/// Also above a dialog. The conversation is there again; where it stops the page a second time, the
/// start is.
async fn a_crash_is_told(stage: &Stage) -> Result<()> {
    open(stage).await?;
    let path = paths::sample("meeting").with_extension("json");
    stage.tab.give_file(INPUT, &path).await?;
    let conversation = ConversationPage::shown(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    conversation.press("Export").await?;
    stage.tab.find(Role::Button, "Download").await?;

    stage.tab.script("window.trapAtNextKey();", vec![]).await?;
    stage.tab.press("x").await?;
    see_notice(stage).await?;
    ensure!(!stage.tab.has(Role::Button, "Download").await?, "the dialog can still be used");
    stage.check_all_sizes("stopped").await?;

    load_again(stage).await?;
    let conversation = ConversationPage::shown(stage).await?;
    Recording::read("meeting")?.check(&conversation).await?;

    stage.tab.script("window.trapAtNextKey();", vec![]).await?;
    stage.tab.press("x").await?;
    see_notice(stage).await?;
    load_again(stage).await?;
    LibraryPage::shown(stage).await?.row("meeting").await?;
    Ok(())
}

/// Not in a handler of what a person did, but in what a promise does when it is kept.
async fn a_crash_behind_the_scenes_is_told(stage: &Stage) -> Result<()> {
    open(stage).await?;
    stage.tab.script("window.trapBehindTheScenes();", vec![]).await?;
    see_notice(stage).await?;
    load_again(stage).await?;
    StartPage::shown(stage).await.map(drop)
}

/// A file for which there is no memory any more.
async fn memory_that_is_refused_is_told(stage: &Stage) -> Result<()> {
    open(stage).await?;
    stage.tab.script("window.takeAllMemory();", vec![]).await?;
    let files = Files::new()?;
    let text = "a".repeat(64 << 20);
    let large = files.write("large.json", format!("{{\"text\": \"{text}\"}}").as_bytes())?;
    stage.tab.give_file(INPUT, &large).await?;
    see_notice(stage).await?;
    load_again(stage).await?;
    StartPage::shown(stage).await.map(drop)
}

/// As Firefox ends it in a page that is left, to which one may come back.
async fn a_program_that_was_ended_is_told(stage: &Stage) -> Result<()> {
    stage.expect_console("closure invoked recursively");
    open(stage).await?;
    stage.tab.script("window.callTwice();", vec![]).await?;
    stage.tab.click(Role::Button, "Paste a link").await?;
    see_notice(stage).await?;
    load_again(stage).await?;
    StartPage::shown(stage).await.map(drop)
}

/// An extension's mistakes are not the program's.
async fn what_others_throw_does_not_stop_the_page(stage: &Stage) -> Result<()> {
    stage.expect_console("of others");
    let start = open(stage).await?;
    stage.tab.script("window.throwElsewhere();", vec![]).await?;
    soon("both to be heard of", async || {
        let heard = stage.tab.script("return window.heard.sort();", vec![]).await?;
        Ok(heard == json!(["error", "unhandledrejection"]))
    })
    .await?;
    start.try_sample().await.map(drop)
}

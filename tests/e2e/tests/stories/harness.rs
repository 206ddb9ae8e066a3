//! The harness held to its word: what it is to notice, it notices in every engine.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use e2e::pages::StartPage;
use e2e::{Engine, Result, Stage, Story, ensure, story};

pub(crate) const STORIES: &[Story] = &[
    story!(a_console_error_is_noticed).must_fail("all is lost"),
    story!(a_thrown_error_is_noticed).must_fail("thrown by hand"),
    story!(a_stopped_program_is_noticed).must_fail("Diarist stopped"),
    story!(blocked_content_is_noticed).must_fail("style"),
    story!(an_unnamed_button_is_noticed).must_fail("button-name"),
    story!(sideways_scrolling_is_noticed).must_fail("scrolls sideways"),
    story!(what_failed_beside_others_is_told_alone).only(&[Engine::Firefox]),
    story!(a_lost_browser_is_replaced),
];

/// How often stories were told, by name and engine.
static TELLINGS: Mutex<BTreeMap<(&str, &str), u32>> = Mutex::new(BTreeMap::new());

/// The how-manieth telling of this story in this engine it is, from 1 on.
fn telling(stage: &Stage) -> u32 {
    *TELLINGS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry((stage.story, stage.engine.name()))
        .and_modify(|telling| *telling += 1)
        .or_insert(1)
}

async fn what_failed_beside_others_is_told_alone(stage: &Stage) -> Result<()> {
    ensure!(telling(stage) == 2, "on purpose");
    StartPage::open(stage).await.map(drop)
}

/// A browser that ends in the middle of a story is no failure of the story.
async fn a_lost_browser_is_replaced(stage: &Stage) -> Result<()> {
    if telling(stage) == 1 {
        stage.tab.clone().quit().await?;
    }
    StartPage::open(stage).await.map(drop)
}

async fn run(stage: &Stage, script: &str) -> Result<()> {
    StartPage::open(stage).await?;
    stage.tab.script(script, vec![]).await.map(drop)
}

async fn a_console_error_is_noticed(stage: &Stage) -> Result<()> {
    run(stage, "console.error('all is lost');").await
}

async fn a_thrown_error_is_noticed(stage: &Stage) -> Result<()> {
    run(stage, "setTimeout(() => { throw new Error('thrown by hand'); });").await?;
    stage.let_pass(100).await
}

/// In the words in which Firefox also tells of what it ended itself.
async fn a_stopped_program_is_noticed(stage: &Stage) -> Result<()> {
    let trap = "addEventListener('keydown', () => {
        throw new WebAssembly.RuntimeError('unreachable executed');
    });";
    stage.run_before(trap).await?;
    StartPage::open(stage).await?;
    stage.tab.press("x").await?;
    stage.see_alert("Diarist stopped").await.map(drop)
}

async fn blocked_content_is_noticed(stage: &Stage) -> Result<()> {
    run(stage, "document.body.setAttribute('style', 'color: red');").await?;
    stage.let_pass(300).await
}

async fn an_unnamed_button_is_noticed(stage: &Stage) -> Result<()> {
    run(stage, "document.querySelector('main').append(document.createElement('button'));").await?;
    stage.check("with an unnamed button").await
}

async fn sideways_scrolling_is_noticed(stage: &Stage) -> Result<()> {
    let script = "const wide = document.createElement('div');
        wide.style.setProperty('min-inline-size', '900px');
        document.querySelector('main').append(wide, 'wide');";
    run(stage, script).await?;
    stage.check_all_sizes("with a wide part").await
}

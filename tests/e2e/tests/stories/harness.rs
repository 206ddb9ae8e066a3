//! The harness held to its word: what it is to notice, it notices in every engine.

use e2e::pages::StartPage;
use e2e::{Result, Stage, Story, story};

pub(crate) const STORIES: &[Story] = &[
    story!(a_console_error_is_noticed).must_fail("all is lost"),
    story!(a_thrown_error_is_noticed).must_fail("thrown by hand"),
    story!(blocked_content_is_noticed).must_fail("style"),
    story!(an_unnamed_button_is_noticed).must_fail("button-name"),
    story!(sideways_scrolling_is_noticed).must_fail("scrolls sideways"),
];

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

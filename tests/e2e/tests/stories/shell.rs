//! What is there before and without the page's own code: first paint, no script, no WASM.

use std::fs;

use e2e::copy::Copy;
use e2e::pages::StartPage;
use e2e::server::Server;
use e2e::{Engine, Result, Stage, Story, bail, ensure, soon, story};
use serde_json::json;

pub(crate) const STORIES: &[Story] = &[
    // The same text for every engine.
    story!(shell_speaks_without_script).only(&[Engine::Chromium]),
    story!(shell_says_that_it_did_not_load),
    story!(no_text_becomes_a_program),
];

/// Nor markup: whoever got a text of an answer into one of the places where browsers read it so.
async fn no_text_becomes_a_program(stage: &Stage) -> Result<()> {
    stage.expect_console("rusted");
    // The policy is broken on purpose: in a page of its own, whose host is gone before all is reported.
    stage.expect_console("/csp");
    StartPage::open(&stage.anew().await?).await?;
    let body = "const refused = (become) => {
            try { become(); return 'taken'; } catch (error) { return error.name; }
        };
        const make = (name) => document.createElement(name);
        return [
            refused(() => { make('p').innerHTML = '<b>bold</b>'; }),
            refused(() => { make('script').src = './boot.js'; }),
            refused(() => { make('script').textContent = 'later()'; }),
            refused(() => { new Worker('./boot.js'); }),
            refused(() => { trustedTypes.createPolicy('other', {}); }),
        ];";
    let told = stage.tab.script(body, vec![]).await?;
    ensure!(told == json!(vec!["TypeError"; 5]), "what became of it: {told}");
    Ok(())
}

async fn shell_speaks_without_script(stage: &Stage) -> Result<()> {
    stage.open().await?;
    let html = stage.server.file("index.html").await?;
    let head = html.find("<head>").map_or("", |at| html[at + 6..].trim_start());
    ensure!(head.starts_with("<meta http-equiv"), "the policy is not first: {head:.100}");
    let Some((_, noscript)) = html.split_once("<noscript") else { bail!("no <noscript>") };
    let noscript = noscript.split("</noscript>").next().unwrap_or_default();
    ensure!(noscript.contains("JavaScript"), "{noscript}");
    let body = html.split_once("<body").map_or("", |(_, body)| body);
    for text in ["Diarist", "New conversation"] {
        ensure!(body.contains(text), "the static shell does not say {text:?}");
    }
    ensure!(!html.contains(" style=\""), "a style attribute, which the policy blocks");
    Ok(())
}

/// The WASM file is not there: the shell says so in place of an empty page.
async fn shell_says_that_it_did_not_load(stage: &Stage) -> Result<()> {
    stage.open().await?;
    let copy = Copy::of_site()?;
    for file in copy.files("", ".wasm")? {
        fs::remove_file(file)?;
    }
    let broken = Server::start_with(copy.path()).await?;
    stage.expect_console(&broken.host());
    stage.expect_console("wasm");
    stage.tab.goto(&broken.page()).await?;
    soon("a word on what is wrong", async || {
        let text = stage.tab.text().await?;
        Ok(text.contains("did not load") || text.contains("could not be loaded"))
    })
    .await?;
    stage.check_all_sizes("did not load").await?;
    stage.open().await
}

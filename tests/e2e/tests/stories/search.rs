//! Searching the conversation, counted against the answer itself.

use e2e::locate::Role;
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::json;
use thirtyfour::Key;

use crate::reader::open_sample;

pub(crate) const STORIES: &[Story] = &[
    story!(hits_are_counted_and_gone_through),
    story!(choices_change_the_count),
    story!(escape_restores_the_place),
    story!(escape_restores_the_place_of_this_search),
    story!(control_f_searches_here),
];

/// How often this is said, counted in the answer; what is strict is checked at each place.
pub(crate) fn count(said: &[(String, String)], wanted: &str, case: bool, whole: bool) -> usize {
    let folded = |text: &str| if case { text.to_owned() } else { text.to_lowercase() };
    let wanted = folded(wanted);
    let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut found = 0;
    for (_, text) in said {
        let text = folded(text);
        let mut from = 0;
        while let Some(at) = text[from..].find(&wanted).map(|at| at + from) {
            let end = at + wanted.len();
            let is_whole =
                is_border(text[..at].chars().next_back()) && is_border(text[end..].chars().next());
            found += usize::from(is_whole || !whole);
            from = if is_whole || !whole { end } else { at + 1 };
        }
    }
    found
}

async fn hits_are_counted_and_gone_through(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "interview").await?;
    let hits = count(&sample.said(), "the", false, false);
    conversation.search("the").await?;
    conversation.counts(&format!("1 of {hits}")).await?;
    let active = conversation.marked("search-active").await?;
    let others = conversation.marked("search").await?;
    ensure!(active.len() == 1 && others.len() == hits - 1, "{active:?} and {others:?}");
    let is_hit = |text: &String| text.eq_ignore_ascii_case("the");
    ensure!(active.iter().chain(&others).all(is_hit), "{active:?} and {others:?}");
    conversation.see_marked("search-active").await?;

    stage.tab.press(Key::Enter).await?;
    conversation.counts(&format!("2 of {hits}")).await?;
    let back = stage.tab.driver().action_chain().key_down(Key::Shift).send_keys(Key::Enter);
    back.key_up(Key::Shift).perform().await?;
    conversation.counts(&format!("1 of {hits}")).await?;
    conversation.press("Previous match").await?;
    conversation.counts(&format!("{hits} of {hits}")).await?;
    conversation.see_marked("search-active").await?;
    conversation.press("Next match").await?;
    conversation.counts(&format!("1 of {hits}")).await?;

    conversation.search("harpsichord").await?;
    conversation.counts("No match").await?;
    ensure!(conversation.marked("search-active").await?.is_empty());
    conversation.press("Close search").await?;
    conversation.counts("").await?;
    ensure!(conversation.search_field().await?.0.is_empty(), "the field is not empty");
    Ok(())
}

async fn choices_change_the_count(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "interview").await?;
    let said = sample.said();
    let of = |speaker: &str| -> Vec<(String, String)> {
        said.iter().filter(|(label, _)| label == speaker).cloned().collect()
    };
    // From the first hit on: what is stood at depends on what is in view.
    let hits = async |count: usize| {
        soon(&format!("{count} hits"), async || {
            let marked = conversation.marked("search").await?.len();
            let active = conversation.marked("search-active").await?.len();
            ensure!(marked + active == count, "{active} + {marked} of {count} are marked");
            Ok(true)
        })
        .await
    };
    for wanted in ["the", "It", "no"] {
        conversation.search(wanted).await?;
        hits(count(&said, wanted, false, false)).await?;
        conversation.open_sheet("How to search").await?;
        stage.tab.choose(Role::Checkbox, "Whole words").await?;
        hits(count(&said, wanted, false, true)).await?;
        stage.tab.choose(Role::Checkbox, "Match case").await?;
        hits(count(&said, wanted, true, true)).await?;
        stage.tab.choose(Role::Checkbox, "Whole words").await?;
        hits(count(&said, wanted, true, false)).await?;
        stage.tab.choose(Role::Checkbox, "Match case").await?;
        stage.tab.select("Search in the turns of", "0").await?;
        hits(count(&of("A"), wanted, false, false)).await?;
        stage.tab.select("Search in the turns of", "1").await?;
        hits(count(&of("B"), wanted, false, false)).await?;
        stage.tab.select("Search in the turns of", "").await?;
        hits(count(&said, wanted, false, false)).await?;
        conversation.close_sheet().await?;
    }
    Ok(())
}

/// Scrolls to a place that is not the start, in a low window.
async fn stand_somewhere(stage: &Stage, top: f64) -> Result<()> {
    let body = "scrollTo({ top: arguments[0], behavior: 'instant' });";
    stage.tab.script(body, vec![json!(top)]).await.map(drop)
}

async fn escape_restores_the_place(stage: &Stage) -> Result<()> {
    stage.tab.resize(1280, 600).await?;
    let (conversation, _) = open_sample(stage, "interview").await?;
    stand_somewhere(stage, 240.0).await?;
    let before = conversation.scrolled().await?;
    conversation.search("Easter").await?;
    conversation.counts("1 of 1").await?;
    conversation.see_marked("search-active").await?;
    let there = conversation.scrolled().await?;
    ensure!((there - before).abs() > 50.0, "the hit was in view already");
    stage.tab.press(Key::Escape).await?;
    soon("the place before the search", async || {
        let now = conversation.scrolled().await?;
        ensure!((now - before).abs() < 2.0, "at {now}, not {before}");
        Ok(conversation.search_field().await?.0.is_empty())
    })
    .await?;
    conversation.counts("").await?;
    ensure!(conversation.marked("search").await?.is_empty());
    ensure!(conversation.marked("search-active").await?.is_empty());
    Ok(())
}

/// A search that was emptied by hand is over: a later one comes back to where it began itself.
async fn escape_restores_the_place_of_this_search(stage: &Stage) -> Result<()> {
    stage.tab.resize(1280, 600).await?;
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.search("piano").await?;
    soon("hits", async || Ok(!conversation.marked("search-active").await?.is_empty())).await?;
    for _ in 0..5 {
        stage.tab.press(Key::Backspace).await?;
    }
    conversation.counts("").await?;
    stand_somewhere(stage, 500.0).await?;
    let before = conversation.scrolled().await?;
    conversation.search("Halloran").await?;
    conversation.counts("1 of 1").await?;
    stage.tab.press(Key::Escape).await?;
    soon("the place before the second search", async || {
        let now = conversation.scrolled().await?;
        ensure!((now - before).abs() < 2.0, "at {now}, not {before}");
        Ok(true)
    })
    .await
}

async fn control_f_searches_here(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    stage.tab.press_with_control('f').await?;
    soon("the focus in the field", async || Ok(conversation.search_field().await?.1)).await?;
    stage.tab.press("beats").await?;
    conversation.counts("1 of 1").await
}

//! Searching in any script, and over paragraphs.

use e2e::locate::Role;
use e2e::{Result, Stage, Story, ensure, story};
use serde_json::json;

use crate::answers::conversation;
use crate::reader::{open_answer, open_sample};
use crate::search::count;

pub(crate) const STORIES: &[Story] = &[
    story!(arabic_is_found),
    story!(a_phrase_over_two_paragraphs),
    story!(scripts_of_the_world_are_found),
];

async fn arabic_is_found(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "arabic").await?;
    let is_mark = |c: &char| matches!(c, '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}');
    let bare = |text: &str| text.chars().filter(|c| !is_mark(c)).collect::<String>();
    let said: Vec<_> = sample.said().into_iter().map(|(who, text)| (who, bare(&text))).collect();
    let hits = count(&said, "كتاب", false, false);
    ensure!(hits > 1, "the sample has {hits}");
    conversation.search("كتاب").await?;
    conversation.counts(&format!("1 of {hits}")).await?;
    let mut marked = conversation.marked("search").await?;
    marked.extend(conversation.marked("search-active").await?);
    ensure!(marked.len() == hits && marked.iter().all(|text| bare(text) == "كتاب"), "{marked:?}");
    Ok(())
}

async fn a_phrase_over_two_paragraphs(stage: &Stage) -> Result<()> {
    let words: Vec<String> = (1..=1_811)
        .map(|n| if n % 17 == 0 { format!("word{n}.") } else { format!("word{n}") })
        .collect();
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    let conversation = open_answer(stage, conversation(&[(json!("A"), &texts)])).await?;
    let turns = conversation.turns().await?;
    let [first, second, ..] = &turns[0].paragraphs[..] else {
        e2e::bail!("one paragraph for 1811 words")
    };
    let end = first.rsplitn(3, ' ').take(2).collect::<Vec<_>>();
    let end = format!("{} {}", end[1], end[0]);
    let begin = second.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ");
    conversation.search(&format!("{end} {begin}")).await?;
    conversation.counts("1 of 1").await?;
    let marked = conversation.marked("search-active").await?;
    ensure!(marked == [end, begin], "{marked:?}");
    conversation.see_marked("search-active").await
}

async fn scripts_of_the_world_are_found(stage: &Stage) -> Result<()> {
    let said: [&[&str]; 4] = [
        &["我在北京。", "北京很大。"],
        &["हिन्दी", "में", "कहा", "हिन्दी।"],
        &["Straße", "STRASSE", "café", "CAFÉ", "cafe\u{301}"],
        &["👩‍🔬", "and", "👍🏽", "🇧🇩🇪🇸"],
    ];
    let said: Vec<_> = said.iter().map(|words| (json!("A"), *words)).collect();
    let conversation = open_answer(stage, conversation(&said)).await?;
    for (wanted, told) in [
        ("北京", "1 of 2"),
        ("हिन्दी", "1 of 2"),
        ("strasse", "1 of 2"),
        ("cafe", "1 of 3"),
        ("👍🏽", "1 of 1"),
        ("🇩🇪", "No match"),
    ] {
        // Some drivers type no letters beyond the first plane.
        let field = stage.tab.find(Role::Field, "Search this conversation").await?;
        let body = "arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new InputEvent('input', { bubbles: true }));";
        stage.tab.script(body, vec![field.to_json()?, json!(wanted)]).await?;
        conversation.counts(told).await?;
    }
    Ok(())
}

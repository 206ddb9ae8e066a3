//! Searching the list by what recordings are called and by what is said in them.

use e2e::locate::Role;
use e2e::pages::LibraryPage;
use e2e::{Result, Stage, Story, ensure, paths, soon, story};
use thirtyfour::Key;

pub(crate) const STORIES: &[Story] = &[
    story!(recordings_are_found_by_words),
    story!(recordings_are_found_by_names),
    story!(each_answer_is_read_once_however_fast_one_types),
];

async fn with_two(stage: &Stage) -> Result<LibraryPage<'_>> {
    LibraryPage::with_transcripts(stage, &["interview", "meeting"]).await
}

async fn finds(stage: &Stage, list: &LibraryPage<'_>, told: &str, titles: &[&str]) -> Result<()> {
    soon(&format!("“{told}” and {titles:?}"), async || {
        let status = stage.tab.texts(Role::Status).await?;
        let shown = list.titles().await?;
        ensure!(shown == titles, "{shown:?}");
        ensure!(status.iter().any(|text| text == told), "{status:?}");
        Ok(true)
    })
    .await
}

/// A longer word of a sample that the other has not.
fn own_word(name: &str, other: &str) -> Result<String> {
    let text = |name: &str| -> Result<String> {
        let path = paths::sample(name).with_extension("json");
        let answer: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
        Ok(answer["text"].as_str().unwrap_or_default().to_lowercase())
    };
    let (own, other) = (text(name)?, text(other)?);
    let word = own.split_whitespace().find(|word| {
        word.len() > 6 && word.bytes().all(|b| b.is_ascii_lowercase()) && !other.contains(word)
    });
    Ok(word.unwrap_or_default().to_owned())
}

async fn recordings_are_found_by_words(stage: &Stage) -> Result<()> {
    let list = with_two(stage).await?;
    let word = own_word("interview", "meeting")?;
    list.search(&word.to_uppercase()).await?;
    finds(stage, &list, "1 of 2", &["interview"]).await?;
    let row = list.row("interview").await?;
    ensure!(row.state.to_lowercase().contains(&word), "the words are not shown: {row:?}");
    stage.check_all_sizes("found by words").await?;
    // The conversation opens where it is said.
    list.read("interview").await?;
    soon("the search there", async || {
        let status = stage.tab.texts(Role::Status).await?;
        Ok(status.iter().any(|text| text.starts_with("1 of ")))
    })
    .await?;
    let list = LibraryPage::open(stage).await?;
    finds(stage, &list, "1 of 2", &["interview"]).await?;
    list.search("a word that nobody says").await?;
    soon("nothing", async || {
        let status = stage.tab.texts(Role::Status).await?;
        Ok(status.iter().any(|text| text == "In none of them"))
    })
    .await?;
    stage.check_all_sizes("found in none").await?;
    stage.tab.press(Key::Escape).await?;
    soon("all of them", async || Ok(list.titles().await? == ["meeting", "interview"])).await?;
    // What was said is known at the next visit without reading the answers again.
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    list.search(&word).await?;
    finds(stage, &list, "1 of 2", &["interview"]).await
}

async fn recordings_are_found_by_names(stage: &Stage) -> Result<()> {
    let list = with_two(stage).await?;
    list.rename("meeting", "Réunion de mardi").await?;
    list.read("interview").await?.rename("Speaker A", "Zsófia Nagy").await?;
    let list = LibraryPage::open(stage).await?;
    list.search("reunion DE").await?;
    finds(stage, &list, "1 of 2", &["Réunion de mardi"]).await?;
    list.search("zsofia").await?;
    finds(stage, &list, "1 of 2", &["interview"]).await?;
    // The name of the file stays what it was.
    list.search("meeting").await?;
    finds(stage, &list, "1 of 2", &["Réunion de mardi"]).await
}

/// Ten hours are 19 MB to be read: not once for each letter.
async fn each_answer_is_read_once_however_fast_one_types(stage: &Stage) -> Result<()> {
    let count = "window.answersRead = 0;
        const { get } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.get = function (...what) {
            if (this.name === 'transcripts') window.answersRead += 1;
            return get.apply(this, what);
        };";
    stage.run_before(count).await?;
    with_two(stage).await?;
    LibraryPage::answers_are_stored(stage, 2).await?;
    // What is open is not read again.
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    list.search("meeting").await?;
    let field = stage.tab.find(Role::Field, "Search your recordings").await?;
    for _ in 0..3 {
        field.send_keys("s").await?;
        field.send_keys(Key::Backspace).await?;
    }
    finds(stage, &list, "1 of 2", &["meeting"]).await?;
    let read = stage.tab.script("return window.answersRead;", vec![]).await?;
    ensure!(read == serde_json::json!(2), "the two answers were read {read} times");
    Ok(())
}

//! "On this device": the recordings that the page keeps, in a list on the start screen.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::{ConversationPage, ProgressPage, StartPage};
use crate::locate::{Role, SCRIPT};
use crate::paths;
use crate::stage::Stage;
use crate::until::{SOON, soon, until};

const LIST: &str = "On this device";

/// A recording as the list shows it.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is called.
    pub title: String,
    /// When it was brought, and how long it is.
    pub figures: String,
    /// How it stands.
    pub state: String,
}

/// What the browser keeps for the page.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    /// The records.
    pub records: Vec<Value>,
    /// The names of the records that have an answer.
    pub answers: Vec<String>,
    /// How many corrections of each recording are made, and how many are stored.
    pub edits: Vec<(u32, u32)>,
    error: Option<String>,
}

/// The list of a stage.
#[derive(Clone, Copy, Debug)]
pub struct LibraryPage<'a>(&'a Stage);

impl<'a> LibraryPage<'a> {
    /// The list, once it is there.
    pub async fn shown(stage: &'a Stage) -> Result<Self> {
        soon("the list", async || stage.tab.has(Role::List, LIST).await).await?;
        Ok(Self(stage))
    }

    /// The list with the transcripts of these samples, opened as files one after another.
    pub async fn with_transcripts(stage: &'a Stage, names: &[&str]) -> Result<Self> {
        StartPage::open(stage).await?;
        for name in names {
            let file = paths::sample(name).with_extension("json");
            stage.tab.give_file("Transcript file", &file).await?;
            ConversationPage::shown(stage).await?;
            Self::open(stage).await?;
        }
        Self::shown(stage).await
    }

    /// Waits until so many answers are stored.
    pub async fn answers_are_stored(stage: &Stage, count: usize) -> Result<()> {
        soon(&format!("{count} answers"), async || {
            Ok(Self::stored(stage).await?.answers.len() == count)
        })
        .await
    }

    /// The list, by the link to the start screen.
    pub async fn open(stage: &'a Stage) -> Result<Self> {
        let link = until("a link to the start", SOON, async || {
            for name in ["New conversation", "Diarist"] {
                if stage.tab.has(Role::Link, name).await? {
                    return Ok(Some(name));
                }
            }
            Ok(None)
        })
        .await?;
        stage.tab.click(Role::Link, link).await?;
        StartPage::shown(stage).await?;
        // Of the conversation that was left; the next one is to be waited for.
        let body = "performance.clearMarks('diarist:all-turns-mounted');";
        stage.tab.script(body, vec![]).await?;
        Self::shown(stage).await
    }

    /// All recordings, from top to bottom; none if there is no list.
    pub async fn rows(&self) -> Result<Vec<Row>> {
        let body = format!(
            "{SCRIPT}
            const items = locateAll('list', arguments[0]).flatMap((list) => [...list.children]);
            return items.map((item) => {{
                const title = squeeze(item.querySelector('h3').innerText);
                const figures = squeeze(item.querySelector('p').innerText);
                const state = squeeze(item.innerText).slice(`${{title}} ${{figures}} `.length);
                return {{ title, figures, state }};
            }});"
        );
        let rows = self.0.tab.script(&body, vec![LIST.into()]).await?;
        Ok(serde_json::from_value(rows)?)
    }

    /// The titles, from top to bottom.
    pub async fn titles(&self) -> Result<Vec<String>> {
        Ok(self.rows().await?.into_iter().map(|row| row.title).collect())
    }

    /// The only recording of this title.
    pub async fn row(&self, title: &str) -> Result<Row> {
        let rows = self.rows().await?;
        let mut named = rows.iter().filter(|row| row.title == title);
        let row = named.next().cloned();
        ensure!(named.next().is_none(), "there are several of “{title}”: {rows:?}");
        row.with_context(|| format!("no “{title}” in {rows:?}"))
    }

    /// Waits until a recording stands so, while the pauses between polls are cut short.
    pub async fn see(&self, title: &str, state: &str) -> Result<Row> {
        until(&format!("“{title}” to be “{state}”"), SOON, async || {
            let row = self.row(title).await?;
            if row.state == state {
                return Ok(Some(row));
            }
            self.0.tab.signal("online").await?;
            anyhow::bail!("it is “{}”", row.state)
        })
        .await
    }

    /// Waits until a recording is not in the list.
    pub async fn loses(&self, title: &str) -> Result<()> {
        soon(&format!("a list without “{title}”"), async || {
            Ok(!self.titles().await?.iter().any(|shown| shown == title))
        })
        .await
    }

    /// Chooses from the menu of a recording.
    pub async fn choose(&self, title: &str, what: &str) -> Result<()> {
        self.0.tab.click(Role::Button, &format!("More for {title}")).await?;
        self.0.tab.click(Role::Button, what).await
    }

    /// Chooses from the menu of the list.
    pub async fn more(&self, what: &str) -> Result<()> {
        self.0.tab.click(Role::Button, "More for this list").await?;
        self.0.tab.click(Role::Button, what).await
    }

    /// Keeps a copy of a recording's file.
    pub async fn keep_sound(&self, title: &str, size: &str) -> Result<()> {
        self.choose(title, &format!("Keep the sound here ({size})")).await
    }

    /// Searches the list.
    pub async fn search(&self, text: &str) -> Result<()> {
        self.0.tab.fill("Search your recordings", text).await
    }

    /// Gives a recording another title.
    pub async fn rename(&self, title: &str, new: &str) -> Result<()> {
        self.choose(title, "Rename").await?;
        self.0.tab.fill("Title", new).await?;
        self.0.tab.click(Role::Button, "Rename").await
    }

    /// Removes a recording.
    pub async fn remove(&self, title: &str) -> Result<()> {
        self.choose(title, "Remove from this device").await?;
        self.0.tab.click(Role::Button, "Remove").await?;
        self.loses(title).await
    }

    /// Follows the link of a recording whose transcript is there.
    pub async fn read(&self, title: &str) -> Result<ConversationPage<'a>> {
        self.0.tab.click(Role::Link, title).await?;
        ConversationPage::shown(self.0).await
    }

    /// Follows the link of a recording whose job is not done.
    pub async fn look_at(&self, title: &str) -> Result<ProgressPage<'a>> {
        self.0.tab.click(Role::Link, title).await?;
        ProgressPage::shown(self.0).await
    }

    /// What the browser keeps, read past the page.
    pub async fn stored(stage: &Stage) -> Result<Stored> {
        let stored = stage.tab.script_async(include_str!("../../js/stored.js"), vec![]).await?;
        let stored: Stored = serde_json::from_value(stored)?;
        ensure!(stored.error.is_none(), "what is stored cannot be read: {:?}", stored.error);
        Ok(stored)
    }

    /// Waits until the one recording's answer is stored.
    pub async fn answer_is_stored(stage: &Stage) -> Result<()> {
        soon("the stored answer", async || Ok(Self::stored(stage).await?.answers.len() == 1)).await
    }

    /// Waits until this is stored of the one recording that was corrected: corrections that are made,
    /// and all of them.
    pub async fn edits_are_stored(stage: &Stage, done: u32, all: u32) -> Result<()> {
        soon("the stored corrections", async || {
            let edits = Self::stored(stage).await?.edits;
            ensure!(edits == [(done, all)], "{edits:?} are stored");
            Ok(true)
        })
        .await
    }
}

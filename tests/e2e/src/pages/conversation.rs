//! The conversation: turns with their sound, and what can be taken away.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::locate::{Role, SCRIPT};
use crate::stage::Stage;
use crate::until::soon;

/// A turn as the page shows it.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Its place, from 0.
    pub index: usize,
    /// The label of the service, empty for null.
    pub speaker: String,
    /// Start in ms.
    pub start: i64,
    /// End in ms.
    pub end: i64,
    /// Its text, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// The writing direction that the first paragraph is drawn in.
    pub direction: String,
}

/// How the recording stands.
#[derive(Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Media {
    /// Whether it is silent now.
    pub paused: bool,
    /// Where it is, in seconds.
    pub current_time: f64,
    /// Its length in seconds, if it is known.
    pub duration: Option<f64>,
}

/// The conversation screen of a stage.
#[derive(Clone, Copy, Debug)]
pub struct ConversationPage<'a>(pub(super) &'a Stage);

impl<'a> ConversationPage<'a> {
    /// The screen, once it is there; the card that asks for names is closed.
    pub async fn shown(stage: &'a Stage) -> Result<Self> {
        let page = Self::arrived(stage).await?;
        let body = "if (!document.querySelector('main[data-fresh]')) return true;
            document.querySelector('dialog[open] .d-foot .primary')?.click();
            return false;";
        soon("no card over the conversation", async || {
            Ok(stage.tab.script(body, vec![]).await? == json!(true))
        })
        .await?;
        Ok(page)
    }

    /// The screen as it comes, once it is there.
    pub async fn arrived(stage: &'a Stage) -> Result<Self> {
        soon("the conversation", async || {
            Ok(!stage.tab.all(Role::List, Some("Conversation")).await?.is_empty())
        })
        .await?;
        Ok(Self(stage))
    }

    /// The screen of a recording without words, which has no list.
    #[must_use]
    pub const fn without_turns(stage: &'a Stage) -> Self {
        Self(stage)
    }

    /// All turns, in order, once all are there. Fails if a paragraph is anything else than one text
    /// node, or if a turn is outside of the lists named "Conversation".
    pub async fn turns(&self) -> Result<Vec<Turn>> {
        soon("all turns mounted", async || {
            Ok(self.mark("diarist:all-turns-mounted").await?.is_some())
        })
        .await?;
        let body = format!(
            "{SCRIPT}
            const inLists = locateAll('list', 'Conversation')
                .flatMap((list) => [...list.querySelectorAll('[data-turn]')]);
            const turns = [...document.querySelectorAll('[data-turn]')];
            const broken = turns.flatMap((turn) => [...turn.querySelectorAll('p')])
                .filter((p) => p.childNodes.length !== 1 || p.firstChild.nodeType !== 3);
            return {{
                stray: turns.length - inLists.length,
                broken: broken.map((p) => p.outerHTML),
                turns: turns.map((turn) => {{
                    const paragraphs = [...turn.querySelectorAll('p')];
                    return {{
                        index: Number(turn.dataset.turn),
                        speaker: turn.dataset.speaker,
                        start: Number(turn.dataset.start),
                        end: Number(turn.dataset.end),
                        paragraphs: paragraphs.map((p) => p.textContent),
                        direction: paragraphs.length ? getComputedStyle(paragraphs[0]).direction : '',
                    }};
                }}),
            }};"
        );
        let read = self.0.tab.script(&body, vec![]).await?;
        ensure!(read["stray"] == 0, "{} turns are outside of the lists", read["stray"]);
        ensure!(read["broken"] == json!([]), "not one text node: {}", read["broken"]);
        let turns: Vec<Turn> = serde_json::from_value(read["turns"].clone())?;
        for (place, turn) in turns.iter().enumerate() {
            ensure!(turn.index == place, "turn {place} says that it is {}", turn.index);
        }
        Ok(turns)
    }

    /// The text of all paragraphs, one blank between two.
    pub async fn text(&self) -> Result<String> {
        let turns = self.turns().await?;
        let paragraphs: Vec<String> = turns.into_iter().flat_map(|turn| turn.paragraphs).collect();
        Ok(paragraphs.join(" "))
    }

    /// Everything that a turn shows, blanks squeezed.
    pub async fn shown_in_turn(&self, index: usize) -> Result<String> {
        let body = "return document.querySelector(`[data-turn='${arguments[0]}']`).innerText;";
        let text = self.0.tab.script(body, vec![json!(index)]).await?;
        let text = text.as_str().unwrap_or_default();
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The button of a turn whose name begins so.
    pub async fn button(&self, index: usize, name: &str) -> Result<WebElement> {
        let body = format!(
            "{SCRIPT}
            const turn = document.querySelector(`[data-turn='${{arguments[0]}}']`);
            return locateAll('button', null, turn)
                .find((button) => nameOf(button).startsWith(arguments[1])) ?? null;"
        );
        let found = self.0.tab.driver().execute(body, vec![json!(index), json!(name)]).await?;
        found.element().with_context(|| format!("turn {index} has no button “{name}”"))
    }

    /// Presses the time button of a turn.
    pub async fn play(&self, index: usize) -> Result<()> {
        let button = self.button(index, "Play ").await?;
        // A driver scrolls only as far as it must, which may be behind the player.
        button.scroll_into_view().await?;
        Ok(button.click().await?)
    }

    /// Opens the details of a turn and answers what they say.
    pub async fn details(&self, index: usize) -> Result<String> {
        self.button(index, "Details").await?.click().await?;
        let mut said = String::new();
        soon("the details", async || {
            said = self.0.tab.texts(Role::Dialog).await?.join(" ");
            Ok(!said.is_empty())
        })
        .await?;
        Ok(said)
    }

    /// The media element, if there is one.
    pub async fn media(&self) -> Result<Option<Media>> {
        let body = "const media = document.querySelector('audio, video');
            if (!media) return null;
            const { paused, currentTime, duration } = media;
            return { paused, currentTime, duration: Number.isFinite(duration) ? duration : null };";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![]).await?)?)
    }

    /// Waits until the recording plays on from `start_ms`.
    pub async fn hear_from(&self, start_ms: i64) -> Result<()> {
        #[expect(clippy::cast_precision_loss, reason = "a recording is shorter than that")]
        let start = start_ms as f64 / 1000.0;
        soon(&format!("sound after {start} s"), async || {
            let media = self.media().await?.context("there is no media element")?;
            ensure!(!media.paused, "it is paused: {media:?}");
            ensure!(media.current_time > start + 0.05, "it stands: {media:?}");
            ensure!(media.current_time < start + 8.0, "it is elsewhere: {media:?}");
            Ok(true)
        })
        .await
    }

    /// Presses a button of the screen.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.0.tab.click(Role::Button, name).await
    }

    /// What a paste gives after "Copy all as text".
    pub async fn copied_text(&self) -> Result<String> {
        self.press("Copy all as text").await?;
        self.0.paste().await
    }

    /// The number of turns, read without their text.
    pub async fn turn_count(&self) -> Result<u64> {
        let body = "return document.querySelectorAll('[data-turn]').length;";
        Ok(self.0.tab.script(body, vec![]).await?.as_u64().unwrap_or_default())
    }

    /// The time of a performance mark in ms, if it was set.
    pub async fn mark(&self, name: &str) -> Result<Option<f64>> {
        let body = "return performance.getEntriesByName(arguments[0])[0]?.startTime ?? null;";
        let value: Value = self.0.tab.script(body, vec![json!(name)]).await?;
        Ok(value.as_f64())
    }
}

//! The conversation screen while it is read and heard: marks, playhead, search, sheets.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::ConversationPage;
use crate::locate::{Role, SCRIPT};
use crate::until::soon;

/// The search field.
const FIND: &str = "Search this conversation";
/// The slider of the playhead.
const POSITION: &str = "Position";

impl ConversationPage<'_> {
    /// What is marked by the highlight of this name, stretch by stretch.
    pub async fn marked(&self, highlight: &str) -> Result<Vec<String>> {
        let body = "const found = [];
            CSS.highlights.get(arguments[0])?.forEach((range) => found.push(range.toString()));
            return found;";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![json!(highlight)]).await?)?)
    }

    /// Top and bottom in the window of what the highlight of this name marks first, and between
    /// which heights nothing covers the text.
    pub async fn place_of(&self, highlight: &str) -> Result<((f64, f64), (f64, f64))> {
        let body = "const ranges = [];
            CSS.highlights.get(arguments[0])?.forEach((range) => ranges.push(range));
            if (ranges.length === 0) return null;
            const box = ranges[0].getBoundingClientRect();
            const bar = document.querySelector('header').getBoundingClientRect();
            const player =
                document.querySelector('[aria-label=Player]').getBoundingClientRect();
            return [[box.top, box.bottom], [bar.bottom, player.top]];";
        let place = self.0.tab.script(body, vec![json!(highlight)]).await?;
        serde_json::from_value(place).with_context(|| format!("nothing is marked as {highlight}"))
    }

    /// Waits until what the highlight of this name marks first is in view.
    pub async fn see_marked(&self, highlight: &str) -> Result<()> {
        soon(&format!("{highlight} in view"), async || {
            let ((top, bottom), (from, to)) = self.place_of(highlight).await?;
            ensure!(from <= top && bottom <= to, "{top}..{bottom} is not in {from}..{to}");
            Ok(true)
        })
        .await
    }

    /// The turns that say they are the current one.
    pub async fn current_turns(&self) -> Result<Vec<usize>> {
        let body = "return [...document.querySelectorAll('[aria-current=true]')]
            .map((turn) => Number(turn.dataset.turn));";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![]).await?)?)
    }

    /// Waits until a turn is the current one, and the only one.
    pub async fn at_turn(&self, index: usize) -> Result<()> {
        soon(&format!("turn {index} as the current one"), async || {
            let current = self.current_turns().await?;
            ensure!(current == [index], "it is {current:?}");
            Ok(true)
        })
        .await
    }

    /// Scrolls a text of a turn to the middle of the window and answers where it is drawn: start,
    /// middle and end of its first line.
    pub async fn point_of(&self, index: usize, text: &str) -> Result<[(i64, i64); 3]> {
        let body = "const [turn, text] = arguments;
            for (const p of document.querySelectorAll(`[data-turn='${turn}'] p`)) {
                const at = p.textContent.indexOf(text);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(p.firstChild, at);
                range.setEnd(p.firstChild, at + text.length);
                p.scrollIntoView({ block: 'center', behavior: 'instant' });
                const { top } = range.getBoundingClientRect();
                scrollBy({ top: top - innerHeight / 2, behavior: 'instant' });
                const box = range.getClientRects()[0];
                const y = Math.round(box.y + box.height / 2);
                const xs = [box.left + 2, box.left + box.width / 2, box.right - 2];
                return xs.map((x) => [Math.round(x), y]);
            }
            return null;";
        let points = self.0.tab.script(body, vec![json!(index), json!(text)]).await?;
        serde_json::from_value(points).with_context(|| format!("turn {index} has no {text:?}"))
    }

    /// Clicks on a text of a turn, as a pointer does.
    pub async fn click_text(&self, index: usize, text: &str) -> Result<()> {
        let [_, (x, y), _] = self.point_of(index, text).await?;
        Ok(self.0.tab.driver().action_chain().move_to(x, y).click().perform().await?)
    }

    /// From now on keeps where the sound was sent to.
    pub async fn watch_seeks(&self) -> Result<()> {
        let body = "const media = document.querySelector('audio, video');
            const seeks = (window.seeksTold = []);
            media.addEventListener('seeking', () => seeks.push(media.currentTime * 1000));";
        self.0.tab.script(body, vec![]).await.map(drop)
    }

    /// Where the sound was sent to since [`ConversationPage::watch_seeks`], in ms.
    pub async fn seeks(&self) -> Result<Vec<f64>> {
        let seeks = self.0.tab.script("return window.seeksTold;", vec![]).await?;
        Ok(serde_json::from_value(seeks)?)
    }

    /// Fails unless this is where the sound was sent to last. The event that tells it may come when
    /// the sound has gone on a little.
    pub async fn was_sent_to(&self, start_ms: i64) -> Result<()> {
        let seeks = self.seeks().await?;
        #[expect(clippy::cast_precision_loss, reason = "a recording is shorter than that")]
        let late = seeks.last().map(|ms| ms - start_ms as f64).context("nothing was sought")?;
        ensure!((-1.0..100.0).contains(&late), "sent to {seeks:?} ms, not to {start_ms}");
        Ok(())
    }

    /// Whether the sound's length is known, which it must be to be sought in.
    pub async fn sound_is_there(&self) -> Result<()> {
        let known = soon("the sound's length", async || {
            Ok(self.media().await?.is_some_and(|media| media.duration.is_some()))
        });
        let Err(error) = known.await else { return Ok(()) };
        // It did not come at times, and why is not known.
        let body = "return [...document.querySelectorAll('audio, video')].map((media) => [
            media.networkState, media.readyState, media.error?.message ?? null, media.currentSrc]);";
        let players = self.0.tab.script(body, vec![]).await?;
        Err(error.context(format!("players [network, ready, error, source]: {players}")))
    }

    /// Moves the slider of the playhead, as a drag does.
    pub async fn seek(&self, ms: i64) -> Result<()> {
        let slider = self.0.tab.find(Role::Field, POSITION).await?;
        let body = "arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
        self.0.tab.script(body, vec![slider.to_json()?, json!(ms)]).await.map(drop)
    }

    /// Where the slider stands in ms, and what it says of that.
    pub async fn position(&self) -> Result<(i64, String)> {
        let slider = self.0.tab.find(Role::Field, POSITION).await?;
        let body = "const [slider] = arguments;
            return [Number(slider.value), slider.getAttribute('aria-valuetext')];";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![slider.to_json()?]).await?)?)
    }

    /// Waits until the playhead stands there, to the millisecond that a media element may be off.
    pub async fn is_at(&self, ms: i64) -> Result<()> {
        soon(&format!("{ms} ms"), async || {
            let (now, _) = self.position().await?;
            ensure!((now - ms).abs() <= 1, "it is at {now}");
            Ok(true)
        })
        .await
    }

    /// How far the page is scrolled.
    pub async fn scrolled(&self) -> Result<f64> {
        Ok(self.0.tab.script("return scrollY;", vec![]).await?.as_f64().unwrap_or_default())
    }

    /// Whether the way back to the playhead is shown.
    pub async fn is_away(&self) -> Result<bool> {
        self.0.tab.has(Role::Button, "Back to playhead").await
    }

    /// Types what to search for in place of what is in the field.
    pub async fn search(&self, text: &str) -> Result<()> {
        let field = self.0.tab.find(Role::Field, FIND).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(text).await?)
    }

    /// What is in the search field, and whether it has the focus.
    pub async fn search_field(&self) -> Result<(String, bool)> {
        let field = self.0.tab.find(Role::Field, FIND).await?;
        let body = "return [arguments[0].value, document.activeElement === arguments[0]];";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![field.to_json()?]).await?)?)
    }

    /// Waits until the counter beside the search field says this.
    pub async fn counts(&self, text: &str) -> Result<()> {
        soon(&format!("the counter at {text:?}"), async || {
            let body = format!(
                "{SCRIPT}
                const field = locateAll('field', arguments[0])[0];
                return locateAll('status', null, field.parentElement)
                    .map((status) => squeeze(status.textContent)).join('|');"
            );
            let told = self.0.tab.script(&body, vec![json!(FIND)]).await?;
            ensure!(told == json!(text), "it says {told}");
            Ok(true)
        })
        .await
    }

    /// Opens a sheet by its button, and waits for it.
    pub async fn open_sheet(&self, name: &str) -> Result<()> {
        self.press(name).await?;
        self.0.tab.find(Role::Dialog, name).await.map(drop)
    }

    /// Closes whatever sheet or dialog is open.
    pub async fn close_sheet(&self) -> Result<()> {
        self.0.tab.press(Key::Escape).await?;
        soon("no sheet", async || Ok(self.0.tab.texts(Role::Dialog).await?.is_empty())).await
    }

    /// Types into a number field of an open sheet, and leaves it.
    pub async fn set_number(&self, name: &str, value: u32) -> Result<()> {
        let field = self.0.tab.find(Role::Field, name).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(value.to_string() + Key::Tab).await?)
    }

    /// The rows of the list of voices, as text.
    pub async fn voices(&self) -> Result<Vec<String>> {
        let list = self.0.tab.find(Role::List, "Voices").await?;
        let body = "return [...arguments[0].children].map((row) => row.innerText);";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![list.to_json()?]).await?)?)
    }

    /// The names over turns, one for each speaker's label that has some; all of one label agree.
    pub async fn names(&self) -> Result<Vec<(String, String)>> {
        let body = "const names = new Map();
            for (const who of document.querySelectorAll('[data-turn] > h2')) {
                const { speaker } = who.parentElement.dataset;
                names.set(speaker, (names.get(speaker) ?? new Set()).add(who.textContent));
            }
            return [...names].sort().map(([label, all]) => [label, [...all].join(' / ')]);";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![]).await?)?)
    }

    /// Types another name for a voice, found by the name it came with.
    pub async fn rename(&self, own: &str, name: &str) -> Result<()> {
        let field = self.0.tab.find(Role::Field, &format!("Name of {own}")).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(name.to_owned() + Key::Enter).await?)
    }
}

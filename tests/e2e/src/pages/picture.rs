//! The pane with the picture of a film.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::ConversationPage;
use crate::locate::Role;
use crate::until::soon;

/// The button that moves the pane.
const GRIP: &str = "Move the picture: drag, or arrow keys";

/// Where the pane is in the window, in CSS pixels.
#[derive(Deserialize, Clone, Copy, PartialEq, Debug)]
pub struct Pane {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Pane {
    /// The same pane elsewhere.
    #[must_use]
    pub fn moved(self, (x, y): (i32, i32)) -> Self {
        let (x, y) = (f64::from(x), f64::from(y));
        Self {
            left: self.left + x,
            top: self.top + y,
            right: self.right + x,
            bottom: self.bottom + y,
        }
    }

    /// The same pane with its lower right corner elsewhere.
    #[must_use]
    pub fn sized(self, (x, y): (i32, i32)) -> Self {
        Self { right: self.right + f64::from(x), bottom: self.bottom + f64::from(y), ..self }
    }

    /// Whether it is there, or within a pixel of it.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        let is_near = |a: f64, b: f64| (a - b).abs() <= 1.0;
        is_near(self.left, other.left)
            && is_near(self.top, other.top)
            && is_near(self.right, other.right)
            && is_near(self.bottom, other.bottom)
    }
}

impl ConversationPage<'_> {
    /// The pane, if there is one.
    pub async fn pane(&self) -> Result<Option<Pane>> {
        let body = "const pane = document.querySelector('video')?.parentElement;
            if (!pane) return null;
            const { left, top, right, bottom } = pane.getBoundingClientRect();
            return { left, top, right, bottom };";
        Ok(serde_json::from_value(self.0.tab.script(body, vec![]).await?)?)
    }

    /// Waits until the pane is here.
    pub async fn pane_is_at(&self, place: &Pane) -> Result<()> {
        soon("the pane in its place", async || {
            let pane = self.pane().await?.context("there is no pane")?;
            ensure!(pane.is_at(place), "it is at {pane:?}, not at {place:?}");
            Ok(true)
        })
        .await
    }

    /// Waits until the pane shows a picture of this colour: red, green, blue.
    pub async fn see_picture(&self, colour: [u8; 3]) -> Result<()> {
        let body = "const video = document.querySelector('video');
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 1;
            const context = canvas.getContext('2d');
            context.drawImage(video, 0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);";
        soon(&format!("a picture of colour {colour:?}"), async || {
            let seen: [u8; 3] = serde_json::from_value(self.0.tab.script(body, vec![]).await?)?;
            let is_near = seen.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40);
            ensure!(is_near, "it is {seen:?}");
            Ok(true)
        })
        .await
    }

    /// Drags the pane by its button.
    pub async fn drag_pane(&self, by: (i32, i32)) -> Result<()> {
        let grip = self.0.tab.find(Role::Button, GRIP).await?.rect().await?;
        self.drag((grip.x + grip.width / 2.0, grip.y + grip.height / 2.0), by).await
    }

    /// Drags the lower right corner of the pane.
    pub async fn drag_corner(&self, by: (i32, i32)) -> Result<()> {
        let pane = self.pane().await?.context("there is no pane")?;
        self.drag((pane.right - 4.0, pane.bottom - 4.0), by).await
    }

    async fn drag(&self, (x, y): (f64, f64), by: (i32, i32)) -> Result<()> {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
        let (x, y) = (x.round() as i64, y.round() as i64);
        let (right, down) = (i64::from(by.0), i64::from(by.1));
        let drag = self.0.tab.driver().action_chain().move_to(x, y).click_and_hold();
        let drag = drag.move_to(x + right / 2, y + down / 2).move_to(x + right, y + down);
        Ok(drag.release().perform().await?)
    }

    /// Gives the button that moves the pane the focus.
    pub async fn hold_pane(&self) -> Result<()> {
        let grip = self.0.tab.find(Role::Button, GRIP).await?;
        self.0.tab.script("arguments[0].focus();", vec![grip.to_json()?]).await.map(drop)
    }

    /// Whether the middle of the button that moves the pane can be pressed where it is now.
    pub async fn pane_is_in_reach(&self) -> Result<bool> {
        let grip = self.0.tab.find(Role::Button, GRIP).await?;
        let body = "const [grip] = arguments;
            const { x, y, width, height } = grip.getBoundingClientRect();
            return grip.contains(document.elementFromPoint(x + width / 2, y + height / 2));";
        Ok(self.0.tab.script(body, vec![grip.to_json()?]).await? == json!(true))
    }
}

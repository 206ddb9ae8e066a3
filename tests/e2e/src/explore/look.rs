//! What the page shows at one time, as far as it is held to anything.

use anyhow::Result;
use serde::Deserialize;

use crate::locate::SCRIPT;
use crate::tab::Tab;

/// The page at one time.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is something to be seen")]
pub(super) struct Look {
    /// The part of the address behind the page's own.
    pub address: String,
    /// What the tab is called.
    pub title: String,
    /// The heading of the screen.
    pub heading: String,
    /// Whether the start screen is shown.
    pub is_start: bool,
    /// Whether it is the address of a recording of this device.
    pub is_recording: bool,
    /// Whether nothing more is on its way to the screen.
    pub is_settled: bool,
    /// Speaker and text of each turn, without blanks; `None` where no conversation is shown.
    pub turns: Option<Vec<(String, String)>>,
    /// Whether the focus is in a turn that is edited.
    pub is_editing: bool,
    /// Whether what is typed goes into a field or a turn.
    pub is_typing: bool,
    /// How many letters of the turn in editing are selected.
    pub selected: usize,
    /// Whether a correction can be undone.
    pub can_undo: bool,
    /// Whether one can be made again.
    pub can_redo: bool,
    /// How many corrections the bar says are not saved.
    pub owes: u32,
    /// Whether another tab corrects the conversation.
    pub is_elsewhere: bool,
    /// Whether it says that it stopped.
    pub has_stopped: bool,
    /// What its alerts say.
    pub alerts: Vec<String>,
    /// For how many milliseconds it stood still at most since it was loaded, or allowed to.
    pub stood_still: u64,
    /// Whether the disk is full.
    pub is_full: bool,
}

impl Look {
    /// Looks at the page.
    pub(super) async fn at(tab: &Tab) -> Result<Self> {
        let body = format!("{SCRIPT}\n{}", include_str!("../../js/look.js"));
        Ok(serde_json::from_value(tab.script(&body, vec![]).await?)?)
    }

    /// What is said in the conversation, without blanks.
    #[must_use]
    pub(super) fn text(&self) -> Option<String> {
        let turns = self.turns.as_ref()?;
        Some(turns.iter().map(|(_, text)| text.as_str()).collect())
    }
}

//! axe-core over the state that a story has reached.

use std::fmt::Write as _;
use std::fs;
use std::sync::OnceLock;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::tab::Tab;
use crate::tools;

/// One broken rule with the elements that break it.
#[derive(Deserialize, Debug)]
struct Violation {
    id: String,
    help: String,
    targets: Vec<String>,
}

/// Which rules a state is held to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rules {
    /// A, AA, best practice and the size of targets.
    All,
    /// Those that a theme can break: it changes colours and nothing else.
    Colours,
}

/// The violations in the page as it is now, one paragraph each; empty if there is none.
pub async fn violations(tab: &Tab, rules: Rules) -> Result<String> {
    let only_colours = json!(rules == Rules::Colours);
    let found =
        tab.script_async(source()?, vec![only_colours]).await.context("running axe-core")?;
    let found: Vec<Violation> = serde_json::from_value(found)?;
    let mut told = String::new();
    for Violation { id, help, targets } in found {
        write!(told, "\n  {id}: {help}")?;
        for target in targets {
            write!(told, "\n    {}", target.replace('\n', " "))?;
        }
    }
    Ok(told)
}

/// axe-core followed by the script that runs it, read once.
fn source() -> Result<&'static str> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let path = tools::axe()?;
    let axe =
        fs::read_to_string(&path).with_context(|| format!("{} is unreadable", path.display()))?;
    Ok(SOURCE.get_or_init(|| format!("{axe}\n{}", include_str!("../js/axe.js"))))
}

//! axe-core over the state that a story has reached.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::tab::Tab;
use crate::{paths, tools};

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

/// What the file is called that pages load it from.
pub(crate) const NAME: &str = "axe.js";

/// Has the page load it, once, and run it. To send it along each time takes longer than to run it.
const LOAD: &str = "const [onlyColours, name, done] = arguments;
    // Firefox runs a driver's scripts beside the page's own.
    const page = window.wrappedJSObject ?? window;
    const run = () => page.runAxe(onlyColours).then(done);
    if (page.runAxe) return run();
    const script = document.createElement('script');
    const take = { createScriptURL: (address) => address };
    const policy = page.trustedTypes?.createPolicy('diarist', take) ?? take;
    script.src = policy.createScriptURL(`${location.origin}/${name}`);
    script.onload = () => {
        script.remove();
        run();
    };
    script.onerror = () => done(null);
    document.head.append(script);";

/// The violations in the page as it is now, one paragraph each; empty if there is none.
pub async fn violations(tab: &Tab, rules: Rules) -> Result<String> {
    let only_colours = json!(rules == Rules::Colours);
    let found = tab
        .script_async(LOAD, vec![only_colours, json!(NAME)])
        .await
        .context("running axe-core")?;
    let found = found.as_str().context("the page could not load axe-core")?;
    let found: Vec<Violation> = serde_json::from_str(found)?;
    let mut told = String::new();
    for Violation { id, help, targets } in found {
        write!(told, "\n  {id}: {help}")?;
        for target in targets {
            write!(told, "\n    {}", target.replace('\n', " "))?;
        }
    }
    Ok(told)
}

/// axe-core followed by what runs it, in one file that is written once.
pub(crate) fn file() -> Result<PathBuf> {
    static FILE: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut file = FILE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = &*file {
        return Ok(file.clone());
    }
    let path = tools::axe()?;
    let axe =
        fs::read_to_string(&path).with_context(|| format!("{} is unreadable", path.display()))?;
    let written = paths::target().join("e2e-axe.js");
    // Whoever reads it meanwhile has the old one.
    let new = paths::target().join(format!("e2e-axe.{}.js", std::process::id()));
    fs::create_dir_all(paths::target())?;
    fs::write(&new, format!("{axe}\n{}", include_str!("../js/axe.js")))?;
    fs::rename(&new, &written)?;
    Ok(file.insert(written).clone())
}

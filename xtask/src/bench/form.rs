//! Diarist's start screen, as far as benches fill it in.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use crate::test::Session;
use crate::wait;

/// How long the page may take to show itself, and to look at a file.
pub(super) const START: Duration = Duration::from_secs(20);
/// The pause between two looks.
pub(super) const LOOK: Duration = Duration::from_millis(250);

/// The field for a recording.
pub(super) const FILE_INPUT: &str = "input[type=file]";

/// Gives the page a key and a recording, and presses "Transcribe".
pub(super) fn send(session: &Session, recording: &Path) -> Result<()> {
    let key = labelled(session, "AssemblyAI API key")?;
    session.type_into(&key, "bench-key")?;
    let input = labelled(session, "Audio or video file").or_else(|_| session.find(FILE_INPUT))?;
    session.type_into(&input, &recording.to_string_lossy())?;
    // The button may wait for the file to be looked at.
    press(session, "Transcribe")
}

/// Presses the button of that name as soon as it can be pressed.
pub(super) fn press(session: &Session, name: &str) -> Result<()> {
    wait::until(&format!("the button {name}"), START, LOOK, || {
        let done = session.script(CLICK, &json!([name]))?;
        Ok((done == json!(true)).then_some(()))
    })
}

/// Clicks the enabled button of that name; false if there is none yet.
const CLICK: &str = "const [name] = arguments;
    const button = [...document.querySelectorAll('button')]
        .find((button) => button.textContent.trim() === name && !button.disabled);
    if (button) button.click();
    return Boolean(button);";

/// The field that the label of that text is for.
pub(super) fn labelled(session: &Session, label: &str) -> Result<String> {
    let found = session.script(
        "const [text] = arguments;
         const label = [...document.querySelectorAll('label')]
             .find((label) => label.textContent.trim().startsWith(text));
         return label?.control ?? document.querySelector(`[aria-label='${text}']`);",
        &json!([label]),
    )?;
    Session::element(&found).with_context(|| format!("the page has no field {label}"))
}

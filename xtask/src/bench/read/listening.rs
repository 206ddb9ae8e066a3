//! Listening to the open conversation: whether the right word is marked, how soon, and what the
//! browser does for it.
//!
//! Done once for each size, in the first round: it takes longer than all else, and finds the same
//! each time.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::devtools::Devtools;
use super::script::{note, outcome, take};
use crate::test::Session;

/// Measures, in an open conversation with its sound, and tells what it found by name.
pub(super) fn listen(
    session: &Session,
    devtools: Option<&Devtools<'_>>,
    answer: &str,
    places: &Value,
) -> Result<Value> {
    take(session, "oracle", include_str!("oracle.js"), &json!([answer]))?;
    let seeks = take(session, "seeks", include_str!("seeks.js"), &json!([places]));
    if let Some(seeks) = note(seeks) {
        tell_wrong(&seeks);
    }
    session.script(include_str!("playing.js"), &json!([]))?;
    note(take(session, "lag", include_str!("lag.js"), &json!([])));
    let Some(devtools) = devtools else { return Ok(json!({})) };
    // Where nobody speaks only the clock goes on, and where the clock is held only the words do.
    Ok(json!({
        "word": note(cost(session, devtools, "speech", "words")),
        "tick": note(cost(session, devtools, "silence", "ticks")),
    }))
}

/// What is done for each word that is marked in a stretch, or for each tick of the clock.
///
/// The page plays already when counting begins, and still when it ends. What happens between the
/// counts and the stretch is counted too: rather a little too much than too little.
fn cost(session: &Session, devtools: &Devtools<'_>, stretch: &str, each: &str) -> Result<Value> {
    let arguments = json!([stretch]);
    let call = |step: &str| {
        format!("window.bench.run('{step}', () => window.bench.playing.{step}(arguments[0]));")
    };
    let measured = take(session, "ready", &call("ready"), &arguments).and_then(|_| {
        let before = devtools.counts()?;
        session.script(&call("stretch"), &arguments)?;
        let seen = outcome(session, "stretch")?;
        Ok((before, devtools.counts()?, seen))
    });
    session.script("window.bench.playing.stop();", &json!([]))?;
    let (before, after, seen) = measured?;
    let times = seen[each].as_f64().filter(|times| *times > 0.0);
    let times = times.with_context(|| format!("there were no {each} in the {stretch}"))?;
    Ok(json!({
        "styles": (after.styles - before.styles) / times,
        "layouts": (after.layouts - before.layouts) / times,
    }))
}

/// Tells of the first seeks that marked another word, so that they can be looked into.
fn tell_wrong(seeks: &Value) {
    for example in seeks["examples"].as_array().into_iter().flatten() {
        println!("  wrong word: {example}");
    }
}

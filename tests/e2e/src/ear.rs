//! Hearing what the page plays, where every second has a tone of its own.

use anyhow::Result;
use serde_json::Value;

use crate::tab::Tab;

/// The recordings of `crates/sound/tests/fixtures`: 400 Hz in the first second, 20 Hz more in each.
const LISTEN: &str = "const media = document.querySelector('audio, video');
    const done = arguments[arguments.length - 1];
    window.ear ??= { of: null };
    const { ear } = window;
    if (ear.of !== media) {
        ear.of = media;
        ear.context ??= new AudioContext();
        ear.analyser = ear.context.createAnalyser();
        ear.analyser.fftSize = 16384;
        ear.analyser.smoothingTimeConstant = 0;
        const source = ear.context.createMediaElementSource(media);
        source.connect(ear.analyser);
        source.connect(ear.context.destination);
    }
    if (ear.context.state !== 'running') void ear.context.resume();
    const { analyser, context } = ear;
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const width = context.sampleRate / analyser.fftSize;
    let [loudest, at] = [-Infinity, 0];
    for (let bin = Math.ceil(380 / width); bin * width < 4000; bin += 1) {
        if (bins[bin] > loudest) [loudest, at] = [bins[bin], bin];
    }
    const second = Math.round((at * width - 400) / 20);
    done([context.state, loudest > -50 ? second : null]);";

/// The second of the recording that is heard now; `None` where it is silent. The first call begins to
/// listen. Firefox lets no page listen on a machine without a sound card.
pub async fn second(tab: &Tab) -> Result<Option<i64>> {
    let heard = tab.script_async(LISTEN, vec![]).await?;
    Ok(heard.get(1).and_then(Value::as_i64))
}

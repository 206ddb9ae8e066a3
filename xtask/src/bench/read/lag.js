// Plays over many words: from the moment when the sound passes a word's start to the frame in which
// that word is marked, in ms. A word that never is counts until a later one is.
const WORDS = 90;
const AT_MOST_MS = 60_000;
const { bench } = window;
const { words, at, marked } = bench.oracle;
const { sound, start, stop } = bench.playing;

// What was marked in each frame, with the time and the sound's place when it was made.
const watch = async () => {
  const frames = [];
  const seen = new Set();
  await start(words[Math.floor(words.length / 4)].start);
  const began = performance.now();
  while (seen.size <= WORDS && performance.now() - began < AT_MOST_MS) {
    await bench.frame();
    const [now, place] = [performance.now(), sound().currentTime * 1000];
    // Whoever else is called for this frame was called by then.
    await bench.task();
    const word = marked();
    seen.add(word);
    frames.push({ now, place, word });
  }
  return frames;
};

bench.run("lag", async () => {
  const frames = await watch().finally(stop);
  const last = frames.at(-1);
  const lags = [];
  for (const [word, { start: ms }] of words.entries()) {
    const next = frames.findIndex((frame) => frame.place >= ms);
    // Too late to be marked, or never to be: of two that start at once one is.
    if (next < 1 || ms > last.place - 1_000 || at(ms) !== word) continue;
    const [before, after] = [frames[next - 1], frames[next]];
    const share = (ms - before.place) / (after.place - before.place);
    const passed = before.now + share * (after.now - before.now);
    const found = frames.slice(next)
      .find((frame) => frame.word === word || words[frame.word]?.start > ms);
    lags.push((found ?? last).now - passed);
  }
  return lags;
});

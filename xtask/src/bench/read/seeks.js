// Goes to places in the recording, given as shares of it: how often another word is marked than the
// one that is spoken there. What is right only after the next frame is right. The longest
// conversations are longer than their sound: nobody can go to where that has ended.
const [places] = arguments;
const BATCH = 50;
const EXAMPLES = 3;
const { bench } = window;
const slider = bench.field("Position");

bench.run("seeks", async () => {
  if (!slider) return null;
  const { words, at, marked } = bench.oracle;
  const heard = (document.querySelector("audio, video")?.duration || Infinity) * 1_000;
  const [from, to] = [Number(slider.min || 0), Math.min(Number(slider.max || 100), heard)];
  let wrong = 0;
  const examples = [];
  for (const [count, place] of places.entries()) {
    // The page must be able to answer meanwhile.
    if (count % BATCH === 0) await bench.painted();
    const ms = Math.round(from + place * (to - from));
    slider.value = String(ms);
    slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await bench.settle();
    const spoken = at(ms);
    if (marked() === spoken) continue;
    await bench.painted();
    const found = marked();
    if (found === spoken) continue;
    wrong += 1;
    if (examples.length < EXAMPLES) {
      examples.push({ ms, spoken: words[spoken] ?? spoken, marked: words[found] ?? found });
    }
  }
  return { wrong, of: places.length, examples };
});

// Goes to places in the recording, given as shares of it. Of each step, in ms: the script that runs
// before the next frame, and apart from it what that frame does to follow to a place far off, which
// is to scroll and to lay out. Returns null where there is no such slider.
const [places] = arguments;
const { bench } = window;
const slider = bench.field("Position");
bench.run("playhead", async () => {
  if (!slider) return null;
  const [from, to] = [Number(slider.min || 0), Number(slider.max || 100)];
  const steps = [];
  for (const place of places) {
    await bench.painted();
    bench.frameMs = 0;
    const began = performance.now();
    slider.value = String(Math.round(from + place * (to - from)));
    slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await bench.settle();
    const script = performance.now() - began;
    await bench.painted();
    steps.push([script, bench.frameMs]);
  }
  return steps;
});

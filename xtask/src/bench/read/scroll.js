// From top to bottom in 60 jumps, one in each frame: the longest time between two frames, in ms.
const JUMPS = 60;
const { bench } = window;
const scrolls = (element) => element.scrollHeight > element.clientHeight + 1
  && /auto|scroll/.test(getComputedStyle(element).overflowY);
let pane = document.querySelector("[data-turn]");
while (pane && !scrolls(pane)) pane = pane.parentElement;
pane ??= document.scrollingElement;

bench.run("scroll", async () => {
  const jump = (share) => {
    const top = (pane.scrollHeight - pane.clientHeight) * share;
    pane.scrollTo({ top, behavior: "instant" });
  };
  jump(0);
  await bench.painted();
  await bench.frame();
  let [worst, last] = [0, performance.now()];
  for (let at = 1; at <= JUMPS; at += 1) {
    jump(at / JUMPS);
    await bench.frame();
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
  }
  jump(0);
  await bench.painted();
  return worst;
});

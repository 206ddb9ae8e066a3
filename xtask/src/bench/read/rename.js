// Calls a voice by other names: from the change of the field to the paint that shows the name, in
// ms. Returns null where there is no such field.
const NAMES = ["Ada Lovelace", "Bo", "Chimamanda Ngozi", "Đorđe", "Speaker A"];
const AT_MOST = 300;
const { bench } = window;
const field = bench.field("Name of Speaker A");

// One of the names in view, found from points of the window: to ask each name for its box would
// have the browser lay out all that it skips, and the change would pay for it.
const inView = async (heads) => {
  const among = new Set(heads);
  for (let frames = 0; frames < AT_MOST; frames += 1) {
    await bench.painted();
    if (frames > 0) heads[0].scrollIntoView({ block: "center", behavior: "instant" });
    for (let y = 0; y < innerHeight; y += 8) {
      const turn = document.elementFromPoint(innerWidth / 2, y)?.closest("[data-turn]");
      const head = turn?.querySelector(":scope > h2, :scope > b");
      const { top, bottom } = head?.getBoundingClientRect() ?? { top: -1 };
      if (among.has(head) && top >= 0 && bottom <= innerHeight) return head;
    }
  }
  throw new Error("no name is in view");
};

bench.run("rename", async () => {
  if (!field) return null;
  const heads = [...document.querySelectorAll("[data-turn] > h2, [data-turn] > b")]
    .filter((head) => head.textContent === field.value);
  if (heads.length === 0) throw new Error("no turn has the name that the field has");
  const seen = await inView(heads);
  const until = async (isSo) => {
    for (let frames = 0; frames < AT_MOST; frames += 1) {
      await bench.painted();
      if (!field.isConnected || !seen.isConnected) throw new Error("the page was built anew");
      if (isSo()) return;
    }
    throw new Error("the name is not shown");
  };
  const times = [];
  for (const name of NAMES) {
    await bench.painted();
    const began = performance.now();
    field.value = name;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => seen.textContent === name);
    times.push(performance.now() - began);
    // Those out of sight may take longer, but not for ever.
    await until(() => heads.every((head) => head.textContent === name));
  }
  return times;
});

// Types "t", "th" and then "the" several times: from setting the field to the mark that hits are
// painted, in ms. Returns null where there is no such field.
const AGAIN = 5;
const MARK = "diarist:search-painted";
const { bench } = window;
const find = () => bench.field("Search this conversation");

// "12 of 348" in the nearest status.
const count = (field) => {
  for (let around = field.parentElement; around; around = around.parentElement) {
    for (const status of around.querySelectorAll("[role=status]")) {
      const found = /\d of ([\d.,\s]+)/.exec(status.textContent);
      if (found) return Number(found[1].replace(/\D/g, ""));
    }
  }
  return null;
};

bench.run("search", async () => {
  if (!find()) {
    const keys = { key: "f", code: "KeyF", ctrlKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", keys));
    await bench.painted();
  }
  const field = find();
  if (!field) return null;
  field.focus();
  const type = async (text) => {
    await bench.painted();
    const before = performance.getEntriesByName(MARK).length;
    const began = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    for (let frames = 0; frames < 60; frames += 1) {
      await bench.settle();
      const painted = performance.getEntriesByName(MARK)[before];
      if (painted) return painted.startTime - began;
      await bench.painted();
    }
    return null;
  };
  const first = await type("t");
  const again = [];
  for (let at = 0; at < AGAIN; at += 1) {
    await type("th");
    again.push(await type("the"));
  }
  await bench.painted();
  const hits = count(field);
  await type("");
  return { first, again, hits };
});

// Corrects the open conversation in its middle: how long each kind of correction takes to the next
// paint, in ms. In the floor page, which corrects nothing, only keys in an untouched paragraph that
// can be typed in.
const [edits] = arguments;
const { bench } = window;
const KEYS = 60;
const AGAIN = 9;

const press = (target, key, more = {}) => target.dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
);
const named = (name, root = document) => [...root.querySelectorAll("button")].find((button) =>
  button.textContent.trim() === name || button.getAttribute("aria-label") === name);
// A correction is kept some time after it: what follows must not wait in its way.
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
// From an act, so many ms after a frame, to the paint after it. What it is put off to tasks of its
// own belongs to it.
const timed = async (act, afterFrame = 0) => {
  await bench.painted();
  if (afterFrame > 0) await rest(afterFrame);
  const began = performance.now();
  act();
  await bench.painted();
  return performance.now() - began;
};

bench.run("edit", async () => {
  const all = () => document.querySelectorAll("[data-turn]");
  const middle = Math.floor(all().length / 2);
  const turn = (at) => document.querySelector(`[data-turn="${at}"]`);
  // A turn in the middle that is long enough to be cut.
  let at = middle;
  while (turn(at).querySelector("p").textContent.length < 120) at += 1;
  turn(at).scrollIntoView({ block: "center", behavior: "instant" });
  await bench.painted();
  await bench.painted();
  const text = () => turn(at).querySelector("p");
  const caret = (offset) => getSelection().collapse(text().firstChild, offset);
  const isOurs = Boolean(named("Undo"));
  const edit = async () => {
    turn(at).querySelector(".time").focus({ preventScroll: true });
    press(document.activeElement, "e");
    await bench.painted();
    if (text().contentEditable === "inherit") throw new Error("the turn is not edited");
  };

  const found = {};
  if (isOurs) {
    await edit();
  } else {
    text().contentEditable = "plaintext-only";
    text().focus({ preventScroll: true });
  }
  caret(60);
  // People's keys come at any moment of a frame. One right after a frame waits the longest for the
  // next: nothing that is painted 60 times a second is quicker then.
  found.keys = [];
  found.keysAfterFrame = [];
  for (let key = 0; key < KEYS; key += 1) {
    const type = () => document.execCommand("insertText", false, "abcd e"[key % 6]);
    found.keysAfterFrame.push(await timed(type));
    found.keys.push(await timed(type, (key * 7) % 17));
  }
  if (!isOurs) return found;

  // What was typed becomes a correction in a pause of typing, while the next key may come.
  await rest(600);
  press(text(), "Escape");
  await rest(300);

  const undo = () => named("Undo").click();
  const repeat = async (name, act, before) => {
    found[name] = [];
    found.undo ??= [];
    for (let time = 0; time < AGAIN; time += 1) {
      await before?.();
      found[name].push(await timed(act));
      await rest(60);
      found.undo.push(await timed(undo));
      await rest(60);
      // The turn may be in editing again.
      const edited = document.activeElement.closest("[contenteditable]");
      if (edited) press(edited, "Escape");
    }
  };
  await repeat("split", () => press(text(), "Enter", { ctrlKey: true }), async () => {
    await edit();
    caret(80);
  });
  await repeat("join", () => press(text(), "Backspace"), async () => {
    await edit();
    caret(0);
  });
  const stand = async () => turn(at).querySelector(".time").focus({ preventScroll: true });
  const other = () => (turn(at).dataset.voice === "0" ? "2" : "1");
  await repeat("reassign", () => press(document.activeElement, other()), stand);

  // Two voices become one: asked where both have the same name.
  named("Name them").click();
  await bench.painted();
  const [first, second] = document.querySelectorAll("dialog[open] .voices input");
  for (const field of [first, second]) {
    field.value = "Ada Example";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await rest(300);
  }
  await repeat("merge", () => named("Merge into one").click(), () => bench.painted());
  named("Done").click();
  await rest(300);

  // All that is found is put in place of.
  const field = bench.field("Search this conversation");
  field.focus();
  field.value = "the";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await rest(300);
  found.hits = Number(/of ([\d.,\s]+)/.exec(document.getElementById("find-count").textContent)[1]
    .replace(/\D/g, ""));
  const replacement = document.querySelector("[aria-label='Replace with']");
  replacement.value = "that";
  replacement.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await repeat("replace", () => named("Replace all").click());

  // So many corrections more, and then undone again.
  await stand();
  for (let count = 0; count < edits; count += 1) {
    press(document.activeElement, other());
    if (count % 50 === 0) await bench.painted();
  }
  await rest(1000);
  found.late = [];
  for (let time = 0; time < AGAIN; time += 1) {
    found.late.push(await timed(undo));
    await rest(60);
  }
  return found;
});

// What is measured while the sound plays: `bench.playing`. Needs oracle.js.
const { bench } = window;
const { words, at, marked } = bench.oracle;
// Fast speech is the hardest; the clock ticks alike at any speed.
const SPEEDS = { speech: 300, silence: 100 };
const WORDS = 40;
const TICKS = 8;
// As many frames without scrolling mean that it is over.
const STILL = 30;
const AT_MOST_MS = 60_000;

const sound = () => document.querySelector("audio, video");
const press = (name) => document.querySelector(`button[aria-label="${name}"]`)?.click();
const slider = bench.field("Position");
// The longest conversations are longer than their sound.
const heard = () => {
  const end = sound().duration * 1_000;
  return words.filter((word) => word.end < end);
};
// The clock and the slider are moved by what the sound tells of itself, the word is marked by the
// frame: without the one the other is left.
let isHeld = false;
let ticks = 0;
addEventListener("timeupdate", (event) => {
  ticks += 1;
  if (isHeld) event.stopImmediatePropagation();
}, true);

const until = async (isSo) => {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > AT_MOST_MS) throw new Error("it took too long");
    await bench.frame();
  }
};
const play = async (ms, speed) => {
  if (!slider || !sound()) throw new Error("there is nothing to play");
  const select = document.querySelector('select[aria-label="Speed"]');
  select.value = String(speed);
  select.dispatchEvent(new Event("change", { bubbles: true }));
  slider.value = String(Math.round(ms));
  slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await bench.painted();
  press("Play");
  await until(() => !sound().paused && sound().currentTime * 1000 > ms + 100);
  if (sound().playbackRate * 100 !== speed) throw new Error("it plays at another speed");
};

// Where one speaks for long, and where nobody speaks.
const places = {
  speech: () => {
    const counts = new Map();
    for (const { turn } of heard()) counts.set(turn, (counts.get(turn) ?? 0) + 1);
    const [turn, count] = [...counts].reduce((most, own) => (own[1] > most[1] ? own : most));
    return words.filter((word) => word.turn === turn)[Math.floor(count / 4)].start;
  },
  silence: () => {
    const sorted = heard().toSorted((a, b) => a.start - b.start);
    let [end, from, length] = [0, 0, 0];
    for (const word of sorted) {
      if (word.start - end > length) [from, length] = [end, word.start - end];
      end = Math.max(end, word.end);
    }
    // The last word stays marked for a second.
    return from + 1_500;
  },
};

bench.playing = {
  sound,
  // Plays fast, and goes on at once.
  start: (ms) => play(ms, SPEEDS.speech),
  stop: () => {
    isHeld = false;
    press("Pause");
  },
  // Plays, until nothing scrolls any more.
  ready: async (what) => {
    isHeld = what === "speech";
    await play(places[what](), SPEEDS[what]);
    let [still, top] = [0, scrollY];
    await until(() => {
      still = scrollY === top ? still + 1 : 0;
      top = scrollY;
      return still >= STILL;
    });
  },
  // Goes on until enough has changed; nothing else may change meanwhile.
  stretch: async (what) => {
    const state = () => [scrollY, words[marked()]?.turn, isHeld && slider.value];
    const before = state();
    let [seen, last, since] = [0, marked(), ticks];
    await until(() => {
      const word = marked();
      if (word !== last) seen += 1;
      last = word;
      return what === "speech" ? seen >= WORDS : ticks - since >= TICKS;
    });
    const after = state();
    const names = ["the text scrolled", "the turn ended", "the clock went on"];
    const changed = names.filter((name, index) => before[index] !== after[index]);
    if (changed.length > 0) throw new Error(changed.join(", "));
    if (what === "silence" && seen > 0) throw new Error("a word was marked in the silence");
    return { words: seen, ticks: ticks - since };
  },
};

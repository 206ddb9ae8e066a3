// What is spoken when, from the answer itself, and what is marked: `bench.oracle`.
// It looks at every word each time, so that it can hardly be wrong.
const [answer] = arguments;
const HOLD = 1_000;
const { bench } = window;

bench.run("oracle", async () => {
  const { utterances } = await (await fetch(answer)).json();
  utterances.sort((a, b) => a.start - b.start);
  const words = [];
  const places = new Map();
  for (const [turn, said] of utterances.entries()) {
    let from = 0;
    for (const { text, start, end } of said.words) {
      places.set(`${turn}:${from}`, words.length);
      words.push({ turn, text, start, end });
      from += text.length + 1;
    }
  }
  const starts = Int32Array.from(words, (word) => word.start);
  const ends = Int32Array.from(words, (word) => word.end);
  // Of the words around a moment the one that started last, else the last one before, if it ended
  // less than a second ago; -1 if none is spoken.
  const at = (ms) => {
    let [around, before] = [-1, -1];
    for (let word = 0; word < starts.length; word += 1) {
      const start = starts[word];
      if (start > ms) continue;
      if (before < 0 || start >= starts[before]) before = word;
      if (ends[word] > ms && (around < 0 || start >= starts[around])) around = word;
    }
    if (around >= 0) return around;
    return before >= 0 && ms - ends[before] < HOLD ? before : -1;
  };
  // The word that is marked, by its turn, its place there and its text; -1 if none is, -2 if that
  // is no word, or more than one.
  const marked = () => {
    if (!globalThis.CSS?.highlights) throw new Error("this browser marks no words");
    const ranges = [...CSS.highlights.get("current-word") ?? []];
    if (ranges.length === 0) return -1;
    const [range] = ranges;
    const own = range.startContainer.parentElement;
    const turn = own.closest("[data-turn]");
    let from = range.startOffset;
    for (const paragraph of turn?.querySelectorAll("p") ?? []) {
      if (paragraph === own) break;
      from += paragraph.textContent.length + 1;
    }
    const word = places.get(`${turn?.dataset.turn}:${from}`) ?? -2;
    return ranges.length === 1 && words[word]?.text === String(range) ? word : -2;
  };
  bench.oracle = { words, at, marked };
  return words.length;
});

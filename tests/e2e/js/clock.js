// Holds the page's long waits until a story lets them end: no wait of the page takes time then, and
// none ends before it was looked at. Short ones pass as ever, and so does everything but waiting.
// Put in place once the page is loaded, before it is asked for anything; its own files stay as they
// are.

if (!window.heldClock) {
  // Shorter waits are not worth holding: they are how the page coalesces and paints.
  const HELD_MS = 400;
  // The page's own: Firefox runs a driver's scripts beside it, with another.
  const { Date } = window;
  const now = Date.now.bind(Date);
  const start = window.setTimeout.bind(window);
  const stop = window.clearTimeout.bind(window);
  const held = new Map();
  // Beyond the numbers that a browser gives.
  let next = 1_000_000_000;
  let ahead = 0;
  Date.now = () => now() + ahead;
  const { performance } = window;
  const tick = performance.now.bind(performance);
  performance.now = () => tick() + ahead;
  // Requests of the service that are under way: what the page waits for meanwhile is no pause, however
  // short. The page reads every answer to its end. Its own files are read by others.
  let asked = 0;
  const over = () => start(() => (asked -= 1), 20);
  const fetch = window.fetch.bind(window);
  window.fetch = (...what) => {
    const address = what[0]?.url ?? String(what[0]);
    if (!address.includes("/v2/")) return fetch(...what);
    asked += 1;
    const answer = fetch(...what);
    answer.catch(over);
    return answer;
  };
  const reader = window.ReadableStreamDefaultReader.prototype;
  const { read } = reader;
  reader.read = function () {
    const piece = read.call(this);
    piece.then(({ done }) => done && over(), over);
    return piece;
  };
  // Drivers wait in the page too, for their scripts, which come from no address of it; so does axe-core.
  const isOfPage = () => {
    const { stack } = new Error();
    return stack.includes(`${location.origin}/`) && !stack.includes("/axe.js");
  };
  window.setTimeout = (run, ms = 0, ...rest) => {
    if (!(ms >= HELD_MS) || !isOfPage()) return start(run, ms, ...rest);
    next += 1;
    held.set(next, { run: () => run(...rest), ms, due: Date.now() + ms });
    return next;
  };
  window.clearTimeout = (id) => {
    if (!held.delete(id)) stop(id);
  };
  window.heldClock = {
    // The waits that are held, in ms as they were asked for.
    waits: () => [...held.values()].map(({ ms }) => ms),
    // Whether an answer is awaited or read.
    isAsking: () => asked > 0,
    // Lets time jump to the end of the first of them, and it end.
    jump: () => {
      const [first] = [...held].sort(([, a], [, b]) => a.due - b.due);
      if (!first) return;
      const [id, { run, due }] = first;
      held.delete(id);
      ahead += Math.max(0, due - Date.now());
      run();
    },
    // Lets time pass; what ends in it stays held.
    pass: (ms) => {
      ahead += ms;
    },
  };
}

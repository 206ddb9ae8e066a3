// Run in both pages before a conversation is opened: `bench`, what the measures share.
// Measures run by themselves; `when` waits for what one found, at most 20 s, so that nobody has to
// ask while they run.
const bench = { done: {}, tasks: null, frameMs: 0 };
window.bench = bench;
const running = {};

bench.run = (name, measure) => {
  const told = measure().then(
    (value) => ({ value: value ?? null }),
    (error) => ({ error: String(error) }),
  );
  running[name] = told.then((outcome) => { bench.done[name] = outcome; });
};
bench.when = (name) => new Promise((resolve) => {
  const late = setTimeout(resolve, 20_000, null);
  running[name].then(() => {
    clearTimeout(late);
    resolve(bench.done[name]);
  });
});

// Only Chromium tells of long tasks.
if (PerformanceObserver.supportedEntryTypes?.includes("longtask")) {
  bench.tasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) bench.tasks.push([task.startTime, task.duration]);
  }).observe({ type: "longtask" });
}

// What runs as microtasks after an event (effects, promises) belongs to its script.
bench.settle = async () => {
  for (let hop = 0; hop < 20; hop += 1) await null;
};
// Work that a page puts off to the next frame is counted, ours is not.
const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) => request(async (time) => {
  const began = performance.now();
  callback(time);
  await bench.settle();
  bench.frameMs += performance.now() - began;
});
bench.frame = () => new Promise((resolve) => request(resolve));
bench.task = () => new Promise((resolve) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    resolve();
  };
  channel.port2.postMessage(0);
});
// After a frame was drawn.
bench.painted = async () => {
  await bench.frame();
  await bench.task();
};

bench.field = (name) => {
  const label = [...document.querySelectorAll("label")]
    .find((label) => label.textContent.trim().startsWith(name));
  return label?.control ?? document.querySelector(`input[aria-label="${name}"]`);
};
bench.memory = async () => {
  const program = await window.wasmBindings?.default?.();
  window.gc?.();
  return {
    js: performance.memory?.usedJSHeapSize ?? null,
    wasm: program?.memory?.buffer.byteLength ?? null,
  };
};

bench.run("before", bench.memory);
const mounted = () => new Promise((resolve) => {
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName("diarist:all-turns-mounted").length === 0) return;
    observer.disconnect();
    resolve();
  }).observe({ type: "mark" });
});
bench.run("opened", async () => {
  await mounted();
  // A new conversation asks for names by itself; the measures are of what is under that.
  while (document.querySelector("main[data-fresh]")) {
    document.querySelector("dialog[open] .d-foot .primary")?.click();
    await bench.painted();
  }
  return document.querySelectorAll("[data-turn]").length;
});

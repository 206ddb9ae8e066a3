// Runs before the page: notes how long it stands still, lets its disk be full, and keeps what leads out
// of it away (dialogs of the system, the question before leaving).

(() => {
  if (window.explorer) return;
  const BEAT_MS = 50;
  let last = performance.now();
  let worst = 0;
  const rest = () => {
    last = performance.now();
    worst = 0;
  };
  const beat = () => {
    const now = performance.now();
    // A tab that is not seen is slowed down by the browser.
    if (!document.hidden) worst = Math.max(worst, now - last - BEAT_MS);
    last = now;
    setTimeout(beat, BEAT_MS);
  };
  setTimeout(beat, BEAT_MS);
  document.addEventListener("visibilitychange", () => (last = performance.now()));

  const FULL = "explorer-full";
  for (const name of ["put", "add"]) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...what) {
      const request = real.apply(this, what);
      if (sessionStorage.getItem(FULL)) {
        const error = new DOMException("The disk is full.", "QuotaExceededError");
        Object.defineProperty(this.transaction, "error", { value: error });
        this.transaction.abort();
      }
      return request;
    };
  }

  const { click } = HTMLInputElement.prototype;
  HTMLInputElement.prototype.click = function () {
    if (this.type !== "file") click.call(this);
  };
  delete window.showOpenFilePicker;
  addEventListener(
    "click",
    (event) => {
      const label = event.target.closest?.("label");
      if (label?.control?.type === "file" || event.target.type === "file") event.preventDefault();
    },
    true,
  );
  // Set by the conversation before; the next one is to be waited for.
  addEventListener("hashchange", () => performance.clearMarks("diarist:all-turns-mounted"));
  window.print = () => {};
  // Where an error came from, which a browser may not write down.
  addEventListener("error", ({ error }) => {
    if (error?.stack && !/closure invoked recursively/u.test(error.message)) console.error(`at ${error.stack.replace(/\s+/gu, " ")}`);
  });
  const listen = window.addEventListener;
  window.addEventListener = function (type, ...rest) {
    if (type !== "beforeunload") listen.call(this, type, ...rest);
  };

  window.explorer = {
    rest,
    worst: () => worst,
    setFull: (isFull) =>
      isFull ? sessionStorage.setItem(FULL, "1") : sessionStorage.removeItem(FULL),
    isFull: () => sessionStorage.getItem(FULL) !== null,
  };
})();

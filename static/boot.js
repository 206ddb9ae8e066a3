// Says what is wrong when the program does not start, and when it stops: the program itself cannot.
// Loaded before all else, so that no failure comes before it listens.
(() => {
  const id = (name) => document.getElementById(name);
  const HEARD =
    "keydown keyup beforeinput input click pointerdown pointermove pointerup wheel focusin focusout paste copy drop " +
    "beforeunload pagehide pageshow visibilitychange hashchange popstate online offline storage";
  let why;
  let program; // What the module exports, once it runs.
  let isStopped = false;
  let isLeft = false;

  // The program has not started.
  const show = () => {
    const failed = id("shell-failed");
    if (why === undefined || !failed) return; // All is well, or the program has taken over.
    if (why) id("shell-why").textContent = why;
    id("shell-loading").hidden = true;
    failed.hidden = false;
  };
  const fail = (reason) => {
    why ??= reason;
    show();
  };

  // The program was stopped in the middle of something, by a mistake in it or by memory that it was
  // refused. Its data may be half changed and nothing of it may run on, least of all to store it: what
  // it needs first in its memory is made nonsense, at which every call into it ends before it does anything.
  const stop = (error) => {
    isStopped = true;
    console.error("Diarist stopped:", String(error), error?.stack);
    if (program) new Uint8Array(program.memory.buffer).subarray(0, 1 << 26).fill(255);
    for (const media of document.querySelectorAll("audio, video")) media.pause();
    document.title = "Diarist stopped";
    const stopped = id("stopped");
    for (const part of document.body.children) part.inert = part !== stopped;
    stopped.addEventListener("close", () => stopped.showModal()); // Escape does not help either.
    id("stopped-load").addEventListener("click", () => {
      // What stops the program a second time is not shown first again.
      if (history.state === "stopped") history.replaceState(null, "", location.pathname + location.search);
      else history.replaceState("stopped", "");
      location.reload();
    });
    stopped.showModal();
  };
  // A trap; or the stack's end, for which engines have other errors. What else is thrown, the program
  // may not even have noticed: an extension's listener runs in the middle of its calls.
  const isTrap = (error) =>
    error instanceof WebAssembly.RuntimeError ||
    (/stack|recursion/.test(error?.message) && /wasm-function/.test(error.stack));
  // Firefox ends what still runs in a page that is left, or whose tab is closed: nothing of the program
  // goes on then, and the next call into it says this, or is trapped by what it finds half done. Whoever
  // comes back to the page is told.
  const isEnded = (error) => /closure invoked recursively/.test(error?.message);
  const hear = (event, error) => {
    if (isStopped) event.preventDefault();
    else if (id("shell")) fail("");
    else if (isEnded(error) || (isLeft && isTrap(error))) setTimeout(() => isStopped || stop(error), 1000);
    else if (isTrap(error)) stop(error);
  };
  const isOfNotice = (target) => target instanceof Node && id("stopped").contains(target);

  document.addEventListener("DOMContentLoaded", show);
  if (typeof WebAssembly !== "object") {
    fail("This browser has no WebAssembly, or it is switched off. Diarist needs it: use a current browser, or allow it for this page.");
    return;
  }
  // Hosts that send no headers cannot forbid it; `START` of the build does not start the program then.
  if (top !== self) {
    fail("It is shown inside another page, where nobody can tell who watches a key being typed. Open it in a tab of its own.");
    return;
  }
  addEventListener("error", (event) => hear(event, event.error), true);
  addEventListener("unhandledrejection", (event) => hear(event, event.reason));
  addEventListener("pagehide", () => (isLeft = true), true);
  addEventListener("pageshow", () => (isLeft = false), true);
  addEventListener("diarist-started", (event) => (program = event.detail.wasm));
  // Before any listener of the program, which would answer with one more trap, or ask whether to stay.
  for (const kind of HEARD.split(" ")) {
    const keep = (event) => isStopped && !isOfNotice(event.target) && event.stopImmediatePropagation();
    addEventListener(kind, keep, true);
  }
  setTimeout(() => fail("It takes unusually long. It may still come; if not, load the page again."), 12000);
})();

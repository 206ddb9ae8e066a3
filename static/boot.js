// Says what is wrong when the program does not start: the program itself cannot.
// Loaded before all else, so that no failure comes before it listens.
(() => {
  const id = (name) => document.getElementById(name);
  let why;
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
  document.addEventListener("DOMContentLoaded", show);
  if (typeof WebAssembly !== "object") {
    fail("This browser has no WebAssembly, or it is switched off. Diarist needs it: use a current browser, or allow it for this page.");
    return;
  }
  addEventListener("error", () => fail(""), true);
  addEventListener("unhandledrejection", () => fail(""));
  setTimeout(() => fail("It takes unusually long. It may still come; if not, load the page again."), 12000);
})();

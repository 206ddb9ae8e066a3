// The `arguments[0]`th of what can be pressed, counted around, or its label; null if nothing can be.
// Prefixed by `locate.js`.

const leadsOut = (element) =>
  element.matches("a") &&
  (element.target === "_blank" || !element.getAttribute("href").startsWith("#"));
const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
const all = ["button", "link", "checkbox", "radio"]
  .flatMap((role) => locateAll(role, null, dialog ?? document))
  .filter((element) => !element.disabled && !leadsOut(element));
if (all.length === 0) return null;
const element = all[arguments[0] % all.length];
const target = element.labels?.[0] ?? element;
target.scrollIntoView({ block: "center", behavior: "instant" });
return target;

// Finds elements as people name them: by role and accessible name. Prefixed to scripts that need it.

const SELECTORS = {
  alert: "[role=alert]",
  button: "button, [role=button], summary, input[type=submit], input[type=button]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  dialog: "dialog[open], [role=dialog], [popover]",
  field:
    "input:not([type=radio]):not([type=checkbox]):not([type=file]):not([type=hidden]), select, textarea",
  file: "input[type=file]",
  group: "fieldset, [role=group], [role=radiogroup]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  link: "a[href], [role=link]",
  list: "ol, ul, [role=list]",
  progressbar: "progress, [role=progressbar]",
  radio: "input[type=radio], [role=radio]",
  status: "[role=status], output",
};

const squeeze = (text) => (text ?? "").replace(/\s+/gu, " ").trim();

const isShown = (element) => {
  if (element.closest("[hidden], [inert]")) return false;
  const style = getComputedStyle(element);
  return style.visibility === "visible" && element.getClientRects().length > 0;
};

// Text as assistive technology gets it: without hidden parts and without the controls inside a label.
const spokenText = (node) => {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue;
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    if (child.getAttribute("aria-hidden") === "true") continue;
    if (child.matches("input, select, textarea, script, style, svg:not([aria-label])")) continue;
    const style = getComputedStyle(child);
    if (style.display === "none" || style.visibility === "hidden") continue;
    const gap = style.display.startsWith("inline") ? "" : " ";
    text += gap + (child.getAttribute("aria-label") ?? spokenText(child)) + gap;
  }
  return text;
};

const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (by) {
    const parts = by.split(/\s+/u).map((id) => document.getElementById(id));
    return squeeze(parts.map((part) => (part ? spokenText(part) : "")).join(" "));
  }
  const own = element.getAttribute("aria-label");
  if (own) return squeeze(own);
  if (element.labels?.length) return squeeze([...element.labels].map(spokenText).join(" "));
  const legend = element.tagName === "FIELDSET" && element.querySelector(":scope > legend");
  if (legend) return squeeze(spokenText(legend));
  if (element.matches("input[type=submit], input[type=button]")) return squeeze(element.value);
  return squeeze(spokenText(element)) || squeeze(element.title);
};

// All elements of `role`, with `name` if it is not null, in document order. File inputs and radios
// may be drawn by their labels, so for them it is the label that has to be shown.
const locateAll = (role, name, root = document) =>
  [...root.querySelectorAll(SELECTORS[role])].filter((element) => {
    if (name !== null && nameOf(element) !== name) return false;
    if (role === "file") return true;
    return isShown(element) || [...(element.labels ?? [])].some(isShown);
  });

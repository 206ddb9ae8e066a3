// What the page shows now, as far as the explorer holds it to anything. Prefixed by `locate.js`.

const squash = (text) => (text ?? "").replace(/\s+/gu, "");
const turns = [...document.querySelectorAll("[data-turn]")];
const isOf = (name) => location.hash.startsWith(`#/${name}/`);
const isConversation = turns.length > 0 && document.querySelector("main.talk") !== null;
const editor = document.activeElement?.closest?.("[data-editing]") ?? null;
const can = (name) => document.querySelector(`button[aria-label="${name}"]:enabled`) !== null;
const unsaved = /(\d+) corrections? not saved/u.exec(
  document.querySelector("header")?.textContent ?? "",
);
const text = document.body.innerText;
return {
  address: location.hash,
  title: document.title,
  heading: squeeze(document.querySelector("h1")?.textContent),
  isStart: ["", "#/"].includes(location.hash) && document.querySelector("form#settings") !== null,
  isRecording: isOf("recording"),
  isSettled:
    document.readyState === "complete" &&
    document.querySelector("main") !== null &&
    !text.includes("Opening the conversation…") &&
    (!isConversation ||
      performance.getEntriesByName("diarist:all-turns-mounted").length > 0),
  turns: isConversation
    ? turns.map((turn) => [
        turn.dataset.speaker,
        squash([...turn.querySelectorAll("p")].map((p) => p.textContent).join("")),
      ])
    : null,
  isEditing: editor !== null,
  isTyping:
    editor !== null ||
    (document.activeElement?.matches?.("input, textarea") ?? false),
  selected: editor ? squash(getSelection().toString()).length : 0,
  canUndo: can("Undo"),
  canRedo: can("Redo"),
  owes: unsaved ? Number(unsaved[1]) : 0,
  isElsewhere: text.includes("Another tab corrects this conversation"),
  hasStopped: text.includes("Diarist stopped"),
  alerts: locateAll("alert", null).map((alert) => squeeze(alert.innerText)).filter(Boolean),
  stoodStill: Math.round(window.explorer?.worst() ?? 0),
  isFull: window.explorer?.isFull() ?? false,
};

// All that was measured in this page.
const { done, tasks } = window.bench;
// The first time: what is mounted again later is no opening.
const at = (name) => performance.getEntriesByName(`diarist:${name}`)[0]?.startTime ?? null;
return {
  received: at("answer-received"),
  parsed: at("parsed"),
  first: at("first-turns-painted"),
  mounted: at("all-turns-mounted"),
  tasks,
  done,
};

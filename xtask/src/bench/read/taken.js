// All that was measured in this page.
const { done, tasks } = window.bench;
const at = (name) => performance.getEntriesByName(`diarist:${name}`).at(-1)?.startTime ?? null;
return {
  received: at("answer-received"),
  parsed: at("parsed"),
  first: at("first-turns-painted"),
  mounted: at("all-turns-mounted"),
  tasks,
  done,
};

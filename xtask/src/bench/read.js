// What watch.js noted, once the upload is answered; null before.
const answered = performance
  .getEntriesByType("resource")
  .filter((entry) => entry.name.endsWith("/v2/upload") && entry.initiatorType === "xmlhttprequest")
  .at(-1);
const seen = window.benchSeen;
if (!answered || !answered.responseEnd || !seen.sent) return null;
const [start, end] = [answered.startTime, answered.responseEnd];
// After the last event the server still takes in what the browser has buffered: not a gap.
const times = [start, ...seen.events.filter((time) => time <= end)];
const gaps = times.slice(1).map((time, at) => time - times[at]);
const tasks = seen.tasks.filter(([begun]) => begun >= start && begun <= end);
return {
  upload_ms: end - start,
  gap_ms: Math.max(0, ...gaps),
  task_ms: Math.max(0, ...tasks.map(([, length]) => length)),
};

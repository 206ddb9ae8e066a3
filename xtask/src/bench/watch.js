// Run in both pages before the upload: notes progress events and long tasks.
const seen = { events: [], tasks: [], sent: 0 };
window.benchSeen = seen;
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  if (body instanceof Blob) {
    seen.sent = performance.now();
    this.upload.addEventListener("progress", () => seen.events.push(performance.now()));
  }
  return send.call(this, body);
};
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) seen.tasks.push([task.startTime, task.duration]);
}).observe({ type: "longtask" });

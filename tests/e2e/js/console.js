// Keeps what the page complains of. WebKitGTK does not write the console of an automated window
// anywhere, so its page is asked instead. Answers whether the page has been loaded.

if (!window.consoleTold) {
  const told = (window.consoleTold = []);
  const { error } = console;
  console.error = (...values) => {
    told.push(values.map(String).join(" "));
    error.apply(console, values);
  };
  addEventListener("error", ({ message, filename, lineno }) => {
    told.push(`${message} (${filename}:${lineno})`);
  });
  addEventListener("unhandledrejection", ({ reason }) => told.push(`unhandled: ${reason}`));
}
return document.readyState === "complete";

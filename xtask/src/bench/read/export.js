// Has the open conversation saved in each format, with all that can be in it: how long until the
// browser is given the file, and the longest task of the page meanwhile, in ms. Nothing is saved.
// The first file brings the worker along and is listed by itself.
const { bench } = window;
const buttons = () => [...document.querySelectorAll("button")];
const named = (name) => buttons().find((button) => button.textContent.trim() === name
  || button.getAttribute("aria-label") === name);
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

bench.run("export", async () => {
  named("Export").click();
  await bench.painted();
  let given;
  HTMLAnchorElement.prototype.click = function click() {
    if (this.download) given(performance.now());
  };
  const save = async (name) => {
    // What the choice and the preview take is over by then.
    await rest(300);
    const began = performance.now();
    const done = new Promise((resolve) => { given = resolve; });
    named("Download").click();
    const ms = await done - began;
    // Long tasks are told of a little later.
    await rest(150);
    const tasks = (bench.tasks ?? []).filter(([start]) => start >= began - 1);
    return [name, ms, bench.tasks && Math.max(0, ...tasks.map(([, length]) => length))];
  };
  const radios = [...document.querySelectorAll("fieldset.fmt input")];
  radios[0].click();
  const found = [await save("the first file, with the worker")];
  for (const radio of radios) {
    radio.click();
    await bench.painted();
    for (const name of ["Certainty", "Silences", "Tiers of words"]) {
      const field = bench.field(name);
      if (field && !field.checked) field.click();
    }
    found.push(await save(radio.labels[0].childNodes[1].textContent));
  }
  return found;
});

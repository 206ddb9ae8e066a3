// Answers what the page keeps in this browser: its records, and the names of those with an answer.

const done = arguments[arguments.length - 1];
const read = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// How many corrections are made, and how many there are with those that can be made again.
const count = (log, steps) => {
  const { v, done, all } = JSON.parse(log);
  if (v === 1) return [done, all];
  let [made, undone] = [0, 0];
  for (const { step, amends } of steps.map((text) => JSON.parse(text))) {
    if (step === "undo") [made, undone] = [made - 1, undone + 1];
    else if (step === "redo") [made, undone] = [made + 1, undone - 1];
    else [made, undone] = [made + (amends ? 0 : 1), 0];
  }
  return [made, made + undone];
};

const readAll = async () => {
  const database = await read(indexedDB.open("diarist"));
  const store = (name) => database.transaction(name).objectStore(name);
  const records = await read(store("recordings").getAll());
  const answers = await read(store("transcripts").getAllKeys());
  const hasEdits = database.objectStoreNames.contains("edits");
  const keys = hasEdits ? await read(store("edits").getAllKeys()) : [];
  const texts = hasEdits ? await read(store("edits").getAll()) : [];
  database.close();
  const edits = keys
    .filter((key) => !key.includes("/"))
    .map((id) => count(texts[keys.indexOf(id)], texts.filter((_, at) => new RegExp(`^${id}/\\d+$`).test(keys[at]))));
  return { records: records.map((text) => JSON.parse(text)), answers, edits };
};

readAll().then(done, (error) => done({ error: String(error), records: [], answers: [], edits: [] }));

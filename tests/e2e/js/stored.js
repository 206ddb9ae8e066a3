// Answers what the page keeps in this browser: its records, and the names of those with an answer.

const done = arguments[arguments.length - 1];
const read = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const readAll = async () => {
  const database = await read(indexedDB.open("diarist"));
  const store = (name) => database.transaction(name).objectStore(name);
  const records = await read(store("recordings").getAll());
  const answers = await read(store("transcripts").getAllKeys());
  const hasEdits = database.objectStoreNames.contains("edits");
  const texts = hasEdits ? await read(store("edits").getAll()) : [];
  database.close();
  const logs = texts.map((text) => JSON.parse(text)).filter((value) => "done" in value);
  const edits = logs.map(({ done, all }) => [done, all]);
  return { records: records.map((text) => JSON.parse(text)), answers, edits };
};

readAll().then(done, (error) => done({ error: String(error), records: [], answers: [], edits: [] }));

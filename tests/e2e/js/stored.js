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
  database.close();
  return { records: records.map((text) => JSON.parse(text)), answers };
};

readAll().then(done, (error) => done({ error: String(error), records: [], answers: [] }));

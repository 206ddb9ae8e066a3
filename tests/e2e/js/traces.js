// Lists the places of the page that hold `arguments[0]`: addresses, storage, markup, databases, what
// was said in the console (if `before.js` of the story has kept it).

const [needle] = arguments;
const done = arguments[arguments.length - 1];
const found = new Set();

const read = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// What kind of object it is, wherever it was made: a driver's script may run beside the page's own.
const kindOf = (value) => Object.prototype.toString.call(value).slice("[object ".length, -1);

// Everything that may hide a text in a value: its keys, its bytes in either width, its base64.
const textsOf = (value) => {
  if (kindOf(value) === "ArrayBuffer") return textsOf(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return ["latin1", "utf-16le"].map((code) => new TextDecoder(code).decode(bytes));
  }
  if (["Array", "Map", "Set"].includes(kindOf(value))) {
    return [...value].flatMap(textsOf);
  }
  if (value && typeof value === "object") return Object.entries(value).flat().flatMap(textsOf);
  return [String(value)];
};

const needles = [needle, btoa(needle), [...needle].reverse().join("")];
const look = (place, value) => {
  const texts = textsOf(value);
  if (texts.some((text) => needles.some((one) => text.includes(one)))) found.add(place);
};

look("address", location.href);
look("referrer", document.referrer);
look("title", document.title);
look("window.name", window.name);
look("history", history.state);
look("cookies", document.cookie);
// Not by their properties: what is stored as "key" hides behind the method of that name.
const itemsOf = (storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)).map((key) => [
    key,
    storage.getItem(key),
  ]);
look("localStorage", itemsOf(localStorage));
look("sessionStorage", itemsOf(sessionStorage));
look("markup", document.documentElement.outerHTML);
look(
  "attributes",
  [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].map(({ name, value }) => `${name}=${value}`),
  ),
);
look(
  "requests",
  performance.getEntries().map(({ name }) => name),
);
look("console", window.consoleSaid ?? []);

const lookIntoDatabases = async () => {
  for (const { name } of await indexedDB.databases()) {
    look("database", name);
    const database = await read(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const [keys, values] = [rows.getAllKeys(), rows.getAll()].map(read);
      look(`database ${name}/${store}`, [store, await keys]);
      for (const value of await values) {
        const isFile = ["Blob", "File"].includes(kindOf(value));
        look(`database ${name}/${store}`, isFile ? await value.arrayBuffer() : value);
      }
    }
    database.close();
  }
};

const lookIntoCaches = async () => {
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    look("caches", name);
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      look("caches", [request.url, [...request.headers], [...answer.headers]]);
      look("caches", await answer.arrayBuffer());
    }
  }
};

Promise.all([lookIntoDatabases(), lookIntoCaches()])
  .catch((error) => found.add(`unreadable: ${error}`))
  .then(() => done([...found].sort()));

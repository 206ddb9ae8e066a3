// Lists the places of the page that hold `arguments[0]`: addresses, storage, markup, databases.

const needle = arguments[0];
const done = arguments[arguments.length - 1];
const places = {
  address: location.href,
  referrer: document.referrer,
  title: document.title,
  "window.name": window.name,
  history: JSON.stringify(history.state),
  cookies: document.cookie,
  localStorage: JSON.stringify({ ...localStorage }),
  sessionStorage: JSON.stringify({ ...sessionStorage }),
  markup: document.documentElement.outerHTML,
  requests: performance
    .getEntries()
    .map((entry) => entry.name)
    .join(" "),
};

const read = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const readDatabases = async () => {
  for (const { name } of (await indexedDB.databases?.()) ?? []) {
    const database = await read(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = await read(database.transaction(store).objectStore(store).getAll());
      places[`database ${name}/${store}`] = JSON.stringify(rows);
    }
    database.close();
  }
  for (const name of (await globalThis.caches?.keys()) ?? []) places[`cache ${name}`] = name;
};

readDatabases()
  .catch((error) => {
    places.unreadable = `${needle} ${error}`;
  })
  .then(() =>
    done(
      Object.entries(places)
        .filter(([, text]) => (text ?? "").includes(needle))
        .map(([place]) => place),
    ),
  );

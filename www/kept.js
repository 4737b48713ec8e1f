// @ts-check
// The checks that a person asks this browser to keep, by the address of their overview. Nothing is written unasked.

const BASE = "avant-moisson";
const STORE = "verifications";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((done, fail) => {
    const request = indexedDB.open(BASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T>} */
async function within(mode, act) {
  const base = await open();
  try {
    return await new Promise((done, fail) => {
      const request = act(base.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  } finally {
    base.close();
  }
}

/** The check kept under this name, if one ever was: looking does not create anything.
 * @param {string} name @returns {Promise<Uint8Array | undefined>} */
export async function recall(name) {
  try {
    const bases = await indexedDB.databases();
    return bases.some((base) => base.name === BASE) ? await within("readonly", (store) => store.get(name)) : undefined;
  } catch {
    // A browser that keeps nothing, as in some frames, has nothing to recall.
    return undefined;
  }
}

/** @param {string} name @param {Uint8Array} bytes */
export function keep(name, bytes) {
  return within("readwrite", (store) => store.put(bytes, name));
}

/** @param {string} name */
export function forget(name) {
  return within("readwrite", (store) => store.delete(name));
}

// The handles of dropped files, kept over reloads in IndexedDB under the path of the plan's page.
//
// A record is {name, handle, stamp}; the stamp tells which state of the file the program has. Without IndexedDB
// (private windows) nothing is kept, and files are not watched after a reload.

const STORE = "handles";

export const stampOf = ({ lastModified, size }) => `${lastModified}/${size}`;

function openStore(mode) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("kehoach", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result.transaction(STORE, mode).objectStore(STORE));
  });
}

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/// Adds the handles of these [{file, handle}] to those kept for a page.
export async function saveHandles(path, given) {
  if (!given.length) return;
  const records = await loadHandles(path);
  for (const { file, handle } of given) {
    const record = { name: file.name, handle, stamp: stampOf(file) };
    const known = records.findIndex(({ name }) => name === file.name);
    records.splice(known < 0 ? records.length : known, 1, record);
  }
  try {
    await settled((await openStore("readwrite")).put(records, path));
  } catch {
    // Not kept; the files are still uploaded.
  }
}

export async function loadHandles(path) {
  try {
    return (await settled((await openStore("readonly")).get(path))) ?? [];
  } catch {
    return [];
  }
}

// The handles of dropped files, kept over reloads in IndexedDB: under the path of a plan's page those of its files,
// under `recent` those of plans opened before.
//
// A record is {name, handle, stamp}; the stamp tells which state of the file the program has. Without IndexedDB
// (private windows) nothing is kept, and files are not watched after a reload.

const STORE = "handles";
const MOST_RECENT = 10;

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

/// Keeps a value; that it cannot be kept does no harm.
async function save(key, value) {
  try {
    await settled((await openStore("readwrite")).put(value, key));
  } catch {
    // A private window.
  }
}

/// Adds the handles of these [{file, handle}] to those kept for a page.
export async function saveHandles(path, given) {
  if (!given.length) return;
  const records = await loadHandles(path);
  for (const { file, handle } of given) {
    const record = { name: file.name, handle, stamp: stampOf(file) };
    const known = records.findIndex(({ name }) => name === file.name);
    records.splice(known < 0 ? records.length : known, 1, record);
  }
  await save(path, records);
}

/// What is kept under the path of a page, or `recent`.
export async function loadHandles(key) {
  try {
    return (await settled((await openStore("readonly")).get(key))) ?? [];
  } catch {
    return [];
  }
}

/// Forgets the handles of a program that has ended: the pages of this one lie below `root`.
export async function forgetOthers(root) {
  try {
    const keys = await settled((await openStore("readonly")).getAllKeys());
    const others = keys.filter((key) => key !== "recent" && !key.startsWith(root));
    const store = await openStore("readwrite");
    for (const key of others) store.delete(key);
  } catch {
    // A private window.
  }
}

const namesOf = (handles) => handles.map(({ name }) => name).join("/");

/// The files of plans that were dropped before, the newest first: lists of handles.
export const recentFiles = () => loadHandles("recent");

/// Puts files at the head of the recent ones.
export async function addRecentFiles(handles) {
  if (!handles.length) return;
  const others = (await recentFiles()).filter((known) => namesOf(known) !== namesOf(handles));
  await save("recent", [handles, ...others].slice(0, MOST_RECENT));
}

export async function forgetRecentFiles(handles) {
  await save("recent", (await recentFiles()).filter((known) => namesOf(known) !== namesOf(handles)));
}

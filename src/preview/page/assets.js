// Images and text layers of the pages, fetched and kept by their hash. Because an answer is filed under the hash
// it was asked for, an answer of an older version that comes late can never take a newer one's place.

import { ask } from "./api.js";

const AT_ONCE = 4;

export class Assets {
  #kept = { svg: new Map(), text: new Map() };
  #running = new Map();
  #missing = new Set();
  #wanted = [];
  #base;
  #arrived;

  /// `arrived()` is called whenever something was added or found missing.
  constructor(base, arrived) {
    this.#base = base;
    this.#arrived = arrived;
  }

  /// The blob URL of an image, or the JSON of a text layer; undefined while it is not here.
  get(kind, hash) {
    return this.#kept[kind].get(hash);
  }

  isMissing(kind, hash) {
    return this.#missing.has(`${kind}/${hash}`);
  }

  /// A new version has come: what was missing may exist now.
  renew() {
    this.#missing.clear();
  }

  /// Fetches these [kind, hash] in this order, instead of what was wanted before.
  want(wanted) {
    this.#wanted = wanted;
    const paths = new Set(wanted.map((pair) => pair.join("/")));
    for (const [path, abort] of this.#running) if (!paths.has(path)) abort.abort();
    this.#pump();
  }

  /// Forgets everything of a kind but these hashes.
  keep(kind, hashes) {
    for (const [hash, value] of this.#kept[kind]) {
      if (hashes.has(hash)) continue;
      this.#kept[kind].delete(hash);
      if (kind === "svg") URL.revokeObjectURL(value);
    }
  }

  #pump() {
    for (const [kind, hash] of this.#wanted) {
      if (this.#running.size >= AT_ONCE) return;
      const path = `${kind}/${hash}`;
      if (!this.get(kind, hash) && !this.#running.has(path) && !this.#missing.has(path)) this.#fetch(kind, hash);
    }
  }

  async #fetch(kind, hash) {
    const path = `${kind}/${hash}`;
    const abort = new AbortController();
    this.#running.set(path, abort);
    try {
      const response = await ask(new URL(path, this.#base), { signal: abort.signal });
      const value = kind === "svg" ? URL.createObjectURL(await response.blob()) : await response.json();
      this.#kept[kind].set(hash, value);
    } catch {
      // Aborted because no longer wanted, or replaced on the server by a version that will be announced.
      if (!abort.signal.aborted) this.#missing.add(path);
    }
    this.#running.delete(path);
    this.#arrived();
    this.#pump();
  }
}

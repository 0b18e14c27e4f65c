// Search over the text of all pages: without regard to case and (unless asked for) diacritics, across line ends.

import { announce, byId, fold } from "./dom.js";
import { mark } from "./marks.js";

export class Find {
  #pages;
  #cursor;
  #input = byId("search-input");
  #exact = byId("search-exact");
  #hits = [];
  #index = -1;
  #folded = new WeakMap();

  /// The current hit becomes the place of the word cursor.
  constructor(pages, cursor) {
    this.#pages = pages;
    this.#cursor = cursor;
    this.#input.addEventListener("input", () => this.#search());
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
    });
    this.#exact.addEventListener("click", () => {
      this.#exact.setAttribute("aria-pressed", !this.#isExact());
      this.#search();
    });
    byId("search-previous").addEventListener("click", () => this.step(-1));
    byId("search-next").addEventListener("click", () => this.step(1));
    pages.addEventListener("layers", () => { if (this.#query()) this.#collect(); });
  }

  open() {
    this.#input.focus();
    this.#input.select();
  }

  /// Ends the search and goes back to the pages.
  close() {
    this.#input.value = "";
    this.#search();
    this.#pages.root.focus({ preventScroll: true });
  }

  step(direction) {
    const count = this.#hits.length;
    if (count) this.#go((this.#index + direction + count) % count);
  }

  async #search() {
    const query = this.#query();
    if (query) await this.#pages.ready();
    if (query !== this.#query()) return;
    this.#index = -1;
    this.#collect();
    if (!this.#hits.length) return;
    const here = this.#hits.findIndex(({ block }) => block.layer.page.index >= this.#pages.current);
    this.#go(Math.max(here, 0));
  }

  #collect() {
    const query = this.#query();
    this.#hits = query ? this.#pages.blocks.flatMap((block) => this.#hitsIn(block, query)) : [];
    this.#index = Math.min(this.#index, this.#hits.length - 1);
    this.#show();
  }

  #hitsIn(block, query) {
    const { text, map } = this.#foldedText(block);
    const hits = [];
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      hits.push({ block, from: map[at], to: map[at + query.length] });
    }
    return hits;
  }

  #go(index) {
    this.#index = index;
    const hit = this.#hits[index];
    this.#cursor.place(hit);
    this.#pages.reveal(hit);
    this.#show();
    announce(`Chỗ ${index + 1} trên ${this.#hits.length}, trang ${hit.block.layer.page.index + 1}`);
  }

  #show() {
    const { length } = this.#hits;
    mark("found", this.#hits);
    mark("found-current", this.#index < 0 ? [] : [this.#hits[this.#index]]);
    byId("search-count").textContent = !this.#query() ? "" : length ? `${this.#index + 1}/${length}` : "Không có";
    byId("search-previous").disabled = byId("search-next").disabled = !length;
  }

  #isExact() {
    return this.#exact.getAttribute("aria-pressed") === "true";
  }

  #query() {
    const text = this.#input.value.trim().replace(/\s+/g, " ");
    return this.#isExact() ? text.normalize("NFC").toLowerCase() : fold(text);
  }

  /// A block's text as it is searched, with the offset in the block of each of its letters (and of its end).
  #foldedText(block) {
    const exact = this.#isExact();
    let known = this.#folded.get(block);
    if (known?.exact === exact) return known;
    known = { exact, text: "", map: [] };
    let at = 0;
    for (const letter of block.text) {
      const folded = exact ? letter.toLowerCase() : fold(letter);
      known.text += folded;
      for (let index = 0; index < folded.length; index++) known.map.push(at);
      at += letter.length;
    }
    known.map.push(at);
    this.#folded.set(block, known);
    return known;
  }
}

// The word cursor: a word of the pages that the keyboard moves, so that its cell can be asked for without a mouse.

import { announce } from "./dom.js";
import { mark } from "./marks.js";
import { wordsOf } from "./textlayer.js";

export class Cursor {
  /// The spot where it stands, or null.
  spot = null;
  #pages;

  constructor(pages) {
    this.#pages = pages;
    pages.addEventListener("layers", () => this.#follow());
  }

  place(spot) {
    this.spot = spot;
    mark("word", spot ? [spot] : []);
  }

  moveWord(direction) {
    if (!this.spot) return this.#begin();
    const { block, from } = this.spot;
    const words = wordsOf(block);
    const word = direction > 0 ? words.find((next) => next.from > from) : words.findLast((next) => next.from < from);
    if (word) this.#go(word);
    else this.#leave(direction, direction > 0 ? 0 : -1);
  }

  moveBlock(direction) {
    if (this.spot) this.#leave(direction, 0);
    else this.#begin();
  }

  /// Starts at the first word in view.
  #begin() {
    const { index, y } = this.#pages.place() ?? {};
    const block = this.#blocks().find(({ layer, runs }) => (
      layer.page.index > index || (layer.page.index === index && runs[0].data.y >= y)));
    if (block) this.#go(wordsOf(block)[0]);
  }

  #leave(direction, word) {
    const blocks = this.#blocks();
    const block = blocks[blocks.indexOf(this.spot.block) + direction];
    if (block) this.#go(wordsOf(block).at(word));
  }

  #blocks() {
    return this.#pages.blocks.filter((block) => wordsOf(block).length);
  }

  #go(spot) {
    this.place(spot);
    this.#pages.reveal(spot);
    announce(spot.block.text.slice(spot.from, spot.to));
  }

  /// When its page has new text, it stays at the same offset of the same block, if there still is such.
  #follow() {
    if (!this.spot) return;
    const { block, from, to } = this.spot;
    const { page } = block.layer;
    if (page.layer === block.layer && page.element.isConnected) return;
    const twin = page.element.isConnected && page.layer.blocks[block.layer.blocks.indexOf(block)];
    this.place(twin && twin.text.length >= to ? { block: twin, from, to } : null);
  }
}

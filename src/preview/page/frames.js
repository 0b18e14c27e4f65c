// Frames on the pages around what the chosen finding is about: words, or an area.

import { el } from "./dom.js";
import { rangeOf } from "./textlayer.js";

export class Frames {
  #pages;
  #shown = [];

  constructor(pages) {
    this.#pages = pages;
    pages.addEventListener("sheets", () => this.clear());
    pages.root.addEventListener("click", () => this.clear());
  }

  clear() {
    for (const frame of this.#shown.splice(0)) frame.remove();
  }

  /// Frames an area of a page, {x, y, w, h} in pt.
  area(page, { x, y, w, h }) {
    const frame = el("div", { class: "frame", "aria-hidden": "true" });
    for (const [name, length] of Object.entries({ x, y, w, h })) frame.style.setProperty(`--${name}`, length);
    page.element.append(frame);
    this.#shown.push(frame);
  }

  /// Frames words, a line each.
  words(spot) {
    const { page } = spot.block.layer;
    const { left, top } = page.element.getBoundingClientRect();
    const { scale } = this.#pages;
    for (const line of linesOf(spot)) {
      this.area(page, {
        x: (line.left - left) / scale,
        y: (line.top - top) / scale,
        w: (line.right - line.left) / scale,
        h: (line.bottom - line.top) / scale,
      });
    }
  }
}

/// The boxes of words in the window, a line each.
function linesOf(spot) {
  const { startContainer, startOffset, endContainer, endOffset } = rangeOf(spot);
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const lines = [];
  for (const { left, top, right, bottom } of range.getClientRects()) {
    const line = lines.find((known) => known.top < (top + bottom) / 2 && known.bottom > (top + bottom) / 2);
    if (!line) lines.push({ left, top, right, bottom });
    else Object.assign(line, { left: Math.min(line.left, left), right: Math.max(line.right, right) });
  }
  return lines;
}

// The image of a page in a box: the old one stays until the new one can be painted, so nothing flashes.

import { el } from "./dom.js";

export class Picture {
  #box;
  #img = null;
  #wanted = null;

  constructor(box) {
    this.#box = box;
  }

  /// Shows the image with this hash. The box's `data-svg` names the image that is really there.
  async show(url, hash) {
    if (this.#wanted === hash) return;
    this.#wanted = hash;
    const img = el("img", { alt: "", draggable: "false", src: url });
    await img.decode().catch(() => {});
    if (this.#wanted !== hash) return;
    this.#img?.remove();
    this.#img = img;
    this.#box.prepend(img);
    this.#box.dataset.svg = hash;
  }

  clear() {
    this.#wanted = null;
    this.#img?.remove();
    this.#img = null;
    delete this.#box.dataset.svg;
  }
}

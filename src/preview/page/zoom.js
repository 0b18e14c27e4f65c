// Zoom: as wide as the view by default, or a fixed size; remembered.

import { byId, number, recall, remember } from "./dom.js";

const PX_PER_PT = 96 / 72;
const STEP = 1.15;
const SMALLEST = 0.25;
const LARGEST = 5;
/// On a wide screen, fitted pages stop growing here.
const LARGEST_FIT = 1.6;

export class Zoom {
  #pages;
  /// A factor (1 is the printed size), or null for the width of the view.
  #fixed = recall("zoom", null);

  constructor(pages) {
    this.#pages = pages;
    byId("zoom-in").addEventListener("click", () => this.step(1));
    byId("zoom-out").addEventListener("click", () => this.step(-1));
    byId("zoom-fit").addEventListener("click", () => this.fit());
    pages.addEventListener("sheets", () => this.#apply());
    new ResizeObserver(() => this.#apply()).observe(pages.root);
    pages.root.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.#set(this.#factor() * Math.exp(-event.deltaY / 400), event.clientY - pages.root.getBoundingClientRect().top);
    }, { passive: false });
  }

  step(direction) {
    this.#set(this.#factor() * STEP ** direction, this.#pages.root.clientHeight / 2);
  }

  fit() {
    this.#set(null);
  }

  #set(fixed, at) {
    this.#fixed = fixed && Math.max(SMALLEST, Math.min(fixed, LARGEST));
    remember("zoom", this.#fixed);
    this.#apply(at);
  }

  #factor() {
    return this.#pages.scale / PX_PER_PT;
  }

  #apply(at) {
    const { list, root } = this.#pages;
    if (!list.length) return;
    const { paddingLeft, paddingRight } = getComputedStyle(root);
    const room = root.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    // Upright pages fill the view; those of a landscape appendix are wider and begin at its left edge.
    const narrowest = Math.min(...list.map(({ w }) => w));
    const scale = PX_PER_PT * (this.#fixed ?? Math.min(room / narrowest / PX_PER_PT, LARGEST_FIT));
    if (scale !== this.#pages.scale) {
      this.#pages.setScale(scale, at);
      if (this.#fixed === null) root.scrollLeft = 0;
    }
    byId("zoom-level").textContent = `${number(Math.round(this.#factor() * 100))} %`;
    byId("zoom-fit").setAttribute("aria-pressed", this.#fixed === null);
  }
}

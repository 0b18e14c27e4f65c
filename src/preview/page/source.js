// From a word to the spreadsheet's cell it came from: the panel "Ô nguồn", and the marks on all that came from there.

import { askJson } from "./api.js";
import { announce, byId, el } from "./dom.js";
import { wordsWithin } from "./excerpt.js";
import { mark } from "./marks.js";
import { sourceOf, wordAt } from "./textlayer.js";

export class Source {
  #pages;
  #cursor;
  #base;
  #panel = byId("source-panel");
  /// The place whose traces are marked, the spots of these traces, and the one last gone to.
  #place = null;
  #spots = [];
  #index = 0;
  #asked = 0;

  constructor(pages, cursor, base) {
    this.#pages = pages;
    this.#cursor = cursor;
    this.#base = base;
    pages.root.addEventListener("click", (event) => this.#click(event));
    pages.addEventListener("layers", () => { if (this.#place) this.#collect(); });
    byId("source-close").addEventListener("click", () => this.close());
    byId("source-previous").addEventListener("click", () => this.#step(-1));
    byId("source-next").addEventListener("click", () => this.#step(1));
  }

  /// Shows the cell of the word under the cursor.
  async openAtCursor() {
    const { spot } = this.#cursor;
    if (!spot) return;
    const source = sourceOf(spot);
    this.#place = source?.place ?? null;
    this.#collect(spot);
    this.#panel.hidden = false;
    if (byId("findings").hidden) byId("findings-toggle").click();
    const asked = ++this.#asked;
    const cells = source ? await this.#cells(source) : [fixedText()];
    if (asked !== this.#asked) return;
    byId("source-cells").replaceChildren(...cells);
    announce(byId("source-cells").textContent);
  }

  /// Marks all that came from a place, without the panel, and goes to the first, or to the words of an excerpt in it;
  /// gives the spot {block, from, to} gone to, undefined if none.
  trace(place, excerpt = null) {
    this.#asked += 1;
    this.#panel.hidden = true;
    this.#place = place;
    this.#index = 0;
    this.#collect();
    const words = excerpt ? this.#spots.map((spot) => wordsWithin(spot, excerpt)) : [];
    this.#index = Math.max(0, words.findIndex(Boolean));
    const [first, found] = [this.#spots[this.#index], words[this.#index]];
    this.#cursor.place(found ?? (first ? wordAt(first.block, first.from) : null));
    this.#step(0);
    if (found) this.#pages.reveal(found);
    return found ?? first;
  }

  close() {
    const hadFocus = this.#panel.contains(document.activeElement);
    this.trace(null);
    if (hadFocus) this.#pages.root.focus({ preventScroll: true });
  }

  /// A click asks for a word's cell, unless it ended the selecting of text.
  #click(event) {
    const run = event.target.run;
    if (!run || !getSelection().isCollapsed) return;
    const offset = offsetAt(event.clientX, event.clientY, run.element.firstChild);
    if (offset === null) return;
    const at = run.start + offset;
    this.#cursor.place({ ...wordAt(run.block, at), at });
    this.openAtCursor();
  }

  /// Finds the traces; of them the one at this word, if given, becomes the one last gone to.
  #collect(word) {
    this.#spots = this.#place ? this.#pages.spotsFrom(this.#place) : [];
    const offset = word?.at ?? word?.from;
    const index = word ? this.#spots.findIndex(({ block, from, to }) => (
      block === word.block && from <= offset && offset < to)) : this.#index;
    this.#index = Math.max(0, Math.min(index, this.#spots.length - 1));
    mark("source", this.#spots);
    this.#count();
  }

  #step(direction) {
    const { length } = this.#spots;
    if (!length) return;
    this.#index = (this.#index + direction + length) % length;
    this.#pages.reveal(this.#spots[this.#index]);
    this.#count();
  }

  #count() {
    const { length } = this.#spots;
    byId("source-traces").hidden = !length;
    byId("source-count").textContent = length === 1
      ? "Có ở 1 chỗ trên các trang"
      : `Chỗ ${this.#index + 1} trên ${length}`;
    byId("source-previous").hidden = byId("source-next").hidden = length < 2;
  }

  /// The cell itself, and the plan's cell when a commune's value was merged into that.
  async #cells({ place, at, cell }) {
    try {
      const [own, template] = await Promise.all([this.#ask(place, at), cell && this.#ask(cell, null)]);
      return template
        ? [cellCard("Giá trị của xã", own), cellCard("Ô của bản kế hoạch dùng giá trị này", template)]
        : [cellCard(null, own)];
    } catch (refused) {
      return refused.diagnostics.map(({ message }) => el("p", {}, message));
    }
  }

  #ask(place, at) {
    const query = new URLSearchParams({ origin: place });
    if (at !== null) query.set("at", at);
    return askJson(new URL(`cell?${query}`, this.#base));
  }
}

function fixedText() {
  return el("p", {}, "Chữ này có sẵn trong mẫu văn bản hoặc do chương trình đánh số, không lấy từ ô nào.");
}

function cellCard(heading, { place, label, before, mark: marked, after }) {
  const copy = el("button", { type: "button", class: "copy-place" }, "Chép vị trí");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place);
    announce(`Đã chép ${place}`);
    copy.textContent = "Đã chép";
    setTimeout(() => { copy.textContent = "Chép vị trí"; }, 2000);
  });
  const whole = !before && !after;
  return el("div", { class: "cell-card" },
    heading && el("h3", {}, heading),
    el("p", { class: "cell-place" }, el("strong", {}, place), copy),
    label && el("p", { class: "cell-label" }, `Mục: ${label}`),
    el("blockquote", { class: "cell-text" }, before, whole ? marked : el("mark", {}, marked), after));
}

/// The offset of a point in a text node, or null if the point is not in that node.
function offsetAt(x, y, node) {
  if (document.caretPositionFromPoint) {
    const { offsetNode, offset } = document.caretPositionFromPoint(x, y) ?? {};
    return offsetNode === node ? beforePoint(node, offset, x) : null;
  }
  const range = document.caretRangeFromPoint(x, y);
  return range?.startContainer === node ? beforePoint(node, range.startOffset, x) : null;
}

/// A caret stands between two letters; this is the letter that the point is on.
function beforePoint(node, offset, x) {
  const range = document.createRange();
  range.setStart(node, Math.min(offset, node.length - 1));
  range.setEnd(node, Math.min(offset + 1, node.length));
  return x < range.getBoundingClientRect().left ? Math.max(0, offset - 1) : Math.min(offset, node.length - 1);
}

// What is wrong with the data: errors, warnings and notes beside the pages; each leads to its place on the page.

import { announce, byId, el } from "./dom.js";

const KINDS = [
  { severity: "error", heading: "Lỗi", word: "lỗi", icon: "✕" },
  { severity: "warning", heading: "Cảnh báo", word: "cảnh báo", icon: "!" },
  { severity: "note", heading: "Ghi chú", word: "ghi chú", icon: "i" },
];

/// One finding as a list item. `go(place, item)` is called for a place that is chosen; without it places are text.
export function diagnosticItem(diagnostic, go) {
  const { severity, message, place, related = [], hints = [], citation } = diagnostic;
  const kind = KINDS.find((known) => known.severity === severity);
  const link = (target) => (go
    ? el("button", { type: "button", class: "place", onclick: () => go(target, item) }, target)
    : el("span", { class: "place" }, target));
  const item = el("li", { class: `finding ${severity}` },
    el("p", { class: "finding-message" },
      el("span", { class: "severity" }, el("span", { class: "icon", "aria-hidden": "true" }, kind.icon), kind.word),
      " ", message),
    place && el("p", {}, "Tại: ", link(place)),
    related.length > 0 ? el("p", {}, "Ở ô: ", ...related.flatMap((target) => [link(target), "; "]).slice(0, -1)) : null,
    citation && el("p", { class: "citation" }, `Căn cứ: ${citation}`),
    ...hints.map((hint) => el("p", { class: "hint" }, `Cách sửa: ${hint}`)),
    el("p", { class: "finding-note", role: "status" }));
  // For the mouse the whole finding is a target; the keyboard has the place's button.
  if (go && place) {
    item.addEventListener("click", ({ target }) => {
      if (!target.closest("button") && getSelection().isCollapsed) go(place, item);
    });
  }
  return item;
}

export class Diagnostics {
  #pages;
  #source;
  #box = byId("diagnostics");
  #shown = null;
  #summary = null;

  constructor(pages, source) {
    this.#pages = pages;
    this.#source = source;
  }

  show(diagnostics) {
    const shown = JSON.stringify(diagnostics);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = [...this.#box.querySelectorAll("button")].indexOf(document.activeElement);
    const itemsOf = (kind) => diagnostics.filter(({ severity }) => severity === kind.severity);
    const groups = KINDS.map((kind) => ({ ...kind, items: itemsOf(kind) })).filter(({ items }) => items.length);
    this.#box.replaceChildren(...groups.map(({ heading, severity, items }) => el("section", {},
      el("h3", { class: severity }, `${heading} (${items.length})`),
      el("ul", {}, ...items.map((diagnostic) => diagnosticItem(diagnostic, (place, item) => (
        this.#go(place, place === diagnostic.place ? diagnostic.related : [], item))))))));
    const counts = groups.map(({ items, word }) => `${items.length} ${word}`);
    const summary = counts.join(", ") || "Không có lỗi nào.";
    if (!groups.length) this.#box.append(el("p", { class: "all-well" }, summary));
    if (focused >= 0) this.#box.querySelectorAll("button")[focused]?.focus();
    byId("findings-count").textContent = counts.slice(0, 2).join(", ") || "Không có lỗi";
    if (summary !== this.#summary) announce(summary);
    this.#summary = summary;
  }

  /// Goes to the first text that came from the place, or else from one of the others.
  async #go(place, others, item) {
    await this.#pages.ready();
    let first;
    for (const target of [place, ...others]) first ??= this.#source.trace(target);
    const note = item.querySelector(".finding-note");
    this.#box.querySelector("[aria-current]")?.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    note.textContent = first ? `Đã đến trang ${first.block.layer.page.index + 1}.`
      : "Ô này không có chữ nào trên các trang đang xem.";
  }
}

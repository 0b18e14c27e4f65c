// What is wrong with the data: errors, warnings and notes beside the pages; each leads to its place on the page.

import { announce, byId, el } from "./dom.js";
import { excerptElement } from "./excerpt.js";
import { Frames } from "./frames.js";

const KINDS = [
  { severity: "error", heading: "Lỗi", word: "lỗi", icon: "✕" },
  { severity: "warning", heading: "Cảnh báo", word: "cảnh báo", icon: "!" },
  { severity: "note", heading: "Ghi chú", word: "ghi chú", icon: "i" },
];

/// More findings of one rule than these are folded away.
const MOST = 5;

/// The page of a rule.
const rulePage = (id) => new URL(`../rules/${id}`, import.meta.url);

/// One finding as a list item. `go(target, item)` is called for a place or an area of a page ({page, …}) that is chosen;
/// without it places are text.
export function diagnosticItem(diagnostic, go) {
  const { severity, message, place, related = [], hints = [], citation, rule, excerpt, spot } = diagnostic;
  const kind = KINDS.find((known) => known.severity === severity);
  const link = (target, words = target) => (go
    ? el("button", { type: "button", class: "place", onclick: () => go(target, item) }, words)
    : el("span", { class: "place" }, words));
  const item = el("li", { class: `finding ${severity}` },
    el("p", { class: "finding-message" },
      el("span", { class: "severity" }, el("span", { class: "icon", "aria-hidden": "true" }, kind.icon), kind.word),
      " ", rule && ruleLink(rule), rule && " ", message),
    excerpt && excerptElement(excerpt, message),
    spot && el("p", {}, "Trang in: ", link(spot, `trang ${spot.page}`)),
    place && el("p", {}, "Tại: ", link(place)),
    related.length > 0 ? el("p", {}, "Ở ô: ", ...related.flatMap((target) => [link(target), "; "]).slice(0, -1)) : null,
    citation && el("p", { class: "citation" }, `Căn cứ: ${citation}`),
    ...hints.map((hint) => el("p", { class: "hint" }, `Cách sửa: ${hint}`)),
    el("p", { class: "finding-note", role: "status" }));
  // For the mouse the whole finding is a target; the keyboard has the place's button.
  const main = spot ?? place;
  if (go && main) {
    item.addEventListener("click", ({ target }) => {
      if (!target.closest("button, a") && getSelection().isCollapsed) go(main, item);
    });
  }
  return item;
}

function ruleLink({ id, title }) {
  return el("a", { class: "rule", href: rulePage(id), target: "_blank", rel: "noopener", title: `${id}. ${title}` }, id);
}

export class Diagnostics {
  #pages;
  #source;
  #box = byId("diagnostics");
  #frames;
  #shown = null;
  #summary = null;
  /// The rules that are unfolded.
  #open = new Set();

  constructor(pages, source) {
    this.#pages = pages;
    this.#source = source;
    this.#frames = new Frames(pages);
  }

  show(diagnostics) {
    const shown = JSON.stringify(diagnostics);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = [...this.#box.querySelectorAll("button")].indexOf(document.activeElement);
    // What withholds the document comes first.
    const ordered = [...diagnostics.filter(({ rule }) => !rule), ...diagnostics.filter(({ rule }) => rule)];
    const itemsOf = (kind) => ordered.filter(({ severity }) => severity === kind.severity);
    const groups = KINDS.map((kind) => ({ ...kind, items: itemsOf(kind) })).filter(({ items }) => items.length);
    this.#box.replaceChildren(...groups.map(({ heading, severity, items }) => el("section", {},
      el("h3", { class: severity }, `${heading} (${items.length})`),
      el("ul", {}, ...this.#items(items)))));
    const counts = groups.map(({ items, word }) => `${items.length} ${word}`);
    const summary = counts.join(", ") || "Không có lỗi nào.";
    if (!groups.length) this.#box.append(el("p", { class: "all-well" }, summary));
    if (focused >= 0) this.#box.querySelectorAll("button")[focused]?.focus();
    byId("findings-count").textContent = counts.slice(0, 2).join(", ") || "Không có lỗi";
    if (summary !== this.#summary) announce(summary);
    this.#summary = summary;
  }

  /// The findings as list items; many of one rule are one item that unfolds.
  #items(diagnostics) {
    const ofRule = new Map();
    for (const diagnostic of diagnostics) {
      const id = diagnostic.rule?.id;
      if (!ofRule.has(id)) ofRule.set(id, []);
      ofRule.get(id).push(diagnostic);
    }
    return diagnostics.flatMap((diagnostic) => {
      const all = ofRule.get(diagnostic.rule?.id);
      if (!diagnostic.rule || all.length <= MOST) return [this.#item(diagnostic)];
      return all[0] === diagnostic ? [this.#folded(diagnostic.rule, all)] : [];
    });
  }

  #folded({ id, title }, diagnostics) {
    const details = el("details", { open: this.#open.has(id) },
      el("summary", {}, `${diagnostics.length} chỗ theo ${id}: ${title}`),
      el("ul", {}, ...diagnostics.map((diagnostic) => this.#item(diagnostic))));
    details.addEventListener("toggle", () => (details.open ? this.#open.add(id) : this.#open.delete(id)));
    return el("li", { class: "folded" }, details);
  }

  #item(diagnostic) {
    return diagnosticItem(diagnostic, (target, item) => this.#go(diagnostic, target, item));
  }

  /// Goes to an area of a page, or to the first text that came from a place, for the finding's own place to its words;
  /// where there is none, to that of a further place.
  async #go(diagnostic, target, item) {
    await this.#pages.ready();
    this.#frames.clear();
    const index = target === diagnostic.spot ? this.#goToArea(target) : this.#goToPlace(diagnostic, target);
    this.#box.querySelector("[aria-current]")?.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    item.querySelector(".finding-note").textContent = index === undefined
      ? "Ô này không có chữ nào trên các trang đang xem."
      : `Đã đến trang ${index + 1}.`;
  }

  /// The index of the page gone to, undefined if there is none.
  #goToArea(spot) {
    const page = this.#pages.list[spot.page - 1];
    if (!page) return undefined;
    this.#source.trace(null);
    this.#pages.revealPoint(page, spot);
    this.#frames.area(page, spot);
    return page.index;
  }

  #goToPlace({ place, related = [], excerpt }, target) {
    const isOwn = target === place;
    let found;
    for (const each of isOwn ? [place, ...related] : [target]) found ??= this.#source.trace(each, isOwn ? excerpt : null);
    if (found && isOwn && excerpt) this.#frames.words(found);
    return found?.block.layer.page.index;
  }
}

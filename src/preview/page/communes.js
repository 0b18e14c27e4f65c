// The commune picker: a combobox (ARIA 1.2, with a list) over all communes of the list, searched without diacritics.

import { askJson } from "./api.js";
import { announce, byId, el, fold, number } from "./dom.js";

const MOST_SHOWN = 100;
const PAGE_STEP = 10;

export class Communes {
  #choose;
  #base;
  #all = [];
  #matches = [];
  #active = -1;
  /// The key of the commune that is shown.
  #key = null;
  #input = byId("commune-input");
  #popup = byId("commune-popup");
  #list = byId("commune-list");
  #onlyErrors = byId("commune-errors-only");

  /// `choose(key)` is called when a person picks a commune.
  constructor(base, choose) {
    this.#base = base;
    this.#choose = choose;
    this.#input.addEventListener("input", () => this.#open(this.#input.value));
    this.#input.addEventListener("click", () => { if (this.#popup.hidden) this.#openAll(); });
    this.#input.addEventListener("keydown", (event) => this.#keydown(event));
    this.#input.addEventListener("blur", () => this.#close());
    // The list must not take the focus from the field.
    this.#popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#pick(this.#matches[[...this.#list.children].indexOf(option)]);
    });
    byId("commune-previous").addEventListener("click", () => this.step(-1));
    byId("commune-next").addEventListener("click", () => this.step(1));
  }

  /// Reads the list again: it has changed, or its communes have been checked.
  async load(count = this.#all.length) {
    byId("communes").hidden = !count;
    if (!count) return;
    const answer = await askJson(new URL("communes", this.#base)).catch(() => null);
    if (!answer) return;
    const { heading, communes } = answer;
    this.#all = communes.map(([key, name, province, errors, warnings]) => (
      { key, name, province, errors, warnings, folded: fold(`${key} ${name} ${province}`), start: fold(name) }));
    this.#input.title = `Tìm theo ${heading}, tên xã hoặc tỉnh`;
    const wrong = this.#all.filter(({ errors }) => errors).length;
    byId("commune-errors-count").textContent = wrong ? `(${number(wrong)})` : "";
    this.#onlyErrors.disabled = !wrong;
    if (!wrong) this.#onlyErrors.checked = false;
    this.#showChosen();
  }

  /// Which commune the pages are of.
  setShown(key) {
    this.#key = key;
    this.#showChosen();
  }

  /// The next or previous commune (of those with errors, if only they are wanted).
  step(direction) {
    const here = this.#all.findIndex(({ key }) => key === this.#key);
    const next = direction > 0
      ? this.#all.find((commune, index) => index > here && this.#isWanted(commune))
      : this.#all.findLast((commune, index) => index < here && this.#isWanted(commune));
    if (next) this.#pick(next);
    else announce(direction > 0 ? "Đây là xã cuối." : "Đây là xã đầu.");
  }

  #isWanted({ errors }) {
    return !this.#onlyErrors.checked || errors > 0;
  }

  #openAll() {
    this.#input.select();
    this.#open("");
  }

  #open(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    const query = words.join(" ");
    const found = this.#all.filter((commune) => this.#isWanted(commune)
      && words.every((word) => commune.folded.includes(word)));
    // Names that begin with the query come first; `sort` keeps the list's order otherwise.
    if (query) found.sort((a, b) => rank(a, query) - rank(b, query));
    this.#matches = found.slice(0, MOST_SHOWN);
    this.#list.replaceChildren(...this.#matches.map((commune, index) => this.#option(commune, index)));
    this.#list.scrollTop = 0;
    const rest = found.length - this.#matches.length;
    byId("commune-more").textContent = !found.length ? "Không có xã nào khớp."
      : rest ? `Còn ${number(rest)} xã nữa, gõ thêm để tìm.` : `${number(found.length)} xã`;
    this.#popup.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(query && found.length ? 0 : -1);
    announce(`${number(found.length)} xã`);
  }

  #close() {
    this.#popup.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
    this.#showChosen();
  }

  #keydown(event) {
    const { key } = event;
    const open = !this.#popup.hidden;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (!open) this.#openAll();
      else this.#move(key === "ArrowDown" ? 1 : -1);
    } else if (open && (key === "PageDown" || key === "PageUp")) {
      this.#move(key === "PageDown" ? PAGE_STEP : -PAGE_STEP);
    } else if (open && key === "Enter") {
      if (this.#active >= 0) this.#pick(this.#matches[this.#active]);
    } else if (open && key === "Escape") {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #move(by) {
    const last = this.#matches.length - 1;
    if (last >= 0) this.#activate(Math.max(0, Math.min(this.#active + by, last)));
  }

  #activate(index) {
    this.#list.children[this.#active]?.classList.remove("active");
    this.#active = index;
    const option = this.#list.children[index];
    if (option) {
      option.classList.add("active");
      option.scrollIntoView({ block: "nearest" });
      this.#input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #pick({ key }) {
    this.#key = key;
    this.#close();
    this.#choose(key);
  }

  #showChosen() {
    if (!this.#popup.hidden) return;
    const chosen = this.#all.find(({ key }) => key === this.#key);
    this.#input.value = chosen ? `${chosen.name}, ${chosen.province}` : "";
    byId("commune-state").replaceChildren(...(chosen ? counts(chosen).slice(0, 1) : []));
  }

  #option(commune, index) {
    const { key, name, province } = commune;
    return el("li", { role: "option", id: `commune-${index}`, "aria-selected": String(key === this.#key) },
      el("span", { class: "commune-name" }, name),
      el("span", { class: "commune-where" }, `${province} · ${key}`),
      ...counts(commune));
  }
}

function rank({ start, key }, query) {
  return start.startsWith(query) || key === query ? 0 : start.includes(query) ? 1 : 2;
}

function counts({ errors, warnings }) {
  return [
    errors > 0 && el("span", { class: "count error" }, `${errors} lỗi`),
    warnings > 0 && el("span", { class: "count warning" }, `${warnings} cảnh báo`),
  ].filter(Boolean);
}

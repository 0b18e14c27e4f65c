// The strip of small pages beside the pages, and the page number in the toolbar.

import { byId, collapsible, el } from "./dom.js";

const NEAR = "100% 0px";

export class Thumbs {
  #pages;
  #strip = byId("thumbs");
  #list = byId("thumb-list");
  #observer;

  constructor(pages) {
    this.#pages = pages;
    this.#observer = pages.observer(this.#strip, NEAR);
    pages.addEventListener("sheets", () => this.#update());
    pages.addEventListener("current", () => this.#showCurrent());
    collapsible(byId("thumbs-toggle"), this.#strip, "thumbs");
    const input = byId("page-input");
    input.addEventListener("change", () => {
      if (input.value) pages.goTo(input.value - 1);
      this.#showCurrent();
    });
    byId("page-previous").addEventListener("click", () => pages.goTo(pages.current - 1));
    byId("page-next").addEventListener("click", () => pages.goTo(pages.current + 1));
  }

  #update() {
    const { list } = this.#pages;
    while (this.#list.children.length > list.length) this.#list.lastChild.remove();
    for (const page of list.slice(this.#list.children.length)) this.#append(page);
    list.forEach((page, index) => {
      this.#list.children[index].style.setProperty("--shape", page.w / page.h);
    });
    byId("page-input").max = list.length;
    byId("page-count").textContent = list.length;
    this.#showCurrent();
  }

  #append(page) {
    const box = el("span", { class: "thumb" });
    this.#list.append(el("li", {}, el("button", {
      type: "button",
      "aria-label": `Trang ${page.index + 1}`,
      onclick: () => this.#pages.goTo(page.index),
    }, box, el("span", { class: "thumb-number" }, page.index + 1))));
    this.#pages.addView(page, box, this.#observer);
  }

  #showCurrent() {
    const { current, list } = this.#pages;
    byId("page-input").value = list.length ? current + 1 : "";
    [...this.#list.children].forEach((item, index) => {
      const button = item.firstChild;
      if (index !== current) {
        button.removeAttribute("aria-current");
      } else {
        button.setAttribute("aria-current", "page");
        const { offsetTop, offsetHeight } = item;
        const { scrollTop, clientHeight } = this.#strip;
        if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) {
          this.#strip.scrollTop = offsetTop - clientHeight / 3;
        }
      }
    });
  }
}

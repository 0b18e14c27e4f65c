// The pages, one below the other: their images and text layers come when they are near the view, stay until their
// successors have loaded, and the reader's place is kept when anything changes.
//
// Events: `sheets` (a new version's pages are in place), `layers` (text was added, replaced or removed), `current`
// (another page is in view).

import { Assets } from "./assets.js";
import { el } from "./dom.js";
import { Picture } from "./picture.js";
import { TextLayer, loadFonts, runAt } from "./textlayer.js";

/// How far around the view images are kept.
const NEAR = "200% 0px";
const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));

export class Pages extends EventTarget {
  /// A page: {index, svg, text, w, h} of the server, its `element` and `layer`, and `views`: the boxes that show its
  /// image (here and in the thumbnails), each {near, picture}.
  list = [];
  scale = 1;
  current = 0;
  #assets;
  #metrics = null;
  #waiting = [];
  #idling = false;
  #views = new WeakMap();
  #observer;

  constructor(root, base) {
    super();
    this.root = root;
    this.#assets = new Assets(base, () => this.refresh());
    this.#observer = this.observer(root, NEAR);
    root.addEventListener("scroll", () => this.#look());
    loadFonts(base).then((metrics) => {
      this.#metrics = metrics;
      this.refresh();
    });
  }

  /// Shows the pages of a new version.
  update(sheets) {
    const place = this.place();
    sheets.forEach((sheet, index) => {
      this.list[index] ??= this.#append(index);
      const page = Object.assign(this.list[index], sheet);
      page.element.style.setProperty("--w", page.w);
      page.element.style.setProperty("--h", page.h);
    });
    const gone = this.list.splice(sheets.length);
    for (const page of gone) page.element.remove();
    this.#assets.renew();
    this.#emit("sheets");
    if (gone.length) this.#emit("layers");
    this.restore(place);
    this.refresh();
    this.#look();
  }

  /// An observer that fetches the images of the views that come near its scroller.
  observer(root, rootMargin) {
    return new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#views.get(target).near = isIntersecting;
      this.refresh();
    }, { root, rootMargin });
  }

  addView(page, box, observer) {
    const view = { near: false, picture: new Picture(box) };
    page.views.push(view);
    this.#views.set(box, view);
    observer.observe(box);
  }

  /// When the text of all pages is here (or known to be missing).
  ready() {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.refresh();
    });
  }

  get blocks() {
    return this.list.flatMap(({ layer }) => layer?.blocks.filter((block) => !block.artifact) ?? []);
  }

  spotsFrom(place) {
    return this.list.flatMap(({ layer }) => layer?.spotsFrom(place) ?? []);
  }

  /// The point of the document that lies `at` pixels below the view's top.
  place(at = 0) {
    const y = this.root.scrollTop + at;
    const page = this.list.findLast(({ element }) => element.offsetTop <= y) ?? this.list[0];
    return page && { index: page.index, y: (y - page.element.offsetTop) / this.scale, at };
  }

  restore(place) {
    if (!place || !this.list.length) return;
    const { element } = this.list[Math.min(place.index, this.list.length - 1)];
    this.root.scrollTop = element.offsetTop + place.y * this.scale - place.at;
  }

  /// Zooms; what lies `at` pixels below the view's top stays there.
  setScale(scale, at = 0) {
    const place = this.place(at);
    const half = this.root.clientWidth / 2;
    const middle = (this.root.scrollLeft + half) / this.scale;
    this.scale = scale;
    this.root.style.setProperty("--scale", scale);
    this.restore(place);
    this.root.scrollLeft = middle * scale - half;
  }

  goTo(index) {
    const page = this.list[Math.max(0, Math.min(index, this.list.length - 1))];
    if (page) this.root.scrollTop = page.element.offsetTop - this.list[0].element.offsetTop;
    // The event comes later; the next key may come before it.
    this.#look();
  }

  /// Brings a spot into view, without moving when it is there already.
  reveal({ block, from }) {
    this.revealPoint(block.layer.page, runAt(block, from).data);
  }

  /// The same for a point of a page, in pt.
  revealPoint({ element }, { x, y }) {
    const { root } = this;
    const bring = (at, start, length) => (at > start + 40 && at < start + length - 40 ? start : at - length / 3);
    root.scrollTop = bring(element.offsetTop + y * this.scale, root.scrollTop, root.clientHeight);
    root.scrollLeft = bring(element.offsetLeft + x * this.scale, root.scrollLeft, root.clientWidth);
  }

  /// Brings what is shown in line with what is near and what is here, and asks for the rest: images and text near
  /// the view, thumbnails, then all other text (for searching, and for places of findings).
  refresh() {
    const { list } = this;
    const order = [...list].sort((a, b) => Math.abs(a.index - this.current) - Math.abs(b.index - this.current));
    const near = order.filter(({ views }) => views[0].near);
    // The observer has yet to say which of the new pages are near.
    if (list.length && !near.length) return;
    const pictured = order.filter(({ views }) => views.some((view) => view.near));
    this.#assets.keep("svg", new Set(pictured.map(({ svg }) => svg)));
    this.#assets.keep("text", new Set(list.map(({ text }) => text)));
    this.#assets.want([
      ...near.flatMap(({ svg, text }) => [["svg", svg], ["text", text]]),
      ...pictured.map(({ svg }) => ["svg", svg]),
      ...order.map(({ text }) => ["text", text]),
    ]);
    for (const page of list) this.#showImages(page);
    this.#build(this.#waiting.length ? order : near);
    if (!this.#idling && list.some((page) => this.#canBuild(page))) {
      this.#idling = true;
      idle(() => {
        this.#idling = false;
        this.#build(list.filter((page) => this.#canBuild(page)).slice(0, 1));
        this.refresh();
      });
    }
    if (this.#metrics && list.every((page) => this.#isSettled(page))) {
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  #append(index) {
    const number = index + 1;
    const element = el("div", { class: "page", role: "group", "aria-label": `Trang ${number}`, "data-page": number });
    const page = { index, element, layer: null, views: [] };
    this.root.append(element);
    this.addView(page, element, this.#observer);
    return page;
  }

  #showImages({ svg, views }) {
    const url = this.#assets.get("svg", svg);
    for (const { near, picture } of views) {
      if (!near) picture.clear();
      else if (url) picture.show(url, svg);
    }
  }

  #isSettled({ layer, text }) {
    return layer?.hash === text || this.#assets.isMissing("text", text);
  }

  #canBuild(page) {
    return this.#metrics && page.layer?.hash !== page.text && this.#assets.get("text", page.text);
  }

  #build(pages) {
    const able = pages.filter((page) => this.#canBuild(page));
    for (const page of able) {
      const layer = new TextLayer(page.text, this.#assets.get("text", page.text), this.#metrics);
      layer.page = page;
      page.layer?.element.remove();
      page.layer = layer;
      page.element.append(layer.element);
      layer.fit(this.scale);
    }
    if (able.length) this.#emit("layers");
  }

  #look() {
    const { index = 0 } = this.place(this.root.clientHeight / 3) ?? {};
    if (index === this.current) return;
    this.current = index;
    this.#emit("current");
  }

  #emit(name) {
    this.dispatchEvent(new Event(name));
  }
}

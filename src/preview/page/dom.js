// Small helpers shared by both pages. Data enters the page only as text nodes and attributes, never as
// markup: the page's policy forbids the latter (Trusted Types).

export const byId = (id) => document.getElementById(id);

/// An element with attributes (`on…` are listeners; null and false are left out) and children.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/// Says a sentence to screen readers without moving the focus.
export function announce(text) {
  const region = byId("announce");
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}

/// Lower case without diacritics, đ = d: how names are compared in a search.
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

const numbers = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
export const number = (value) => numbers.format(value);

/// Settings that outlive the page; a browser that keeps none still works.
export function recall(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`kehoach.${key}`)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`kehoach.${key}`, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the setting then lasts as long as the page.
  }
}

/// A link that can be switched off but stays reachable, so that its reason can be read.
export function enableLink(link, href, reason) {
  const set = (name, value) => (value === null ? link.removeAttribute(name) : link.setAttribute(name, value));
  set("href", reason ? null : href);
  set("role", reason ? "link" : null);
  set("tabindex", reason ? "0" : null);
  set("aria-disabled", reason ? "true" : null);
  set("title", reason);
}

/// A button that shows and hides a part of the page; which of both is remembered under `name`.
export function collapsible(button, part, name) {
  const set = (open) => {
    part.hidden = !open;
    button.setAttribute("aria-expanded", open);
  };
  set(recall(name, true));
  button.addEventListener("click", () => {
    set(part.hidden);
    remember(name, !part.hidden);
  });
}

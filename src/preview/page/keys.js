// The keyboard: what each key does, and the list of them. Keys of one character can be switched off (WCAG 2.1.4).

import { byId, el, recall, remember } from "./dom.js";

const LINE = 60;

/// [keys to show, what they do, the keys, the action].
function keyTable({ pages, zoom, find, cursor, source, communes }) {
  const { root } = pages;
  const scroll = (by) => () => root.scrollBy(0, by());
  // A page that is wider than the view is first moved to its edge.
  const sideways = (direction) => () => {
    const isWide = pages.list[pages.current]?.element.offsetWidth > root.clientWidth;
    const isAtEdge = direction < 0 ? root.scrollLeft <= 0 : root.scrollLeft + root.clientWidth >= root.scrollWidth - 1;
    if (isWide && !isAtEdge) root.scrollBy(direction * LINE, 0);
    else pages.goTo(pages.current + direction);
  };
  return {
    moving: [
      ["↑ ↓", "Cuộn", { ArrowUp: scroll(() => -LINE), ArrowDown: scroll(() => LINE) }],
      ["← →", "Trang trước, trang sau", { ArrowLeft: sideways(-1), ArrowRight: sideways(1) }],
      ["Page Up, Page Down", "Lùi, tiến một màn hình", {
        PageUp: scroll(() => -0.9 * root.clientHeight),
        PageDown: scroll(() => 0.9 * root.clientHeight),
      }],
      ["Home, End", "Trang đầu, trang cuối", {
        Home: () => pages.goTo(0),
        End: () => { root.scrollTop = root.scrollHeight; },
      }],
      ["Ctrl + ← →", "Con trỏ đến từ trước, từ sau", {
        "Ctrl+ArrowLeft": () => cursor.moveWord(-1),
        "Ctrl+ArrowRight": () => cursor.moveWord(1),
      }],
      ["Ctrl + ↑ ↓", "Con trỏ đến đoạn trước, đoạn sau", {
        "Ctrl+ArrowUp": () => cursor.moveBlock(-1),
        "Ctrl+ArrowDown": () => cursor.moveBlock(1),
      }],
      ["Enter", "Xem ô nguồn của từ ở con trỏ hoặc ở chỗ tìm thấy", { Enter: () => source.openAtCursor() }],
      ["Esc", "Đóng ô nguồn, bỏ đánh dấu", { Escape: () => source.close() }],
    ],
    characters: [
      ["+", "Phóng to", { "+": () => zoom.step(1), "=": () => zoom.step(1) }],
      ["−", "Thu nhỏ", { "-": () => zoom.step(-1), "−": () => zoom.step(-1) }],
      ["0", "Vừa bề ngang", { 0: () => zoom.fit() }],
      ["/", "Tìm chữ", { "/": () => find.open() }],
      ["n, N", "Chỗ tìm thấy sau, trước (trong ô tìm: Enter, Shift + Enter)", {
        n: () => find.step(1),
        N: () => find.step(-1),
      }],
      ["[ ]", "Xã trước, xã sau", { "[": () => communes.step(-1), "]": () => communes.step(1) }],
      ["?", "Danh sách phím này", { "?": () => byId("keys-dialog").showModal() }],
    ],
  };
}

export function listenToKeys(parts) {
  const { moving, characters } = keyTable(parts);
  const actions = (rows) => Object.assign({}, ...rows.map(([, , keys]) => keys));
  const [movingActions, characterActions] = [actions(moving), actions(characters)];
  const enabled = byId("keys-enabled");
  enabled.checked = recall("keys", true);
  enabled.addEventListener("change", () => remember("keys", enabled.checked));
  fill(byId("keys-moving"), moving);
  fill(byId("keys-characters"), characters);
  byId("keys-open").addEventListener("click", () => byId("keys-dialog").showModal());
  byId("keys-close").addEventListener("click", () => byId("keys-dialog").close());

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    if (target.closest("input") || document.querySelector("dialog[open]")) return;
    // On a button or in the panels, arrows and Enter have their usual meaning.
    const onPages = !event.shiftKey && (target === document.body || parts.pages.root.contains(target));
    const name = (event.ctrlKey ? "Ctrl+" : "") + event.key;
    const action = (onPages || name === "Escape" ? movingActions[name] : null)
      ?? (enabled.checked ? characterActions[name] : null);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function fill(body, rows) {
  body.replaceChildren(...rows.map(([keys, meaning]) => el("tr", {},
    el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, meaning))));
}

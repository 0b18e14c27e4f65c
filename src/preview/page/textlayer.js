// The text of a page over its image: transparent, selectable, in reading order and with its roles, set in the
// document's own font so that a selection covers the printed words.
//
// A layer is a list of blocks (a paragraph, a table's cell …). A block's `text` is what is searched and copied: its
// runs joined, the end of a line being a space. A `spot` {block, from, to} names a stretch of that text; `block.layer`
// leads to the layer, whose `page` leads to the page.

import { ask } from "./api.js";

const FAMILY = "kehoach";
const HEADINGS = 6;
/// Figures as 86,29, 14.457 and 29/5/2026 are words too.
const WORD = /\p{N}+(?:[.,/]\p{N}+)+(?![\p{L}\p{M}\p{N}])|[\p{L}\p{M}\p{N}]+/gu;

/// Loads the document's four fonts; gives the height of a line and of its baseline, in em.
export async function loadFonts(base) {
  await Promise.allSettled([0, 1, 2, 3].map(async (index) => {
    const bytes = await (await ask(new URL(`font/${index}`, base))).arrayBuffer();
    const face = new FontFace(FAMILY, bytes, {
      weight: index & 1 ? "bold" : "normal",
      style: index & 2 ? "italic" : "normal",
    });
    document.fonts.add(await face.load());
  }));
  const context = document.createElement("canvas").getContext("2d");
  context.font = `100px ${FAMILY}, serif`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText("x");
  return { ascent: fontBoundingBoxAscent / 100, line: (fontBoundingBoxAscent + fontBoundingBoxDescent) / 100 };
}

export class TextLayer {
  blocks = [];
  page = null;
  #ascent;

  constructor(hash, { origins, tree }, metrics) {
    this.hash = hash;
    this.origins = origins;
    this.element = document.createElement("div");
    this.element.className = "text-layer";
    this.element.style.lineHeight = metrics.line;
    this.#ascent = metrics.ascent;
    for (const node of tree) this.#add(node, this.element, {});
    this.runs = this.blocks.flatMap((block) => block.runs);
    this.runs.forEach((run) => { run.element.run = run; });
  }

  /// Stretches each run to its printed width. All widths are read before the first is changed: one layout.
  /// `scale` is that of the layer now.
  fit(scale) {
    const widths = this.runs.map((run) => widthOf(run, scale));
    this.runs.forEach((run, index) => {
      const [printed, measured] = [run.data.width, widths[index]];
      if (!measured || Math.abs(printed - measured) < 0.05) return;
      run.element.style.transform = `scaleX(${printed / measured})`;
    });
  }

  /// The spots that came from a cell, directly or through a merged value; neighbouring stretches are one spot.
  spotsFrom(place) {
    const index = this.origins.indexOf(place);
    if (index < 0) return [];
    const spots = [];
    for (const block of this.blocks) {
      let last = null;
      for (const stretch of stretches(block)) {
        if (stretch.origin !== index && stretch.cell !== index) {
          last = null;
        } else if (last) {
          last.to = stretch.to;
        } else {
          last = { block, from: stretch.from, to: stretch.to };
          spots.push(last);
        }
      }
    }
    return spots;
  }

  #add(node, parent, context) {
    if (node.t !== undefined) return this.#addRun(node, parent, context);
    const element = elementOf(node);
    parent.append(element);
    const inner = { ...context, block: blockOf(node.r, context), role: node.r, opened: false };
    if (node.r === "row") inner.row = element;
    if (node.r === "artifact") inner.artifact = true;
    for (const child of node.c ?? []) {
      this.#add(child, element, inner);
      if (child.r) inner.opened = true;
    }
  }

  #addRun(data, parent, context) {
    if (!data.t) return;
    const block = (context.block ??= {});
    if (!block.runs) {
      Object.assign(block, { layer: this, text: "", runs: [], row: context.row, artifact: context.artifact });
      this.blocks.push(block);
    }
    const previous = block.runs.at(-1);
    if (previous && isGap(previous.data, data)) block.text += " ";
    const element = document.createElement("span");
    element.className = `run${data.b ? " b" : ""}${data.i ? " i" : ""}`;
    element.textContent = data.t;
    Object.assign(element.style, {
      left: `${data.x}px`,
      top: `${data.y - this.#ascent * data.s}px`,
      fontSize: `${data.s}px`,
      wordSpacing: data.w ? `${data.w}px` : "",
    });
    parent.append(element);
    block.runs.push({ element, data, block, start: block.text.length });
    block.text += data.t;
  }
}

/// How wide a run is before it is stretched. A space that ends a line takes no room in print.
function widthOf({ element, data }, scale) {
  const whole = element.getBoundingClientRect().width / scale;
  const bare = data.t.trimEnd().length;
  if (!bare || bare === data.t.length) return whole;
  const range = document.createRange();
  range.setStart(element.firstChild, 0);
  range.setEnd(element.firstChild, bare);
  const inked = range.getBoundingClientRect().width / scale;
  return Math.abs(inked - data.width) < Math.abs(whole - data.width) ? inked : whole;
}

/// The element of a node of the tree, with the role that it has in the document. The title is the heading of level 1,
/// the plan's own headings follow below it.
function elementOf(node) {
  const element = document.createElement(node.r === "paragraph" ? "p" : "div");
  const set = (attributes) => {
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
  };
  switch (node.r) {
    case "title": set({ role: "heading", "aria-level": 1 }); break;
    case "heading": set({ role: "heading", "aria-level": Math.min(node.l + 1, HEADINGS) }); break;
    case "item": set({ role: "listitem" }); break;
    case "header": set({ role: "columnheader", "aria-colspan": node.cs, "aria-rowspan": node.rs }); break;
    case "cell": set({ role: "cell", "aria-colspan": node.cs, "aria-rowspan": node.rs }); break;
    case "figure": set({ role: "img", "aria-label": node.alt || "Hình" }); break;
    case "artifact": set({ "aria-hidden": "true" }); break;
    // A head that is repeated on a further page is not read again.
    case "row": set(node.c?.every(({ r }) => r === "artifact") ? { "aria-hidden": "true" } : { role: "row" }); break;
    case "list": case "table": case "note": set({ role: node.r }); break;
  }
  return element;
}

/// A paragraph belongs to the cell it stands in, and to its item when it is the first there; everything else begins
/// a block of its own (made when its first run comes).
function blockOf(role, { block, role: parent, opened }) {
  const joins = role === "paragraph" && (parent === "cell" || parent === "header" || (parent === "item" && !opened));
  return joins && block ? block : {};
}

/// Whether a space stands between two runs of a block: at the end of a line or over a gap within it, but not where a
/// word goes on (`j`).
function isGap(before, after) {
  if (before.j || /\s$/.test(before.t) || /^\s/.test(after.t)) return false;
  const gap = after.x - (before.x + before.width);
  const size = Math.max(before.s, after.s);
  return gap > 0.2 * size || gap < -0.5 * size || Math.abs(after.y - before.y) > 0.7 * size;
}

/// The stretches of a block with where each came from, offsets in the block's text.
function* stretches(block) {
  for (const run of block.runs) {
    let from = run.start;
    for (const [length, origin, byte, cell] of run.data.m ?? []) {
      yield { from, to: from + length, origin, byte, cell };
      from += length;
    }
  }
}

/// Where a word came from (of one made of several cells: what stands at `at`): the place and byte, and the plan's cell
/// it was merged in. Null for words of the form itself.
export function sourceOf({ block, from, at = from }) {
  const found = [...stretches(block)].find((stretch) => stretch.from <= at && at < stretch.to);
  if (!found || found.origin < 0) return null;
  const { origins } = block.layer;
  const before = new TextEncoder().encode(block.text.slice(found.from, from)).length;
  return {
    place: origins[found.origin],
    at: found.byte < 0 ? null : found.byte + before,
    cell: found.cell < 0 ? null : origins[found.cell],
  };
}

/// The word around an offset; a sign on its own counts as one.
export function wordAt(block, offset) {
  const word = wordsOf(block).find(({ from, to }) => from <= offset && offset < to);
  return word ?? { block, from: offset, to: offset + 1 };
}

export function wordsOf(block) {
  return Array.from(block.text.matchAll(WORD), ({ index, 0: { length } }) => (
    { block, from: index, to: index + length }));
}

/// The run in which an offset of a block's text lies.
export function runAt(block, offset) {
  return block.runs.findLast((run) => run.start <= offset);
}

/// The DOM range of a spot.
export function rangeOf({ block, from, to }) {
  const first = runAt(block, from);
  const last = runAt(block, to - 1);
  const inside = (run, offset) => Math.min(offset - run.start, run.data.t.length);
  return new StaticRange({
    startContainer: first.element.firstChild,
    startOffset: inside(first, from),
    endContainer: last.element.firstChild,
    endOffset: inside(last, to),
  });
}

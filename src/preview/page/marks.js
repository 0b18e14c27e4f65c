// Coloured marks on the text (CSS Custom Highlight API): search hits, what came from a cell, the word cursor.

import { rangeOf } from "./textlayer.js";

/// From the faintest to the one that lies on top.
const NAMES = ["source", "found", "word", "found-current"];

/// Marks these spots under a name of `NAMES`, instead of those that had it before.
export function mark(name, spots) {
  if (!CSS.highlights) return;
  const highlight = new Highlight();
  highlight.priority = NAMES.indexOf(name);
  for (const spot of spots) highlight.add(rangeOf(spot));
  CSS.highlights.set(name, highlight);
}

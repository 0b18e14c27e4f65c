// The words that a finding is about: in the list with what is around them, and where they stand on a page.

import { el } from "./dom.js";

/// How many letters on each side have to agree, at first and then: line ends, notes and page ends make the text of a
/// block differ from that of the cell.
const AROUND = [30, 12, 4, 0];

/// Stands for words that are none: a place between two letters.
const BETWEEN = "‸";

/// The excerpt as it is shown; nothing where the message itself has all of it.
export function excerptElement({ shown: [before, words, after] }, message) {
  if (!before && !after && message.includes(`“${words}”`)) return null;
  return el("blockquote", { class: "excerpt" }, before, el("mark", {}, words || BETWEEN), after);
}

/// Where the words stand in the block of a spot, within that spot; undefined if they do not.
export function wordsWithin({ block, from, to }, { exact }) {
  const { text, at } = letters(block.text);
  const [before, words, after] = exact.map((part) => letters(part).text);
  for (const around of AROUND) {
    const left = before.slice(Math.max(0, before.length - around));
    const needle = left + words + after.slice(0, around);
    for (let start = text.indexOf(needle); needle && start >= 0; start = text.indexOf(needle, start + 1)) {
      // Of a place between two letters, those on both sides.
      const first = start + left.length - (words ? 0 : 1);
      const last = start + left.length + Math.max(words.length - 1, 0);
      const spot = { block, from: at[Math.max(first, 0)], to: at[Math.min(last, at.length - 1)] + 1 };
      if (spot.from < to && spot.to > from) return spot;
    }
  }
  return undefined;
}

/// A text without its spaces, and where each letter stands in it.
function letters(text) {
  const at = [...text.matchAll(/\S/g)].map(({ index }) => index);
  return { text: at.map((index) => text[index]).join(""), at };
}

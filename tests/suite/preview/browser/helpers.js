// What the tests ask of a page, at hand in every expression that they have it evaluate.

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const isShown = (selector) => Boolean(one(selector)?.checkVisibility({ visibilityProperty: true }));
const text = (selector) => all(selector).map((element) => element.textContent.replace(/\s+/g, " ").trim()).join("\n");

/// The blocks of text of all pages, or of one (from 1), in reading order.
const blocks = (page) => {
  const runs = all(page ? `.page[data-page="${page}"] .run` : ".page .run");
  return [...new Set(runs.map(({ run }) => run.block))];
};
const pageText = (page) => blocks(page).map((block) => block.text).join("\n");
const pagesWith = (words) => all(".page").map(({ dataset }) => Number(dataset.page))
  .filter((page) => pageText(page).includes(words));

/// Whether everything that is asked for is here: texts of all pages, images of those in view.
const isWhole = () => all(".page").length > 0 && !isShown("#busy")
  && all(".page").every((page) => page.querySelector(".run"))
  && all(".page").some((page) => page.querySelector("img")?.complete);

/// The images that are shown, by page.
const images = () => Object.fromEntries(all(".page[data-svg]").map(({ dataset }) => [dataset.page, dataset.svg]));
/// The names of the images that were fetched since the list was emptied.
const fetched = () => performance.getEntriesByType("resource")
  .map(({ name }) => name.split("/svg/")[1]).filter(Boolean);

/// Where `words` stand on a page the `nth` time (from 0): the run and the offset in it, of their letter `index`.
function place(words, page, nth = 0, index = 0) {
  for (const block of blocks(page)) {
    let at = block.text.indexOf(words);
    for (; at >= 0 && nth > 0; nth--) at = block.text.indexOf(words, at + 1);
    if (at < 0) continue;
    at += index;
    const run = block.runs.findLast(({ start }) => start <= at);
    return { run, at: at - run.start };
  }
  throw new Error(`“${words}” is not there`);
}

/// The glyphs of a page's image, as groups of one stretch of text each: its baseline, and the left of every glyph.
function glyphs(page) {
  const request = new XMLHttpRequest();
  request.open("GET", `${location.pathname.split("/").pop()}/svg/${one(`.page[data-page="${page}"]`).dataset.svg}`);
  request.responseType = "document";
  return new Promise((resolve) => {
    request.onload = () => resolve([...request.responseXML.querySelectorAll("g:has(> use)")].map((group) => {
      let matrix = new DOMMatrix();
      for (let element = group; element.localName === "g"; element = element.parentNode) {
        matrix = matrixOf(element).multiply(matrix);
      }
      const uses = [...group.querySelectorAll(":scope > use")].map((use) => Number(use.getAttribute("x")));
      return { x: matrix.e, y: matrix.f, lefts: uses.map((x) => matrix.a * x + matrix.e) };
    }));
    request.send();
  });
}

function matrixOf(element) {
  const [, kind, list] = /^(\w+)\((.*)\)$/.exec(element.getAttribute("transform") ?? "translate(0)");
  const [a, b = 0, ...rest] = list.split(/[ ,]+/).map(Number);
  return new DOMMatrix(kind === "matrix" ? [a, b, ...rest] : [1, 0, 0, 1, a, b]);
}

/// Where each letter on a run's line is printed, in pt of the page: a function that gives, for the line's runs, by offset
/// in the run's text the left of its glyph. Signs without ink, spaces, have none.
function printed(run, page, groups) {
  const isHere = ({ y }) => Math.abs(y - run.data.y) < 0.5;
  const lefts = groups.filter(isHere).flatMap((group) => group.lefts).sort((a, b) => a - b);
  const runs = all(`.page[data-page="${page}"] .run`).map((span) => span.run).filter((other) => isHere(other.data))
    .sort((a, b) => a.data.x - b.data.x);
  const inked = runs.flatMap((other) => [...other.data.t.matchAll(/\S/gu)].map(({ index }) => [other, index]));
  const line = runs.map((other) => other.data.t).join("|");
  if (inked.length !== lefts.length) throw new Error(`“${line}” has ${inked.length} signs, printed are ${lefts.length}`);
  return Object.fromEntries(inked.flatMap(([other, at], index) => (other === run ? [[at, lefts[index]]] : [])));
}

/// The middle of the first of `words` as printed, in pixels of the window.
async function middle(words, page, nth) {
  const { run, at } = place(words, page, nth);
  run.element.scrollIntoView({ block: "center" });
  const letters = printed(run, page, await glyphs(page));
  const [{ length }] = words.split(" ");
  const left = (letters[at] + letters[at + length - 1]) / 2;
  return onScreen(page, left + 0.2 * run.data.s, run.data.y - 0.22 * run.data.s);
}

/// Where a person begins and ends to select from one word to the end of another.
async function ends(first, last, page) {
  const groups = await glyphs(page);
  const [from, to] = [place(first, page), place(last, page, 0, last.length - 1)];
  from.run.element.scrollIntoView({ block: "center" });
  const start = printed(from.run, page, groups)[from.at];
  const stop = printed(to.run, page, groups)[to.at];
  return [
    onScreen(page, start + 0.3, from.run.data.y - 0.22 * from.run.data.s),
    onScreen(page, stop + 0.35 * to.run.data.s, to.run.data.y - 0.22 * to.run.data.s),
  ];
}

function onScreen(page, x, y) {
  const element = one(`.page[data-page="${page}"]`);
  const box = element.getBoundingClientRect();
  const scale = box.width / parseFloat(element.style.getPropertyValue("--w"));
  return { x: box.left + x * scale, y: box.top + y * scale };
}

/// How far, in pt, a page's selectable letters lie from the printed ones at most, and how many letters were compared.
async function deviation(page) {
  const groups = await glyphs(page);
  const element = one(`.page[data-page="${page}"]`);
  element.scrollIntoView();
  const box = element.getBoundingClientRect();
  const scale = box.width / parseFloat(element.style.getPropertyValue("--w"));
  let worst = { by: 0 };
  let letters = 0;
  for (const span of all(`.page[data-page="${page}"] .run`)) {
    for (const [offset, left] of Object.entries(printed(span.run, page, groups))) {
      const range = document.createRange();
      range.setStart(span.firstChild, Number(offset));
      range.setEnd(span.firstChild, Number(offset) + 1);
      const by = Math.abs((range.getBoundingClientRect().left - box.left) / scale - left);
      letters += 1;
      if (by > worst.by) worst = { by, text: span.textContent, offset };
    }
  }
  return { ...worst, letters };
}

/// What a person would take along when copying what is selected.
function copied() {
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
  document.dispatchEvent(event);
  return event.clipboardData.getData("text/plain");
}

/// Drops files, given as [name, bytes], on the page.
function drop(files) {
  const dataTransfer = new DataTransfer();
  for (const [name, bytes] of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }
}

// Copying from the pages: words in order, a line's end within a paragraph as a space, a new line between blocks, a
// tab between the cells of a row. Page numbers are left out.

/// The selected part of each run: [run, from, to], offsets in the run.
function selectedRuns(range, pages) {
  const parts = [];
  for (const { layer } of pages.list) {
    if (!layer || !range.intersectsNode(layer.element)) continue;
    for (const run of layer.runs) {
      const node = run.element.firstChild;
      if (run.block.artifact || !range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      if (from < to) parts.push([run, from, to]);
    }
  }
  return parts;
}

function selectedText(range, pages) {
  let text = "";
  let previous = null;
  for (const [run, from, to] of selectedRuns(range, pages)) {
    const { block } = run;
    if (previous === block) {
      const ended = block.runs[block.runs.indexOf(run) - 1];
      text += block.text.slice(ended.start + ended.data.t.length, run.start);
    } else if (previous) {
      text += previous.row && previous.row === block.row ? "\t" : "\n";
    }
    text += run.data.t.slice(from, to);
    previous = block;
  }
  return text;
}

export function copyAsText(pages) {
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.getRangeAt(0).intersectsNode(pages.root)) return;
    const text = selectedText(selection.getRangeAt(0), pages);
    if (!text) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
}

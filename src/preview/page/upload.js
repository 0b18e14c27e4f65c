// Files given to the page, by dropping or choosing: each with the handle that lets it be watched, where the browser
// has such handles, and sent to the program as a new plan.

import { ask, problem } from "./api.js";
import { addRecentFiles, saveHandles } from "./handles.js";
import { byId } from "./dom.js";

const TYPES = [{
  description: "Bảng tính, Word, JSON, hình",
  accept: {
    "application/octet-stream": [".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".json", ".docx"],
    "image/*": [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"],
  },
}];

/// Makes the whole page take dropped files, its button and its hidden field take chosen ones: `take([{file, handle}])`;
/// until `signal`, if given, ends it.
export function acceptFiles(take, signal) {
  const input = byId("file-input");
  input.addEventListener("change", () => {
    const given = Array.from(input.files, (file) => ({ file, handle: null }));
    input.value = "";
    if (given.length) take(given);
  });
  byId("choose-files").addEventListener("click", async () => {
    if (!window.showOpenFilePicker) {
      input.click();
      return;
    }
    // Rejects when the person closes the dialog without choosing.
    const handles = await showOpenFilePicker({ multiple: true, types: TYPES }).catch(() => []);
    const given = await Promise.all(handles.map(async (handle) => ({ handle, file: await handle.getFile() })));
    if (given.length) take(given);
  });
  const { body } = document;
  const hasFiles = (event) => event.dataTransfer.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    body.classList.add("dropping");
  }, { signal });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) body.classList.remove("dropping");
  }, { signal });
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    body.classList.remove("dropping");
    // Everything must be taken out of the event before it is over.
    const given = await Promise.all(Array.from(event.dataTransfer.items, async (item) => {
      const file = item.getAsFile();
      const handle = await item.getAsFileSystemHandle?.().catch(() => null);
      return file && handle?.kind !== "directory" ? { file, handle: handle ?? null } : null;
    }));
    take(given.filter(Boolean));
  }, { signal });
}

/// Uploads files as a new plan and goes to its page, which `go(address)` does; throws `Refused`.
export async function openAsNewPlan(given, root, go = (page) => location.assign(page)) {
  if (!given.length) return [problem("Chưa nhận được tệp nào.", "Thả từng tệp, không thả cả thư mục.")];
  const form = new FormData();
  for (const { file } of given) form.append("file", file, file.name);
  const { id, files } = await (await ask(new URL("api/upload", root), { method: "POST", body: form })).json();
  const page = new URL(`plan/${id}`, root);
  const kept = given.filter(({ file, handle }) => handle && files.includes(file.name));
  await saveHandles(page.pathname, kept);
  if (kept.length === given.length) await addRecentFiles(kept.map(({ handle }) => handle));
  await go(page);
  return [];
}

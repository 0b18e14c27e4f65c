// Uploaded files: watched through their handles and sent again when they have been saved. Also the panel "Tệp", which
// tells whether that is so.

import { ask } from "./api.js";
import { byId, el } from "./dom.js";
import { diagnosticItem } from "./diagnostics.js";
import { loadHandles, saveHandles, stampOf } from "./handles.js";

const EVERY = 700;

export class WatchedFiles {
  #base;
  #records = [];
  #plan = { files: [], uploaded: false };
  #seen = new Map();
  #busy = false;

  constructor(base) {
    this.#base = base;
    byId("watch-allow").addEventListener("click", () => this.#allow());
    setInterval(() => this.#look(), EVERY);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  async setPlan(plan) {
    this.#plan = plan;
    byId("file-list").replaceChildren(...plan.files.map((name) => el("li", {}, name)));
    byId("file-folder").textContent = plan.folder ? `Thư mục: ${plan.folder}` : "";
    byId("choose-files").hidden = !plan.uploaded;
    if (plan.uploaded) this.#records = await loadHandles(location.pathname);
    this.#showState();
  }

  /// Whether these files are newer versions of the plan's own.
  areOurs(given) {
    return this.#plan.uploaded && given.length > 0 && given.every(({ file }) => this.#plan.files.includes(file.name));
  }

  /// Puts newer versions in the place of the plan's files, and watches those from now on.
  async replace(given) {
    for (const { file } of given) await this.#send(file.name, file);
    await saveHandles(location.pathname, given.filter(({ handle }) => handle));
    this.#records = await loadHandles(location.pathname);
    this.#showState();
  }

  async #look() {
    if (this.#busy) return;
    this.#busy = true;
    for (const record of this.#records) await this.#lookAt(record);
    this.#busy = false;
  }

  async #lookAt(record) {
    try {
      const file = await record.handle.getFile();
      const stamp = stampOf(file);
      const quiet = this.#seen.get(record) === stamp;
      this.#seen.set(record, stamp);
      // A file is sent when two looks agree: until then it is still being written.
      if (stamp === record.stamp || !quiet) return;
      await this.#send(record.name, await file.arrayBuffer());
      record.stamp = stamp;
      await saveHandles(location.pathname, [{ file, handle: record.handle }]);
    } catch (error) {
      // NotReadableError, NotFoundError: the file is being saved right now; the next look will do.
      if (error.name === "NotAllowedError") this.#showState();
    }
  }

  async #send(name, body) {
    const refused = await ask(new URL(`file/${encodeURIComponent(name)}`, this.#base), { method: "PUT", body })
      .then(() => null, (error) => error);
    byId("file-problems").replaceChildren(...(refused?.diagnostics ?? []).map((problem) => diagnosticItem(problem)));
    // Not reached or busy: try again. Refused: the same bytes would be refused again.
    if (refused?.status === 0 || refused?.status === 503) throw refused;
  }

  async #showState() {
    const { uploaded, files } = this.#plan;
    const states = await Promise.all(this.#records.map(({ handle }) => handle.queryPermission({ mode: "read" })));
    const asks = states.some((state) => state !== "granted");
    const watched = files.every((name) => this.#records.some((record) => record.name === name));
    byId("watch-allow").hidden = !uploaded || !asks;
    const program = this.#plan.document ? "Word" : "Excel";
    byId("watch-state").textContent = !uploaded || (watched && !asks)
      ? `Lưu trong ${program} là trang này đổi theo.`
      : asks ? "Trình duyệt cần bạn cho phép mới đọc tiếp được tệp."
        : `Trình duyệt này không tự theo dõi được tệp đã thả. Sau khi lưu trong ${program}, thả lại tệp vào trang này.`;
  }

  /// Asks for the permission again, which needs a click.
  async #allow() {
    for (const { handle } of this.#records) await handle.requestPermission({ mode: "read" });
    this.#showState();
  }
}

// "Tải tất cả": the batch for all communes, in a dialog that may be closed while the work goes on.

import { ask, postJson } from "./api.js";
import { announce, byId, number } from "./dom.js";
import { diagnosticItem } from "./diagnostics.js";

const STATES = {
  idle: "Làm một tệp PDF cho mỗi xã của danh sách, gói vào một tệp .zip.",
  running: "Đang làm …",
  stopped: "Đã dừng. Các xã đã làm xong được giữ lại.",
  done: "Đã làm xong.",
  failed: "Có lỗi nên không làm tiếp được.",
};

/// The one that matters most comes first.
const BUTTONS = ["batch-stop", "batch-zip", "batch-resume", "batch-start"];

export class Batch {
  #base;
  #isDraft;
  #dialog = byId("batch-dialog");
  #total = 0;
  #blocked = null;
  #shown = { state: "idle", total: 0, done: 0, failed: 0, seconds: 0, diagnostics: [] };

  /// `isDraft()` tells whether the draft mark is on.
  constructor(base, isDraft) {
    this.#base = base;
    this.#isDraft = isDraft;
    byId("batch-open").addEventListener("click", () => this.#dialog.showModal());
    byId("batch-close").addEventListener("click", () => this.#dialog.close());
    byId("batch-start").addEventListener("click", () => this.#start(false));
    byId("batch-resume").addEventListener("click", () => this.#start(true));
    byId("batch-stop").addEventListener("click", () => this.#stop());
    byId("batch-zip").href = new URL("batch/zip", base);
    byId("batch-report").href = new URL("batch/report", base);
    this.#render();
  }

  setCommunes(count) {
    this.#total = count;
    byId("batch-open").hidden = !count;
    this.#render();
  }

  /// While the newest file cannot be typeset, `reason` says why nothing can be started; else null.
  block(reason) {
    this.#blocked = reason;
    this.#render();
  }

  show(message) {
    if (message.state !== this.#shown.state) announce(STATES[message.state]);
    this.#shown = message;
    this.#render();
  }

  #start(resume) {
    this.#try(() => postJson(new URL("batch", this.#base), { draft: this.#isDraft(), resume }));
  }

  #stop() {
    this.#try(() => ask(new URL("batch/stop", this.#base), { method: "POST" }));
  }

  async #try(request) {
    try {
      await request();
    } catch ({ diagnostics }) {
      this.#showDiagnostics(diagnostics);
    }
  }

  #render() {
    const { state, done, failed, seconds, diagnostics, zip, report } = this.#shown;
    const total = this.#shown.total || this.#total;
    const treated = done + failed;
    const running = state === "running";
    const { activeElement } = document;
    byId("batch-state").textContent = this.#blocked && !running ? this.#blocked : STATES[state];
    byId("batch-progress").max = Math.max(total, 1);
    byId("batch-progress").value = treated;
    byId("batch-counts").textContent = state === "idle" ? `${number(total)} xã` : [
      `Xong ${number(done)} trên ${number(total)} xã`,
      ...(failed ? [`${number(failed)} xã có lỗi`] : []),
      `${number(seconds)} giây`,
    ].join(", ");
    const percent = Math.floor((100 * treated) / total);
    byId("batch-open").textContent = running ? `Tải tất cả (${percent} %)` : "Tải tất cả";
    byId("batch-start").hidden = running;
    byId("batch-start").classList.toggle("primary", state === "idle");
    byId("batch-start").textContent = state === "idle" ? "Bắt đầu" : "Làm lại từ đầu";
    byId("batch-resume").hidden = state !== "stopped";
    byId("batch-stop").hidden = !running;
    byId("batch-start").disabled = byId("batch-resume").disabled = Boolean(this.#blocked);
    byId("batch-zip").hidden = running || !zip;
    byId("batch-report").hidden = running || !report;
    this.#showDiagnostics(diagnostics ?? []);
    // The focus must not be lost with a button that goes.
    if (activeElement.hidden) BUTTONS.map(byId).find(({ hidden }) => !hidden)?.focus();
  }

  #showDiagnostics(diagnostics) {
    byId("batch-diagnostics").replaceChildren(...diagnostics.map((diagnostic) => diagnosticItem(diagnostic)));
  }
}

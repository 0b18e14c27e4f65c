// The start page: takes files, offers the empty workbook, the sample and the files used lately.

import { askJson, postJson, Refused } from "./api.js";
import { diagnosticItem } from "./diagnostics.js";
import { announce, byId, el } from "./dom.js";
import { Live } from "./live.js";
import { acceptFiles, openAsNewPlan } from "./upload.js";

const root = new URL("./", location.href);
const problems = byId("problems");
let shown = null;

function showProblems(diagnostics) {
  problems.replaceChildren(...diagnostics.map((diagnostic) => diagnosticItem(diagnostic)));
  byId("problems-box").hidden = !diagnostics.length;
  if (diagnostics.length) byId("problems-box").focus();
}

/// Does something that may be refused, with a sign of work meanwhile.
async function attempt(work) {
  showProblems([]);
  byId("busy").hidden = false;
  try {
    showProblems((await work()) ?? []);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showProblems(error.diagnostics);
  } finally {
    byId("busy").hidden = true;
  }
}

async function open(request) {
  const { id } = await (await request).json();
  location.assign(new URL(`plan/${id}`, root));
}

function recentItem({ plan, rows, name, folder }) {
  return el("li", {},
    el("button", {
      type: "button",
      class: "recent-open",
      onclick: () => attempt(() => open(postJson(new URL("api/open", root), { plan, rows }))),
    },
    el("strong", {}, name),
    el("span", { class: "folder" }, folder),
    rows && el("span", { class: "folder" }, `Danh sách: ${rows}`)),
    el("button", {
      type: "button",
      class: "quiet",
      "aria-label": `Bỏ ${name} khỏi danh sách`,
      title: "Bỏ khỏi danh sách (tệp không bị xóa)",
      onclick: () => attempt(async () => {
        await postJson(new URL("api/forget", root), { plan });
        announce(`Đã bỏ ${name} khỏi danh sách`);
        await load();
      }),
    }, "✕"));
}

async function load() {
  const start = await askJson(new URL("api/start", root)).catch(() => null);
  if (!start || JSON.stringify(start) === shown) return;
  shown = JSON.stringify(start);
  byId("version").textContent = `kehoach ${start.version}`;
  byId("recent").hidden = !start.recent.length;
  byId("recent-list").replaceChildren(...start.recent.map(recentItem));
}

byId("sample").addEventListener("click", () => attempt(() => open(postJson(new URL("api/sample", root)))));
acceptFiles((given) => attempt(() => openAsNewPlan(given, root)));
load();
document.addEventListener("visibilitychange", load);

/// The program goes on as long as a page keeps this line.
function liveAddress() {
  const address = new URL("live", root);
  address.protocol = "ws:";
  return address;
}

const showGone = (gone) => { byId("banner").hidden = !gone; };
new Live(liveAddress, { message() {}, gone: () => showGone(true), back: () => showGone(false) });

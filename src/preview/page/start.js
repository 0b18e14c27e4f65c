// The start page: takes files, offers the empty workbook, the sample and the files used lately.

import { askJson, postJson, problem, Refused } from "./api.js";
import { diagnosticItem } from "./diagnostics.js";
import { announce, byId, el } from "./dom.js";
import { enter } from "./enter.js";
import { forgetOthers, forgetRecentFiles, recentFiles } from "./handles.js";
import { Live } from "./live.js";
import { acceptFiles, openAsNewPlan } from "./upload.js";

const root = new URL("./", location.href);
const problems = byId("problems");
const problemsBox = byId("problems-box");
const busy = byId("busy");
let shown = null;

function showProblems(diagnostics) {
  problems.replaceChildren(...diagnostics.map((diagnostic) => diagnosticItem(diagnostic)));
  problemsBox.hidden = !diagnostics.length;
  if (diagnostics.length) problemsBox.focus();
}

/// Does something that may be refused, with a sign of work meanwhile.
async function attempt(work) {
  showProblems([]);
  busy.hidden = false;
  try {
    showProblems((await work()) ?? []);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showProblems(error.diagnostics);
  } finally {
    busy.hidden = true;
  }
}

async function open(request) {
  const { id } = await (await request).json();
  location.assign(new URL(`plan/${id}`, root));
}

function recentItem({ name, details, reopen, forget }) {
  return el("li", {},
    el("button", { type: "button", class: "recent-open", onclick: () => attempt(reopen) },
      el("strong", {}, name),
      ...details.map((detail) => el("span", { class: "folder" }, detail))),
    el("button", {
      type: "button",
      class: "quiet",
      "aria-label": `Bỏ ${name} khỏi danh sách`,
      title: "Bỏ khỏi danh sách (tệp không bị xóa)",
      onclick: () => attempt(async () => {
        await forget();
        announce(`Đã bỏ ${name} khỏi danh sách`);
        await load();
      }),
    }, "✕"));
}

/// A plan of the disk, which the program knows.
const recentPlan = ({ plan, rows, name, folder }) => recentItem({
  name,
  details: [folder, rows && `Danh sách: ${rows}`].filter(Boolean),
  reopen: () => open(postJson(new URL("api/open", root), { plan, rows })),
  forget: () => postJson(new URL("api/forget", root), { plan }),
});

/// Files that were dropped, which the browser knows.
const recentDrop = (handles) => recentItem({
  name: handles[0].name,
  details: handles.slice(1).map(({ name }) => name),
  reopen: () => reopen(handles),
  forget: () => forgetRecentFiles(handles),
});

async function reopen(handles) {
  try {
    for (const handle of handles) await handle.requestPermission({ mode: "read" });
    return await openDropped(await Promise.all(handles.map(async (handle) => (
      { handle, file: await handle.getFile() }))));
  } catch (error) {
    if (error instanceof Refused) throw error;
    return [problem("Không đọc lại được tệp này.", "Thả lại tệp vào trang; có thể nó đã được chuyển đi nơi khác.")];
  }
}

async function load() {
  const start = await askJson(new URL("api/start", root)).catch(() => null);
  const drops = await recentFiles();
  const now = JSON.stringify([start, drops.map((handles) => handles.map(({ name }) => name))]);
  if (!start || now === shown) return;
  shown = now;
  byId("version").textContent = `kehoach ${start.version}`;
  byId("recent").hidden = !start.recent.length && !drops.length;
  byId("recent-list").replaceChildren(...start.recent.map(recentPlan), ...drops.map(recentDrop));
}

byId("sample").addEventListener("click", () => attempt(() => open(postJson(new URL("api/sample", root)))));
const here = new AbortController();
const openDropped = (given) => openAsNewPlan(given, root, (page) => become(page, given));
acceptFiles((given) => attempt(() => openDropped(given)), here.signal);
load();
forgetOthers(root.pathname);
document.addEventListener("visibilitychange", load, { signal: here.signal });

/// The program goes on as long as a page keeps this line.
function liveAddress() {
  const address = new URL("live", root);
  address.protocol = "ws:";
  return address;
}

const showGone = (gone) => { byId("banner").hidden = !gone; };
const live = new Live(liveAddress, { message() {}, gone: () => showGone(true), back: () => showGone(false) });

/// The files that were given: as long as they are here the browser lets them be read.
const kept = [];

/// This page becomes the plan's. Where nothing is to be kept, or it cannot be, the browser goes there.
async function become(page, given) {
  kept.push(...given.filter(({ handle }) => handle));
  if (!kept.length) return location.assign(page);
  try {
    here.abort();
    live.close();
    await enter(page);
  } catch {
    location.assign(page);
  }
}

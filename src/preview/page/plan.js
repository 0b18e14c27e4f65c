// The page of one plan: puts its parts together and tells them what the server says.

import { Refused } from "./api.js";
import { Batch } from "./batch.js";
import { Communes } from "./communes.js";
import { copyAsText } from "./copy.js";
import { Cursor } from "./cursor.js";
import { Diagnostics, diagnosticItem } from "./diagnostics.js";
import { byId, collapsible, enableLink } from "./dom.js";
import { Find } from "./find.js";
import { listenToKeys } from "./keys.js";
import { Live } from "./live.js";
import { Pages } from "./pages.js";
import { Source } from "./source.js";
import { Thumbs } from "./thumbs.js";
import { acceptFiles, openAsNewPlan } from "./upload.js";
import { WatchedFiles } from "./watchfile.js";
import { Zoom } from "./zoom.js";

const BLOCKED = "Kế hoạch có lỗi. Sửa các lỗi rồi lưu lại thì in và tải được.";
const LACKING = "Văn bản Word chưa đủ nên chưa có trang nào. Tải bảng tính, sửa các lỗi trong đó rồi thả vào trang này.";
const UNREADABLE = "Không đọc được tệp. Sửa lỗi rồi lưu lại thì tải được.";

/// Everything of this plan lies below plan/ID/; the address of this page is plan/ID.
const base = new URL(`${location.pathname.split("/").pop()}/`, location.href);
const root = new URL("../", location.href);

/// What is shown; also in the page's address, so that a reload keeps it.
const query = new URLSearchParams(location.search);
const view = { row: query.get("row"), draft: query.get("draft") === "1" };

const pages = new Pages(byId("pages"), base);
const zoom = new Zoom(pages);
const cursor = new Cursor(pages);
const source = new Source(pages, cursor, base);
const find = new Find(pages, cursor);
const diagnostics = new Diagnostics(pages, source);
const communes = new Communes(base, (row) => show({ row }));
const batch = new Batch(base, () => view.draft);
const files = new WatchedFiles(base);
new Thumbs(pages);
collapsible(byId("findings-toggle"), byId("findings"), "findings");
copyAsText(pages);
listenToKeys({ pages, zoom, find, cursor, source, communes });

const draft = byId("draft");
draft.checked = view.draft;
draft.addEventListener("change", () => show({ draft: draft.checked }));

const state = { gone: false, document: false, stale: false, printable: true, readable: true, first: null };

const live = new Live(liveAddress, {
  message: (message) => receive[message.type]?.(message),
  gone: () => setState({ gone: true }),
  back: () => setState({ gone: false }),
});

const receive = {
  plan(plan) {
    document.title = `${plan.name} – kehoach`;
    byId("plan-name").textContent = plan.name;
    byId("plan-title").textContent = plan.title;
    for (const id of ["from-word", "report"]) byId(id).hidden = !plan.document;
    setState({ document: plan.document });
    batch.setCommunes(plan.communes);
    communes.load(plan.communes);
    files.setPlan(plan);
  },
  reading: () => setBusy(true),
  pages(message) {
    setBusy(false);
    pages.update(message.pages);
    diagnostics.show(message.diagnostics);
    communes.setShown(message.row?.key ?? null);
    const first = message.diagnostics.find(({ severity, rule }) => severity === "error" && !rule) ?? null;
    setState({ stale: message.stale, printable: message.printable, readable: message.readable, first });
  },
  checked: () => communes.load(),
  batch: (message) => batch.show(message),
};

/// The person has chosen another commune or the draft mark.
function show(change) {
  Object.assign(view, change);
  history.replaceState(null, "", `${location.pathname}${viewQuery()}`);
  setBusy(true);
  live.show(view);
  setLinks();
}

function viewQuery(extra = {}) {
  const query = new URLSearchParams(extra);
  if (view.row !== null) query.set("row", view.row);
  if (view.draft) query.set("draft", "1");
  return query.size ? `?${query}` : "";
}

function liveAddress() {
  const address = new URL(`live${viewQuery()}`, base);
  address.protocol = "ws:";
  return address;
}

function setBusy(busy) {
  byId("busy").hidden = !busy;
}

function setState(change) {
  Object.assign(state, change);
  const { gone, stale, readable, first } = state;
  const banner = byId("banner");
  banner.hidden = !gone && !stale;
  banner.classList.toggle("gone", gone);
  const text = gone ? "Chương trình kehoach đã dừng. Mở lại kehoach để tiếp tục."
    : !stale ? ""
      : pages.list.length ? "Tệp vừa lưu có lỗi, đang xem bản trước đó."
        : state.document && readable ? LACKING
          : "Tệp có lỗi nên chưa có trang nào. Sửa các lỗi rồi lưu lại, trang sẽ tự hiện.";
  const detail = !gone && stale && first ? [first.place, first.message].filter(Boolean).join(": ") : "";
  // Writing the same text again would make screen readers say it again.
  if (byId("banner-text").textContent !== text) byId("banner-text").textContent = text;
  if (byId("banner-detail").textContent !== detail) byId("banner-detail").textContent = detail;
  batch.block(state.printable ? null : BLOCKED);
  setLinks();
}

function setLinks() {
  const reason = state.printable ? null : BLOCKED;
  enableLink(byId("download-pdf"), new URL(`pdf${viewQuery()}`, base), reason);
  enableLink(byId("download-annotated"), new URL(`annotated${viewQuery()}`, base), state.readable ? null : UNREADABLE);
  enableLink(byId("report"), new URL(`report${viewQuery()}`, base), state.readable ? null : UNREADABLE);
  enableLink(byId("print"), new URL(`pdf${viewQuery({ open: "1" })}`, base), reason);
}

/// Newer versions of this plan's files replace them; any other files are a new plan.
acceptFiles(async (given) => {
  const list = byId("file-problems");
  try {
    if (files.areOurs(given)) await files.replace(given);
    else list.replaceChildren(...(await openAsNewPlan(given, root)).map((problem) => diagnosticItem(problem)));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    list.replaceChildren(...error.diagnostics.map((problem) => diagnosticItem(problem)));
    list.scrollIntoView({ block: "nearest" });
  }
});

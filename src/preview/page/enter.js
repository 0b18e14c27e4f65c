// From the start page to a plan's page without leaving the document: browsers let dropped files be read again only as
// long as the page that they were dropped on is there. A page that is loaded anew has to ask first.

/// Becomes the plan's page, whose address is `page`.
export async function enter(page) {
  const { head, body, title } = await fetchDocument(page);
  const old = document.head.querySelectorAll("link");
  // A link's address is relative to the page's; without an icon the browser would ask for one elsewhere.
  for (const icon of document.head.querySelectorAll("link[rel=icon]")) icon.setAttribute("href", icon.href);
  history.pushState(null, "", page);
  addEventListener("popstate", () => location.reload());
  document.title = title;
  const sheets = [...head.querySelectorAll("link[rel=stylesheet]")];
  const loaded = sheets.map((sheet) => new Promise((resolve) => { sheet.onload = sheet.onerror = resolve; }));
  document.head.append(...head.querySelectorAll("link"));
  await Promise.all(loaded);
  for (const link of old) link.remove();
  document.body.replaceWith(body);
  await import("./plan.js");
}

/// A page as a document of nodes: its markup never passes through this page as text.
function fetchDocument(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.response ? resolve(request.response) : reject(new Error("no page")));
    request.onerror = reject;
    request.send();
  });
}

// Requests to the program. Every refusal becomes a `Refused` with diagnostics that can be shown as they are.

export class Refused extends Error {
  constructor(status, diagnostics) {
    super(`HTTP ${status}`);
    this.status = status;
    this.diagnostics = diagnostics;
  }
}

/// `fetch` that throws `Refused` unless the answer is a success.
export async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, [problem("Không nối được với chương trình kehoach.", "Mở lại kehoach rồi thử lại.")]);
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new Refused(response.status, body?.diagnostics?.length ? body.diagnostics : [described(response.status)]);
}

export const askJson = async (url, options) => (await ask(url, options)).json();

export const postJson = (url, body = {}) => ask(url, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/// A diagnostic of the page itself, in the form of the program's own.
export function problem(message, ...hints) {
  return { severity: "error", message, hints, place: null, related: [], citation: null };
}

function described(status) {
  if (status === 413) return problem("Tệp lớn quá 64 MB.", "Bỏ bớt hình trong tệp rồi thử lại.");
  return problem(`Chương trình không nhận yêu cầu này (mã ${status}).`);
}

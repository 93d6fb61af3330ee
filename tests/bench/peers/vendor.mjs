// The harness's users, as BitAnswer's page says that it answers them: for the real console, whose real page is measured.
// Beside them the `config.json` that a gateway serves, so that the console asks here and needs no key.

import { gzipSync } from "node:zlib";

const CONFIG = {
  gateway: { version: "bench" },
  access: "open",
  connections: [
    { id: "bitanswer", vendor: "bitanswer", name: "Bench", upstream: "vendor", holds_credentials: true },
  ],
};

/** The traversal's pages, made once: a vendor's own database is not what is measured. */
const pages = new Map();

function page(users, n, offset, limit) {
  const key = `${n}/${offset}/${limit}`;
  let made = pages.get(key);
  if (!made) {
    const items = users(n)
      .slice(offset, offset + limit)
      // The vendor's 0 is an account that works, and its 1 a disabled one; the harness has it the other way around.
      .map((user) => ({ ...user, status: 1 - user.status }));
    const raw = Buffer.from(JSON.stringify({ status: 0, msg: "", data: { total: n, items } }));
    made = { raw, gzip: gzipSync(raw, { level: 6 }) };
    pages.set(key, made);
  }
  return made;
}

function send(request, response, { raw, gzip }) {
  const zipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const body = zipped ? gzip : raw;
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-rollcall-trace": request.headers["x-rollcall-trace"] ?? "",
    ...(zipped ? { "content-encoding": "gzip" } : {}),
  });
  response.end(body);
}

export default async function answer(request, response, { n, users }) {
  const url = new URL(request.url, "http://bench");
  if (url.pathname === "/config.json") {
    const raw = Buffer.from(JSON.stringify(CONFIG));
    send(request, response, { raw, gzip: gzipSync(raw) });
    return true;
  }
  if (request.method !== "GET" || url.pathname !== "/vendors/bitanswer/users") return false;
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const limit = Math.min(Number(url.searchParams.get("limit") ?? 50), 1000);
  send(request, response, page(users, n, offset, limit));
  return true;
}

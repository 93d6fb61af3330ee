// Attacks that need a browser: whatever a vendor writes into a field stays text, other origins cannot show the console in a
// frame, and another page on this machine reaches no vendor. The gateway's own attack suite has those that need none.

import { readFile } from "node:fs/promises";
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Gateway } from "./gateway.ts";

const run = "globalThis.pwned=(globalThis.pwned||0)+1";
const PAYLOADS = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `"><svg onload="${run}">`,
  `'"><iframe srcdoc="<script>parent.pwned=1</script>">`,
  `<a href="javascript:${run}">x</a>`,
  `javascript:${run}`,
  `data:text/html,<script>${run}</script>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${run}>`,
  `</title></textarea></style></script><script>${run}</script>`,
  `<template shadowrootmode=open><script>${run}</script></template>`,
  "{{constructor.constructor('globalThis.pwned=1')()}}",
  `\${globalThis.pwned=1}`,
  "%3Cscript%3EglobalThis.pwned=1%3C/script%3E",
  "&lt;script&gt;globalThis.pwned=1&lt;/script&gt;",
  `<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<style>@import "https://evil.example/x.css"</style>`,
  "\u202egnp.exe\u2066admin\u2069",
  "zero\u200bwidth\ufeff\u00ad",
  "=HYPERLINK(\"https://evil.example/\",\"x\")",
  "+cmd|' /C calc'!A0",
  "@SUM(1)",
  "\t=1+1",
  "x".repeat(5000),
];

interface Hostile {
  url: string;
  seen: string[];
  /** How answers are: a list of users, or a refusal whose words are payloads. */
  refuses: boolean;
  stop: () => Promise<void>;
}

async function listening(answer: (request: IncomingMessage) => [number, string, string]): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const [status, type, body] = answer(request);
      response.writeHead(status, { "content-type": type });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** A vendor, or all of them, in whose answers every field is an attack. */
async function hostile(): Promise<Hostile> {
  const own: Hostile = { url: "", seen: [], refuses: false, stop: async () => {} };
  const at = (index: number) => PAYLOADS[index % PAYLOADS.length] ?? "";
  const { url, server } = await listening((request) => {
    const path = request.url ?? "";
    own.seen.push(`${request.method} ${path}`);
    if (own.refuses) {
      const all = PAYLOADS.slice(0, 12).join(" ");
      const refusal = { status: 1003, code: 0, msg: all, message: all, _success: false, _code: all, _msg: all, traceId: all };
      return [200, "application/json", JSON.stringify(refusal)];
    }
    const users = PAYLOADS.map((_, index) => ({
      name: at(index),
      nickName: at(index + 1),
      guid: at(index + 2),
      regDate: at(index + 3),
      status: 0,
      id: index,
      code: at(index),
      mobile: at(index + 4),
      email: at(index + 5),
      phone: at(index + 6),
      type: 3,
      ctime: at(index + 7),
      detail_ids: at(index + 8),
      task_ids: at(index + 9),
    }));
    const answer = path.includes("list-json-authkey")
      ? { status: 200, data: users }
      : path.includes("useright")
        ? { code: 1, msg: at(0), data: { remain_user: 1, remain_test_user: 2 } }
        : { status: 0, data: { total: users.length, items: path.includes("/users/user/") ? users.slice(1, 2) : users } };
    return [200, "application/json", JSON.stringify(answer)];
  });
  own.url = url;
  own.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return own;
}

const configured = (upstream: string) => ({
  token: "",
  text: `
[connections.bitanswer]
upstream = "${upstream}"
bitkey = "the-key-of-bitanswer"
[connections.tingyun]
upstream = "${upstream}"
authkey = "the-key-of-tingyun"
[connections.t12]
upstream = "${upstream}"
manager_name = "manager"
manager_key = "the-key-of-t12"
apps = ${JSON.stringify(PAYLOADS.slice(0, 12))}
[connections.sharecreators]
upstream = "${upstream}"
token = "the-token-of-sharecreators"
bid = "tenant"
`,
});

/** Nothing ran, nothing became an element, and nothing leads elsewhere. */
async function harmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => (globalThis as { pwned?: unknown }).pwned)).toBeUndefined();
  const foreign = page.locator(
    "body script:not([src]), body iframe, body img, body base, body math, body template, body meta, [onerror], [onload], " +
      "a[href^='javascript' i], a[href^='data' i], [href*='//evil.example'], [src*='evil.example'], [srcdoc]",
  );
  await expect(foreign).toHaveCount(0);
}

let vendor: Hostile;
let own: Gateway;

test.beforeEach(async () => {
  vendor = await hostile();
  own = await Gateway.start(0, configured(vendor.url));
});

test.afterEach(async () => {
  await own.stop();
  await vendor.stop();
});

test("what a vendor writes into a field of a list stays text", async ({ page }) => {
  for (const path of ["/tingyun", "/bitanswer?size=100", "/t12", "/sharecreators", "/"]) {
    await page.goto(own.url + path);
    await expect(page.getByRole("main")).not.toBeEmpty();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    if (path !== "/sharecreators" && path !== "/") {
      await expect(page.getByText(PAYLOADS[0] as string).first()).toBeVisible();
    }
    await harmless(page);
  }
  expect(vendor.seen.length).toBeGreaterThan(2);
});

test("and so it does in panels, addresses and titles", async ({ page }) => {
  for (const payload of PAYLOADS.slice(0, 18)) {
    await page.goto(`${own.url}/bitanswer?user=${encodeURIComponent(payload)}`);
    await expect(page.getByRole("complementary")).toBeVisible();
    await harmless(page);
  }
  for (const index of [0, 1, 4, 5]) {
    await page.goto(`${own.url}/tingyun?user=${index}`);
    await expect(page.getByRole("complementary")).toContainText(PAYLOADS[(index + 5) % PAYLOADS.length] as string);
    await harmless(page);
  }
});

test("a refusal's words are text", async ({ page, expected }) => {
  expected.networkFailures();
  vendor.refuses = true;
  for (const path of ["/tingyun", "/bitanswer", "/t12", "/"]) {
    await page.goto(own.url + path);
    await expect(page.getByRole("main")).not.toBeEmpty();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await harmless(page);
  }
});

test("no cell of an exported file is a formula", async ({ page }) => {
  await page.goto(`${own.url}/tingyun`);
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", String(PAYLOADS.length + 1));
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: `导出 ${PAYLOADS.length} 个账号` }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toContain("HYPERLINK");
  // A cell begins behind a comma or a line's end, with or without its quote.
  expect(text).not.toMatch(/(^\ufeff?|,|\r\n)"?[=+\-@\t＝＋－＠]/);
  await harmless(page);
});

test("another origin cannot show the console in a frame", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/frame|Refused|ancestor|blocked|ERR_BLOCKED_BY_RESPONSE/i);
  const paths = ["/", "/bitanswer", "/config.json", "/healthz", "/vendors/bitanswer/users"];
  const frames = paths.map((path) => `<iframe src="${own.url}${path}"></iframe><object data="${own.url}${path}"></object>`);
  const other = await listening(() => [200, "text/html", `<!doctype html>${frames.join("")}`]);
  await page.goto(other.url);
  await page.waitForLoadState("networkidle");
  for (const frame of page.frames().slice(1)) {
    const shown = await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "");
    expect(shown).not.toMatch(/Rollcall|ok|gateway/);
    expect(frame.url()).toMatch(/^(chrome-error:|about:|$)/);
  }
  expect(vendor.seen).toEqual([]);
  other.server.close();
});

test("another page on this machine reaches no vendor", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/./);
  const other = await listening(() => [200, "text/html", "<!doctype html><p>another page"]);
  await page.goto(other.url);
  const read = await page.evaluate(async (gateway) => {
    const users = `${gateway}/vendors/bitanswer/users`;
    const answers: string[] = [];
    const ask = async (url: string, init: RequestInit) => {
      const answer = await fetch(url, init).catch(() => undefined);
      answers.push(answer === undefined ? "" : await answer.text().catch(() => ""));
    };
    for (const mode of ["cors", "no-cors"] as const) {
      for (const credentials of ["include", "omit"] as const) {
        for (const method of ["GET", "POST"]) {
          await ask(users, { mode, credentials, method, body: method === "POST" ? "[]" : undefined });
        }
      }
      await ask(users, { mode, method: "POST", headers: { "content-type": "text/plain" }, body: "[]", keepalive: true });
    }
    for (const method of ["DELETE", "PATCH", "PUT"]) {
      await ask(users, { method, body: "[]" });
    }
    await ask(users, { headers: { "x-rollcall-trace": "t" } });
    await ask(users, { method: "POST", headers: { "x-rollcall-trace": "t", "content-type": "application/json" }, body: "[]" });
    await ask(`${gateway}/config.json`, {});
    await ask(`${gateway}/session`, { method: "POST", mode: "no-cors", body: '{"token":"x"}' });
    navigator.sendBeacon(users, "[]");
    const load = (element: HTMLElement) =>
      new Promise<void>((resolve) => {
        element.onload = () => resolve();
        element.onerror = () => resolve();
        document.body.append(element);
      });
    await load(Object.assign(new Image(), { src: users }));
    await load(Object.assign(document.createElement("script"), { src: users }));
    await load(Object.assign(document.createElement("link"), { rel: "stylesheet", href: users }));
    for (const enctype of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const frame = Object.assign(document.createElement("iframe"), { name: `f${enctype}` });
      document.body.append(frame);
      const form = Object.assign(document.createElement("form"), { method: "post", enctype, action: users, target: frame.name });
      form.append(Object.assign(document.createElement("input"), { name: "[{\"name\":\"a", value: "\"}]" }));
      document.body.append(form);
      const done = new Promise<void>((resolve) => (frame.onload = () => resolve()));
      form.submit();
      await done;
    }
    await new Promise<void>((resolve) => {
      const socket = new WebSocket(`${gateway.replace("http", "ws")}/vendors/bitanswer/users`);
      socket.onclose = () => resolve();
      socket.onopen = () => answers.push("socket");
    });
    await new Promise<void>((resolve) => {
      const events = new EventSource(users);
      events.onerror = () => resolve(events.close());
      events.onmessage = () => answers.push("event");
    });
    return answers;
  }, own.url);
  expect(read.filter((text) => text !== "")).toEqual([]);
  expect(vendor.seen).toEqual([]);
  other.server.close();
});

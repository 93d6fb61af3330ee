// The release files behind a plain web server that sends no headers of ours: the page brings its own policy. What only a
// header can do, such as refusing to be framed, it cannot.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import type { Page } from "@playwright/test";
import { listening } from "./cors-anywhere.ts";
import { allowing } from "./doctor-steps.ts";
import { expect, test } from "./fixtures.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** Serves the built files, and the page for every other path, with a content type and nothing else. */
function serve(change: (page: string) => string = (page) => page) {
  const folder = process.env.ROLLCALL_APP_FILES;
  if (!folder) {
    throw new Error("ROLLCALL_APP_FILES must name the folder of the release build; `cargo xtask test` sets it");
  }
  const page = async () => change(await readFile(path.join(folder, "index.html"), "utf8"));
  return listening(
    createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://here");
      const type = TYPES[path.extname(pathname)];
      const file = type === undefined ? page() : readFile(path.join(folder, path.normalize(pathname)));
      file.then(
        (body) => response.writeHead(200, { "content-type": type ?? TYPES[".html"] }).end(body),
        () => response.writeHead(404).end(),
      );
    }),
  );
}

const started = (page: Page) => expect(page.locator(".boot-shell")).toHaveCount(0);

test("the console works without a gateway and without headers, and violates no policy", async ({ page, expected }) => {
  expected.networkFailures();
  const files = await serve();
  const vendor = await allowing({}, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: 200, data: [{ id: 1, name: "zhang" }] }));
  });
  const response = await page.goto(`${files.url}/settings?vendor=tingyun`);
  expect(response?.headers()["content-security-policy"]).toBeUndefined();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText("直连", { exact: true }).click();
  await page.getByRole("textbox", { name: "基础地址" }).fill(vendor.url);
  await page.getByLabel("authkey", { exact: true }).and(page.locator("input")).fill("a-key-of-tingyun");
  await page.getByRole("button", { name: "测试连接" }).click();
  await expect(page.getByText("收到 1 个用户")).toBeVisible();
  for (const [label, address] of [
    [/BitAnswer/, "/bitanswer"],
    [/T12/, "/t12"],
    [/ShareCreators/, "/sharecreators"],
    [/概览/, "/"],
  ] as const) {
    await page.goto(files.url + address);
    await started(page);
    await expect(page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: label })).toBeVisible();
    await expect(page.getByRole("main")).not.toBeEmpty();
  }
  await vendor.stop();
  await files.stop();
});

test("the page's policy is the gateway's, but for what only a header can say", async ({ page, request, baseURL }) => {
  const files = await serve();
  await page.goto(files.url);
  const own = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  const sent = (await request.get(baseURL ?? "")).headers()["content-security-policy"];
  expect(`${own}; frame-ancestors 'none'`).toBe(sent);
  await files.stop();
});

test("what somebody puts into the page does not run, and text does not become markup", async ({ page, expected }) => {
  expected.console(/Content Security Policy|Trusted|script-src|trusted-types|Refused/);
  expected.networkFailures();
  const elsewhere = await allowing({}, (_, response) => void response.writeHead(200, { "content-type": "text/javascript" }).end("globalThis.pwned = 1"));
  const inline = `<script>globalThis.pwned=1</script><script src="${elsewhere.url}/x.js"></script><img src=x onerror="globalThis.pwned=1">`;
  const files = await serve((page) => page.replace("</head>", `${inline}</head>`).replace("<div id=app>", `${inline}<div id=app>`));
  const violations: string[] = [];
  await page.exposeFunction("noteRefusal", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (globalThis as unknown as { noteRefusal: (text: string) => void }).noteRefusal(event.effectiveDirective);
    });
  });
  await page.goto(files.url);
  await started(page);
  await expect.poll(() => new Set(violations)).toEqual(new Set(["script-src-elem", "script-src-attr"]));
  expect(await page.evaluate(() => (globalThis as { pwned?: unknown }).pwned)).toBeUndefined();
  const became = await page.evaluate(() => {
    try {
      document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>";
      return true;
    } catch {
      return false;
    }
  });
  expect(became).toBe(false);
  await elsewhere.stop();
  await files.stop();
});

// The console below a path of nginx, Caddy and Apache, by the recipes in deploy/, with the gateway's headers; and by the
// proxies of nginx and Caddy to a vendor and back.

import { readFileSync, readdirSync } from "node:fs";
import { type IncomingHttpHeaders, get } from "node:http";
import path from "node:path";
import type { Page } from "@playwright/test";
import { arrived, expect, expectNothingElse, hosts, test } from "./proxies.ts";
import type { BareSandbox } from "./bare-sandbox.ts";
import { Nginx } from "./nginx.ts";
import { navigation, started, walk } from "./static-host.ts";
import { AT, Site, WebServer } from "./web-servers.ts";

/** Goes everywhere, and looks at what the server says of its files. */
async function servesTheConsole(page: Page, place: string, gateway: string): Promise<void> {
  // Without its last slash it is the same place.
  await page.goto(place.slice(0, -1));
  await expect(page).toHaveURL(place);
  await started(page);

  const kinds = new Map<string, string | undefined>();
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(place) && !request.url().startsWith("data:")) {
      outside.push(request.url());
    }
  });
  page.on("response", (response) => {
    const end = /\.(\w+)$/.exec(new URL(response.url()).pathname)?.[1];
    if (end !== undefined && response.ok()) {
      kinds.set(end, response.headers()["content-type"]);
      const isHashed = /(-[0-9a-f]{12,16}(_bg)?\.\w+$)|\/snippets\/[^/]+-[0-9a-f]{12,16}\//.test(response.url());
      const kept = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
      expect(response.headers()["cache-control"], response.url()).toBe(kept);
    }
  });
  await walk(page, (name) => place + name);
  await page.goto(`${place}plan?vendor=bitanswer`);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "变更计划" })).toBeVisible();
  expect(outside).toEqual([]);
  expect(kinds.get("wasm")).toBe("application/wasm");
  expect(kinds.get("js")?.replace("; charset=utf-8", "")).toBe("text/javascript");
  expect(kinds.get("css")).toMatch(/^text\/css/);

  const ours = (await fetch(`${gateway}/settings`, { headers: { accept: "text/html" } })).headers;
  for (const name of ["settings", "no/such/page", "missing.js"]) {
    const { status, headers } = await fetch(place + name);
    expect(status, name).toBe(name === "settings" ? 200 : 404);
    for (const header of ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"]) {
      expect(headers.get(header), `${header} of ${name}`).toBe(ours.get(header));
    }
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("cache-control"), name).toMatch(/^(no-cache|public)/);
  }
  const settings = await fetch(`${place}settings`);
  expect(settings.headers.get("cache-control")).toBe("no-cache");
  expect(settings.headers.get("content-type")).toMatch(/^text\/html; ?charset=utf-8$/i);
}

/** Asks as browsers do over TLS, as they do on a plain intranet, and as scripts do: each gets the copy that is there. */
async function sendsCompressedCopies(place: string, files: string, encodings: Record<string, string>): Promise<void> {
  const names = readdirSync(files).filter((name) => /^(main|rollcall-app)-.*\.(css|js|wasm)$/.test(name));
  expect(names.length).toBe(3);
  for (const [asked, name] of [["", "index.html"], ["settings", "index.html"], ...names.map((name) => [name, name])]) {
    const plain = await raw(place + asked, "identity");
    expect(plain.headers["content-encoding"], asked).toBeUndefined();
    expect(plain.body.equals(readFileSync(path.join(files, name))), asked).toBe(true);
    for (const [wanted, end] of Object.entries(encodings)) {
      const packed = await raw(place + asked, wanted);
      expect(packed.headers["content-encoding"], asked).toBe(end === ".br" ? "br" : "gzip");
      expect(packed.body.equals(readFileSync(path.join(files, name + end))), `${asked}: ${wanted}`).toBe(true);
      expect(packed.headers.vary?.toLowerCase(), asked).toContain("accept-encoding");
      expect(packed.headers.etag, asked).not.toBe(plain.headers.etag?.replace(/^W\//, ""));
      for (const header of ["content-type", "cache-control", "content-security-policy"]) {
        expect(packed.headers[header], `${header} of ${asked}`).toBe(plain.headers[header]);
      }
    }
  }
}

/** What is sent, and not what it unpacks to. */
function raw(url: string, encoding: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": encoding } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
    }).once("error", reject);
  });
}

/** Uses a connection that the site's file names: a read and a write, as they arrive. */
async function reachesTheVendor(page: Page, place: string, vendors: BareSandbox): Promise<void> {
  const name = `a/b?c+d 张`;
  const made = await fetch(`${vendors.url}/bitanswer/users`, {
    method: "POST",
    headers: { bitkey: "sandbox-bitkey", "content-type": "application/json", "x-bit-req-id": "made-before" },
    body: JSON.stringify([{ name, password: "p4ssw0rd!", nickName: "before" }]),
  });
  expect(made.ok).toBe(true);
  await vendors.forget();
  await page.goto(`${place}settings?vendor=bitanswer`);
  await expect(page.getByText("由本站点提供").first()).toBeVisible();
  await page.getByLabel("bitkey", { exact: true }).and(page.locator("input")).fill("sandbox-bitkey");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("region", { name: "通知" })).toContainText("已保存");
  await navigation(page).getByRole("link", { name: /BitAnswer/ }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  const read = await arrived(vendors, { vendor: "bitanswer", method: "GET", path: "/users" });
  expectNothingElse(read);
  await page.evaluate((name) => {
    const link = document.createElement("a");
    link.href = `bitanswer?user=${encodeURIComponent(name)}`;
    document.body.append(link);
    link.click();
  }, name);
  const panel = page.getByRole("complementary", { name, exact: true });
  await panel.getByRole("button", { name: "编辑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "用户名" }).fill("之后");
  await dialog.getByRole("button", { name: "保存" }).click();
  const path = `/users/user/${encodeURIComponent(name)}`;
  const write = await arrived(vendors, { vendor: "bitanswer", method: "PATCH", path });
  expectNothingElse(write);
  expect(write.applied).toBe(true);
}

/** Leaves the console, which fetches its other pages by and by, before its server goes. */
const left = (page: Page) => page.goto("about:blank");

const named = (base_url: string, address: string) => ({
  version: 1,
  connections: [{ id: "prod", vendor: "bitanswer", name: "生产", base_url, route: { way: "template", address } }],
});

test("nginx: the console below a path, and a vendor through the proxy", async ({ page, gateway, vendors, expected }) => {
  test.setTimeout(120_000);
  expected.networkFailures();
  const site = new Site();
  const nginx = await Nginx.start("", vendors.url, { files: site.files });
  site.configure(named(`https://${hosts.vendors}/bitanswer`, `${nginx.url}/{host}/{path}?{query}`));
  await servesTheConsole(page, nginx.console + AT, gateway.url);
  await sendsCompressedCopies(nginx.console + AT, site.files, { gzip: ".gz", "gzip, deflate, br": ".gz" });
  await reachesTheVendor(page, nginx.console + AT, vendors);
  await left(page);
  await nginx.stop();
});

test("Caddy: the console below a path, and a vendor through the proxy", async ({ page, gateway, vendors, expected }) => {
  test.setTimeout(120_000);
  expected.networkFailures();
  const site = new Site();
  const caddy = await WebServer.caddy(site, vendors.url);
  site.configure(named(`https://${caddy.vendors}/bitanswer`, `${caddy.proxy}/{host}/{path}?{query}`));
  await servesTheConsole(page, caddy.place, gateway.url);
  await sendsCompressedCopies(caddy.place, site.files, { gzip: ".gz", "gzip, deflate, br": ".br" });
  await reachesTheVendor(page, caddy.place, vendors);

  // Whatever else is asked stays here, and is no vendor's answer.
  await vendors.forget();
  const origin = new URL(caddy.place).origin;
  const ask = (path: string, headers: Record<string, string>, method = "GET") =>
    fetch(`${caddy.proxy}/${path}`, { method, headers, redirect: "manual" });
  const known = `${caddy.vendors}/bitanswer`;
  for (const [path, headers, method] of [
    [`${known}/users?limit=1`, { origin: "https://evil.example" }],
    [`${known}/users?limit=1`, {}],
    [`${known}/admin`, { origin }],
    [`${known}/users`, { origin }, "PUT"],
    [`${known}/users/user/%2e%2e`, { origin }, "DELETE"],
    [`${known}/users/user/a/b`, { origin }],
    ["other.example/users?limit=1", { origin }],
    ["", { origin }],
  ] as [string, Record<string, string>, string?][]) {
    const answer = await ask(path, headers, method);
    expect(answer.status, `${method} ${path}`).toBe(403);
    expect(answer.headers.get("x-rollcall-failure")).toBe("not-allowed");
  }
  // The console itself still reads anew what it changed, with its key.
  expect((await vendors.journal()).filter(({ headers }) => headers.bitkey === undefined)).toEqual([]);
  await left(page);
  await caddy.stop();
});

test("Apache: the console below a path", async ({ page, gateway, expected }) => {
  test.setTimeout(120_000);
  expected.networkFailures();
  const site = new Site();
  const apache = await WebServer.apache(site);
  site.configure({ version: 1, title: "Accounts" });
  await servesTheConsole(page, apache.place, gateway.url);
  await sendsCompressedCopies(apache.place, site.files, { gzip: ".gz", "gzip, deflate, br": ".br" });
  await expect(page.locator(".brand")).toHaveText("Accounts");
  await left(page);
  await apache.stop();
});

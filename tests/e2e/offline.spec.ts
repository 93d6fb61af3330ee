// The worker that opens the console without a network: what it keeps, what it never keeps, and how it makes way for the
// next build. The only tests where the browser may have one.

import type { Page } from "@playwright/test";
import { Gateway } from "./gateway.ts";
import { expect, test } from "./fixtures.ts";
import { navigation, serve, started, walk } from "./static-host.ts";

// Playwright's recording waits for ever for what a worker asked of a host that is down.
test.use({ serviceWorkers: "allow", trace: "off" });

/** Waits until the worker has everything, and opens the page anew, so that the worker looks after it. */
async function lookedAfter(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // As the console does by itself when nobody waits any more.
    await navigator.serviceWorker.register("./sw.js");
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await started(page);
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** The paths of everything that is kept, cache by cache. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const paths: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      paths[name] = (await cache.keys()).map((request) => new URL(request.url).pathname);
    }
    return paths;
  });

test("without a network every page opens, with the site's own settings, and what vendors said is not kept", async ({ page, expected }) => {
  test.setTimeout(120_000);
  expected.console(/./);
  let down = false;
  const at = encodeURI("/工具/roll call/");
  const vendor = { id: "east", vendor: "tingyun", name: "East", route: { way: "gateway" } };
  const files = await serve({ at, config: { version: 1, title: "Accounts", connections: [vendor] }, isDown: () => down });
  const place = files.url + at;
  await page.goto(`${place}tingyun`);
  await started(page);
  // By itself, seconds after the first page.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await started(page);
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${place}sw.js`);
  await page.evaluate(() => fetch("vendors/east/list"));
  await page.evaluate(() => fetch("audit?limit=1"));

  down = true;
  await walk(page, (name) => place + name);
  await expect(page.locator(".brand")).toHaveText("Accounts");
  await page.goto(`${place}plan?vendor=bitanswer`);
  await expect(page.getByRole("heading", { level: 1, name: "变更计划" })).toBeVisible();
  const paths = Object.values(await kept(page)).flat();
  const isOurs = (path: string) => path === at || path === `${at}config.json` || /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(path);
  expect(paths.filter((path) => !path.startsWith(at) || !isOurs(path))).toEqual([]);
  for (const address of ["vendors/east/list", "audit?limit=1", "session", "sandbox/state"]) {
    expect(await page.evaluate((address) => fetch(address).then((answer) => answer.status, () => "nothing"), address)).toBe("nothing");
  }
  await files.stop();
});

test("a new build is there at the next load, an older tab keeps its pieces, and then the older build goes", async ({ page, context, expected }) => {
  expected.console(/./);
  let next = false;
  let gone = false;
  const files = await serve({
    config: { version: 1, routing: "hash" },
    rewrites: false,
    change: (text) => (next ? text.replace("<title>", "<meta name=next content=yes><title>") : text),
    script: (_, text) => (next ? text.replace('"name":"', '"name":"next-') : text),
    isGone: (name) => gone && name.startsWith("snippets/"),
  });
  await page.goto(files.url);
  await started(page);
  await lookedAfter(page);
  const [first] = Object.keys(await kept(page));

  next = true;
  gone = true;
  // Its host has none of its pieces any more.
  await navigation(page).getByRole("link", { name: "设置" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await expect(page).toHaveURL(`${files.url}/#/settings`);
  gone = false;
  const other = await context.newPage();
  await other.goto(files.url);
  await expect(other.locator("meta[name=next]")).toHaveCount(1);
  await other.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const arriving = registration.installing;
    while (arriving && registration.waiting !== arriving) {
      await new Promise((resolve) => arriving.addEventListener("statechange", resolve, { once: true }));
    }
  });
  expect(Object.keys(await kept(other))).toContain(first);
  // The older build's worker goes with the last tab that it looks after.
  await page.goto("about:blank");
  await other.goto("about:blank");
  await page.goto(files.url);
  await started(page);
  await expect.poll(async () => Object.keys(await kept(page)).filter((name) => name === first)).toEqual([]);
  expect(Object.keys(await kept(page)).some((name) => name.includes("next-"))).toBe(true);
  await files.stop();
});

test("with data saving only the beginning is kept, and it opens where the network takes requests and never answers", async ({ page, expected }) => {
  expected.console(/./);
  let silent = false;
  const files = await serve({
    config: { version: 1, title: "Accounts" },
    // Nothing else makes a worker's browser save data here.
    script: (name, text) =>
      name === "sw.js" ? `Object.defineProperty(navigator, "connection", { value: { saveData: true } });\n${text}` : text,
    isSilent: () => silent,
  });
  await page.goto(files.url);
  await started(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("./sw.js");
    await navigator.serviceWorker.ready;
  });
  const paths = Object.values(await kept(page)).flat();
  expect(paths).toContain("/");
  expect(paths.filter((path) => path.startsWith("/snippets/"))).toEqual([expect.stringMatching(/split-\w+\.js$/)]);
  await lookedAfter(page);
  // What is used is kept as it comes.
  await navigation(page).getByRole("link", { name: "设置" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await expect.poll(async () => Object.values(await kept(page)).flat().join()).toContain("first_page_settings");

  silent = true;
  await page.goto(`${files.url}/settings`, { waitUntil: "commit" });
  await started(page);
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await expect(page.locator(".brand")).toHaveText("Accounts");
  await files.stop();
});

test("a script that was changed on the host does not replace the kept one, and a kept one that was changed does not run", async ({ page, expected }) => {
  expected.console(/./);
  let altered = false;
  const files = await serve({ isAltered: (name) => altered && /split-\w+\.js$/.test(name) });
  await page.goto(files.url);
  await started(page);
  await lookedAfter(page);
  altered = true;
  await page.reload();
  await started(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of (await cache.keys()).filter(({ url }) => /split-\w+\.js$/.test(url))) {
        const text = await (await cache.match(request))?.text();
        await cache.put(request, new Response(`${text}globalThis.altered = true;`, { headers: { "content-type": "text/javascript" } }));
      }
    }
  });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Missing or changed");
  expect(await page.evaluate(() => "altered" in globalThis)).toBe(false);
  await files.stop();
});

test("a host can take the worker away, and one without it keeps nobody on an old build", async ({ page, expected }) => {
  expected.console(/./);
  let script: (text: string) => string | undefined = (text) => text;
  let mark = "";
  const files = await serve({
    script: (_, text) => script(text),
    change: (text) => text.replace("<title>", `<meta name=next content="${mark}"><title>`),
    // As a gateway says it to somebody who is signed in.
    config: {
      gateway: { version: "0.1.0", audit: true },
      access: "proxy",
      identity: { name: "wang", role: "admin" },
      connections: [{ id: "east", vendor: "tingyun", upstream: "configured", holds_credentials: true }],
    },
  });
  await page.goto(files.url);
  await started(page);
  await lookedAfter(page);
  const said = await page.evaluate(async () => (await caches.match("config.json"))?.json());
  expect(said).toEqual({ gateway: { version: "0.1.0" }, access: "proxy", connections: [] });
  const update = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update().then(() => "updated", () => "none"));

  script = () => undefined;
  mark = "without a worker";
  expect(await update()).toBe("none");
  await page.reload();
  await started(page);
  await expect(page.locator("meta[name=next]")).toHaveAttribute("content", mark);

  // The file of the repository, which names no build.
  script = (text) => text.replace(/^const build = .*$/m, "const build = null;");
  mark = "taken away";
  await update();
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await expect.poll(() => kept(page)).toEqual({});
  await page.reload();
  await expect(page.locator("meta[name=next]")).toHaveAttribute("content", mark);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await files.stop();
});

test("behind a gateway the shell opens without it, under its policy, says that it is not there, and keeps nothing of vendors", async ({ page, request, expected }) => {
  expected.console(/./);
  const own = await Gateway.start(0);
  const worker = await request.get(`${own.url}/sw.js`);
  expect(worker.headers()["cache-control"]).toBe("no-cache");
  expect(worker.headers()["service-worker-allowed"]).toBeUndefined();
  await page.goto(`${own.url}/bitanswer`);
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await lookedAfter(page);
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  const paths = Object.values(await kept(page)).flat();
  expect(paths).toContain("/");
  expect(paths.filter((path) => /vendors|audit|session|sandbox/.test(path))).toEqual([]);
  await own.stop();
  await page.context().setOffline(true);
  await page.goto(`${own.url}/bitanswer`);
  await expect(page.getByRole("alert")).toContainText("浏览器当前没有网络连接");
  const opened = await page.goto(`${own.url}/settings?vendor=bitanswer`);
  expect(opened?.fromServiceWorker()).toBe(true);
  expect(opened?.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
});

test("without a network, too, a host that has no config.json has none", async ({ page, expected }) => {
  expected.console(/./);
  let down = false;
  const files = await serve({ rewrites: false, isDown: () => down });
  await page.goto(files.url);
  await started(page);
  await lookedAfter(page);
  down = true;
  await page.reload();
  await started(page);
  await expect(page.getByRole("link", { name: "新建 BitAnswer 用户" })).toBeVisible();
  await expect(page.getByText("未能读取本站点的 config.json")).toHaveCount(0);
  await files.stop();
});

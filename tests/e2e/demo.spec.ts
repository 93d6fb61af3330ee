// The demonstration without a server: the release files behind a plain web server, the sandbox in a service worker.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { navigation, serve, started } from "./static-host.ts";

// As in offline.spec.ts.
test.use({ serviceWorkers: "allow", trace: "off" });

const at = "/tools/rollcall/";

/** Opens the demonstration; at first it loads itself once more. */
async function open(page: Page, place: string): Promise<void> {
  await page.goto(`${place}?demo`);
  await started(page);
  await expect(page.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
}

/** What is in this browser's storage under no mark of the demonstration's. */
const unmarked = (page: Page) =>
  page.evaluate(async () => {
    const own = (name: string) => name.startsWith("demo ") || name.startsWith("rollcall-demo ");
    const databases = (await indexedDB.databases()).map((one) => one.name ?? "");
    // The page's own name for it leads elsewhere.
    const frame = document.body.appendChild(document.createElement("iframe"));
    const names = Object.keys(frame.contentWindow?.localStorage ?? {});
    frame.remove();
    return [...databases, ...names].filter((name) => !own(name));
  });

test("a static site shows a whole console without any server, and a real one beside it is not touched", async ({ page, context, expected, axe }) => {
  expected.networkFailures();
  const asked: string[] = [];
  const files = await serve({ at, rewrites: false, config: { version: 1, title: "Real" } });
  const place = files.url + at;
  context.on("request", (request) => asked.push(request.url()));
  // Some hosts name the file in their links.
  await open(page, `${place}index.html`);
  await expect(page).toHaveURL((url) => url.href.startsWith(`${place}?demo`));
  await expect(page.getByText("沙箱，并非真实厂商").first()).toBeVisible();
  await expect(page.getByRole("complementary", { name: "演示" })).toContainText("不会发往任何厂商");
  await axe();

  // A list, a detail, a write, and a reload of the same address.
  await navigation(page).getByRole("link", { name: /BitAnswer/ }).click();
  await expect(page).toHaveURL(`${place}?demo#/bitanswer`);
  const row = page.getByRole("row", { name: /li\.yuxuan/ });
  await row.getByText("li.yuxuan").click();
  const panel = page.getByRole("complementary", { name: "li.yuxuan", exact: true });
  await panel.getByRole("button", { name: "编辑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "用户名" }).fill("演示之后");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText("演示之后");
  await page.reload();
  await expect(page).toHaveURL((url) => url.href.startsWith(`${place}?demo#/bitanswer`));
  await expect(row).toContainText("演示之后");

  // The browser stops the worker when it likes. What was changed must come back.
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await page.reload();
  await expect(row).toContainText("演示之后");

  // A fault strikes the next request.
  await page.getByText("制造故障").click();
  await page.getByRole("button", { name: "作用于下一个请求" }).click();
  await expect(page.getByText("已设置：下一个请求将出错。")).toBeVisible();
  await page.getByText("制造故障").click();
  await page.getByRole("button", { name: "刷新", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("500");

  // Nothing is asked of others, whatever the page wants.
  expect(await page.evaluate(() => fetch("https://vendor.example/users").then(() => "answered", () => "refused"))).toBe("refused");
  expect(asked.filter((url) => !url.startsWith(place) && !url.startsWith("data:") && !url.includes("vendor.example"))).toEqual([]);
  expect(await unmarked(page)).toEqual([]);

  // A real console of this host, at the same time and in the same browser.
  const real = await context.newPage();
  await real.goto(place);
  await started(real);
  await expect(real.locator(".brand")).toHaveText("Real");
  expect(await real.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(await real.evaluate(() => fetch("vendors/bitanswer/users").then((answer) => answer.status))).toBe(404);
  await expect(real.getByText("沙箱，并非真实厂商")).toHaveCount(0);

  await page.getByRole("button", { name: "全部还原" }).click();
  await expect(page.getByRole("row", { name: /li\.yuxuan/ })).toContainText("李宇轩");
  await page.getByRole("link", { name: "离开演示" }).click();
  await expect(page).toHaveURL(place);
  await expect(page.locator(".brand")).toHaveText("Real");
  await expect(page.locator(".demo")).toHaveCount(0);
  await files.stop();
});

test("what was visited of it opens without a network, and a new build takes the place of what was kept", async ({ page, expected }) => {
  expected.console(/./);
  // Nothing is fetched ahead, so that what is kept is what was wanted.
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  let down = false;
  let next = false;
  const files = await serve({
    at,
    rewrites: false,
    isDown: () => down,
    change: (text) => (next ? text.replace("<title>", "<meta name=next content=yes><title>") : text),
  });
  const place = files.url + at;
  await open(page, place);
  await navigation(page).getByRole("link", { name: /BitAnswer/ }).click();
  const row = page.getByRole("row", { name: /li\.yuxuan/ });
  await expect(row).toBeVisible();
  const kept = () => page.evaluate(async () => (await (await caches.open(`rollcall-demo ${location.pathname} files`)).keys()).map(({ url }) => url));
  await expect
    .poll(async () => {
      const used = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
      const urls = await kept();
      return used.filter((url) => /\.(js|css|svg|wasm)$/.test(url) && !urls.includes(url));
    })
    .toEqual([]);

  down = true;
  await page.reload();
  await expect(row).toBeVisible();
  await expect(page.getByText("沙箱，并非真实厂商").first()).toBeVisible();
  await page.goto(`${place}?demo`);
  await started(page);
  await expect(page.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();

  down = false;
  next = true;
  await page.reload();
  await started(page);
  await expect(page.locator("meta[name=next]")).toHaveCount(1);
  // The list of users was not asked for by this one.
  expect((await kept()).filter((url) => url.includes("first_page_bitanswer"))).toEqual([]);
  await files.stop();
});

test("an ordinary visit fetches nothing of the demonstration", async ({ page, context }) => {
  const asked: string[] = [];
  const files = await serve({ config: { version: 1 } });
  context.on("request", (request) => asked.push(request.url()));
  await page.goto(`${files.url}/bitanswer?q=demo`);
  await started(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("./sw.js");
    await navigator.serviceWorker.ready;
  });
  expect(asked.filter((url) => /\/demo/.test(url))).toEqual([]);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map((request) => request.url);
  });
  expect(kept.filter((url) => /\/demo/.test(url))).toEqual([]);

  await page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new Error("none here"));
  });
  await page.goto(`${files.url}/?demo`);
  await expect(page.getByRole("alert")).toContainText("演示无法启动");
  await expect(page.getByRole("alert")).toContainText("none here");
  await files.stop();
});

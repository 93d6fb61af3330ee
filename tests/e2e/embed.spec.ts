// The console inside the sample portal of deploy/portal, which is of another origin: what the portal sets, what it hears, and
// what a browser that keeps nothing for frames makes of it.

import type { FrameLocator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Portal } from "./portal.ts";

let portal: Portal;

test.beforeEach(async () => {
  portal = await Portal.start();
});

test.afterEach(async () => {
  await portal.stop();
});

const inside = (page: Page): FrameLocator => page.frameLocator("rollcall-console iframe");
const status = (page: Page) => page.getByRole("status");
const token = (frame: FrameLocator, name: string) =>
  frame.locator(":root").evaluate((root, name) => getComputedStyle(root).getPropertyValue(name), name);

/** Everything that the element has told, in order. */
const news = (page: Page) => page.evaluate(() => (globalThis as unknown as { told: { type: string }[] }).told);

/** Notes what the element tells from its first word on. */
async function note(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    if (window.parent === window) {
      const types = ["connected", "navigated", "height", "unsaved", "jobs", "job-finished", "session", "storage", "refused"];
      const create = document.createElement.bind(document);
      document.createElement = ((name: string) => {
        const made = create(name);
        if (name === "rollcall-console") {
          for (const type of types) {
            made.addEventListener(`rollcall-${type}`, (event) => told.push((event as CustomEvent).detail));
          }
        }
        return made;
      }) as typeof document.createElement;
    }
  });
}

test("the portal leads, and the console looks like it", async ({ page, axe }) => {
  await note(page);
  await page.goto(portal.url);
  const frame = inside(page);
  await expect(frame.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
  // No navigation of its own, by mouse or by key.
  await expect(frame.getByRole("navigation")).toHaveCount(0);
  await expect(frame.getByRole("banner").getByRole("button")).toHaveCount(0);
  await frame.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Control+k");
  expect(await token(frame, "--accent")).toContain("#0b6e4f");
  expect(await token(frame, "--bad")).toContain("oklch");
  await axe();
  await axe(page.frames()[1] as unknown as Page);

  await page.getByRole("navigation").getByRole("link", { name: "BitAnswer" }).click();
  await expect(frame.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await expect(frame.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "BitAnswer" })).toHaveAttribute("aria-current", "page");

  // What is opened inside stands in the portal's own address, and a reload leads back to it.
  await frame.getByRole("table").getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/#\/bitanswer\?user=/);
  await page.reload();
  await expect(frame.getByRole("complementary")).toBeVisible();

  await page.getByRole("button", { name: "切换深浅色" }).click();
  await expect(frame.locator(":root")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "English" }).click();
  await expect(frame.getByRole("button", { name: "New user" })).toBeVisible();
  // The portal's choice is not the admin's: it is kept nowhere.
  expect(await frame.locator(":root").evaluate(() => localStorage.getItem("rollcall.preferences"))).toBeNull();
  const told = await news(page);
  expect(told[0]).toEqual({ type: "connected", version: 1 });
  expect(told.filter(({ type }) => type === "refused")).toEqual([]);

  // What is no JSON is refused aloud, in a frame that begins with it too, and what is taken away is as without.
  const element = page.locator("rollcall-console");
  const set = (name: string, value: string | null) =>
    element.evaluate((element, [name, value]) => (value === null ? element.removeAttribute(name!) : element.setAttribute(name!, value)), [name, value]);
  await set("tokens", "{hue: 1}");
  await expect(status(page)).toHaveText(/not-understood/);
  expect(await token(frame, "--accent")).toContain("#0b6e4f");
  await set("tokens", null);
  await expect.poll(() => token(frame, "--accent")).not.toContain("#0b6e4f");
  await set("connections", "{");
  await set("navigation", "own");
  await expect(frame.getByText("not-understood", { exact: false })).toBeVisible();
  await set("connections", "{}");
  await expect(frame.getByRole("button", { name: "New user" })).toBeVisible();
});

test("where the portal leads before the console is there, it goes there", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*_bg.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(portal.url);
  await page.getByRole("navigation").getByRole("link", { name: "任务" }).click();
  await expect(page).toHaveURL(/#\/jobs$/);
  release();
  await expect(inside(page).getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await expect(page).toHaveURL(/#\/jobs$/);
});

test("read only and with some vendors, nothing that writes is offered or reached", async ({ page }) => {
  await page.goto(`${portal.url}/?readonly&vendors=bitanswer%20sharecreators#/`);
  const frame = inside(page);
  await expect(frame.getByRole("link", { name: /BitAnswer/ }).first()).toBeVisible();
  await expect(frame.getByText("T12")).toHaveCount(0);
  await expect(frame.getByRole("link", { name: /新建/ })).toHaveCount(0);
  // By address, too.
  await page.goto(`${portal.url}/?readonly&vendors=bitanswer#/bitanswer?do=new`);
  await expect(frame.getByText("仅供查看").first()).toBeVisible();
  await expect(frame.getByRole("button", { name: /新建用户/ })).toHaveCount(0);
  await page.evaluate(() => (location.hash = "#/t12"));
  await expect(status(page)).toHaveText("控制台未接受：no-such-page");
  await expect(page).toHaveURL(/#\/bitanswer\?do=new$/);
  expect((await portal.console.journal()).filter(({ method }) => method !== "GET")).toEqual([]);
  // Nor is a plan, which would come to nothing; what was refused before is not said of other pages.
  await page.getByRole("link", { name: "任务" }).click();
  await expect(frame.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await expect(status(page)).toHaveText("");
  await expect(frame.getByRole("note")).toContainText("只读");
  await expect(frame.getByRole("link", { name: "新建变更计划" })).toHaveCount(0);
  // Whoever only reads may still select, copy and export.
  await page.evaluate(() => (location.hash = "#/bitanswer?view=all"));
  await frame.getByRole("grid").getByRole("checkbox").nth(1).check();
  const bar = frame.getByRole("group", { name: "对所选用户的操作" });
  await expect(bar).toContainText("已选 1 个");
  await expect(bar.getByRole("button")).toHaveText(["清除选择"]);
  await expect(frame.getByRole("link", { name: /导入/ })).toHaveCount(0);
  // Switched off by the portal, the frame begins anew where it was, and writes.
  await page.getByRole("link", { name: "BitAnswer" }).click();
  await expect(frame.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await expect(frame.getByRole("button", { name: "新建用户" })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "只读" }).uncheck();
  await expect(frame.getByRole("button", { name: "新建用户" })).toBeVisible();
});

test("the height follows what is shown and never the frame", async ({ page }) => {
  await note(page);
  await page.goto(`${portal.url}/?height=content#/bitanswer`);
  const frame = inside(page);
  await expect(frame.getByRole("table").getByRole("row").nth(20)).toBeVisible();
  const element = page.locator("rollcall-console iframe");
  const shown = () => frame.locator(".embedded").evaluate((shown) => Math.ceil(shown.getBoundingClientRect().height));
  await expect.poll(async () => (await element.boundingBox())?.height === (await shown())).toBe(true);
  const height = await shown();
  expect(height).toBeGreaterThan(800);
  for (const forced of [200, 4000]) {
    const before = (await news(page)).length;
    await element.evaluate((frame, forced) => (frame.style.blockSize = `${forced}px`), forced);
    await frame.locator(":root").evaluate(async (_, forced) => {
      while (innerHeight !== forced) {
        await new Promise(requestAnimationFrame);
      }
      // One more, in which whoever observes sizes is told.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, forced);
    expect(await shown()).toBe(height);
    expect((await news(page)).slice(before)).toEqual([]);
  }
  // A table that scrolls by itself has a height of its own.
  await page.evaluate(() => (location.hash = "#/bitanswer?view=all"));
  const table = frame.locator(".grid-region");
  await expect.poll(async () => (await table.boundingBox())?.height).toBe(640);
  // Less to show is a lower frame.
  await page.getByRole("link", { name: "任务" }).click();
  await expect.poll(async () => (await element.boundingBox())?.height).toBeLessThan(height);
});

test("what is unsaved is asked about, and a job is heard of in counts", async ({ page, expected }) => {
  expected.console(/autofocusing/);
  await note(page);
  await page.goto(`${portal.url}/#/bitanswer?do=new`);
  const frame = inside(page);
  await frame.getByRole("dialog").getByRole("textbox").first().fill("somebody");
  await expect(status(page)).toHaveText("有未保存的内容");
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("link", { name: "任务" }).click();
  await expect(page).toHaveURL(/bitanswer/);
  await expect(frame.getByRole("dialog")).toBeVisible();
  // Nor does the frame begin anew unasked.
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("checkbox", { name: "只读" }).click();
  await expect(page.getByRole("checkbox", { name: "只读" })).not.toBeChecked();
  await expect(frame.getByRole("dialog")).toBeVisible();
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("link", { name: "任务" }).click();
  await expect(frame.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await expect(status(page)).toHaveText("");
  // One press leads back by one page: the step is the portal's.
  await page.getByRole("link", { name: "T12" }).click();
  await expect(frame.getByRole("heading", { level: 1, name: "T12" })).toBeVisible();
  await page.goBack();
  await expect(frame.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();

  await page.evaluate(() => (location.hash = "#/plan?vendor=bitanswer&for=create-users"));
  await frame.getByRole("textbox", { name: "或粘贴单元格" }).fill("帐号\t用户名\nportal.one\t甲\nportal.two\t乙");
  await frame.getByRole("button", { name: "读取粘贴的内容" }).click();
  await frame.getByRole("button", { name: /^与 .* 比较$/ }).click();
  await frame.locator(".plan-apply button").last().click();
  await expect(status(page)).toHaveText("任务完成：成功 2，失败 0，未知 0");
  const told = (await news(page)).filter(({ type }) => type === "jobs" || type === "job-finished");
  expect(told).toContainEqual({ type: "job-finished", rows: { all: 2, succeeded: 2, failed: 0, skipped: 0, unknown: 0 } });
  // Counts, and nobody's name.
  expect(JSON.stringify(told)).not.toMatch(/portal\.|甲|乙/);
});

test("a browser that keeps nothing for frames is said to, with a way out", async ({ page }) => {
  await page.addInitScript(() => {
    if (window.parent !== window) {
      const refuse = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: refuse });
    }
  });
  await page.goto(portal.url);
  const frame = inside(page);
  await expect(frame.getByText("浏览器不允许此门户中的控制台保存数据")).toBeVisible();
  const way = frame.getByRole("link", { name: "在单独的标签页中打开" });
  await expect(way).toHaveAttribute("target", "_blank");
  await expect(way).toHaveAttribute("href", new RegExp(`^${portal.console.url}`));
  await expect(frame.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
});

// The frame around the pages: every address leads where it says, the keyboard reaches everything, and what is chosen
// stays chosen.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const routes = [
  { path: "/", chinese: "概览", english: "Overview" },
  { path: "/t12", chinese: "T12", english: "T12" },
  { path: "/tingyun", chinese: "听云 Network", english: "Tingyun Network" },
  { path: "/bitanswer", chinese: "BitAnswer", english: "BitAnswer" },
  { path: "/sharecreators", chinese: "ShareCreators", english: "ShareCreators" },
  { path: "/settings", chinese: "设置", english: "Settings" },
];

/** The page has been started and nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator(".boot-shell")).toHaveCount(0);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

for (const { path, chinese, english } of routes) {
  test(`${path} can be linked to @languages`, async ({ page, say }) => {
    const name = say(chinese, english);
    await page.goto(path);
    await expect(page).toHaveTitle(`${name} · Rollcall`);
    await expect(page.locator("html")).toHaveAttribute("lang", say("zh-CN", "en"));
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toHaveCount(1);
    const current = page.getByRole("navigation", { name: say("导航", "Navigation") }).locator("[aria-current=page]");
    await expect(current).toHaveCount(1);
    await expect(current).toHaveAttribute("href", path);
    await expect(current).toContainText(name);
  });

  test(`${path} is accessible, and fits into 390 and 360 pixels @languages`, async ({ page, axe }) => {
    await page.goto(path);
    await settled(page);
    await axe();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await settled(page);
    await expectNoSidewaysScrolling(page);
    await page.setViewportSize({ width: 360, height: 844 });
    await expectNoSidewaysScrolling(page);
  });
}

/** Neither the document nor the part that holds the page is wider than what is seen of it. */
async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const hidden = await page.evaluate(() =>
    [document.documentElement, document.body, document.querySelector("main")].map((element) =>
      element === null ? -1 : element.scrollWidth - element.clientWidth,
    ),
  );
  expect(hidden, "pixels out of sight of the document, its body and main").toEqual([0, 0, 0]);
}

test("an address that leads nowhere says so and leads back @languages", async ({ page, say, axe }) => {
  await page.goto("/no/such/page?x=1");
  await expect(page.getByText(say("没有这个页面", "There is no such page"))).toBeVisible();
  await expect(page).toHaveTitle("Rollcall");
  await axe();
  await page.getByRole("link", { name: say("返回概览", "Back to the overview") }).click();
  await expect(page).toHaveURL("/");
  await expect(page).toHaveTitle(`${say("概览", "Overview")} · Rollcall`);
});

test("the navigation leads to every page, and back leads back", async ({ page }) => {
  await page.goto("/");
  const navigation = page.getByRole("navigation", { name: "导航" });
  for (const { path, chinese } of routes) {
    await navigation.locator(`a[href="${path}"]`).click();
    await expect(page).toHaveURL(path);
    await expect(page).toHaveTitle(`${chinese} · Rollcall`);
  }
  await page.goBack();
  await expect(page).toHaveTitle("ShareCreators · Rollcall");
  await page.goBack();
  await expect(page).toHaveTitle("BitAnswer · Rollcall");
  await page.goForward();
  await expect(page).toHaveTitle("ShareCreators · Rollcall");
});

test("the skip link is the first stop of the keyboard and leads past the navigation @languages", async ({ page, say }) => {
  await page.goto("/bitanswer");
  await settled(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: say("跳到主要内容", "Skip to content") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  // It leads within the page, not away from it.
  await expect(page).toHaveURL(/\/bitanswer/);
  await expect(page.getByRole("heading", { level: 1, name: "BitAnswer" })).toBeVisible();
});

test.describe("the command palette", () => {
  for (const { typed, path } of [
    { typed: "听云", path: "/tingyun" },
    { typed: "tingyun", path: "/tingyun" },
    { typed: "设置", path: "/settings" },
    { typed: "Settings", path: "/settings" },
  ]) {
    test(`finds ${path} by “${typed}” with the keyboard alone @languages`, async ({ page, say }) => {
      await page.goto("/");
      await settled(page);
      await page.keyboard.press("Control+k");
      const palette = page.getByRole("dialog", { name: say("命令面板", "Command palette") });
      await expect(palette.getByRole("combobox")).toBeFocused();
      await page.keyboard.type(typed);
      await expect(palette.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(path);
      await expect(palette).toBeHidden();
    });
  }

  test("gets what was typed before it was there", async ({ page }) => {
    let give = () => {};
    const given = new Promise<void>((resolve) => (give = resolve));
    await page.route(/split_palette.*\.wasm$/, async (route) => {
      await given;
      await route.continue();
    });
    await page.goto("/");
    await settled(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("tingx");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("yun");
    give();
    const typed = page.getByRole("dialog", { name: "命令面板" }).getByRole("combobox");
    await expect(typed).toHaveValue("tingyun");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/tingyun");
    // What was typed for it once is not typed again.
    await page.keyboard.press("Control+k");
    await expect(typed).toHaveValue("");
  });

  test("chooses by arrows, says when nothing fits, and closes by Escape and by its own key @languages", async ({
    page,
    say,
    axe,
  }) => {
    await page.goto("/");
    await settled(page);
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: say("命令面板", "Command palette") });
    const options = palette.getByRole("option");
    await expect(options.nth(0)).toHaveAttribute("aria-selected", "true");
    await axe();
    await page.keyboard.press("ArrowDown");
    await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(options.last()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.type("qqqqqqqq");
    await expect(palette.getByText(say("没有匹配的命令", "Nothing matches"))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(palette).toBeHidden();
    await expect(page).toHaveURL("/");
  });

  test("opens by its button and runs a command that is no page @firefox", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: /^命令面板/ }).click();
    await page.getByRole("combobox").fill("深色");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});

test("the language is switched at once and kept @languages @firefox", async ({ page, say }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: say("Switch to English", "切换到中文") }).click();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", say("en", "zh-CN"));
  await expect(page).toHaveTitle(`${say("Settings", "设置")} · Rollcall`);
  await expect(page.getByRole("navigation", { name: say("Navigation", "导航") })).toBeVisible();
  await page.reload();
  await expect(page).toHaveTitle(`${say("Settings", "设置")} · Rollcall`);
  await expect(html).toHaveAttribute("lang", say("en", "zh-CN"));
});

test("a language that was never chosen follows the browser", async ({ browser, gateway }) => {
  for (const [locale, title] of [
    ["zh-TW", "概览 · Rollcall"],
    ["en-GB", "Overview · Rollcall"],
    ["de-DE", /Rollcall/],
  ] as const) {
    const context = await browser.newContext({ locale, baseURL: gateway.url });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page.getByRole("navigation").first()).toBeVisible();
    await expect(page).toHaveTitle(title);
    await context.close();
  }
});

test("the theme is applied at once and kept, and the system's is followed again @languages", async ({ page, say }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const choose = async (name: string) => {
    await page.getByRole("button", { name: say("主题", "Theme"), exact: true }).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
    await expect(page.getByRole("menu", { name: say("主题", "Theme") })).toBeHidden();
  };
  const html = page.locator("html");
  await page.goto("/settings");
  await settled(page);
  const light = await background();
  await choose(say("深色", "Dark"));
  await expect(html).toHaveAttribute("data-theme", "dark");
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await settled(page);
  await expect(html).toHaveAttribute("data-theme", "dark");
  expect(await background()).toBe(dark);
  await choose(say("跟随系统", "System"));
  await expect(html).not.toHaveAttribute("data-theme");
  expect(await background()).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background()).toBe(dark);
  await choose(say("浅色", "Light"));
  expect(await background()).toBe(light);
  await page.reload();
  await settled(page);
  expect(await background()).toBe(light);
});

test("the row height is changed by a command and kept", async ({ page }) => {
  await page.goto("/settings");
  await settled(page);
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-density", "compact");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("切换行高");
  await page.keyboard.press("Enter");
  await expect(html).toHaveAttribute("data-density", "comfortable");
  await page.reload();
  await expect(html).toHaveAttribute("data-density", "comfortable");
  await page.goto("/tingyun");
  await expect(page.getByRole("grid")).toHaveAttribute("data-density", "comfortable");
});

test.describe("what the list shows stands in the address", () => {
  test("and a link gives the same list", async ({ page }) => {
    await page.goto("/bitanswer?q=li&match=starts&sort=name&page=2&size=20");
    const pager = page.getByRole("navigation", { name: "分页" });
    await expect(pager).toContainText(/第 21–40 条/);
    await expect(page.getByRole("textbox", { name: "搜索账号" })).toHaveValue("li");
    await expect(page.getByRole("combobox", { name: "账号匹配方式" })).toHaveValue("starts");
    await expect(page.getByRole("columnheader", { name: "账号" })).toHaveAttribute("aria-sort", /ascending/);
    for (const name of await page.getByRole("table").getByRole("row").locator(".table-open").allInnerTexts()) {
      expect(name).toMatch(/^li/);
    }
  });

  test("and back and forward restore filter, order and detail", async ({ page }) => {
    await page.goto("/tingyun?q=zhang");
    const grid = page.getByRole("grid", { name: "听云 Network 用户" });
    const heading = grid.getByRole("columnheader", { name: "用户名称" });
    const first = grid.locator('[aria-rowindex="2"]');
    await expect(first).toBeVisible();
    const found = await grid.getAttribute("aria-rowcount");
    expect(Number(found)).toBeLessThan(301);
    await heading.locator(".grid-sort").click();
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
    await first.getByRole("link").click();
    const panel = page.getByRole("complementary");
    await expect(panel).toBeVisible();
    await expect(page).toHaveURL(/user=/);

    await page.goBack();
    await expect(panel).toHaveCount(0);
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
    await page.goBack();
    await expect(heading).not.toHaveAttribute("aria-sort");
    await page.goForward();
    await page.goForward();
    await expect(panel).toBeVisible();
    await expect(heading).toHaveAttribute("aria-sort", "ascending");

    await page.reload();
    await expect(panel).toBeVisible();
    await expect(grid).toHaveAttribute("aria-rowcount", found ?? "");
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
    await panel.getByRole("button", { name: "关闭" }).click();
    await expect(panel).toHaveCount(0);
    await expect(page).not.toHaveURL(/user=/);
  });
});

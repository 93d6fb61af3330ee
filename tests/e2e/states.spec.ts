// What stands beside, above or in place of a list: panels, forms, questions, menus. Each is accessible in both languages
// and both themes, and fits a phone.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { scenes } from "./scenes.ts";

type Say = (chinese: string, english: string) => string;

interface State {
  name: string;
  address: string;
  /** What has to be seen before anything is judged. */
  sign: (page: Page, say: Say) => ReturnType<Page["locator"]>;
  /** What is done at the address first. */
  reach?: (page: Page, say: Say) => Promise<void>;
}

const dialog = (page: Page) => page.getByRole("dialog").getByRole("heading", { level: 2 });
const panel = (page: Page) => page.getByRole("complementary").getByRole("term").first();
const menu = (page: Page) => page.getByRole("menu").getByRole("menuitem").first();

const states: State[] = [
  { name: "a BitAnswer user", address: "/bitanswer?user=han.haiyan", sign: panel },
  { name: "a new BitAnswer user", address: "/bitanswer?do=new", sign: dialog },
  { name: "an edited BitAnswer user", address: "/bitanswer?user=han.haiyan&do=edit", sign: dialog },
  {
    name: "selected BitAnswer users",
    address: "/bitanswer",
    reach: (page, say) => page.getByRole("checkbox", { name: say("选择本页全部行", "Select all rows on this page") }).check(),
    sign: (page, say) => page.getByRole("group", { name: say("对所选用户的操作", "Actions for the selection") }),
  },
  {
    name: "the question before many are deleted",
    address: "/bitanswer",
    reach: async (page, say) => {
      await page.getByRole("checkbox", { name: say("选择本页全部行", "Select all rows on this page") }).check();
      const bar = page.getByRole("group", { name: say("对所选用户的操作", "Actions for the selection") });
      await bar.getByRole("button", { name: say("删除", "Delete") }).click();
    },
    sign: dialog,
  },
  {
    name: "a row's menu",
    address: "/bitanswer",
    reach: (page, say) => page.getByRole("button", { name: say("guo.gang 的操作", "Actions for guo.gang") }).click(),
    sign: menu,
  },
  {
    name: "a T12 quota",
    address: "/t12?user=trial-2026",
    sign: (page) => page.getByRole("complementary").getByRole("textbox").first(),
  },
  { name: "T12 apps to be imported", address: "/t12?do=import", sign: dialog },
  { name: "a Tingyun user", address: "/tingyun?user=1230978", sign: panel },
  {
    name: "Tingyun's columns",
    address: "/tingyun",
    reach: (page, say) => page.getByRole("button", { name: say("列", "Columns"), exact: true }).click(),
    sign: (page, say) => page.getByRole("checkbox", { name: say("邮箱", "E-mail") }),
  },
  {
    name: "no Tingyun user that matches",
    address: "/tingyun?q=nobody-at-all",
    sign: (page, say) => page.getByText(say("没有匹配的用户", "No user matches")),
  },
  { name: "a new ShareCreators user", address: "/sharecreators?do=new", sign: dialog },
  { name: "known ShareCreators accounts", address: "/sharecreators?do=known", sign: dialog },
  { name: "ShareCreators accounts to be deleted", address: "/sharecreators?do=delete", sign: dialog },
  {
    name: "the choice of a theme",
    address: "/settings",
    reach: (page, say) => page.getByRole("button", { name: say("主题", "Theme"), exact: true }).click(),
    sign: menu,
  },
];

for (const { name, address, reach, sign } of states) {
  test(`${name}: accessible, and fits 390 and 360 pixels @languages`, async ({ page, say, axe }) => {
    const open = async () => {
      await page.goto(address);
      await reach?.(page, say);
      await expect(sign(page, say)).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    };
    await open();
    await axe();
    for (const width of [390, 360]) {
      await page.setViewportSize({ width, height: 844 });
      // What was opened stays where it was.
      if (width === 390 || reach) {
        await open();
      }
      await expectToFit(page, width);
    }
  });
}

// What no other test looks at.
const PICTURED = [
  "bitanswer-everybody",
  "plan",
  "plan-read",
  "plan-review",
  "job-running",
  "job-over",
  "jobs",
  "activity",
  "settings-proxy",
  "doctor",
  "console",
  "vault",
  "vault-locked",
];

for (const { name, show } of scenes.filter(({ name }) => PICTURED.includes(name))) {
  test(`${name}, as in the pictures: accessible, and fits 390 and 360 pixels @languages`, async ({ page, say, sandbox, axe }) => {
    await show({ page, say, sandbox });
    await axe();
    for (const width of [390, 360]) {
      await page.setViewportSize({ width, height: 844 });
      await expectToFit(page, width);
    }
  });
}

/** Neither the page nor what lies over it is wider than what is seen of it. */
async function expectToFit(page: Page, width: number): Promise<void> {
  // What follows a size does so with the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wide = await page.evaluate(() => {
    const places = [document.documentElement, ...document.querySelectorAll("main, aside, dialog[open], [popover]:popover-open")];
    return places
      .filter((place) => place.scrollWidth > place.clientWidth + 1 || place.getBoundingClientRect().right > innerWidth + 1)
      .map((place) => `${place.tagName}.${place.className}: ${place.scrollWidth} of ${place.clientWidth}`);
  });
  expect(wide, `at ${width} pixels`).toEqual([]);
}

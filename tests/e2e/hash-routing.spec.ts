// Pages behind a #, by one setting, on a host that serves the console at one address only.

import { expect, test } from "./fixtures.ts";
import { navigation, serve, started, walk } from "./static-host.ts";

const config = { version: 1, routing: "hash" };
const at = "/tools/rollcall/";

test("links, palette, history, reload and deep links work behind a #", async ({ page, expected }) => {
  test.setTimeout(90_000);
  expected.networkFailures();
  const files = await serve({ at, rewrites: false, config });
  const place = `${files.url}${at}`;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(place);
  await started(page);
  await walk(page, (name) => `${place}#/${name}`);

  // Every link can be copied and opened elsewhere.
  const addresses = await page.locator("a[href]:not(.skip-link)").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  expect(addresses.filter((address) => !address.startsWith(`${place}#/`))).toEqual([]);

  await page.goBack();
  await expect(page).toHaveURL(`${place}#/activity`);
  await expect(page.getByRole("heading", { level: 1, name: "操作记录" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("BitAnswer");
  await page.getByRole("option", { name: "前往 BitAnswer", exact: true }).click();
  await expect(page).toHaveURL(`${place}#/bitanswer`);
  await page.getByRole("link", { name: "从文件导入" }).click();
  await expect(page).toHaveURL(`${place}#/plan?vendor=bitanswer`);
  await page.reload();
  await started(page);
  await expect(page).toHaveURL(`${place}#/plan?vendor=bitanswer`);
  await expect(page.getByRole("heading", { level: 1, name: "变更计划" })).toBeVisible();

  // A link from outside, with every character that means something in an address.
  const name = "a/b?c#d%2F&张";
  await page.goto("about:blank");
  await page.goto(`${place}#/bitanswer?user=${encodeURIComponent(name)}`);
  await expect(page.getByRole("complementary", { name, exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("complementary", { name, exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${place}#/bitanswer`);
  await page.goBack();
  await expect(page.getByRole("complementary", { name, exact: true })).toBeVisible();

  // Typed into the address of a page that is open, and nowhere.
  await page.evaluate(() => (location.hash = "#/settings?vendor=t12"));
  await expect(navigation(page).getByRole("link", { name: /设置/ })).toHaveAttribute("aria-current", "page");
  await page.evaluate(() => (location.hash = "#/nowhere"));
  await expect(page.getByRole("heading", { name: "没有这个页面" })).toBeVisible();

  // Nobody ever asked the host for a page's own path.
  expect(asked.filter((path) => !path.includes(".") && path !== at)).toEqual([]);
  await files.stop();
});

test("unsaved settings are asked about before a link behind a # leaves them", async ({ page, expected }) => {
  expected.networkFailures();
  const files = await serve({ at, rewrites: false, config });
  await page.goto(`${files.url}${at}#/settings?vendor=t12`);
  await page.getByRole("textbox", { name: "名称", exact: true }).fill("另一个名称");
  await navigation(page).getByRole("link", { name: /BitAnswer/ }).click();
  const dialog = page.getByRole("dialog", { name: "不保存就离开？" });
  await dialog.getByRole("button", { name: "放弃更改并离开" }).click();
  await expect(page).toHaveURL(`${files.url}${at}#/bitanswer`);
  await files.stop();
});

test("the file's own name and links of the other kind keep working", async ({ page, expected }) => {
  expected.networkFailures();
  const files = await serve({ at, config });
  // Whoever has to name the file goes on naming it.
  await page.goto(`${files.url}${at}index.html#/jobs`);
  await navigation(page).getByRole("link", { name: /T12/ }).click();
  await expect(page).toHaveURL(`${files.url}${at}index.html#/t12`);
  // From before the setting.
  await page.goto(`${files.url}${at}settings?vendor=bitanswer`);
  await expect(page.getByRole("link", { name: "BitAnswer", exact: true }).last()).toHaveAttribute("aria-current", "page");
  await navigation(page).getByRole("link", { name: /T12/ }).click();
  await expect(page).toHaveURL(`${files.url}${at}#/t12`);
  await files.stop();
});

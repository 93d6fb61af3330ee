// `config.json` of a static host: what it decides, and what is said where it is wrong.

import { expect, test } from "./fixtures.ts";
import { navigation, serve, started } from "./static-host.ts";
import { allowing } from "./doctor-steps.ts";

test("title, language, theme, vendors and connections are as the file says", async ({ page, expected }) => {
  const vendor = await allowing({}, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: 200, data: [{ id: 1, name: "zhang" }] }));
  });
  const config = {
    version: 1,
    title: "华东账号台",
    language: "en",
    theme: "dark",
    features: { vendors: ["tingyun", "bitanswer"] },
    connections: [
      { id: "network", vendor: "tingyun", name: "总部", color: "teal", production: true, base_url: vendor.url, route: { way: "direct" } },
    ],
  };
  const files = await serve({ config });
  await page.goto(`${files.url}/settings?vendor=tingyun`);
  await started(page);
  await expect(page).toHaveTitle("Settings · 华东账号台");
  await expect(page.locator(".brand")).toHaveText("华东账号台");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByText("Named by this site").first()).toBeVisible();
  await page.getByLabel("authkey", { exact: true }).and(page.locator("input")).fill("a-key-of-tingyun");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText("settings saved");
  const vendors = page.getByRole("navigation", { name: "Navigation" });
  await expect(vendors.getByRole("link", { name: /T12|ShareCreators/ })).toHaveCount(0);
  await vendors.getByRole("link", { name: /Tingyun/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tingyun Network" })).toBeVisible();
  await expect(page.getByRole("grid").getByText("zhang", { exact: true })).toBeVisible();
  // A vendor that is not shown has no page; what the admin chooses goes before the file.
  await page.goto(`${files.url}/t12`);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await page.getByRole("button", { name: "切换到中文" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { name: "没有这个页面" })).toBeVisible();
  expected.networkFailures();
  await vendor.stop();
  await files.stop();
});

test("a wrong file is explained member by member, and the console works with the rest @languages", async ({ page, say, axe, expected }) => {
  expected.networkFailures();
  const config = {
    version: 1,
    title: "Accounts",
    theme: "pink",
    features: { vendors: ["bitanswer", "nobody"] },
    connections: [{ id: "prod", vendor: "bitanswer", base_url: "v.example", route: { way: "direct" } }],
    embed: { origins: ["https://*.example"] },
  };
  const files = await serve({ config });
  await page.goto(files.url);
  await started(page);
  const notice = page.getByRole("region", { name: say("本站点的 config.json 有误", "This site’s config.json is not right") });
  await expect(notice).toContainText(/connections\[0\]\.base_url\s*“v\.example”/);
  await expect(notice).toContainText(/theme\s*“pink”/);
  await expect(notice).toContainText("light");
  await expect(notice).toContainText(/features\.vendors\[1\]\s*“nobody”/);
  await expect(notice).toContainText(/embed\.origins\[0\]/);
  await expect(notice.getByRole("row")).toHaveCount(5);
  await axe();
  await expect(page.locator(".brand")).toHaveText("Accounts");
  await page.getByRole("link", { name: /BitAnswer/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "BitAnswer" })).toBeVisible();
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: say("隐藏，直到下次重新加载", "Hide until the next reload") }).click();
  await expect(notice).toHaveCount(0);
  await files.stop();
});

test("a file with credentials is refused, and they are shown nowhere", async ({ page, expected }) => {
  expected.networkFailures();
  const secret = "canary-in-the-file-4711";
  const config = {
    version: 1,
    title: "Accounts",
    connections: [{ id: "prod", vendor: "bitanswer", base_url: "https://v.example", route: { way: "direct" }, bitkey: secret }],
  };
  const files = await serve({ config });
  await page.goto(files.url);
  await started(page);
  await expect(page.getByRole("alert")).toContainText("本站点的 config.json 含有凭据，未予使用");
  await expect(page.getByRole("alert")).toContainText("connections[0].bitkey");
  await expect(page.locator(".brand")).toHaveText("Rollcall");
  expect(await page.content()).not.toContain(secret);
  // It may have said that nothing is to be written.
  await expect(page.getByRole("alert")).toContainText("只能查看，不能更改");
  const again = page.waitForEvent("load");
  await page.getByRole("alert").getByRole("button", { name: "重试" }).click();
  await again;
  await expect(page.getByRole("alert")).toContainText("connections[0].bitkey");
  await navigation(page).getByRole("link", { name: /设置/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await files.stop();
});

test("where the file says read only, nothing that writes is offered", async ({ page, expected }) => {
  expected.networkFailures();
  const files = await serve({ config: { version: 1, features: { read_only: true } } });
  await page.goto(`${files.url}/sharecreators`);
  await started(page);
  await expect(page.getByText("此控制台已设为只读", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: /创建/ })).toHaveCount(0);
  await page.goto(`${files.url}/sharecreators?do=new`);
  await expect(page.getByText("仅供查看")).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveCount(0);
  await files.stop();
});

test("where the file cannot be had, nothing can be written until it is", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/^TypeError: Failed to fetch/);
  await page.addInitScript(() => {
    const own = AbortSignal.timeout.bind(AbortSignal);
    // What is said after ten seconds is said at once.
    AbortSignal.timeout = (milliseconds) => own(milliseconds === 10_000 ? 50 : milliseconds);
  });
  const files = await serve();
  const users = page.getByRole("button", { name: /创建用户/ });
  const notice = page.getByRole("status").filter({ hasText: "未能读取本站点的 config.json" });
  const silent = () => {};
  await page.route("**/config.json", silent);
  await page.goto(`${files.url}/sharecreators`);
  await expect(notice).toContainText("10 秒");
  await expect(page.getByText("此控制台已设为只读", { exact: false })).toBeVisible();
  await expect(users).toHaveCount(0);
  await page.unroute("**/config.json", silent);
  await page.route("**/config.json", (route) => route.fulfill({ status: 503, body: "{}" }));
  await notice.getByRole("button", { name: "重试" }).click();
  await expect(notice).toContainText("503");
  await expect(users).toHaveCount(0);
  // What explains it comes later than the program, and need not come either.
  await page.route("**/snippets/*.wasm", (route) => route.abort());
  await notice.getByRole("button", { name: "重试" }).click();
  await expect(page.getByText("无法加载此页面")).toBeVisible();
  await page.unroute("**/snippets/*.wasm");
  await page.unroute("**/config.json");
  await page.getByRole("button", { name: "重新加载" }).click();
  await expect(users).toBeVisible();
  await expect(notice).toHaveCount(0);
  await files.stop();
});

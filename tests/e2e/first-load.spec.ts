// The page that everything else needs: it starts, and does so within the Content-Security-Policy.

import { expect, test } from "./fixtures.ts";

test("the console starts and violates no policy @languages", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
  // The program has replaced what index.html painted.
  await expect(page.locator(".boot-shell")).toHaveCount(0);
  await expect(page.locator(".boot-failure")).toHaveCount(0);
  await expect(page).toHaveTitle(/Rollcall/);
});

test("nothing is loaded twice, and nothing from another host", async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/");
  await expect(page.locator(".boot-shell")).toHaveCount(0);
  expect(asked.filter((url) => !url.startsWith(`${baseURL}/`))).toEqual([]);
  const files = asked.filter((url) => /\.(js|json|wasm|css)$/.test(url));
  expect(files.length).toBe(new Set(files).size);
});

test("without WebAssembly the page says so in both languages", async ({ page, expected }) => {
  expected.console(/WebAssembly|preload/);
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "WebAssembly");
  });
  await page.goto("/");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("此浏览器不支持 WebAssembly");
  await expect(alert).toContainText("This browser does not support WebAssembly");
});

test("when the program cannot be loaded the page says so in both languages", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/./);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto("/");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Rollcall 未能启动");
  await expect(alert).toContainText("Rollcall did not start");
});

test("a visit that begins at a list gets what the list needs in one file", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/bitanswer");
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  // The rest comes seconds later, when nobody waits for it; what is there by now is what was waited for.
  const pieces = asked.filter((path) => path.includes("/snippets/") && path.endsWith(".wasm"));
  expect(pieces).toHaveLength(1);
  expect(pieces[0]).toContain("first_page_bitanswer");
});

test("without that file, the pieces come one by one", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/./);
  await page.route(/first_page_/, (route) => route.abort());
  await page.goto("/bitanswer");
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
});

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

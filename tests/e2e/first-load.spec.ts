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

test("the frame is painted before the program is there", async ({ page, expected }) => {
  expected.networkFailures();
  await page.route(/_bg\.wasm$/, () => {});
  await page.goto("/", { waitUntil: "commit" });
  const box = (part: string) => page.locator(part).boundingBox();
  await expect(page.locator(".boot-shell")).toHaveCSS("position", "fixed");
  const [bar, nav, main] = await Promise.all([box(".boot-bar"), box(".boot-nav"), box(".boot-main")]);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(bar?.width).toBe(width);
  expect((nav?.width ?? 0) + (main?.width ?? 0)).toBe(width);
  expect((bar?.height ?? 0) + (main?.height ?? 0)).toBe(height);
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

test("in a browser whose WebAssembly is too old for the program the page says so", async ({ page, expected }) => {
  expected.console(/preload/);
  await page.addInitScript(() => {
    const { validate } = WebAssembly;
    // As it was before there were vectors: type 123 is theirs.
    WebAssembly.validate = (bytes) => validate(bytes) && !Array.from(bytes as Uint8Array).includes(123);
  });
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("This browser does not support WebAssembly");
});

test("when the program cannot be loaded the page says so in both languages", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/./);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto("/");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Rollcall 未能启动");
  // Not in the corner.
  expect((await alert.getByRole("paragraph").first().boundingBox())?.y).toBeGreaterThan(20);
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

test("a visit that begins at the table of everybody gets two files", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/bitanswer?view=all");
  await expect(page.getByRole("grid").getByRole("row").nth(1)).toBeVisible();
  const pieces = asked.filter((path) => path.includes("/snippets/") && path.endsWith(".wasm"));
  expect(pieces.map((path) => path.replace(/^.*\/first_(\w+)-.*$/, "$1")).sort()).toEqual(["page_bitanswer", "page_bitanswer_all"]);
});

test("what other pages need is fetched ahead, and they open without a network", async ({ page, context, expected }) => {
  expected.networkFailures();
  expected.console(/./);
  const last = page.waitForResponse((response) => response.url().includes("/first_page_tingyun_table-"));
  await page.goto("/");
  await (await last).finished();
  await context.setOffline(true);
  await page.getByRole("navigation").getByRole("link", { name: "设置" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
});

test("who saves data gets nothing ahead", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    const after = window.setTimeout.bind(window);
    // What would come after three seconds would come at once.
    window.setTimeout = ((call: () => void, wait?: number) => after(call, wait === 3000 ? 0 : wait)) as typeof setTimeout;
  });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  // Set up after the same pause, and after whatever is fetched ahead would have been asked for.
  const palette = page.waitForRequest(/split_palette-/);
  await page.goto("/");
  await palette;
  expect(asked.filter((url) => url.includes("/first_page_"))).toEqual([]);
});

test("without that file, the pieces come one by one", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/./);
  await page.route(/first_page_/, (route) => route.abort());
  await page.goto("/bitanswer");
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
});

// The release files behind a plain web server that sends no headers of ours: the page brings its own policy. What only a
// header can do, such as refusing to be framed, it cannot.

import { allowing } from "./doctor-steps.ts";
import { expect, test } from "./fixtures.ts";
import { PAGES, navigation, serve, started, walk } from "./static-host.ts";

for (const at of ["/", "/tools/rollcall/", "/工具/roll call/"].map(encodeURI)) {
  test(`at ${at}, without a gateway and without headers, the console works and violates no policy`, async ({ page, expected }) => {
    test.setTimeout(120_000);
    expected.networkFailures();
    const files = await serve({ at });
    const place = files.url + at;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const vendor = await allowing({}, (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ status: 200, data: [{ id: 1, name: "zhang" }] }));
    });
    const response = await page.goto(`${place}settings?vendor=tingyun`);
    expect(response?.headers()["content-security-policy"]).toBeUndefined();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("radiogroup", { name: "传输方式" }).getByText("直连", { exact: true }).click();
    await page.getByRole("textbox", { name: "基础地址" }).fill(vendor.url);
    await page.getByLabel("authkey", { exact: true }).and(page.locator("input")).fill("a-key-of-tingyun");
    await page.getByRole("button", { name: "测试连接" }).click();
    await expect(page.getByText("收到 1 个用户")).toBeVisible();
    await walk(page, (name) => place + name);
    await page.goBack();
    await expect(page).toHaveURL(`${place}activity`);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("BitAnswer");
    await page.getByRole("option", { name: "前往 BitAnswer", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`^${place}bitanswer`));
    await page.getByRole("link", { name: "从文件导入" }).click();
    await expect(page).toHaveURL(`${place}plan?vendor=bitanswer`);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "变更计划" })).toBeVisible();
    await page.goBack();
    await page.reload();
    await started(page);
    await expect(navigation(page).getByRole("link", { name: /BitAnswer/ })).toHaveAttribute("aria-current", "page");
    const outside = asked.filter((url) => !url.startsWith(place) && !url.startsWith(vendor.url) && !url.startsWith("data:"));
    expect(outside).toEqual([]);
    await vendor.stop();
    await files.stop();
  });
}

test("on a host that rewrites nothing, the console opens at its place and goes everywhere from there", async ({ page, expected }) => {
  expected.networkFailures();
  const files = await serve({ at: "/tools/rollcall/", rewrites: false });
  await page.goto(`${files.url}/tools/rollcall/`);
  await started(page);
  for (const [label, address] of PAGES) {
    await navigation(page).getByRole("link", { name: label }).click();
    await expect(page).toHaveURL(`${files.url}/tools/rollcall/${address}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  // What it cannot: an address of a page leads nowhere there.
  expect((await page.goto(`${files.url}/tools/rollcall/settings`))?.status()).toBe(404);
  await files.stop();
});

test("the page's policy is the gateway's, but for what only a header can say", async ({ page, request, baseURL }) => {
  const files = await serve();
  await page.goto(files.url);
  const own = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  const sent = (await request.get(baseURL ?? "")).headers()["content-security-policy"];
  expect(`${own}; frame-ancestors 'none'`).toBe(sent);
  await files.stop();
});

test("what somebody puts into the page does not run, and text does not become markup", async ({ page, expected }) => {
  expected.console(/Content Security Policy|Trusted|script-src|trusted-types|Refused/);
  expected.networkFailures();
  const elsewhere = await allowing({}, (_, response) => void response.writeHead(200, { "content-type": "text/javascript" }).end("globalThis.pwned = 1"));
  const inline = `<script>globalThis.pwned=1</script><script src="${elsewhere.url}/x.js"></script><img src=x onerror="globalThis.pwned=1">`;
  const files = await serve({ change: (page) => page.replace("</head>", `${inline}</head>`).replace("<div id=app>", `${inline}<div id=app>`) });
  const violations: string[] = [];
  await page.exposeFunction("noteRefusal", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (globalThis as unknown as { noteRefusal: (text: string) => void }).noteRefusal(event.effectiveDirective);
    });
  });
  await page.goto(files.url);
  await started(page);
  await expect.poll(() => new Set(violations)).toEqual(new Set(["script-src-elem", "script-src-attr"]));
  expect(await page.evaluate(() => (globalThis as { pwned?: unknown }).pwned)).toBeUndefined();
  const became = await page.evaluate(() => {
    try {
      document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>";
      return true;
    } catch {
      return false;
    }
  });
  expect(became).toBe(false);
  await elsewhere.stop();
  await files.stop();
});

test("a script of the program that is not the build's does not run, and that is said; each is fetched once @firefox", async ({ page, expected }) => {
  expected.console(/./);
  const scripts = [/^rollcall-app-\w+\.js$/, /^snippets\/split-\w+\.js$/];
  const asked: string[] = [];
  let altered: RegExp | undefined;
  const files = await serve({
    isAltered: (name) => {
      asked.push(name);
      return altered?.test(name) ?? false;
    },
  });
  await page.goto(files.url);
  await started(page);
  for (const script of scripts) {
    expect(asked.filter((name) => script.test(name))).toHaveLength(1);
  }
  for (altered of scripts) {
    await page.goto(files.url);
    const said = page.getByRole("alert");
    await expect(said).toContainText("文件未取得或已被改动");
    await expect(said).toContainText("Missing or changed");
    const [name = ""] = /(snippets\/)?[^/]*$/.exec((await said.locator("code").textContent()) ?? "") ?? [];
    expect(name).toMatch(altered);
    expect(await page.evaluate(() => "altered" in globalThis)).toBe(false);
  }
  await files.stop();
});

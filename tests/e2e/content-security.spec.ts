// The console works where scripts come from its own files only and text does not become markup by itself. The fixture
// fails a test on any violation that is reported.

import { expect, test } from "./fixtures.ts";

for (const path of ["/", "/t12", "/tingyun", "/bitanswer", "/sharecreators", "/settings", "/nowhere"]) {
  test(`${path} violates no policy`, async ({ page }) => {
    const response = await page.goto(path);
    const policy = response?.headers()["content-security-policy"];
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default;");
    expect(policy).toContain("frame-ancestors 'none'");
    await expect(page.locator(".boot-shell")).toHaveCount(0);
    await expect(page.getByRole("main")).not.toBeEmpty();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  });
}

/** What the page's own policy makes of a text: itself, or nothing. Chromium shows a refusal as no text. */
const made = (text: string) => {
  const types = (globalThis as unknown as { trustedTypes: { defaultPolicy: { createHTML(text: string): unknown } } })
    .trustedTypes;
  return String(types.defaultPolicy.createHTML(text));
};

test("only plain markup is made", async ({ page }) => {
  await page.goto("/");
  for (const plain of [
    "",
    "words &amp; more",
    '<p class="a b">x<br/></p>',
    '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.5h8" fill="none" stroke-width="1.75"></path></svg>',
    '<a href="/settings">x</a>',
    '<a href="#main">x</a>',
    "<p hidden>x</p>",
  ]) {
    expect(await page.evaluate(made, plain), plain).toBe(plain);
  }
  for (const foul of [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    '<p onclick="alert(1)">x</p>',
    '<p ONCLICK="alert(1)">x</p>',
    "<p/onclick=alert(1)>x</p>",
    '<p class="a"onclick="alert(1)">x</p>',
    "<p class='a' onclick='alert(1)'>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="https://evil.example">x</a>',
    '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
    "<svg><script>alert(1)</script></svg>",
    '<svg><use href="#x"></use></svg>',
    '<svg><animate attributeName="href"></animate></svg>',
    '<iframe srcdoc="x"></iframe>',
    '<form action="/"></form>',
    '<base href="/">',
    '<p style="color:red">x</p>',
    "<style>p{}</style>",
    "<template><p>x</p></template>",
    "<math><mtext></mtext></math>",
    "<!-- --><p>x</p>",
    "<p",
    "<p>x</p",
    "< p>x</p>",
    '<p class="a>x</p>',
  ]) {
    expect(await page.evaluate(made, foul), foul).toBe("");
  }
});

test("a script that finds a way in gets nothing done", async ({ page, expected }) => {
  expected.console(/Trusted|Content Security Policy|require-trusted-types-for|script-src|trusted-types/);
  await page.goto("/");
  const tried = await page.evaluate(() => {
    const ways: Record<string, () => unknown> = {
      markup: () => (document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>"),
      write: () => document.write("<script>alert(1)</script>"),
      script: () => (document.createElement("script").src = "https://evil.example/x.js"),
      text: () => (document.createElement("script").text = "alert(1)"),
      policy: () =>
        (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes
          .createPolicy("other", {}),
    };
    return Object.entries(ways).filter(([, way]) => {
      try {
        way();
        return true;
      } catch {
        return false;
      }
    });
  });
  expect(tried.map(([name]) => name)).toEqual([]);
});

test("no other page shows the console in a frame", async ({ page, gateway, expected }) => {
  expected.console(/frame|Refused|refused/i);
  await page.route("http://portal.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${gateway.url}/"></iframe>` }),
  );
  await page.goto("http://portal.example/");
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith("chrome-error:"))).toBe(true);
});

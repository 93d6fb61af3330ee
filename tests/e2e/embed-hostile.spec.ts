// Pages that mean no good, and portals that say what is not in the protocol: nothing is shown to the former, and nothing
// comes of the latter. The parents are made by hand here, without rollcall-embed.js.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Portal, stranger } from "./portal.ts";

/** What a test's parent page has in its hands. */
interface Parent {
  heard: { origin: string; text: string }[];
  answers: string[];
  ports: Record<string, MessagePort>;
  told: Record<string, { type: string; [key: string]: unknown }[]>;
  /** The nonce of the newest hello. */
  nonce: () => string | undefined;
  /** Answers the console with a port of this name. */
  answer: (name: string, text: string) => void;
  connect: (nonce: string, settings?: object, more?: object) => string;
}

/** A parent page that can do whatever a test wants. Runs in the page. */
const PARENT = `<!doctype html><title>parent</title><link rel="icon" href="data:,"><script>
  const heard = [], ports = {}, told = {};
  addEventListener("message", ({ origin, data }) => heard.push({ origin, text: String(data) }));
  globalThis.own = {
    heard, ports, told,
    nonce: () => heard.map(({ text }) => JSON.parse(text)).filter(({ rollcall }) => rollcall === "hello").at(-1)?.nonce,
    connect: (nonce, settings = {}, more = {}) => JSON.stringify({ rollcall: "connect", version: 1, nonce, settings, ...more }),
    answer: (name, text) => {
      const { port1, port2 } = new MessageChannel();
      ports[name] = port1;
      told[name] = [];
      port1.onmessage = ({ data }) => told[name].push(JSON.parse(data));
      (globalThis.target ?? frames[0]).postMessage(text, "*", [port2]);
    },
  };
</script>`;

let portal: Portal;

test.beforeEach(async () => {
  portal = await Portal.start();
});

test.afterEach(async () => {
  await portal.stop();
});

/** Opens a parent page with the console in its first frame, and waits for hello. */
async function open(page: Page, more = ""): Promise<string> {
  await page.goto(portal.serve("/parent.html", `${PARENT}<iframe src="${portal.console.url}/"></iframe>${more}`));
  return nonceOf(page);
}

async function nonceOf(page: Page, other?: string): Promise<string> {
  const nonce = () => page.evaluate(() => (globalThis as unknown as { own: Parent }).own.nonce());
  await expect.poll(async () => (await nonce()) !== undefined && (await nonce()) !== other).toBe(true);
  return (await nonce()) as string;
}

const told = (page: Page, name: string) =>
  page.evaluate((name) => (globalThis as unknown as { own: Parent }).own.told[name] ?? [], name);

async function connected(page: Page, name: string): Promise<void> {
  await expect.poll(async () => (await told(page, name)).map(({ type }) => type)).toContain("navigated");
}

test("a page that is not listed gets no frame, and where the host sends no headers it gets an empty one", async ({ page, expected }) => {
  expected.networkFailures();
  // The last: files that a test takes in hand come late.
  expected.console(/frame|Refused|ancestor|blocked|ERR_BLOCKED_BY_RESPONSE|preload/i);
  const evil = await stranger(`${PARENT}<iframe src="${portal.console.url}/"></iframe>`);
  await page.goto(evil.url);
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await page.route(`${portal.console.url}/**`, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers["content-security-policy"];
    await route.fulfill({ response, headers });
  });
  await page.goto(evil.url);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("此页面无权显示控制台")).toBeVisible();
  await expect(frame.getByRole("link", { name: "在单独的标签页中打开" })).toHaveAttribute("target", "_blank");
  // Not even greeted, and an answer to no hello is an answer to nobody.
  await page.evaluate(() => {
    const { own } = globalThis as unknown as { own: Parent };
    own.answer("evil", own.connect("0".repeat(32)));
  });
  await expect(frame.getByRole("navigation")).toHaveCount(0);
  expect(await page.evaluate(() => (globalThis as unknown as { own: Parent }).own.heard)).toEqual([]);
  expect(await told(page, "evil")).toEqual([]);
  expect(await portal.console.journal()).toEqual([]);
  await evil.stop();
});

test("an answer is good once, and not for the next hello", async ({ page }) => {
  const first = await open(page);
  const recorded = await page.evaluate((nonce) => {
    const { own } = globalThis as unknown as { own: Parent };
    const text = own.connect(nonce);
    own.answer("first", text);
    return text;
  }, first);
  await connected(page, "first");
  await page.evaluate((text) => (globalThis as unknown as { own: Parent }).own.answer("again", text), recorded);
  // The frame begins anew, and says hello with another nonce.
  await page.evaluate((url) => {
    (document.querySelector("iframe") as HTMLIFrameElement).src = `${url}/?anew`;
  }, portal.console.url);
  const second = await nonceOf(page, first);
  await page.evaluate(
    ([recorded, nonce]) => {
      const { own } = globalThis as unknown as { own: Parent };
      own.answer("replayed", recorded as string);
      own.answer("second", own.connect(nonce as string));
    },
    [recorded, second],
  );
  await connected(page, "second");
  expect(await told(page, "replayed")).toEqual([]);
  expect(await told(page, "again")).toEqual([]);
  const origins = await page.evaluate(() => (globalThis as unknown as { own: Parent }).own.heard.map(({ origin }) => origin));
  expect(new Set(origins)).toEqual(new Set([portal.console.url]));
});

test("another frame cannot pass for the portal, not even with the right nonce", async ({ page }) => {
  const evil = await stranger(PARENT);
  const nonce = await open(page, `<iframe src="${evil.url}"></iframe>`);
  const frame = page.frames().find((frame) => frame.url().startsWith(evil.url));
  await frame?.evaluate((nonce) => {
    const { own } = globalThis as unknown as { own: Parent };
    Object.assign(globalThis, { target: parent.frames[0] });
    own.answer("evil", own.connect(nonce));
    // And to the portal it cannot pass for the console.
    parent.postMessage(JSON.stringify({ rollcall: "hello", versions: [1], nonce: "f".repeat(32) }), "*");
  }, nonce);
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { own: Parent }).own.heard.length)).toBeGreaterThan(1);
  await page.evaluate((nonce) => {
    const { own } = globalThis as unknown as { own: Parent };
    own.answer("portal", own.connect(nonce));
  }, nonce);
  await connected(page, "portal");
  const state = await frame?.evaluate(() => {
    const { told, heard } = (globalThis as unknown as { own: Parent }).own;
    return { told: told["evil"], heard };
  });
  expect(state).toEqual({ told: [], heard: [] });
  await evil.stop();
});

test("rollcall-embed.js answers the console's window and no other", async ({ page }) => {
  const evil = await stranger(PARENT);
  await page.goto(portal.url);
  const console = page.frameLocator("rollcall-console iframe");
  await expect(console.getByRole("heading", { level: 1 })).toBeVisible();
  const heard = await page.evaluate(async (url) => {
    const frame = document.createElement("iframe");
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    frame.src = url;
    document.body.append(frame);
    await loaded;
  }, evil.url);
  expect(heard).toBeUndefined();
  const frame = page.frames().find((frame) => frame.url().startsWith(evil.url));
  await frame?.evaluate(async () => {
    for (const nonce of ["a".repeat(32), "b".repeat(32)]) {
      parent.postMessage(JSON.stringify({ rollcall: "hello", versions: [1], nonce }), "*");
    }
  });
  // Whatever the portal would have answered would be there before this.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.getByRole("link", { name: "T12" }).click();
  await expect(console.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  expect(await frame?.evaluate(() => (globalThis as unknown as { own: Parent }).own.heard)).toEqual([]);
  await evil.stop();
});

test("what does not come through the port does nothing, and what is no wish is refused", async ({ page }) => {
  const nonce = await open(page);
  await page.evaluate((nonce) => {
    const { own } = globalThis as unknown as { own: Parent };
    // Foreign messages first, which a portal's page is full of.
    for (const noise of ["", "7", "{}", '{"type":"go","address":"/settings"}', "x".repeat(100_000)]) {
      frames[0]?.postMessage(noise, "*");
    }
    frames[0]?.postMessage({ rollcall: "connect", version: 1, nonce, settings: {} }, "*");
    own.answer("portal", own.connect(nonce));
  }, nonce);
  await connected(page, "portal");
  await page.evaluate(() => {
    const { own } = globalThis as unknown as { own: Parent };
    frames[0]?.postMessage(JSON.stringify({ type: "go", address: "/settings" }), "*");
    const port = own.ports["portal"] as MessagePort;
    const say = (message: unknown) => port.postMessage(typeof message === "string" ? message : JSON.stringify(message));
    say({ type: "call", operation: "DeleteUsers", names: ["zhang.wei"] });
    say({ type: "settings", readOnly: false });
    say({ type: "look", tokens: { accent: "red; } * { display: none" } });
    say({ type: "look", tokens: { bad: "#ffffff" } });
    say({ type: "look", theme: "dark", key: "x" });
    say({ type: "go", address: "//evil.example/" });
    say({ type: "go", address: "javascript:alert(1)" });
    say({ type: "go", address: "/nowhere" });
    say(`{"type":"look","theme":"dark","x":"${"x".repeat(20_000)}"}`);
    say("not json");
    port.postMessage({ type: "look", theme: "dark" });
    say({ type: "go", address: "/t12" });
  });
  await expect.poll(async () => (await told(page, "portal")).filter(({ type }) => type === "navigated")).toHaveLength(2);
  const all = await told(page, "portal");
  expect(all.filter(({ type }) => type === "navigated").map(({ address }) => address)).toEqual(["/", "/t12"]);
  expect(all.filter(({ type }) => type === "refused").map(({ reason }) => reason)).toEqual([
    "unknown-type",
    "unknown-type",
    "not-understood",
    "not-understood",
    "not-understood",
    "no-such-page",
    "no-such-page",
    "no-such-page",
    "too-large",
    "not-understood",
    "too-large",
  ]);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator(":root")).not.toHaveAttribute("data-theme", "dark");
  expect((await portal.console.journal()).filter(({ method }) => method !== "GET")).toEqual([]);
});

for (const [what, settings, more, reason] of [
  ["a version that is not spoken", {}, { version: 2 }, "version"],
  ["a setting that is misspelled", { readonly: true }, {}, "not-understood"],
  ["an address elsewhere", { address: "https://evil.example/" }, {}, "no-such-page"],
] as const) {
  test(`${what} connects nobody, and both sides say why`, async ({ page }) => {
    const nonce = await open(page);
    await page.evaluate(
      ([nonce, settings, more]) => {
        const { own } = globalThis as unknown as { own: Parent };
        own.answer("portal", own.connect(nonce, settings, more));
      },
      [nonce, settings, more] as const,
    );
    await expect(page.frameLocator("iframe").getByText(reason)).toBeVisible();
    const heard = () => page.evaluate(() => (globalThis as unknown as { own: Parent }).own.heard.map(({ text }) => text));
    await expect.poll(heard).toContain(JSON.stringify({ reason, rollcall: "refused" }));
    expect(await told(page, "portal")).toEqual([]);
    await expect(page.frameLocator("iframe").getByRole("navigation")).toHaveCount(0);
  });
}

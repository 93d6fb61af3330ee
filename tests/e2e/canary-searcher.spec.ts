// The search for secrets finds one wherever it is put. Without this, a search that finds nothing would show nothing.

import type { Page } from "@playwright/test";
import { canary, leaks, tokenCanary } from "./canaries.ts";
import { expect, test } from "./fixtures.ts";
import { SecretSearch } from "./secret-search.ts";

type Plant = (page: Page, text: string) => Promise<unknown>;

/** Plants by one of the ways that need nothing but a document. */
const named = (way: string): Plant => (page, text) =>
  page.evaluate(
    ([way, text]) => {
      const element = document.createElement("p");
      document.body.append(element);
      const ways: Record<string, (element: HTMLElement, text: string) => void> = {
        text: (element, text) => void (element.textContent = `before ${text} after`),
        split: (element, text) => element.append(text.slice(0, 9), text.slice(9)),
        attribute: (element, text) => element.setAttribute("data-note", text),
        comment: (element, text) => element.append(document.createComment(text)),
        shadow: (element, text) => void (element.attachShadow({ mode: "open" }).textContent = text),
        template: (element, text) => {
          const template = document.createElement("template");
          template.content.append(text);
          element.append(template);
        },
        input: (element, text) => element.append(Object.assign(document.createElement("input"), { value: text })),
        area: (element, text) => element.append(Object.assign(document.createElement("textarea"), { value: text })),
        title: (_, text) => void (document.title = text),
        name: (_, text) => void (window.name = text),
        cookie: (_, text) => void (document.cookie = `planted=${encodeURIComponent(text)}`),
        state: (_, text) => history.replaceState({ text }, ""),
        hash: (_, text) => void (location.hash = encodeURIComponent(text)),
        past: (_, text) => {
          const here = location.href;
          history.pushState(null, "", `/settings?q=${encodeURIComponent(text)}`);
          history.pushState(null, "", here);
        },
        local: (_, text) => localStorage.setItem("planted", text),
        session: (_, text) => sessionStorage.setItem("planted", text),
        log: (_, text) => console.log("planted", text),
        thrown: (_, text) => void setTimeout(() => Promise.reject(new Error(text))),
        download: (element, text) => {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob([text]));
          link.download = "planted.txt";
          element.append(link);
          link.click();
        },
      };
      ways[way]?.(element, text);
    },
    [way, text] as const,
  );

const inDocument = ["text", "split", "attribute", "comment", "shadow", "template", "input", "area", "title", "name"];
const beyond = ["cookie", "state", "hash", "past", "local", "session", "log", "thrown", "download"];

const places: Record<string, Plant> = {
  ...Object.fromEntries([...inDocument, ...beyond].map((way) => [way, named(way)])),
  "indexed database": (page, text) =>
    page.evaluate(
      (text) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open("planted", 1);
          request.onupgradeneeded = () => request.result.createObjectStore("things");
          request.onsuccess = () => {
            const transaction = request.result.transaction("things", "readwrite");
            transaction.objectStore("things").put({ deep: [new TextEncoder().encode(text)] }, "key");
            transaction.oncomplete = () => resolve(request.result.close());
          };
        }),
      text,
    ),
  cache: (page, text) =>
    page.evaluate(async (text) => (await caches.open("planted")).put("/planted", new Response(text)), text),
  clipboard: (page, text) => page.evaluate((text) => navigator.clipboard.writeText(text), text),
  frame: (page, text) =>
    page.evaluate((text) => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      frame.contentDocument?.body.append(text);
    }, text),
};

for (const [place, plant] of Object.entries(places)) {
  test(`a secret is found in: ${place}`, async ({ page, expected }) => {
    expected.console(/planted|cnry/);
    const secret = canary("planted");
    const search = await SecretSearch.begin(page, [secret, canary("another")]);
    await page.goto("/settings?vendor=console");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await search.leaks()).toEqual([]);
    await plant(page, secret.value);
    await expect.poll(async () => (await search.leaks()).map(({ canary }) => canary)).toContain("planted");
    expect((await search.leaks()).map(({ canary }) => canary)).not.toContain("another");
  });
}

test("a secret is found in every spelling, and nothing else is", () => {
  const secret = canary("key", `+/=&%" ~z`);
  const { value } = secret;
  const written = [
    value,
    encodeURIComponent(value),
    encodeURIComponent(encodeURIComponent(value)),
    new URLSearchParams({ value }).toString(),
    JSON.stringify({ value: JSON.stringify(value) }),
    value.replaceAll("&", "&amp;").replaceAll('"', "&quot;"),
    value.toUpperCase(),
    value.slice(0, 18),
    Buffer.from(value).toString("hex").toUpperCase(),
    Buffer.from(value, "utf16le").toString("hex"),
    ...["", "x", "xy", "xyz"].map((before) => Buffer.from(`${before}${value} and more`).toString("base64")),
    ...["", "x", "xy"].map((before) => Buffer.from(before + value).toString("base64url")),
  ];
  for (const text of written) {
    expect(leaks([["here", `before${text}after`]], [secret, canary("other")]), text).toEqual([{ canary: "key", place: "here" }]);
  }
  const token = tokenCanary("token", { account: "zhang" });
  expect(leaks([["here", `Bearer ${token.value}`]], [token])).toHaveLength(1);
});

test("what must not even reach the browser is found in an answer", async ({ page }) => {
  const secret = canary("of the gateway");
  const search = await SecretSearch.begin(page, [], [secret]);
  await page.route("**/config.json", async (route) => {
    const config = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, further: secret.value } });
  });
  await page.goto("/");
  await expect.poll(async () => (await search.leaks())[0]?.place).toBe("answer to GET /config.json");
});

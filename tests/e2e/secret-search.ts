// Looks for canaries wherever a page can leave something: its documents, addresses, history, storage, console, downloads
// and the clipboard. Knows no vendor and no page of the console.

import { readFile } from "node:fs/promises";
import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import { type Canary, type Leak, leaks } from "./canaries.ts";
import { expect } from "./fixtures.ts";

/** Everything in a document that is no script's own: a place and a text each. */
function inDocument(): [string, string][] {
  const found: [string, string][] = [];
  const describe = (element: Element) => {
    const label = element.getAttribute("aria-label") ?? element.id ?? "";
    return `<${element.localName}${label === "" ? "" : ` ${label}`}>`;
  };
  const walk = (node: Node): void => {
    if (node instanceof Element) {
      for (const attribute of node.attributes) {
        found.push([`attribute ${attribute.name} of ${describe(node)}`, attribute.value]);
      }
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement) {
        const names = [...(node.labels ?? [])].map((label) => label.textContent ?? "").join(" ");
        found.push([`value of ${names.trim() || describe(node)}`, node.value]);
      }
      if (node.shadowRoot) {
        walk(node.shadowRoot);
      }
      if (node instanceof HTMLTemplateElement) {
        walk(node.content);
      }
    } else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) {
      const kind = node.nodeType === Node.TEXT_NODE ? "text" : "comment";
      found.push([`${kind} in ${node.parentElement ? describe(node.parentElement) : "the document"}`, node.nodeValue ?? ""]);
    }
    node.childNodes.forEach(walk);
  };
  walk(document);
  // A text may be put together from several nodes.
  found.push(["the document's text", document.body?.textContent ?? ""]);
  found.push(["title", document.title], ["address", location.href], ["referrer", document.referrer]);
  found.push(["window.name", window.name], ["document.cookie", document.cookie]);
  found.push(["history.state", JSON.stringify(history.state) ?? ""]);
  found.push(["selection", String(getSelection())]);
  return found;
}

/** Everything that the origin keeps. */
async function inStorage(): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const [name, storage] of [["localStorage", localStorage], ["sessionStorage", sessionStorage]] as const) {
    for (const [key, value] of Object.entries(storage)) {
      found.push([`${name} ${key}`, `${key} ${value}`]);
    }
  }
  const bytes = (value: ArrayBuffer | ArrayBufferView) => {
    const view = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
    return Array.from(view, (byte) => String.fromCharCode(byte)).join("");
  };
  const written = (value: unknown): string =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? bytes(value)
      : typeof value === "object" && value !== null
        ? Object.entries(value).map(([key, inner]) => `${key} ${written(inner)}`).join("\n")
        : String(value);
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name ?? ""));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
      found.push([`IndexedDB ${name}/${store}`, written([keys, values])]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await (await cache.match(request))?.text();
      found.push([`cache ${name}`, `${request.url} ${kept ?? ""}`]);
    }
  }
  return found;
}

/** What the browser itself writes into its console where a server forbids a page to read its answer. */
const OF_THE_BROWSER = /^(Access to fetch at|Failed to load resource)/;

export class SecretSearch {
  private readonly console: [string, string][] = [];
  private readonly downloads: Promise<[string, string]>[] = [];
  private readonly received: Promise<Leak[]>[] = [];
  private readonly permitted = new Set<string>();
  private readonly inAddresses = new Set<string>();
  /** How often everything was searched. */
  searches = 0;

  private constructor(
    private readonly page: Page,
    private readonly context: BrowserContext,
    private readonly browser: CDPSession,
    private readonly canaries: Canary[],
    private readonly neverReceived: Canary[],
  ) {}

  /**
   * Watches a page from now on. `neverReceived` are canaries that must not even reach the browser; the others may, in
   * answers and requests, and stay in the program.
   */
  static async begin(page: Page, canaries: Canary[], neverReceived: Canary[] = []): Promise<SecretSearch> {
    const context = page.context();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const search = new SecretSearch(page, context, await context.newCDPSession(page), canaries, neverReceived);
    page.on("console", (message) => {
      search.console.push([OF_THE_BROWSER.test(message.text()) ? "the browser's own message" : "console", message.text()]);
    });
    page.on("pageerror", (error) => search.console.push(["page error", `${error.message}\n${error.stack}`]));
    page.on("dialog", (dialog) => search.console.push(["dialog", dialog.message()]));
    page.on("download", (download) => {
      const read = async (): Promise<[string, string]> => [
        `download ${download.suggestedFilename()}`,
        `${download.suggestedFilename()}\n${(await readFile(await download.path())).toString("latin1")}`,
      ];
      search.downloads.push(read());
    });
    page.on("response", (response) => {
      // The same files for everybody, and large.
      if (/\.(js|wasm|css|svg)$/.test(new URL(response.url()).pathname)) {
        return;
      }
      const read = async (): Promise<Leak[]> => {
        const head = JSON.stringify(await response.allHeaders());
        const body = await response.text().catch(() => "");
        const place = `answer to ${response.request().method()} ${new URL(response.url()).pathname}`;
        return leaks([[place, `${head}\n${body}`]], neverReceived);
      };
      // An answer that was cut off by leaving its page reached nobody.
      search.received.push(read().catch(() => []));
    });
    return search;
  }

  /** Lets a canary stand in the field with this label, and nowhere else, until `forbid`. */
  permit(one: Canary, label: string): void {
    this.permitted.add(`${one.name} in value of ${label}`);
  }

  /** A vendor that wants its key in the address has the browser name it where that address was refused. */
  permitInRefusedAddresses(one: Canary): void {
    this.inAddresses.add(one.name);
  }

  /** From now on the canaries stand in no field any more. */
  forbid(): void {
    this.permitted.clear();
  }

  /** Every place in which a canary is, but those that are permitted. */
  async leaks(): Promise<Leak[]> {
    this.searches += 1;
    const texts: [string, string][] = [...this.console, ...(await Promise.all(this.downloads))];
    for (const frame of this.page.frames()) {
      texts.push(...(await frame.evaluate(inDocument)));
    }
    texts.push(...(await this.page.evaluate(inStorage)));
    texts.push(["clipboard", await this.page.evaluate(() => navigator.clipboard.readText()).catch(() => "")]);
    texts.push(["cookies", JSON.stringify(await this.context.cookies())]);
    const { entries } = await this.browser.send("Page.getNavigationHistory");
    texts.push(["history", JSON.stringify(entries)]);
    const found = leaks(texts, [...this.canaries, ...this.neverReceived]);
    const received = (await Promise.all(this.received)).flat();
    return [...found, ...received].filter(
      ({ canary, place }) =>
        !(place === "the browser's own message" && this.inAddresses.has(canary)) &&
        ![...this.permitted].some((permitted) => `${canary} in ${place}`.startsWith(permitted)),
    );
  }

  /** Nothing is anywhere. `step` says after what. */
  async nothing(step: string): Promise<void> {
    expect(await this.leaks(), `secrets in plain after: ${step}`).toEqual([]);
  }
}

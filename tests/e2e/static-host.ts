// A plain web server that sends no headers of ours, and what is done on a console that it serves.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import type { Page } from "@playwright/test";
import { type RunningProxy, listening } from "./cors-anywhere.ts";
import { expect } from "./fixtures.ts";

/** The folder of the release build. */
export function builtFiles(): string {
  const folder = process.env.ROLLCALL_APP_FILES;
  if (!folder) {
    throw new Error("ROLLCALL_APP_FILES must name the folder of the release build; `cargo xtask test` sets it");
  }
  return folder;
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

export interface Hosting {
  /** What is done to the page before it is served. */
  change?: (page: string) => string;
  /** Where the files are; ends with a slash. */
  at?: string;
  /** Whether the page is served for paths beside it that are no files, too. */
  rewrites?: boolean;
  /** What `config.json` beside the page says; there is none unless said. */
  config?: unknown;
  /** What is done to a script beside the page before it is served; nothing where there is none any more. */
  script?: (name: string, text: string) => string | undefined;
  /** Scripts that are not those of the build any more, asked for each of them: they leave a mark on the page. */
  isAltered?: (name: string) => boolean;
  /** Files that the host does not have any more, asked for each of them. */
  isGone?: (name: string) => boolean;
  /** Whether the host refuses everybody, asked at each request. */
  isDown?: () => boolean;
  /** Whether the host takes requests and never answers, asked at each. */
  isSilent?: () => boolean;
}

/** Serves the built files with a content type and nothing else. There is nothing outside the place where they are. */
export function serve({
  change = (page) => page,
  at = "/",
  rewrites = true,
  config,
  script = (_, text) => text,
  isAltered = () => false,
  isGone = () => false,
  isDown = () => false,
  isSilent = () => false,
}: Hosting = {}): Promise<RunningProxy> {
  const folder = builtFiles();
  const page = async () => change(await readFile(path.join(folder, "index.html"), "utf8"));
  return listening(
    createServer((request, response) => {
      if (isDown()) {
        request.socket.destroy();
        return;
      }
      if (isSilent()) {
        return;
      }
      const { pathname } = new URL(request.url ?? "/", "http://here");
      const name = pathname.startsWith(at) ? pathname.slice(at.length) : undefined;
      const type = TYPES[path.extname(pathname)];
      if (name === "config.json" && config !== undefined) {
        const text = typeof config === "string" ? config : JSON.stringify(config);
        response.writeHead(200, { "content-type": "application/json" }).end(text);
        return;
      }
      if (name === undefined || (name !== "" && type === undefined && (!rewrites || name.includes("/")))) {
        response.writeHead(404, { "content-type": "text/plain" }).end("There is nothing here.");
        return;
      }
      const read = async (): Promise<string | Buffer | undefined> => {
        const body = await readFile(path.join(folder, path.normalize(name)));
        if (isAltered(name)) {
          return `${body}\nglobalThis.altered = true;\n`;
        }
        return type === TYPES[".js"] && !name.includes("-") ? script(name, body.toString()) : body;
      };
      const file = type === undefined ? page() : isGone(name) ? Promise.resolve(undefined) : read();
      file.then(
        (body) =>
          body === undefined
            ? response.writeHead(404).end()
            : response.writeHead(200, { "content-type": type ?? TYPES[".html"] }).end(body),
        () => response.writeHead(404).end(),
      );
    }),
  );
}

/** The pages that are opened, by the name of their link. */
export const PAGES = [
  [/BitAnswer/, "bitanswer"],
  [/T12/, "t12"],
  [/听云/, "tingyun"],
  [/ShareCreators/, "sharecreators"],
  [/任务/, "jobs"],
  [/设置/, "settings"],
  [/操作记录/, "activity"],
  [/概览/, ""],
] as const;

export const started = (page: Page) => expect(page.locator(".boot-shell")).toHaveCount(0);

/** The navigation of the console. */
export const navigation = (page: Page) => page.getByRole("navigation", { name: "导航" });

/** Opens every page by its address, then goes to each by its link. `address` says how pages are named there. */
export async function walk(page: Page, address: (page: string) => string): Promise<void> {
  for (const [label, name] of PAGES) {
    await page.goto(address(name));
    await started(page);
    await expect(navigation(page).getByRole("link", { name: label })).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  for (const [label, name] of PAGES) {
    await navigation(page).getByRole("link", { name: label }).click();
    // Some pages say more about themselves in the query.
    await expect(page).toHaveURL((url) => url.href.split("?")[0] === address(name));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
}

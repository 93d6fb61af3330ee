// Portals for the end-to-end tests: the sample of deploy/portal, or pages that a test makes, each from an origin of its own.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { listening } from "./cors-anywhere.ts";
import { Gateway } from "./gateway.ts";

const FOLDER = path.join(import.meta.dirname, "../../deploy/portal");
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

/** A portal and the console that lists it. */
export class Portal {
  private constructor(
    /** The origin of the portal's pages. */
    readonly url: string,
    readonly console: Gateway,
    private readonly pages: Record<string, string>,
    private readonly end: () => Promise<void>,
  ) {}

  /** The portal at another name of this machine, which is another site. */
  get otherSite(): string {
    return this.url.replace("127.0.0.1", "localhost");
  }

  /** Starts the sample portal and a gateway that lists it, by both of its names. */
  static async start(configuration = ""): Promise<Portal> {
    const pages: Record<string, string> = {};
    const server = await listening(
      createServer((request, response) => {
        const { pathname } = new URL(request.url ?? "/", "http://here");
        const name = pathname === "/" ? "/index.html" : pathname;
        const type = TYPES[path.extname(name)] ?? "text/html; charset=utf-8";
        const made = pages[name];
        const body = made === undefined ? readFile(path.join(FOLDER, path.normalize(name))) : Promise.resolve(made);
        body.then(
          (body) => response.writeHead(200, { "content-type": type }).end(body),
          () => response.writeHead(404).end(),
        );
      }),
    );
    const origins = [server.url, server.url.replace("127.0.0.1", "localhost")];
    const text = `${configuration}\n[embed]\norigins = ${JSON.stringify(origins)}\n`;
    const console = await Gateway.start(0, { text });
    pages["/portal.json"] = JSON.stringify({ console: `${console.url}/` });
    return new Portal(server.url, console, pages, () => server.stop());
  }

  /** Serves a page of the test's own at a path. */
  serve(name: string, page: string): string {
    this.pages[name] = page;
    return this.url + name;
  }

  async stop(): Promise<void> {
    await this.console.stop();
    await this.end();
  }
}

/** An origin that nobody lists, with one page. */
export async function stranger(page: string): Promise<{ url: string; stop: () => Promise<void> }> {
  return listening(
    createServer((_, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page)),
  );
}

// The npm package `cors-anywhere`, started in this process with the options that its own server.js and docs/TRANSPORTS.md
// recommend.

import { type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { stopping } from "./stopped.ts";

interface CorsAnywhere {
  createServer: (options: object) => Server;
}

const corsAnywhere = createRequire(import.meta.url)("cors-anywhere") as CorsAnywhere;

/** What a browser adds on its own, and no vendor has to know. */
const ofTheBrowser = [
  ...["cookie", "cookie2", "origin", "referer", "user-agent", "accept-language", "accept-encoding", "cache-control"],
  ...["pragma", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-storage-access", "sec-ch-ua"],
  ...["sec-ch-ua-mobile", "sec-ch-ua-platform", "priority", "connection", "dnt", "x-proxy-key"],
];

/** A running proxy. */
export interface RunningProxy {
  /** Where it listens, without a slash at the end. */
  url: string;
  stop: () => Promise<void>;
}

/** Listens on a free port. */
export async function listening(server: Server): Promise<RunningProxy> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      stopping(url);
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, stop };
}

/** Starts the proxy for a console at an origin. */
export async function startCorsAnywhere(consoleOrigin: string, options: object = {}): Promise<RunningProxy> {
  return listening(
    corsAnywhere.createServer({
      originWhitelist: [consoleOrigin],
      requireHeader: ["origin", "x-requested-with"],
      removeHeaders: ofTheBrowser,
      maxRedirects: 0,
      redirectSameOrigin: false,
      httpProxyOptions: { xfwd: false },
      ...options,
    }),
  );
}

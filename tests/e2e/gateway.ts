// One `rollcall` process, started on a free port and driven through the sandbox's own control addresses.
// Knows the gateway from outside only: its command line, the address it prints, and what it answers.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stopping } from "./stopped.ts";

/** A request as the sandbox received it. */
export interface Recorded {
  vendor: string;
  method: string;
  /** Still percent-encoded, without the query. */
  path: string;
  /** Path and query as they stood on the wire. */
  target: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** `null` if the connection was dropped. */
  status: number | null;
  /** Whether it was a write and the sandbox carried it out. */
  applied: boolean;
  /** Whether it was a write that the sandbox had applied before. */
  duplicate: boolean;
  /** The fault that struck. */
  fault: string | null;
}

/** A fault that waits for the requests that match it. */
export interface Fault {
  vendor: "t12" | "tingyun" | "bitanswer" | "sharecreators";
  kind: string;
  method?: string;
  /** As on the wire. */
  path?: string;
  /** How often it strikes; once if absent. */
  times?: number;
}

export class Gateway {
  private constructor(
    /** Where it listens, without a slash at the end. */
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
    /** All that it printed until now. */
    readonly printed: () => string,
    /** The token with which the sandbox is driven, where one is needed. */
    private readonly token?: string,
  ) {}

  /**
   * Starts the program named by ROLLCALL_BIN, with a configuration if one is given. Resolves when it has said where it
   * listens.
   */
  static async start(port: number, configuration?: { text: string; token?: string }): Promise<Gateway> {
    const program = process.env.ROLLCALL_BIN;
    if (!program) {
      throw new Error("ROLLCALL_BIN must name the built rollcall; `cargo xtask test` sets it");
    }
    // An empty folder and no settings, so that no configuration of the developer's is picked up.
    const folder = await mkdtemp(path.join(tmpdir(), "rollcall-e2e-"));
    if (configuration) {
      await writeFile(path.join(folder, "rollcall.toml"), configuration.text);
    }
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ROLLCALL_")));
    // A development build serves the console from a folder instead of from itself.
    const dist = process.env.ROLLCALL_E2E_DIST;
    const serve = ["serve", "--port", String(port), ...(dist ? ["--dist", dist] : [])];
    const child = spawn(program, serve, {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    const url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        printed += chunk.toString();
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
        if (address) {
          resolve(address[0]);
        }
      };
      // Read to the end, too: a full pipe would stop the gateway.
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`rollcall ended with ${code}:\n${printed}`)));
    });
    return new Gateway(url, child, folder, () => printed, configuration?.token);
  }

  /** Asks it to end and waits until it did. What it wrote is still there. */
  async end(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("close", resolve));
      this.process.kill();
      await ended;
    }
  }

  async stop(): Promise<void> {
    stopping(this.url);
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What it wrote into its folder, file by file, without its configuration. */
  async written(): Promise<[name: string, text: string][]> {
    const names = (await readdir(this.folder)).filter((name) => name !== "rollcall.toml");
    const read = async (name: string): Promise<[string, string]> => [
      name,
      await readFile(path.join(this.folder, name), "utf8"),
    ];
    return Promise.all(names.map(read));
  }

  private async ask(method: string, address: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.url + address, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  /** The sandbox as it was after start: the users of the seed, an empty journal, no fault armed. */
  async reset(seed = 1): Promise<void> {
    await this.ask("POST", "/sandbox/reset", { seed });
    await this.ask("DELETE", "/sandbox/journal");
    await this.ask("DELETE", "/sandbox/faults");
  }

  /** Every request that the vendors got since the last reset or `forget`. */
  async journal(): Promise<Recorded[]> {
    return (await this.ask("GET", "/sandbox/journal")).json() as Promise<Recorded[]>;
  }

  /** Empties the journal. */
  async forget(): Promise<void> {
    await this.ask("DELETE", "/sandbox/journal");
  }

  /** Arms a fault. */
  async arm(fault: Fault): Promise<void> {
    await this.ask("POST", "/sandbox/faults", fault);
  }

  /** Disarms every fault. */
  async disarm(): Promise<void> {
    await this.ask("DELETE", "/sandbox/faults");
  }
}

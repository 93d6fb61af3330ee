// A real nginx with the recipe that is shipped, and another server in it that stands in for the vendors' TLS. Only the
// site's own file is written here, as somebody who installs the recipe writes it.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** Where the recipe lies. */
const recipe = path.resolve(import.meta.dirname, "../../deploy/nginx");

/** Hosts of the vendors, as the recipe's site file names them. */
export const hosts = {
  /** All four vendors, each below its own name; the certificate is right. */
  vendors: "vendors.test",
  /** The same with a certificate that nobody signed. */
  untrusted: "untrusted.test",
  /** Nobody listens there. */
  closed: "closed.test",
};

/** The key that this proxy asks for. */
export const proxyKey = "a-key-of-the-proxys-own-123";

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function untilListening(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) {
      throw new Error(`the server ended with ${child.exitCode}:\n${log()}`);
    }
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
    if (connected) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Writes an authority's certificate, one of that authority for a host, and one of nobody's. */
export function certificates(folder: string, host: string): void {
  const openssl = (...parameters: string[]) => execFileSync("openssl", parameters, { cwd: folder, stdio: "ignore" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  openssl("req", "-x509", ...key, "-subj", "/CN=authority", "-keyout", "authority.key", "-out", "authority.pem");
  openssl("req", ...key.slice(0, 5), "-subj", "/CN=vendors", "-keyout", "vendors.key", "-out", "vendors.request");
  writeFileSync(path.join(folder, "names"), `subjectAltName=DNS:${host}\n`);
  openssl(
    ...["x509", "-req", "-in", "vendors.request", "-CA", "authority.pem", "-CAkey", "authority.key"],
    ...["-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "vendors.pem"],
  );
  const own = ["-subj", `/CN=${hosts.untrusted}`, "-addext", `subjectAltName=DNS:${hosts.untrusted}`];
  openssl("req", "-x509", ...key, ...own, "-keyout", "untrusted.key", "-out", "untrusted.pem");
}

export class Nginx {
  private constructor(
    /** Where the proxy listens, without a slash at the end. */
    readonly url: string,
    /** The origin that the console is served from, if it is. */
    readonly console: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * Starts nginx for a console at an origin, with vendors behind TLS that a plain server answers for. With `files`, it
   * serves the console itself, from an origin of its own.
   */
  static async start(elsewhere: string, vendors: string, options: { key?: boolean; files?: string } = {}): Promise<Nginx> {
    const folder = mkdtempSync(path.join(tmpdir(), "rollcall-nginx-"));
    certificates(folder, hosts.vendors);
    mkdirSync(path.join(folder, "temporary"));
    const [proxy, tls, untrusted, closed] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const own = await freePort();
    const consoleOrigin = options.files === undefined ? elsewhere : `http://127.0.0.1:${own}`;
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`)
      .join("\n");
    const vendor = (port: number, name: string) => `
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${folder}/${name}.pem;
        ssl_certificate_key ${folder}/${name}.key;
        location / {
          proxy_pass ${vendors};
          proxy_http_version 1.1;
          proxy_set_header Host $http_host;
          proxy_set_header Connection "";
        }
      }`;
    const console = `
        include ${recipe}/console.conf;
        server {
          listen 127.0.0.1:${own};
          set $rollcall_files ${options.files};
          include ${recipe}/console-server.conf;
        }`;
    const configuration = `
      daemon off;
      ${process.getuid?.() === 0 ? "user root;" : ""} # or its workers could not use this folder
      worker_processes 1;
      pid ${folder}/pid;
      error_log stderr crit;
      events { worker_connections 256; }
      http {
        ${temporary}
        access_log off;
        # The names of these groups are the vendors' hosts, so that no resolver is asked.
        upstream ${hosts.vendors} { server 127.0.0.1:${tls}; }
        upstream ${hosts.untrusted} { server 127.0.0.1:${untrusted}; }
        upstream ${hosts.closed} { server 127.0.0.1:${closed}; }
        ${vendor(tls, "vendors")}
        ${vendor(untrusted, "untrusted")}

        map $http_origin $rollcall_origin { default ""; "${consoleOrigin}" $http_origin; }
        map $rollcall_host $rollcall_known_host {
          default 0; "${hosts.vendors}" 1; "${hosts.untrusted}" 1; "${hosts.closed}" 1;
        }
        map $http_x_proxy_key $rollcall_key { default ${options.key ? 0 : 1}; "${proxyKey}" 1; }
        include ${recipe}/cors-proxy.conf;
        server {
          listen 127.0.0.1:${proxy};
          server_name 127.0.0.1;
          proxy_ssl_trusted_certificate ${folder}/authority.pem;
          error_log ${folder}/error.log crit;
          access_log ${folder}/access.log rollcall;
          include ${recipe}/cors-proxy-server.conf;
        }
        ${options.files === undefined ? "" : console}
      }`;
    const file = path.join(folder, "nginx.conf");
    writeFileSync(file, configuration);
    // Debian keeps it where only root has its PATH.
    const program = process.env.NGINX ?? "/usr/sbin/nginx";
    let printed = "";
    const child = spawn(program, ["-c", file, "-p", folder], { stdio: ["ignore", "ignore", "pipe"] });
    child.stderr?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.once("error", (error) => {
      printed += String(error);
    });
    await untilListening(proxy, child, () => printed);
    return new Nginx(`http://127.0.0.1:${proxy}`, consoleOrigin, child, folder);
  }

  /** What the proxy wrote to its logs. */
  logs(): string {
    return ["access.log", "error.log"].map((name) => readFileSync(path.join(this.folder, name), "utf8")).join("");
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGQUIT");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

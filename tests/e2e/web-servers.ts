// Real web servers with the recipes that are shipped. Only what somebody who installs them has to write is written here.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { certificates, freePort, untilListening } from "./nginx.ts";
import { builtFiles } from "./static-host.ts";
import { stopping } from "./stopped.ts";

const recipes = path.resolve(import.meta.dirname, "../../deploy");

/** The path that the recipes name. */
export const AT = "/tools/rollcall/";

/** A folder with the built files, to which a test may add its `config.json`. */
export class Site {
  readonly folder = mkdtempSync(path.join(tmpdir(), "rollcall-site-"));
  readonly files = path.join(this.folder, "files");

  constructor() {
    cpSync(builtFiles(), this.files, { recursive: true });
  }

  configure(config: unknown): void {
    writeFileSync(path.join(this.files, "config.json"), JSON.stringify(config));
  }
}

/** A web server that serves the console, and perhaps a proxy beside it. */
export class WebServer {
  private constructor(
    /** Where the console is. */
    readonly place: string,
    /** Where the proxy listens, without a slash at the end. */
    readonly proxy: string,
    /** The vendors' host, as the proxy knows it. */
    readonly vendors: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Caddy, with vendors behind TLS that a plain server answers for. */
  static async caddy(site: Site, vendors: string): Promise<WebServer> {
    const [console, proxy, tls] = [await freePort(), await freePort(), await freePort()];
    certificates(site.folder, "localhost");
    const file = path.join(site.folder, "Caddyfile");
    writeFileSync(
      file,
      `{
	admin off
	auto_https off
}
import ${recipes}/caddy/console.caddy
import ${recipes}/caddy/proxy.caddy
http://127.0.0.1:${console} {
	import rollcall_console ${AT.slice(0, -1)} ${site.files}
}
http://127.0.0.1:${proxy} {
	import rollcall_proxy http://127.0.0.1:${console} localhost:${tls}
	import rollcall_refusal http://127.0.0.1:${console}
}
https://localhost:${tls} {
	tls ${site.folder}/vendors.pem ${site.folder}/vendors.key
	reverse_proxy ${vendors} {
		header_up -X-Forwarded-*
		transport http {
			compression off
		}
	}
}
`,
    );
    const env = { ...process.env, HOME: site.folder, XDG_DATA_HOME: site.folder, SSL_CERT_FILE: path.join(site.folder, "authority.pem") };
    const program = process.env.CADDY ?? "/usr/bin/caddy";
    const child = await start(program, ["run", "--config", file, "--adapter", "caddyfile"], proxy, env);
    return new WebServer(`http://127.0.0.1:${console}${AT}`, `http://127.0.0.1:${proxy}`, `localhost:${tls}`, child, site.folder);
  }

  /** Apache. It serves files only. */
  static async apache(site: Site): Promise<WebServer> {
    const port = await freePort();
    const recipe = readFileSync(path.join(recipes, "apache", "rollcall.conf"), "utf8");
    const own = path.join(site.folder, "rollcall.conf");
    writeFileSync(own, recipe.replace("/srv/rollcall", site.files));
    const library = process.env.APACHE_MODULES ?? "/usr/lib/apache2/modules";
    const modules = ["mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite", "filter", "deflate"];
    const file = path.join(site.folder, "apache2.conf");
    mkdirSync(path.join(site.folder, "www"));
    writeFileSync(
      file,
      `ServerRoot ${site.folder}
ServerName 127.0.0.1
PidFile ${site.folder}/pid
ErrorLog ${site.folder}/error.log
Mutex file:${site.folder} default
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module ${library}/mod_${name}.so`).join("\n")}
TypesConfig /dev/null
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
DocumentRoot ${site.folder}/www
<Directory />
    Require all denied
</Directory>
Include ${own}
`,
    );
    execFileSync("chmod", ["-R", "a+rX", site.folder]);
    const child = await start(process.env.APACHE ?? "/usr/sbin/apache2", ["-f", file, "-D", "FOREGROUND"], port);
    return new WebServer(`http://127.0.0.1:${port}${AT}`, "", "", child, site.folder);
  }

  async stop(): Promise<void> {
    stopping(this.place);
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill();
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function start(program: string, parameters: string[], port: number, env = process.env): Promise<ChildProcess> {
  let printed = "";
  const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"], env });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  child.once("error", (error) => {
    printed += String(error);
  });
  await untilListening(port, child, () => printed);
  return child;
}

// Opens the console without a network, and keeps nobody on an old version: pages come from the network whenever it answers,
// and only files whose names have a hash, which never mean another file, are taken from here first. Everything else is not
// touched: vendors, session, audit, sandbox, other origins, whatever is no GET. `cargo xtask finish` writes the build into
// a release's copy. This file as it is takes everything away again that such a copy has kept. See docs/HOSTING.md.

/** The build: its name, its program, the files that it begins with (names with digests) and those that come later. */
const build = null;

const place = new URL("./", self.location.href);
const ours = `rollcall ${place.pathname} `;
const own = ours + build?.name;
/** Apart from the builds, because it belongs to none. */
const ofSite = `${ours}config.json`;
/** How all pieces of the build end, those included that come within a file of many unless they are asked for by themselves. */
const ofPieces = build?.later[0]?.slice(build.later[0].lastIndexOf("-"));
/** Milliseconds after which the network is taken for dead where there is something else to show. */
const patience = 3000;

const hashed = /^(snippets\/)?[^/]*-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/;
const page = /^(index\.html|[^/.]*)$/;
const gateways = /^(audit|healthz|metrics|sandbox|session|vendors)$/;

/** The caches of this place, the latest first. */
const kept = async () => (await caches.keys()).filter((name) => name.startsWith(ours)).reverse();

async function find(address) {
  for (const cacheName of await kept()) {
    const found = await caches.match(address, { cacheName, ignoreVary: true });
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** What the network says, or what is kept where it says nothing, or not in time. */
async function networkFirst(answer, fallback) {
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  return (await Promise.race([answer, late]).catch(() => undefined)) ?? (await fallback()) ?? answer;
}

/**
 * What may be kept of config.json: all of it where it is the same for everybody, as a host's own file is, whose restrictions must
 * hold without a network, too. Of a gateway where people sign in only what it says to whoever has not.
 */
async function publicPart(answer) {
  const said = answer.ok && !answer.redirected && (await answer.json().catch(() => undefined));
  if (!said?.gateway) {
    return /no-store|private/.test(answer.headers.get("cache-control")) ? undefined : said;
  }
  const { gateway, access, embed, identity } = said;
  return access === "open" && !identity ? said : { gateway: { version: gateway.version }, access, embed, connections: [] };
}

async function keepConfig(answer) {
  const [cache, address] = [await caches.open(ofSite), new URL("config.json", place)];
  const said = await publicPart(answer.clone());
  const isNone = [404, 410].includes(answer.status) || (answer.ok && /html/.test(answer.headers.get("content-type")));
  if (said || isNone) {
    // Without a network, too, a host has to say that there is none: silence could mean that nothing is to be written.
    await cache.put(address, said ? Response.json(said) : new Response("", { status: 404 }));
  } else if (answer.status < 500) {
    await cache.delete(address);
  }
}

/** Files that hold many pieces are modules without code, each piece a section of its own. */
const modules = new Map();

async function unpacked(name) {
  const [, piece, hash] = /^snippets\/(\w+)-([0-9a-f]+)\.wasm$/.exec(name) ?? [];
  for (const cacheName of piece ? await kept() : []) {
    const cache = await caches.open(cacheName);
    for (const { url } of await cache.keys()) {
      if (url.includes("/snippets/first_") && url.endsWith(`-${hash}.wasm`)) {
        const compile = async () => WebAssembly.compile(await (await cache.match(url, { ignoreVary: true })).arrayBuffer());
        modules.set(url, modules.get(url) ?? compile());
        const [section] = WebAssembly.Module.customSections(await modules.get(url), piece);
        if (section) {
          return new Response(section, { headers: { "content-type": "application/wasm" } });
        }
      }
    }
  }
  return undefined;
}

async function file(event, name) {
  const found = (await find(event.request.url)) ?? (await unpacked(name));
  if (found) {
    return found;
  }
  const answer = await fetch(event.request);
  if (answer.ok && (name in build.first || name.endsWith(ofPieces))) {
    const copy = answer.clone();
    event.waitUntil(caches.open(own).then((cache) => cache.put(event.request.url, copy)).catch(() => {}));
  }
  return answer;
}

/** Fetches something of this build unless it is here. A host may answer with a page where it has no file. */
async function keep(cache, name, integrity) {
  const address = new URL(name, place);
  if (await cache.match(address, { ignoreVary: true })) {
    return;
  }
  const answer = await fetch(address, { integrity, priority: "low" });
  if (!answer.ok || answer.redirected || /text\/html/.test(answer.headers.get("content-type"))) {
    throw new Error(`${name} is not as this build has it`);
  }
  await cache.put(address, answer);
}

/** The page comes last: a cache that has it is whole. One that is not whole is gone on with the next time. */
async function install() {
  const cache = await caches.open(own);
  for (const [name, integrity] of Object.entries(build.first)) {
    await keep(cache, name, integrity);
  }
  for (const name of navigator.connection?.saveData ? [] : build.later) {
    await keep(cache, name, "");
  }
  await keepConfig(await fetch(new URL("config.json", place), { priority: "low" }));
  const answer = await fetch(place, { cache: "no-cache", priority: "low" });
  if (!answer.ok || answer.redirected || !(await answer.clone().text()).includes(build.program)) {
    throw new Error("the page is not of this build");
  }
  await cache.put(place, answer);
}

/** The browser calls this when no tab is left that an older build's worker looks after: nobody wants its pieces any more. */
async function activate() {
  const names = await kept();
  await Promise.all(names.filter((name) => !build || (name !== own && name !== ofSite)).map((name) => caches.delete(name)));
  await (build ? self.registration.navigationPreload?.enable() : self.registration.unregister());
}

self.addEventListener("install", (event) => event.waitUntil(build ? install() : self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  const name = url.href.startsWith(place.href) ? url.pathname.slice(place.pathname.length) : undefined;
  if (name === undefined || request.method !== "GET") {
    return;
  }
  if (request.mode === "navigate") {
    if (page.test(name) && !gateways.test(name)) {
      // The browser asks for it while it still starts this worker, if it can.
      const said = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(request));
      event.respondWith(networkFirst(said, () => find(place)));
    }
  } else if (name === "config.json") {
    const said = fetch(request);
    event.waitUntil(said.then((answer) => keepConfig(answer.clone())).catch(() => {}));
    event.respondWith(networkFirst(said, () => find(url)));
  } else if (hashed.test(name)) {
    event.respondWith(file(event, name));
  }
}

if (build) {
  self.addEventListener("fetch", answer);
}

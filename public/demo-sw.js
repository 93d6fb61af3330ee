// Answers the pages of the demonstration as a gateway would that leads to the sandbox, which is compiled into the program
// named below. `cargo xtask finish` writes its bindings in front of this, and its name. The worker looks after addresses that
// begin with `?demo` and no others (its scope), so the browser itself sees to it that no real console is answered by it.
// Nothing that a page of the demonstration asks for leaves the browser, but for the console's own files.

/** The file of the program. */
const program = null;

const place = new URL("./", self.location.href);
const kept = `rollcall-demo ${place.pathname}`;
/** The console's own files, as far as they were used: they open it without a network. */
const keptFiles = `${kept} files`;
const ownFiles = /^\/[^?]*\.(js|css|svg|wasm)$/;
const hashed = /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/;
const secrets = /("\w*(?:password|passwd|pwd)"\s*:\s*")(?:[^"\\]|\\.)*/gi;

/** The program, kept beside the worker so that both are always of one build. */
async function module() {
  const cache = await caches.open(kept);
  const address = new URL(program, place).href;
  if (!(await cache.match(address))) {
    for (const old of await cache.keys()) {
      await cache.delete(old);
    }
    await cache.add(address);
  }
  return WebAssembly.compile(await (await cache.match(address)).arrayBuffer());
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let database;

/** The requests that changed something, in their order. */
async function requests(mode) {
  database ??= (() => {
    const opening = indexedDB.open(kept, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("requests", { autoIncrement: true });
    return done(opening);
  })();
  return (await database).transaction("requests", mode).objectStore("requests");
}

/** Without passwords: whoever tries this may type a real one. */
async function keep(asked, isFresh) {
  const store = await requests("readwrite");
  if (isFresh) {
    store.clear();
  }
  const body = new TextEncoder().encode(new TextDecoder().decode(asked.body).replace(secrets, "$1Demo-pass-1"));
  await done(store.add({ ...asked, body }));
}

function ask({ method, target, headers, body, at }) {
  const answer = wasm_bindgen.answer(method, target, headers, body, at);
  const end = answer.indexOf(10);
  return { ...JSON.parse(new TextDecoder().decode(answer.subarray(0, end))), body: answer.slice(end + 1) };
}

let starting;

/** Browsers stop a worker that has nothing to do. What it knew comes back by asking everything again. */
function start() {
  starting ??= (async () => {
    wasm_bindgen.initSync({ module: await module() });
    for (const asked of await done((await requests("readonly")).getAll())) {
      ask(asked);
    }
  })();
  // A failure may pass.
  starting.catch(() => {
    starting = undefined;
  });
  return starting;
}

async function answer(request, target) {
  const body = new Uint8Array(await request.arrayBuffer());
  await start();
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const asked = { method: request.method, target, headers, body, at: Math.floor(Date.now() / 1000) };
  const said = ask(asked);
  if (said.keep) {
    await keep(asked, said.fresh);
  }
  await new Promise((resolve) => setTimeout(resolve, said.delay));
  return new Response(said.body, { status: said.status, headers: said.headers });
}

/** By the network unless the name has a hash, and what is kept where that does not answer. Another page is another build. */
async function file(event) {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const address = isPage ? place.href : request.url;
  const cache = await caches.open(keptFiles);
  const found = await cache.match(address, { ignoreVary: true });
  if (found && hashed.test(address)) {
    return found;
  }
  const answer = await fetch(request).catch((failure) => found ?? Promise.reject(failure));
  if (answer !== found && answer.ok && !answer.redirected) {
    if (isPage && found && (await found.text()) !== (await answer.clone().text())) {
      await Promise.all((await cache.keys()).map((old) => cache.delete(old)));
    }
    event.waitUntil(cache.put(address, answer.clone()).catch(() => {}));
  }
  return answer;
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(module());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const target = url.href.startsWith(place.href) ? `/${url.href.slice(place.href.length).split("#")[0]}` : undefined;
  if (request.mode === "navigate" || (request.method === "GET" && target !== undefined && ownFiles.test(target))) {
    event.respondWith(file(event));
    return;
  }
  event.respondWith(target === undefined ? Response.error() : answer(request, target));
});

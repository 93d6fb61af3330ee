// Fetches the program that the build named in index.html and hands the page over to it. Uses nothing of the program: it
// must say what is wrong where that does not work, in both languages.

const reasons = {
  unsupported: {
    zh: "此浏览器不支持 WebAssembly，或已被策略停用。请使用较新的 Chrome、Edge、Firefox 或 Safari。",
    en: "This browser does not support WebAssembly, or a policy has turned it off. Use a recent Chrome, Edge, Firefox or Safari.",
  },
  incomplete: {
    zh: "页面文件不完整。请重新部署 Rollcall。",
    en: "The page's files are incomplete. Deploy Rollcall again.",
  },
  failed: {
    zh: "Rollcall 未能启动。请检查网络后重新加载；如果刚刚升级过，请清除此站点的缓存。",
    en: "Rollcall did not start. Check the network and reload; after an upgrade, clear this site's cache.",
  },
};

function paragraph(text, language) {
  const element = document.createElement("p");
  element.lang = language;
  element.textContent = text;
  return element;
}

function show(reason, detail) {
  const box = document.createElement("div");
  box.className = "boot-failure";
  box.setAttribute("role", "alert");
  box.append(paragraph(reason.zh, "zh-CN"), paragraph(reason.en, "en"));
  if (detail) {
    const code = document.createElement("code");
    code.textContent = String(detail);
    box.append(code);
  }
  (document.getElementById("app") ?? document.body).replaceChildren(box);
}

// Fails for a script that is not as the page says, which import() would not heed. See docs/SECURITY.md.
const checked = (link) =>
  new Promise((resolve, reject) => {
    const again = link.cloneNode();
    again.onload = resolve;
    again.onerror = () => reject(`文件未取得或已被改动 · Missing or changed: ${link.href}`);
    link.after(again);
    setTimeout(resolve, link.relList.supports("modulepreload") ? 9000 : 0);
  });

// A module with nothing but the type of vectors, which the program's search works with.
const vectors = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123);

async function boot() {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(vectors)) {
    show(reasons.unsupported);
    return;
  }
  const build = document.querySelector('meta[name="rollcall-build"]');
  const script = build?.dataset.script;
  const program = build?.dataset.program;
  if (!script || !program) {
    show(reasons.incomplete);
    return;
  }
  try {
    if (location.search.startsWith("?demo")) {
      await import("./demo.js");
    }
    await Promise.all(Array.from(document.querySelectorAll("link[integrity][rel=modulepreload]"), checked));
    const bindings = await import(new URL(script, document.baseURI).href);
    // A response, not its bytes: the program is compiled while it still arrives.
    const response = fetch(new URL(program, document.baseURI), { credentials: "same-origin" });
    await bindings.default({ module_or_path: response });
  } catch (error) {
    show(reasons.failed, error);
    throw error;
  }
}

document.querySelector(".boot-shell")?.classList.toggle("boot-framed", top !== self);
await boot();

// When nobody waits any more. A portal opens without a network by its own means, or not.
setTimeout(() => top === self && navigator.serviceWorker?.register("./sw.js").catch(() => {}), 6000);

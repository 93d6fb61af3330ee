// The demonstration's side of the page; see docs/HOSTING.md. boot.js fetches it before the program where the address ends in
// `?demo`. It sees to it that the worker in demo-sw.js answers this page, keeps what the console stores apart from what real
// consoles store here, and shows what this is. The program knows nothing of it but how its links begin.

const words = {
  label: ["演示", "Demo"],
  note: ["虚构数据，由本浏览器内的沙箱应答，不会发往任何厂商。", "Made-up data, answered by a sandbox inside this browser. Nothing goes to a vendor."],
  faults: ["制造故障", "Cause a fault"],
  vendor: ["厂商", "Vendor"],
  fault: ["故障", "Fault"],
  arm: ["作用于下一个请求", "Strike the next request"],
  armed: ["已设置：下一个请求将出错。", "Set: the next request will be struck."],
  reset: ["全部还原", "Start over"],
  leave: ["离开演示", "Leave"],
};
const vendors = [
  ["bitanswer", "BitAnswer", "BitAnswer"],
  ["t12", "T12", "T12"],
  ["tingyun", "听云 Network", "Tingyun Network"],
  ["sharecreators", "ShareCreators", "ShareCreators"],
];
const faults = [
  ["http-500", "厂商出错（500）", "The vendor fails (500)"],
  ["http-403", "无权访问（403）", "Access is denied (403)"],
  ["rate-limit", "请求过于频繁（429）", "Too many requests (429)"],
  ["html-502", "网关错误页（502）", "A gateway's error page (502)"],
  ["refused", "厂商拒绝该操作", "The vendor refuses"],
  ["delay", "2 秒后才应答", "The answer takes 2 seconds"],
  ["drop-before", "断线，操作未执行", "The connection dies, nothing is applied"],
  ["drop-after", "断线，操作已执行", "The connection dies, it is applied"],
  ["truncated", "应答不完整", "The answer is cut off"],
  ["wrong-types", "应答中的数据类型不符", "The answer has other types"],
  ["login-page", "返回登录页面", "A login page in its place"],
];

/** Marks everything of the demonstration's in the browser's storage, which all pages of this host share. */
const mark = "demo ";
/** Under which this tab remembers that it was loaded anew for the worker. */
const again = "rollcall.demo";

/** The one address that the worker looks after. Pages are named behind its `#`. */
function settleAddress() {
  const { pathname, hash } = location;
  if (pathname.endsWith("/")) {
    return true;
  }
  const name = pathname.slice(pathname.lastIndexOf("/") + 1).replace("index.html", "");
  location.replace(`./?demo${hash.startsWith("#/") ? hash : `#/${name}`}`);
  return false;
}

/** Says why there is no demonstration. Nothing else starts: it would be a real console. */
function refuse(chinese, english, detail = "") {
  sessionStorage.removeItem(again);
  const told = [element("p", { lang: "zh-CN" }, chinese), element("p", { lang: "en" }, english), element("code", {}, String(detail))];
  document.getElementById("app").replaceChildren(element("div", { class: "boot-failure", role: "alert" }, ...told));
  return false;
}

const refuseWithoutWorkers = (detail) =>
  refuse(
    "演示无法启动：它需要 Service Worker。请使用 https 或 localhost，不要使用隐私窗口，并确认浏览器未禁用它。",
    "The demo cannot start without a service worker: use https or localhost and no private window, and see that the browser allows them.",
    detail,
  );

/** Waits for the worker. Without it nothing may start: the page would be a real console. */
async function findWorker() {
  const script = new URL("./demo-sw.js", document.baseURI).href;
  if (navigator.serviceWorker?.controller?.scriptURL === script) {
    sessionStorage.removeItem(again);
    return true;
  }
  if (!navigator.serviceWorker || sessionStorage.getItem(again)) {
    return refuseWithoutWorkers();
  }
  let registration;
  try {
    registration = await navigator.serviceWorker.register("./demo-sw.js", { scope: "./?demo" });
  } catch (error) {
    return refuseWithoutWorkers(error);
  }
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  while (worker.state !== "activated" && worker.state !== "redundant") {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
  if (worker.state === "redundant") {
    return refuse("此站点的文件不含演示。", "This site's files have no demo.");
  }
  sessionStorage.setItem(again, "1");
  location.reload();
  return false;
}

/** Whatever is kept, told or locked by name gets another name. */
function keepApart() {
  const real = window.localStorage;
  const names = () => Object.keys(real).filter((name) => name.startsWith(mark));
  const value = {
    getItem: (name) => real.getItem(mark + name),
    setItem: (name, text) => real.setItem(mark + name, text),
    removeItem: (name) => real.removeItem(mark + name),
    key: (index) => names()[index]?.slice(mark.length) ?? null,
    get length() {
      return names().length;
    },
  };
  Object.defineProperty(window, "localStorage", { value });
  for (const [owner, method] of [
    [IDBFactory.prototype, "open"],
    [IDBFactory.prototype, "deleteDatabase"],
    [window.LockManager?.prototype, "request"],
  ]) {
    const own = owner?.[method];
    if (own) {
      owner[method] = function (name, ...rest) {
        return own.call(this, mark + name, ...rest);
      };
    }
  }
  const Channel = window.BroadcastChannel;
  window.BroadcastChannel = class extends Channel {
    constructor(name) {
      super(mark + name);
    }
  };
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

const options = (list, language) => list.map(([value, ...names]) => element("option", { value }, names[language]));

async function control(path, body) {
  const answer = await fetch(`sandbox/${path}`, { method: "POST", body: JSON.stringify(body) });
  return answer.ok;
}

/** The bar above the console, in its language. */
function draw(bar) {
  const index = document.documentElement.lang.startsWith("zh") ? 0 : 1;
  const say = (name) => words[name][index];
  const vendor = element("select", { class: "input" }, ...options(vendors, index));
  const fault = element("select", { class: "input" }, ...options(faults, index));
  const told = element("p", { role: "status" });
  const arm = element("button", { type: "button", class: "button", "data-kind": "secondary" }, say("arm"));
  arm.addEventListener("click", async () => {
    told.textContent = (await control("faults", { vendor: vendor.value, kind: fault.value })) ? say("armed") : "";
  });
  const reset = element("button", { type: "button" }, say("reset"));
  reset.addEventListener("click", async () => {
    await control("reset", {});
    location.reload();
  });
  const form = element("div", { class: "demo-faults" });
  // Where the bar is too narrow for it.
  form.append(element("p", { class: "demo-more" }, say("note")), element("label", {}, say("vendor"), vendor), element("label", {}, say("fault"), fault), arm, told);
  bar.setAttribute("aria-label", say("label"));
  bar.replaceChildren(
    element("strong", {}, say("label")),
    element("span", { class: "demo-note" }, say("note")),
    element("details", {}, element("summary", {}, say("faults")), form),
    reset,
    // Not a step within the console, which the router would take for one.
    element("a", { href: "./", rel: "external" }, say("leave")),
  );
}

function show() {
  document.head.append(element("link", { rel: "stylesheet", href: new URL("./demo.css", document.baseURI).href }));
  const bar = element("aside", { class: "demo" });
  document.body.prepend(bar);
  draw(bar);
  new MutationObserver(() => draw(bar)).observe(document.documentElement, { attributeFilter: ["lang"] });
}

if (!settleAddress() || !(await findWorker())) {
  // The page is about to be another one, or says why not.
  await new Promise(() => {});
}
keepApart();
show();

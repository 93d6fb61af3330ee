// A sample portal: its own navigation and looks, and the console in the middle of it. Reads where the console is served from
// portal.json, and how to show it from its own query: height, navigation, theme, language, vendors, readonly.

const words = {
  "zh-CN": {
    brand: "星河科技 · 员工门户",
    readOnly: "只读",
    theme: "切换深浅色",
    language: "English",
    navigation: "门户导航",
    unsaved: "控制台中有未保存的内容。仍要离开吗？",
    leave: "有未保存的内容",
    jobs: (news) => `任务：${news.running} 个运行中，${news.waiting} 个等待处理（${news.rows.succeeded}/${news.rows.all} 行）`,
    finished: (rows) => `任务完成：成功 ${rows.succeeded}，失败 ${rows.failed}，未知 ${rows.unknown}`,
    refused: (reason) => `控制台未接受：${reason}`,
    session: { good: "", "sign-in-needed": "请在控制台中登录", expired: "控制台的登录已失效" },
    pages: { "/": "概览", "/bitanswer": "BitAnswer", "/t12": "T12", "/sharecreators": "ShareCreators", "/jobs": "任务" },
  },
  en: {
    brand: "Galaxy Works · staff portal",
    readOnly: "Read only",
    theme: "Light or dark",
    language: "中文",
    navigation: "Portal",
    unsaved: "Something in the console is not saved. Leave all the same?",
    leave: "Something is not saved",
    jobs: (news) => `Jobs: ${news.running} under way, ${news.waiting} waiting (${news.rows.succeeded} of ${news.rows.all} rows)`,
    finished: (rows) => `A job is over: ${rows.succeeded} done, ${rows.failed} failed, ${rows.unknown} unknown`,
    refused: (reason) => `The console did not take that: ${reason}`,
    session: { good: "", "sign-in-needed": "Sign in to the console", expired: "Your session in the console has ended" },
    pages: { "/": "Overview", "/bitanswer": "BitAnswer", "/t12": "T12", "/sharecreators": "ShareCreators", "/jobs": "Jobs" },
  },
};

/** The portal's own looks, as far as the console takes them. */
const tokens = {
  hue: 165,
  accent: { light: "#0b6e4f", dark: "#4fc79b" },
  "accent-hover": { light: "#08563e", dark: "#74d6b2" },
  "accent-fill": { light: "#0b6e4f", dark: "#12805d" },
  "accent-fill-hover": { light: "#08563e", dark: "#16946c" },
  "accent-soft": { light: "#e4f2ec", dark: "#17382d" },
  canvas: { light: "#f3f6f4", dark: "#131a17" },
  sunken: { light: "#f3f6f4", dark: "#16201c" },
  surface: { light: "#ffffff", dark: "#1a2420" },
  "radius-small": 2,
  radius: 2,
  "radius-large": 3,
};

const query = new URLSearchParams(location.search);
const state = {
  language: query.get("language") === "en" ? "en" : "zh-CN",
  theme: query.get("theme") ?? "light",
};
const byId = (id) => document.getElementById(id);
const place = await (await fetch("portal.json")).json();
// From the console itself, so that both are always of the same version.
await import(new URL("rollcall-embed.js", place.console).href);

const element = document.createElement("rollcall-console");
element.setAttribute("src", place.console);
element.setAttribute("tokens", JSON.stringify(tokens));
element.setAttribute("navigation", query.get("navigation") ?? "none");
for (const name of ["height", "vendors", "connections"]) {
  if (query.has(name)) {
    element.setAttribute(name, query.get(name));
  }
}
element.toggleAttribute("read-only", query.has("readonly"));
byId("read-only").checked = query.has("readonly");
document.documentElement.dataset.height = query.get("height") ?? "fill";

const own = () => words[state.language];
/** The console's address stands behind the portal's own, so that a bookmark leads to both. */
const wanted = () => (location.hash.startsWith("#/") ? location.hash.slice(1) : "/");

function show() {
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = state.theme;
  element.setAttribute("language", state.language);
  element.setAttribute("theme", state.theme);
  byId("brand").textContent = own().brand;
  byId("navigation").setAttribute("aria-label", own().navigation);
  for (const labelled of document.querySelectorAll("[data-word]")) {
    labelled.textContent = own()[labelled.dataset.word];
  }
  const path = (element.address ?? wanted()).split("?")[0];
  byId("navigation").replaceChildren(
    ...Object.entries(own().pages).map(([address, label]) => {
      const link = document.createElement("a");
      link.href = `#${address}`;
      link.textContent = label;
      if (address === path) {
        link.setAttribute("aria-current", "page");
      }
      return link;
    }),
  );
}

/** Where the console was when it refused something: what is said of that is over at the next page. */
let refused;

function say(text) {
  byId("status").textContent = text;
  refused = undefined;
}

/** Whether the frame may go elsewhere, or begin anew. */
const mayLeave = () => !element.unsaved || confirm(own().unsaved);

window.addEventListener("hashchange", () => {
  if (wanted() === element.address) {
    return;
  }
  if (mayLeave()) {
    element.go(wanted(), { discard: element.unsaved });
  } else {
    history.replaceState(null, "", `#${element.address}`);
  }
});
element.addEventListener("rollcall-navigated", ({ detail }) => {
  history.replaceState(null, "", `#${detail.address}`);
  byId("title").textContent = detail.title;
  if (refused) {
    refused.at ??= detail.address;
    if (refused.at !== detail.address) {
      say("");
    }
  }
  show();
});
element.addEventListener("rollcall-unsaved", ({ detail }) => say(detail.unsaved ? own().leave : ""));
element.addEventListener("rollcall-jobs", ({ detail }) => say(detail.rows.all > 0 ? own().jobs(detail) : ""));
element.addEventListener("rollcall-job-finished", ({ detail }) => say(own().finished(detail.rows)));
element.addEventListener("rollcall-session", ({ detail }) => say(own().session[detail.state]));
element.addEventListener("rollcall-refused", ({ detail }) => {
  say(own().refused(detail.reason));
  refused = { at: element.address };
  if (element.address) {
    history.replaceState(null, "", `#${element.address}`);
  }
});

byId("read-only").addEventListener("change", ({ target }) => {
  // The frame begins anew with it.
  if (mayLeave()) {
    element.toggleAttribute("read-only", target.checked);
  } else {
    target.checked = !target.checked;
  }
});
byId("theme").addEventListener("click", () => {
  state.theme = state.theme === "dark" ? "light" : "dark";
  show();
});
byId("language").addEventListener("click", () => {
  state.language = state.language === "en" ? "zh-CN" : "en";
  show();
});

element.setAttribute("address", wanted());
show();
byId("place").append(element);

// Shows the Rollcall console inside a page of a portal: the element <rollcall-console>, and the function `connect` for a
// frame of one's own. No dependencies. What may be said is described in docs/EMBEDDING.md; types are in
// rollcall-embed.d.ts.
//
// Listens to one window of one origin only, answers each hello once, and says everything else through a port that nobody
// else has. Neither secrets nor commands that write can be said at all.

const VERSION = 1;
const MESSAGE_LIMIT = 16 * 1024;
const NONCE = /^[0-9a-f]{32}$/;

/** The object in a text, or undefined for whatever else a page may send. */
function read(data) {
  if (typeof data !== "string" || data.length > MESSAGE_LIMIT) {
    return undefined;
  }
  try {
    const value = JSON.parse(data);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Waits for the console in a frame and connects with it, again whenever the frame is loaded anew.
 *
 * @param {HTMLIFrameElement} frame
 * @param {string} origin the console's exact origin
 * @param {object | (() => object)} settings
 * @param {(news: object) => void} onNews
 */
export function connect(frame, origin, settings, onNews) {
  if (new URL(origin).origin !== origin || origin === "null") {
    throw new TypeError(`not an origin: ${origin}`);
  }
  let port;
  let answered;

  const close = () => {
    port?.close();
    port = undefined;
  };

  const hear = (event) => {
    // The origin is the browser's word; the window is the one that this page made.
    if (event.origin !== origin || event.source === null || event.source !== frame.contentWindow) {
      return;
    }
    const message = read(event.data);
    if (message?.rollcall === "refused" && typeof message.reason === "string") {
      onNews({ type: "refused", reason: message.reason });
      return;
    }
    if (message?.rollcall !== "hello" || !NONCE.test(message.nonce) || message.nonce === answered) {
      return;
    }
    answered = message.nonce;
    if (!Array.isArray(message.versions) || !message.versions.includes(VERSION)) {
      onNews({ type: "refused", reason: "version" });
      return;
    }
    close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      const news = read(data);
      if (typeof news?.type === "string") {
        onNews(news);
      }
    };
    const answer = {
      rollcall: "connect",
      version: VERSION,
      nonce: message.nonce,
      settings: typeof settings === "function" ? settings() : settings,
    };
    event.source.postMessage(JSON.stringify(answer), origin, [channel.port2]);
  };

  window.addEventListener("message", hear);
  const say = (wish) => port?.postMessage(JSON.stringify(wish));
  return {
    /** Changes the looks: theme, language, tokens. What is left out stays. */
    look: (appearance) => say({ type: "look", ...appearance }),
    /** Leads the console to an address of its own, such as `/bitanswer?user=zhang`. */
    go: (address, { discard = false } = {}) => say({ type: "go", address, discard }),
    /** Chooses the connection for each vendor. */
    connections: (connections) => say({ type: "connect", connections }),
    /** Listens no more. */
    disconnect: () => {
      window.removeEventListener("message", hear);
      close();
    },
  };
}

/** The value in an attribute. What is no JSON becomes null, which the console refuses aloud: nothing is left out in silence. */
function json(text) {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return null;
  }
}

const list = (text) => text?.split(/[\s,]+/).filter(Boolean);
const present = (settings) => Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

/** What may change without loading the frame anew, by attribute. */
const LOOKS = new Set(["theme", "language", "tokens"]);

/** <rollcall-console src="…">; its attributes are described in rollcall-embed.d.ts. */
export class RollcallConsole extends HTMLElement {
  static observedAttributes = [
    "src", "address", "connections", "height", "label", "language", "navigation", "read-only", "theme", "tokens", "vendors",
  ];

  #frame;
  #link;
  #state = { unsaved: false };
  /** Where it was led, until it says where it is: the frame may not be there yet, or about to begin anew. */
  #wanted;
  #isConnected = false;
  /** Whether the frame refused what is set, and waits for nothing any more. */
  #isRefused = false;

  /** Whether something would be lost if the frame went away. */
  get unsaved() {
    return this.#state.unsaved;
  }

  /** The console's address, as it was told last. */
  get address() {
    return this.#state.address;
  }

  connectedCallback() {
    this.#load();
  }

  disconnectedCallback() {
    this.#link?.disconnect();
    this.#link = undefined;
    this.#frame?.remove();
    this.#frame = undefined;
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected) {
      return;
    }
    if (!this.#frame || this.#isRefused) {
      this.#load();
    } else if (LOOKS.has(name)) {
      // Taken away, the tokens and the theme are as without; nobody here knows the language that there would be.
      this.#link.look({ ...(now === null && { tokens: { tokens: {} }, theme: { theme: "system" } }[name]), ...this.#looks() });
    } else if (name === "connections") {
      this.#link.connections(now === null ? {} : json(now));
    } else if (name === "address") {
      if (now !== null && now !== this.#state.address) {
        this.go(now);
      }
    } else if (name === "label") {
      this.#frame.title = now ?? "Rollcall";
    } else {
      // What is left of the console holds for as long as its page is there.
      this.#load();
    }
  }

  /** Leads the console to an address; it says `refused` with `unsaved` if something would be lost. */
  go(address, options) {
    this.#wanted = address;
    this.#link?.go(address, options);
  }

  #looks() {
    return present({
      language: this.getAttribute("language") ?? undefined,
      theme: this.getAttribute("theme") ?? undefined,
      tokens: json(this.getAttribute("tokens")),
    });
  }

  #settings() {
    return present({
      ...this.#looks(),
      address: this.#wanted ?? this.#state.address ?? this.getAttribute("address") ?? undefined,
      connections: json(this.getAttribute("connections")),
      height: this.getAttribute("height") ?? undefined,
      navigation: this.getAttribute("navigation") === "none" ? false : undefined,
      readOnly: this.hasAttribute("read-only") ? true : undefined,
      vendors: list(this.getAttribute("vendors")),
    });
  }

  #load() {
    const src = this.getAttribute("src");
    this.#link?.disconnect();
    this.#frame?.remove();
    this.#frame = undefined;
    this.#state.unsaved = false;
    this.#isConnected = false;
    this.#isRefused = false;
    if (!this.isConnected || src === null) {
      return;
    }
    const place = new URL(src, document.baseURI);
    if (!place.pathname.endsWith("/")) {
      place.pathname += "/";
    }
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("label") ?? "Rollcall";
    frame.allow = "clipboard-write";
    // Everything that the console needs, and not to lead the portal's own page elsewhere.
    frame.setAttribute(
      "sandbox",
      "allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts",
    );
    Object.assign(frame.style, { border: "0", display: "block", inlineSize: "100%", blockSize: "100%" });
    this.#frame = frame;
    this.#link = connect(frame, place.origin, () => this.#settings(), (news) => this.#hear(news));
    frame.src = place.href;
    this.replaceChildren(frame);
  }

  #hear(news) {
    if (news.type === "connected") {
      this.#isConnected = true;
    } else if (news.type === "refused") {
      this.#wanted = undefined;
      this.#isRefused = !this.#isConnected;
    } else if (news.type === "navigated") {
      this.#wanted = undefined;
      this.#state.address = news.address;
    } else if (news.type === "unsaved") {
      this.#state.unsaved = news.unsaved === true;
    } else if (news.type === "height" && this.getAttribute("height") === "content" && Number.isSafeInteger(news.height)) {
      this.#frame.style.blockSize = `${news.height}px`;
    }
    this.dispatchEvent(new CustomEvent(`rollcall-${news.type}`, { detail: news }));
  }
}

if (!customElements.get("rollcall-console")) {
  customElements.define("rollcall-console", RollcallConsole);
}

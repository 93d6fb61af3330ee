// Types of rollcall-embed.js, version 1 of the protocol. docs/EMBEDDING.md says what each means.

export type Vendor = "t12" | "tingyun" | "bitanswer" | "sharecreators";

/** `#0050b3`, `rgb(0 80 179)` or `oklch(0.51 0.18 268)`; opaque. */
export type Color = string | { light: string; dark: string };

export type ColorToken =
  | "accent"
  | "accent-hover"
  | "accent-fill"
  | "accent-fill-hover"
  | "accent-soft"
  | "on-accent"
  | "canvas"
  | "surface"
  | "raised"
  | "sunken"
  | "line"
  | "line-strong"
  | "line-control"
  | "text"
  | "text-muted"
  | "text-faint";

export type Tokens = { [token in ColorToken]?: Color } & {
  /** The hue of the greys, in whole degrees. */
  hue?: number;
  /** Corners, in whole pixels up to 24. */
  "radius-small"?: number;
  radius?: number;
  "radius-large"?: number;
  /** Names of fonts, the first first; at most eight. */
  face?: string[];
  "face-mono"?: string[];
};

export interface Appearance {
  theme?: "light" | "dark" | "system";
  language?: "zh-CN" | "en";
  /** In place of all tokens that were set before. */
  tokens?: Tokens;
}

/** Ids of connections. */
export type Connections = { [vendor in Vendor]?: string };

export interface Settings extends Appearance {
  /** Where to begin, such as `/bitanswer?user=zhang`. */
  address?: string;
  connections?: Connections;
  /** `content`: the console tells its height and does not scroll inside. */
  height?: "fill" | "content";
  /** `false`: the console shows no navigation of its own. */
  navigation?: boolean;
  /** Nothing can be written. Holds until the frame is loaded anew. */
  readOnly?: boolean;
  /** The vendors that are shown. Holds until the frame is loaded anew. */
  vendors?: Vendor[];
}

export interface Rows {
  all: number;
  succeeded: number;
  failed: number;
  skipped: number;
  unknown: number;
}

export type RefusalReason = "too-large" | "not-understood" | "version" | "unknown-type" | "no-such-page" | "unsaved";

export type News =
  | { type: "connected"; version: 1 }
  | { type: "navigated"; address: string; title: string }
  | { type: "height"; height: number }
  | { type: "unsaved"; unsaved: boolean }
  | { type: "jobs"; running: number; waiting: number; paused: number; rows: Rows }
  | { type: "job-finished"; rows: Rows }
  | { type: "session"; state: "good" | "sign-in-needed" | "expired" }
  | { type: "storage"; available: boolean }
  | { type: "refused"; reason: RefusalReason };

/** What is said before the console is there (`connected`) is not heard: let `settings` be a function. */
export interface Link {
  look(appearance: Appearance): void;
  go(address: string, options?: { discard?: boolean }): void;
  connections(connections: Connections): void;
  disconnect(): void;
}

/** Connects with the console in a frame, now and whenever the frame is loaded anew. */
export function connect(
  frame: HTMLIFrameElement,
  origin: string,
  settings: Settings | (() => Settings),
  onNews: (news: News) => void,
): Link;

/**
 * `<rollcall-console>`. Attributes: `src` (where the console is served), and as in {@link Settings} `address`,
 * `connections` (JSON), `height`, `language`, `navigation="none"`, `read-only`, `theme`, `tokens` (JSON), `vendors`
 * (separated by spaces); `label` names the frame for screen readers. Each piece of news is an event `rollcall-<type>` whose
 * `detail` is the news.
 */
export class RollcallConsole extends HTMLElement {
  readonly unsaved: boolean;
  readonly address: string | undefined;
  /** At any time: where the console is not there yet, it begins there. */
  go(address: string, options?: { discard?: boolean }): void;
}

type NewsEvents = { [news in News as `rollcall-${news["type"]}`]: CustomEvent<news> };

declare global {
  interface HTMLElementTagNameMap {
    "rollcall-console": RollcallConsole;
  }
  interface HTMLElementEventMap extends NewsEvents {}
}

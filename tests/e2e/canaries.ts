// Texts that stand for secrets, each like no other text, and every spelling in which one could come back out.
// Knows neither the console nor a browser.

import { createHash, randomBytes } from "node:crypto";

/** A secret that is looked for afterwards. */
export interface Canary {
  /** For people: which secret it is. */
  name: string;
  /** The secret itself. */
  value: string;
  /** The part that every encoding by characters leaves as it is. */
  core: string;
}

/** A finding: which canary, and where. */
export interface Leak {
  canary: string;
  place: string;
}

let count = 0;

/**
 * A canary for a secret. Behind its core stand characters that URLs, forms, JSON and HTML write differently, so that
 * masking by the one text that is known does not find every other spelling.
 */
export function canary(name: string, tail = `+/=&%"~z`): Canary {
  count += 1;
  const digest = createHash("sha256").update(`${name} ${count}`).update(randomBytes(16)).digest("hex").slice(0, 12);
  const core = `cnry${digest}`;
  return { name, core, value: core + tail };
}

/** A JWT that nobody signed, whose payload and signature are both looked for. */
export function tokenCanary(name: string, claims: object): Canary {
  const { core } = canary(name, "");
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return { name, core, value: `${part({ alg: "HS256" })}.${part(claims)}.${core}` };
}

/** Base64 of a text wherever it may begin within what was encoded; the characters at both ends depend on neighbours. */
function base64(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from("\0".repeat(before) + text).toString("base64").replace(/=+$/, "");
    return encoded.slice(Math.ceil((before * 4) / 3), -1);
  });
}

const spellings = new WeakMap<Canary, string[]>();

/** What a canary looks like, in lower case where case says nothing. */
function forms(one: Canary): { anyCase: string[]; exact: string[] } {
  const known = spellings.get(one) ?? base64(one.core);
  spellings.set(one, known);
  const utf16 = Buffer.from(one.core, "utf16le").toString("hex");
  return { anyCase: [one.core, Buffer.from(one.core).toString("hex"), utf16], exact: known };
}

/** Whether a text holds a canary, in any spelling. */
export function holds(text: string, one: Canary): boolean {
  const { anyCase, exact } = forms(one);
  const lower = text.toLowerCase();
  return anyCase.some((form) => lower.includes(form)) || exact.some((form) => text.includes(form));
}

/** The canaries in texts, each with where it is. */
export function leaks(texts: Iterable<[place: string, text: string]>, canaries: Iterable<Canary>): Leak[] {
  const all = [...canaries];
  const found: Leak[] = [];
  for (const [place, text] of texts) {
    for (const one of all) {
      if (holds(text, one)) {
        found.push({ canary: one.name, place });
      }
    }
  }
  return found;
}

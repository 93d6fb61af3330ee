// What may become markup: words, classes and drawings of the program's own views, no script, handler, style or foreign
// address. Trusted Types are enforced, so there is no other way. See docs/SECURITY.md.

const elements = new Set(
  ("a b br circle code dd div dl dt em g h1 h2 h3 h4 hr i kbd label li line ol p path rect small span strong svg table " +
    "tbody td th thead tr ul").split(" "),
);
const attributes = new Set(
  ("class cx cy d dir fill height hidden href id lang points r role rx ry stroke stroke-linecap stroke-linejoin " +
    "stroke-width tabindex title viewbox width x x1 x2 y y1 y2").split(" "),
);

// One piece of markup each: an opening tag, a closing tag, a text without tags.
const opening = /<([a-z][a-z0-9]*)((?:\s[^<>]*)?|\/)>/y;
const closing = /<\/([a-z][a-z0-9]*)>/y;
const text = /[^<>]+/y;
const attribute = /\s*([A-Za-z][A-Za-z0-9-]*)(?:="([^"<>]*)")?(?=\s|\/|$)/y;

function piece(pattern, markup, at) {
  pattern.lastIndex = at;
  return pattern.exec(markup);
}

function isPlainAttribute(name, value) {
  if (name === "href") {
    return /^(#|\/(?![/\\]))/.test(value);
  }
  return attributes.has(name) || /^(aria|data)-[a-z-]+$/.test(name);
}

function areAttributesPlain(markup) {
  let at = 0;
  while (at < markup.length) {
    const found = piece(attribute, markup, at);
    if (!found) {
      return /^\s*\/?$/.test(markup.slice(at));
    }
    if (!isPlainAttribute(found[1].toLowerCase(), found[2] ?? "")) {
      return false;
    }
    at = attribute.lastIndex;
  }
  return true;
}

/** Whether markup has nothing in it that could act, load or disguise. */
function isPlain(markup) {
  let at = 0;
  while (at < markup.length) {
    const tag = piece(opening, markup, at);
    if (tag) {
      if (!elements.has(tag[1]) || !areAttributesPlain(tag[2])) {
        return false;
      }
      at = opening.lastIndex;
      continue;
    }
    const end = piece(closing, markup, at);
    if (end) {
      if (!elements.has(end[1])) {
        return false;
      }
      at = closing.lastIndex;
      continue;
    }
    if (!piece(text, markup, at)) {
      return false;
    }
    at = text.lastIndex;
  }
  return true;
}

// `null` makes the browser refuse and report it.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (markup) => (isPlain(markup) ? markup : null),
  createScriptURL: (address) => (/^\.\/(demo-)?sw\.js$/.test(address) ? address : null),
});

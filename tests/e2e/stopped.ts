// Servers that a test has stopped for good. A page that is still open may ask them for more of the program between that and
// its end, and is rightly refused: it says nothing of the console.

const origins = new Set<string>();

/** Say it before the server is stopped, so that no request can come between. */
export function stopping(url: string): void {
  origins.add(new URL(url).origin);
}

/** Whether a console message is only that such a server does not answer any more. */
export function isOfStopped(text: string, url: string): boolean {
  const isRefused = /net::ERR_(CONNECTION_|EMPTY_RESPONSE)|Failed to fetch/.test(text);
  return isRefused && URL.canParse(url) && origins.has(new URL(url).origin);
}

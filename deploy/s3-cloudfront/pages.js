// A CloudFront Function for viewer requests (runtime cloudfront-js-2.0): every page, one step below the console, is the same
// file. A bucket knows no index files, so folders get theirs here, too.

// Where the console is served, without a slash at the end; "" at the root of the host.
const base = "/tools/rollcall";

function handler(event) {
  const request = event.request;
  if (request.uri === base) {
    const location = { value: base + "/" };
    return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location } };
  }
  if (request.uri.startsWith(base + "/") && /^\/[^/.]*$/.test(request.uri.slice(base.length))) {
    request.uri = base + "/index.html";
  }
  return request;
}

// Compresses the files below a folder as far as it goes, and puts the result beside each that gains from it. Run by pack.rs.
const { promises: fs } = require("fs");
const path = require("path");
const { promisify } = require("util");
const zlib = require("zlib");

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

async function pack(file) {
  const plain = await fs.readFile(file);
  // What fits into one packet arrives no sooner for being smaller.
  if (plain.length < 1024) {
    return [0, 0, 0];
  }
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  const written = [];
  for (const [end, packed] of [
    [".br", await brotli(plain, { params })],
    [".gz", await gzip(plain, { level: 9 })],
  ]) {
    // As the gateway judges: another few bytes are not worth the work in the browser.
    const gains = packed.length * 20 <= plain.length * 19;
    if (gains) {
      await fs.writeFile(file + end, packed);
    }
    written.push(gains ? packed.length : plain.length);
  }
  return [plain.length, ...written];
}

async function all(folder) {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  const sizes = await Promise.all(files.filter((file) => !/\.(br|gz)$/.test(file)).map(pack));
  console.log([0, 1, 2].map((at) => sizes.reduce((sum, size) => sum + size[at], 0)).join(" "));
}

all(process.argv[1]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

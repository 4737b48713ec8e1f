// Prints the size of files, raw, as brotli and as gzip: what a browser downloads, by what its host can do.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const kib = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(0)} Kio`;
for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  console.log(`${basename(file)} : ${kib(bytes.length)}, ${kib(brotliCompressSync(bytes).length)} en brotli, ${kib(gzipSync(bytes, { level: 9 }).length)} en gzip`);
}

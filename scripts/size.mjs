// Prints the size of files, raw and as brotli: what a browser downloads.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";

const kib = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(0)} Kio`;
for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  console.log(`${basename(file)} : ${kib(bytes.length)}, ${kib(brotliCompressSync(bytes).length)} en brotli`);
}

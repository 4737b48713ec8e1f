// Writes the notices of the packages that are built into the module or the command: name, version, licence, and the
// text of each licence once. `node scripts/licences.mjs wasm32-unknown-unknown`
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const [target] = process.argv.slice(2);
if (!target) throw new Error("usage: licences.mjs TARGET");
const command = ["metadata", "--format-version", "1", "--filter-platform", target, "--locked"];
const metadata = JSON.parse(execFileSync("cargo", command, { maxBuffer: 1 << 28 }).toString());
const packages = new Map(metadata.packages.map((known) => [`${known.name} v${known.version}`, known]));
// What is built in: neither what only builds nor what only tests, nor macros.
const edges = ["tree", "--package", "avant-moisson", "--edges", "normal,no-proc-macro", "--prefix", "none"];
const tree = execFileSync("cargo", [...edges, "--target", target, "--format", "{p}", "--locked"]).toString();
const names = new Set(tree.split("\n").map((line) => line.split(" (")[0].trim()));
names.delete("");
const found = [...names].map((name) => packages.get(name)).filter((known) => known && known.name !== "avant-moisson");

/** The texts of the licences that a package carries, and those that use each. */
const texts = new Map();
const lines = [];
const sorted = found.sort((a, b) => (a.name < b.name ? -1 : 1));
for (const { name, version, license, authors, manifest_path } of sorted) {
  const by = authors.length > 0 ? `, ${authors.map((author) => author.replace(/ *<.*>/, "")).join(", ")}` : "";
  lines.push(`${name} ${version} : ${license ?? "voir le texte"}${by}`);
  const folder = dirname(manifest_path);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|unlicense)/i.test(file)).sort();
  // Of a choice, one licence is enough: MIT where it is offered.
  const mit = files.filter((file) => /mit/i.test(file));
  for (const file of mit.length > 0 ? mit : files) {
    const text = readFileSync(join(folder, file), "utf8").trim();
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
}
console.log("Bibliothèques comprises dans Avant-moisson, et leurs licences.\n");
console.log(lines.join("\n"));
for (const [text, users] of texts) console.log(`\n${"-".repeat(80)}\n${users.join(", ")}\n\n${text}`);

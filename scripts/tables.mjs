// `tables.mjs FILE`: gathers in one file the tables that the module is given by whoever hosts it (`text/tables.rs`): a line
// for each with its name and its size, an empty line, then all of them end to end.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const DATA = fileURLToPath(new URL("../crate/data", import.meta.url));
const TABLES = [
  "charsets.json",
  "html-entities.txt",
  "media-types.txt",
  "tlds.txt",
  "transliteration.bin",
  "contexts/dcat-ap-3.jsonld",
  "contexts/project-open-data-1.1.jsonld",
  "contexts/schema-org.jsonld",
  "examples.txt",
];

const [target] = process.argv.slice(2);
if (!target) throw new Error("usage: tables.mjs FILE");
const tables = TABLES.map((name) => ({ name: basename(name), bytes: readFileSync(join(DATA, name)) }));
const head = tables.map(({ name, bytes }) => `${name} ${bytes.length}\n`).join("");
writeFileSync(target, Buffer.concat([Buffer.from(`${head}\n`), ...tables.map(({ bytes }) => bytes)]));

// Tells the service worker which files the site is made of: `offline.mjs FOLDER`, once the folder is complete.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? "dist";
const SERVICE_WORKER = "offline.js";
const EMPTY = '{ release: "", files: [] }';
/** For other sites and their machines: the page itself never asks for them. */
const OUTSIDE = new Set(["embed.js", "oembed.json", "apercu.png", SERVICE_WORKER]);

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
  .filter((name) => !OUTSIDE.has(name) && !name.endsWith(".d.ts"))
  .sort();
const sum = createHash("sha256");
for (const name of files) sum.update(name).update("\0").update(readFileSync(join(folder, name)));
const worker = join(folder, SERVICE_WORKER);
const text = readFileSync(worker, "utf8");
if (!text.includes(EMPTY)) throw new Error(`${worker} : la liste des fichiers n’a pas de place où s’écrire`);
writeFileSync(worker, text.replace(EMPTY, JSON.stringify({ release: sum.digest("hex").slice(0, 16), files })));

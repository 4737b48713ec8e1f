// The module under Node, for tests and benches: what the worker does, without the worker.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ZONES = fileURLToPath(new URL("../crate/data/zones.txt", import.meta.url));

/** What each module is given beside its code. @type {WeakMap<object, Uint8Array>} */
const tables = new WeakMap();

/** Loads the module that stands in a folder, with its rest or with what asks for it. @param {string} folder */
export async function load(folder, givesRest = true) {
  const glue = await import(pathToFileURL(join(folder, "avant_moisson.js")).href);
  await glue.default({ module_or_path: readFileSync(join(folder, "avant_moisson_bg.wasm")) });
  const { wantsRest, giveRest } = await import(pathToFileURL(join(folder, "rest.js")).href);
  if (givesRest && wantsRest()) await giveRest(readFileSync(join(folder, "avant_moisson_rest.wasm")));
  tables.set(glue, readFileSync(join(folder, "tables.txt")));
  return glue;
}

/** A visit that has read nothing. @param {any} glue */
export function session(glue) {
  return new glue.Session(tables.get(glue));
}

/** Checks files and returns the interchange, as bytes; `told` hears how far it is. @param {any} glue @param {string[]} files
 * @param {Record<string, string>} settings @param {(json: string) => void} [told] */
export async function check(glue, files, settings, told = () => {}) {
  const visit = session(glue);
  for (const file of files) visit.add_document(basename(file), undefined, undefined, readFileSync(file));
  if (visit.wants_zones()) visit.give_zones(readFileSync(ZONES, "utf8"));
  await visit.check(`#/controle?${new URLSearchParams(settings)}`, told);
  const bytes = visit.export("json", "");
  visit.free();
  return bytes;
}

// The module under Node, for tests and benches: what the worker does, without the worker.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ZONES = fileURLToPath(new URL("../crate/data/zones.txt", import.meta.url));

/** What each module is given beside its code. @type {WeakMap<object, Uint8Array>} */
const tables = new WeakMap();
/** The reader of Markdown of each. @type {WeakMap<object, (text: string) => Uint8Array | undefined>} */
const readers = new WeakMap();

/** Loads the module that stands in a folder. @param {string} folder */
export async function load(folder) {
  const glue = await import(pathToFileURL(join(folder, "avant_moisson.js")).href);
  await glue.default({ module_or_path: readFileSync(join(folder, "avant_moisson_bg.wasm")) });
  tables.set(glue, readFileSync(join(folder, "tables.txt")));
  const markdown = await import(pathToFileURL(join(folder, "markdown_reader.js")).href);
  await markdown.default({ module_or_path: readFileSync(join(folder, "markdown_reader_bg.wasm")) });
  readers.set(glue, markdown.read);
  return glue;
}

/** Checks files and returns the interchange, as bytes; `told` hears how far it is. @param {any} glue @param {string[]} files
 * @param {Record<string, string>} settings @param {(json: string) => void} [told] */
export async function check(glue, files, settings, told = () => {}) {
  const session = new glue.Session(tables.get(glue));
  session.give_markdown(readers.get(glue));
  for (const file of files) session.add_document(basename(file), undefined, undefined, readFileSync(file));
  if (session.wants_zones()) session.give_zones(readFileSync(ZONES, "utf8"));
  await session.check(`#/controle?${new URLSearchParams(settings)}`, told);
  const bytes = session.export("json", "");
  session.free();
  return bytes;
}

// What a catalogue would become on data.gouv.fr, for Node and for documentation sites. No request is made: the caller
// gives the documents.
import init, { Session } from "./avant_moisson.js";
import { giveRest } from "./rest.js";

const isNode = typeof process !== "undefined" && Boolean(process.versions?.node);

/** A file of this package. @param {string} name @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function own(name) {
  const url = new URL(name, import.meta.url);
  if (isNode && url.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return Uint8Array.from(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} : ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The tables that the module takes. @type {Promise<Uint8Array<ArrayBuffer>> | undefined} */
let ready;

async function start() {
  const [module, rest, tables] = await Promise.all([
    own("avant_moisson_bg.wasm"),
    own("avant_moisson_rest.wasm"),
    own("tables.txt"),
  ]);
  await Promise.all([init({ module_or_path: module }), giveRest(rest)]);
  return tables;
}

/** Checks one harvest and returns the interchange, as the command prints it with `--format json`. */
export async function check(documents, settings = {}) {
  ready ??= start();
  const session = new Session(await ready);
  try {
    for (const { name, content, contentType, url } of documents) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      session.add_document(name, contentType, url, bytes);
    }
    if (session.wants_zones()) session.give_zones(new TextDecoder().decode(await own("zones.txt")));
    const { kind, site, prefix, date, inspire, geodcatap } = settings;
    const asked = new URLSearchParams();
    const said = { type: kind, site, prefixe: prefix, date, inspire: inspire && "1", geodcatap: geodcatap && "1" };
    for (const [key, value] of Object.entries(said)) if (value) asked.set(key, value);
    await session.check(`#/controle?${asked}`, () => {});
    const bytes = session.export("json", "");
    return bytes ? JSON.parse(new TextDecoder().decode(bytes)) : null;
  } finally {
    session.free();
  }
}

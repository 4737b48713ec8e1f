// @ts-check
// The part of the module that a first catalogue does not run (`scripts/split.mjs`). Whoever hosts the module gives it once it
// is there; a call that comes before waits for it.

/** What the first part was given, and what it gives once it is there.
 * @type {{ imports: WebAssembly.Imports, exports: () => WebAssembly.Exports } | undefined} */
let first;
/** @type {WebAssembly.Module | undefined} */
let rest;

const FILE = new URL("avant_moisson_rest.wasm", import.meta.url);

/** The imports of the first part: those of the glue, and how to have the rest.
 * @param {WebAssembly.Imports} imports @param {() => WebAssembly.Exports} exports */
export function withRest(imports, exports) {
  first = { imports, exports };
  return { ...imports, rest: { load } };
}

/** Whether the module has another part, which was not given yet. */
export function wantsRest() {
  return first !== undefined && rest === undefined;
}

/** @param {Uint8Array<ArrayBuffer>} bytes the file `avant_moisson_rest.wasm` */
export async function giveRest(bytes) {
  rest = await WebAssembly.compile(bytes);
}

/** Called by the first part, once, before its first call to the rest. The rest puts itself in the table of the first. */
function load() {
  if (!first) throw new Error("the first part of the module is not there");
  rest ??= new WebAssembly.Module(readNow());
  new WebAssembly.Instance(rest, { ...first.imports, first: first.exports() });
}

/** A worker may wait for a file; so may Node. @returns {Uint8Array<ArrayBuffer> | ArrayBuffer} */
function readNow() {
  if (typeof XMLHttpRequest === "undefined") {
    return /** @type {any} */ (globalThis).process.getBuiltinModule("node:fs").readFileSync(FILE);
  }
  const request = new XMLHttpRequest();
  request.open("GET", FILE, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${FILE} : ${request.status}`);
  return request.response;
}

// Cuts the module in two, `split.mjs FOLDER LINKED`: what the overview of each example runs stays, the rest is loaded when it
// is called (`rest.js`). LINKED is the module as the linker wrote it; BINDGEN names the program that cuts (scripts/bindgen).
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { load, session as begin } from "./module.mjs";

const [folder, linked] = process.argv.slice(2);
if (!folder || !linked) throw new Error("usage: split.mjs DOSSIER MODULE");
const bindgen = process.env.BINDGEN ?? "target/debug/bindgen";
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const MODULE = "avant_moisson_bg.wasm";
const GLUE = "avant_moisson.js";
const IMPORTS = "function __wbg_get_imports()";

// The glue asks for its imports in one place.
const glue = readFileSync(join(folder, GLUE), "utf8");
if (glue.split(IMPORTS).length !== 2) throw new Error(`${GLUE} : ${IMPORTS} n’y est pas une fois`);
writeFileSync(
  join(folder, GLUE),
  `import { withRest } from "./rest.js";\n${glue.replace(IMPORTS, `${IMPORTS} {\n    return withRest(importsOfGlue(), () => wasm);\n}\n\nfunction importsOfGlue()`)}`,
);

const profile = mkdtempSync(join(folder, "..", "profile-"));
try {
  cpSync(folder, profile, { recursive: true });
  writeFileSync(
    join(profile, "rest.js"),
    `export const called = new Set();
export const withRest = (imports) => ({ ...imports, rest: { called: (index) => called.add(index) } });
export const wantsRest = () => false;`,
  );
  execFileSync(bindgen, ["--instrument", join(folder, MODULE), join(profile, MODULE)]);
  const { called } = await import(pathToFileURL(join(profile, "rest.js")).href);
  const shown = await showExamples(profile);
  const list = join(profile, "called.txt");
  writeFileSync(list, [...called].sort((a, b) => a - b).join("\n"));
  execFileSync(bindgen, ["--split", join(folder, MODULE), list, join(folder, "avant_moisson_rest.wasm"), linked]);
  // The first part alone shows the same.
  const again = await showExamples(folder);
  const { wantsRest } = await import(pathToFileURL(join(folder, "rest.js")).href);
  if (!wantsRest() || again.some((html, index) => html !== shown[index])) throw new Error("la première partie ne suffit pas");
} finally {
  rmSync(profile, { recursive: true });
}

/** The first screen, then the overview of each example, shown as the worker does. @param {string} folder */
async function showExamples(folder) {
  const module = await load(folder, false);
  // The same day whatever the day, so that the same sources give the same module; and a machine so slow that the reading
  // tells how far it is at each look at the clock.
  let now = Date.UTC(2026, 10, 1);
  Date.now = () => (now += 100);
  const home = begin(module).view("#/").html;
  const shown = [home];
  for (const address of links(home)) {
    const session = begin(module);
    const plan = session.plan(address);
    if (plan.action !== "example") continue;
    session.leave();
    for (const name of plan.files) {
      session.add_document(name, undefined, undefined, readFileSync(here(`../www/examples/${name}`)));
    }
    if (session.wants_zones()) session.give_zones(readFileSync(here("../crate/data/zones.txt"), "utf8"));
    await session.check(address, () => {
      if (session.concerns(address)) session.view(address);
    });
    session.kept_name();
    if (session.wants_outline(address)) session.give_outline(readFileSync(here("../crate/data/outline.txt"), "utf8"));
    session.wants_figures(address);
    shown.push(session.view(address).html);
    session.free();
  }
  return shown;
}

/** The addresses of this page that a screen leads to. @param {string} html */
function links(html) {
  return new Set([...html.matchAll(/href="(#\/[^"]*)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&")));
}

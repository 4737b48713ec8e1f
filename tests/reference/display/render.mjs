// usage: render.mjs BUNDLE [--now DAY] ANSWERS.json             the display of one harvest, JSON on stdout
//        render.mjs BUNDLE [--now DAY] --out FOLDER ANSWERS.json…   of many, under the same names
//
// What a visitor of data.gouv.fr reads of each record, from what `scripts/reference --api` answered. To be run in the time zone of
// Paris. scripts/reference-display does all of it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { kept, open } from "./document.mjs";
import { siteOf } from "./site.mjs";

const { values: { now, out }, positionals: [bundle, ...answers] } = parseArgs({
  allowPositionals: true, options: { now: { type: "string", default: "2026-11-01" }, out: { type: "string" } },
});
open(bundle, now);
const site = siteOf(await import(pathToFileURL(bundle).href));

/** What the database draws is named, not shown. */
function anonymous(api) {
  api.id = "(identifiant)";
  if (api.harvest?.source_id) api.harvest.source_id = "(identifiant)";
  for (const [place, file] of (api.resources ?? []).entries()) {
    file.id = `(identifiant ${place + 1})`;
    file.latest = `https://www.data.gouv.fr/api/1/datasets/r/${file.id}`;
  }
  return api;
}

async function display({ status, items }) {
  const datasets = new Map();
  for (const { remote_id: name, item, api } of items) {
    if (api) anonymous(api);
    if (api && item.type === "dataset" && !datasets.has(name)) datasets.set(name, api);
  }
  const shown = [];
  for (const { remote_id, status: outcome, item, api } of items) {
    const record = !api ? {} : item.type === "dataset" ? await site.dataset(api)
      : await site.dataservice(api, item.datasets.map((name) => datasets.get(name)).filter(Boolean));
    shown.push({ remote_id, status: outcome, ...kept(record) });
  }
  return { status, items: shown };
}

if (out) mkdirSync(out, { recursive: true });
for (const file of answers) {
  const text = JSON.stringify(await display(JSON.parse(readFileSync(file, "utf8"))), null, 1) + "\n";
  if (out) writeFileSync(join(out, basename(file)), text);
  else process.stdout.write(text);
}

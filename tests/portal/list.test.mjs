// Several portals at once: `--liste` reads simulated ones, compares two runs, and its JSON has the documented shape.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ckan, hydra, portal } from "./simulator.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const COMMAND = process.env.COMMAND ?? join(ROOT, "target", "debug", "avant-moisson");
const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} words @returns {Promise<{ code: number | null, out: string, said: string }>} */
function run(...words) {
  return new Promise((done) => {
    const child = spawn(COMMAND, [...words, "--now", "2026-11-01"]);
    let [out, said] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => done({ code, out, said: said.replaceAll("\u00a0", " ") }));
  });
}

/** @param {string} name @param {string} text */
function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("each source has its line, and two runs are compared", async () => {
  let records = 35;
  const first = await portal((...asked) => hydra(records)(...asked));
  const second = await portal(ckan(12));
  const list = file(
    "sources.csv",
    `nom;adresse;type;filtres\r\nVille;${first.origin}/catalog.xml;dcat;\r\nRégion;${second.origin};;organization=mairie\r\nAbsente;${first.origin}/absente.rdf;;\r\n`,
  );
  const before = await run("--liste", list, "--format", "json");
  const table = JSON.parse(before.out);
  assert.equal(before.code, 1);
  assert.deepEqual(table.sources.map((/** @type {any} */ line) => [line.name, line.harvester]), [["Ville", "dcat"], ["Région", "ckan"], ["Absente", null]]);
  const [ville, , absente] = table.sources;
  assert.equal(ville.records.total, 35);
  assert.equal(ville.records.ready + ville.records.toFix + ville.records.skipped + ville.records.failed, 35);
  assert.equal(absente.status, null);
  assert.match(absente.verdict, /\S/);
  assert.equal(ville.changes, undefined);

  const require = createRequire(join(ROOT, "tests/browser/package.json"));
  const Ajv = require("ajv/dist/2020");
  const validate = new Ajv.default({ strict: false }).compile(JSON.parse(readFileSync(join(ROOT, "docs/sources.schema.json"), "utf8")));
  assert.ok(validate(table), JSON.stringify(validate.errors));

  records = 40;
  const kept = file("precedent.json", before.out);
  const now = JSON.parse((await run("--liste", list, "--format", "json", "--compare", kept)).out);
  assert.ok(validate(now), JSON.stringify(validate.errors));
  assert.ok(now.sources[0].changes.includes("fiches : +5"), JSON.stringify(now.sources[0].changes));
  assert.deepEqual(now.sources[2].changes, []);

  const csv = join(folder, "tableau.csv");
  const text = await run("--liste", list, "--compare", kept, "--also", `csv=${csv}`, "--also", `html=${join(folder, "tableau.html")}`);
  assert.match(text.out.replaceAll("\u00a0", " ").replaceAll("\u202f", " "), /Ville\n.*\n {2}dcat · .*40 fiches.*fiches : \+5/s);
  assert.equal(readFileSync(csv, "utf8").trim().split("\r\n").length, 4);
  assert.match(readFileSync(join(folder, "tableau.html"), "utf8"), /<th scope="row" dir="auto" data-verbatim>Région/);
  const ticket = await run("--liste", list, "--compare", kept, "--format", "markdown");
  assert.match(ticket.out.replaceAll("\u00a0", " "), /^\| Ville \| dcat \| .* \| 40 \| .*fiches : \+5.* \|$/m);
  // What arrives incomplete is told to correct, and blocks nothing.
  const one = file("une.csv", `adresse\n${first.origin}/catalog.xml\n`);
  assert.deepEqual([(await run("--liste", one, "--fail-on", "bloquant")).code, (await run("--liste", one, "--fail-on", "a-corriger")).code], [0, 1]);
  first.stop();
  second.stop();
});

test("a list that cannot be read says where and what to write", async () => {
  for (const [text, expected] of [
    ["", /nommer les colonnes/],
    ["adresse;type\ndata.ville.fr;wms\n", /ligne 2 : « wms »/],
    ["adresse\n", /aucune adresse/],
  ]) {
    const { code, said } = await run("--liste", file("fausse.csv", String(text)));
    assert.equal(code, 2);
    assert.match(said, /** @type {RegExp} */ (expected));
  }
  const absent = await run("--liste", join(folder, "nulle-part.csv"));
  assert.deepEqual([absent.code, /liste illisible/.test(absent.said)], [2, true]);
  const shaped = await run("--liste", file("une.csv", "adresse\n/nulle/part.ttl\n"), "--format", "github");
  assert.deepEqual([shaped.code, /text, csv, json, html ou markdown/.test(shaped.said)], [2, true]);
});

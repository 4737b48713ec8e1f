// The module gives the same bytes as the command: same records, same traces, same findings.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { check, load } from "../scripts/module.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const COMMAND = process.env.COMMAND ?? join(ROOT, "target", "debug", "avant-moisson");
const CORPUS = process.env.CORPUS ?? join(ROOT, "..", "shared", "corpus");
const DATE = "2026-11-01";
const SITE = "https://data.exemple.fr/";

const glue = await load(join(process.env.DIST ?? join(ROOT, "dist"), "pkg"));

/** What the command says; its exit code only tells whether something is to be fixed. @param {string[]} files @param {string | undefined} kind */
function command(files, kind) {
  const options = ["--format", "json", "--now", DATE, "--site", SITE, ...(kind ? ["--as", kind] : [])];
  try {
    // In the folder of the files: findings name them, and a page knows no path.
    const cwd = dirname(files[0] ?? ".");
    const names = files.map((file) => relative(cwd, file));
    return execFileSync(COMMAND, [...names, ...options], { cwd, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return /** @type {{ stdout: Buffer }} */ (error).stdout;
  }
}

/** @param {string[]} files @param {string} [kind] */
async function same(files, kind) {
  const ours = Buffer.from(await check(glue, files, { date: DATE, site: SITE, ...(kind ? { type: kind } : {}) }));
  const theirs = command(files, kind);
  assert.ok(ours.equals(theirs), `${files[0]} : le module et la commande diffèrent`);
}

test("exemples", async () => {
  const folder = join(ROOT, "www", "examples");
  for (const name of readdirSync(folder)) await same([join(folder, name)]);
});

/** Kinds read so far, and the folders of answers without a golden that are read as they come. */
test("corpus", { skip: existsSync(CORPUS) ? false : "le corpus est absent" }, async () => {
  const cases = JSON.parse(readFileSync(join(CORPUS, "cases.json"), "utf8"));
  for (const { kind, files } of cases) await same(files.map((/** @type {string} */ file) => join(CORPUS, file)), kind);
  console.log(`${cases.length} moissonnages : même JSON dans le module et dans la commande`);
});

test("réponses réelles sans jugement", { skip: existsSync(CORPUS) ? false : "le corpus est absent" }, async () => {
  let count = 0;
  for (const folder of readdirSync(join(CORPUS, "unjudged"))) {
    for (const name of readdirSync(join(CORPUS, "unjudged", folder))) {
      await same([join(CORPUS, "unjudged", folder, name)]);
      count += 1;
    }
  }
  console.log(`${count} fichiers : même JSON dans le module et dans la commande`);
});

// The module gives the same bytes as the command: same records, same traces, same findings.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { check, load } from "../scripts/module.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const COMMAND = process.env.COMMAND ?? join(ROOT, "target", "debug", "avant-moisson");
const CORPUS = process.env.CORPUS ?? join(ROOT, "..", "shared", "corpus");
const DATE = "2026-11-01";
const SITE = "https://data.exemple.fr/";

const PKG = join(process.env.DIST ?? join(ROOT, "dist"), "pkg");

const glue = await load(PKG);

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

test("ce que le premier écran attend : 700 Kio en brotli, 900 en gzip au plus", () => {
  const bytes = readFileSync(join(PKG, "avant_moisson_bg.wasm"));
  assert.ok(brotliCompressSync(bytes).length <= 700 * 1024);
  assert.ok(gzipSync(bytes, { level: 9 }).length <= 900 * 1024);
});

test("un appel au reste du module le charge s’il n’est pas encore là", async () => {
  const file = join(ROOT, "www", "examples", "dcat-catalogue.ttl");
  // In a process of its own: here the rest was given.
  const program = `import { check, load } from ${JSON.stringify(new URL("../scripts/module.mjs", import.meta.url).href)};
    const [folder, file] = process.argv.slice(1);
    const { wantsRest } = await import(new URL("rest.js", "file://" + folder + "/"));
    const glue = await load(folder, false);
    const before = wantsRest();
    const bytes = await check(glue, [file], { date: "${DATE}", site: "${SITE}" });
    process.stdout.write(JSON.stringify([before, wantsRest()]) + Buffer.from(bytes).toString());`;
  const told = execFileSync(process.execPath, ["--input-type=module", "--eval", program, PKG, file], { maxBuffer: 1 << 30 });
  const expected = await check(glue, [file], { date: DATE, site: SITE });
  assert.equal(told.toString(), `[true,false]${Buffer.from(expected)}`);
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

// The command reads simulated portals of every software, and says what is wrong with those that fail.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { PAGES, always, ckan, csw, hydra, opendatasoft, portal, rdf, rdfDataset, udata, xml } from "./simulator.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const COMMAND = process.env.COMMAND ?? join(ROOT, "target", "debug", "avant-moisson");

/** `items` are what arrives; `unreached`, what is only shown. @param {string[]} words @returns {Promise<{ code: number | null, items: any[], unreached: any[], status: string, said: string }>} */
function run(...words) {
  return new Promise((done) => {
    const child = spawn(COMMAND, [...words, "--format", "json", "--now", "2026-11-01"]);
    let [out, said] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => done({ code, items: [], unreached: [], status: "failed", ...(out ? JSON.parse(out) : {}), said: said.replaceAll("\u00a0", " ") }));
  });
}

/** Reads the portal that answers so. @param {import("./simulator.mjs").Answer} answer @param {string} [path] @param {string[]} [options] */
async function read(answer, path = "", ...options) {
  const simulated = await portal(answer);
  try {
    return { ...(await run(simulated.origin + path, ...options)), asked: simulated.asked };
  } finally {
    simulated.stop();
  }
}

/** @param {any[]} items */
const ids = (items) => new Set(items.map((item) => item.remote_id)).size;

test("an Opendatasoft portal, from its home page, by its DCAT export", async () => {
  const { items, said, asked } = await read(opendatasoft(230));
  assert.equal(ids(items), 230);
  assert.match(said, /Opendatasoft.*type DCAT, adresse http:.*\/exports\/dcat\//s);
  assert.deepEqual(asked.slice(1), ["HEAD /api/explore/v2.1/catalog/exports/dcat/", "GET /api/explore/v2.1/catalog/exports/dcat/"]);
});

test("an Opendatasoft portal whose export fails, by its API, said", async () => {
  const { items, unreached, said } = await read(opendatasoft(230, { hasExport: false }));
  assert.deepEqual([items.length, ids(unreached)], [0, 230]);
  assert.match(said, /L’export DCAT du portail ne répond pas/);
});

test("a CKAN portal, by pages", async () => {
  const { items, said, asked } = await read(ckan(450));
  assert.equal(ids(items), 450);
  assert.match(said, /CKAN.*type CKAN/s);
  assert.equal(asked.filter((line) => line.includes("package_search")).length, 3);
  assert.equal(asked.filter((line) => line.includes("package_show")).length, 1);
});

test("a CKAN portal whose pages hold something else, package by package", async () => {
  const { items, asked } = await read(ckan(30, { sameShape: false }));
  assert.equal(ids(items), 30);
  assert.equal(asked.filter((line) => line.includes("package_show")).length, 30);
});

test("a Hydra catalogue, page after page", async () => {
  const { items, asked } = await read(hydra(35), "/catalog.xml");
  assert.equal(ids(items), 35);
  assert.equal(asked.length, 4);
});

test("a catalogue service, by POST", async () => {
  const { asked, said } = await read(csw(60), "/csw", "--as", "csw-dcat");
  assert.deepEqual(asked, ["POST /csw", "POST /csw", "POST /csw"]);
  assert.doesNotMatch(said, /approché/);
});

test("only the portal that was named is asked", async () => {
  const other = await portal(hydra(35));
  const { items, said } = await read(hydra(35, () => `${other.origin}/catalog.xml?page=2`), "/catalog.xml");
  assert.equal(ids(items), 10);
  // An address of this machine is none that data.gouv.fr would read.
  assert.match(said, /n’a pas une adresse publique/);
  assert.deepEqual(other.asked, []);
  other.stop();
});

test("a portal that asks to wait is waited for", async () => {
  const flow = hydra(15);
  let count = 0;
  const { items, unreached, status, asked } = await read(
    (url, request) =>
      (count += 1) === 2 ? { status: 429, headers: { "Retry-After": "1" } } : flow(url, request),
    "/catalog.xml",
  );
  // The harvester would not wait: its harvest ends there.
  assert.deepEqual([status, ids(items), ids(unreached)], ["failed", 10, 5]);
  assert.equal(asked.length, 3);
});

test("a page that fails keeps the others", async () => {
  const flow = hydra(35);
  const { items, said, code } = await read(
    (url, request) => (url.searchParams.get("page") === "3" ? { status: 502 } : flow(url, request)),
    "/catalog.xml",
  );
  assert.equal(ids(items), 20);
  assert.match(said, /erreur 502\) \(page 3\)/);
  assert.equal(code, 1);
});

test("a document that stops before its end", async () => {
  const body = rdf(Array.from({ length: 40 }, (_, n) => rdfDataset(n)).join(""));
  const { said } = await read(always({ ...xml(body), cut: true }), "/catalogue.rdf");
  assert.match(said, /La réponse s’est interrompue/);
});

test("a redirection is followed on the same host, and told", async () => {
  const body = rdf(rdfDataset(1));
  const { items, unreached, said } = await read(
    (url) => (url.pathname === "/a.rdf" ? { status: 301, headers: { Location: "/b.rdf" } } : xml(body)),
    "/a.rdf",
  );
  assert.deepEqual([items.length, ids(unreached)], [0, 1]);
  assert.match(said, /redirigée : le moissonnage échouerait.*\/b\.rdf/s);
});

test("a redirection elsewhere is not followed", async () => {
  const other = await portal(always(xml(rdf(rdfDataset(1)))));
  const { items, said } = await read(always({ status: 302, headers: { Location: `${other.origin}/b.rdf` } }), "/a.rdf");
  assert.deepEqual([items.length, other.asked.length], [0, 0]);
  assert.match(said, /redirigée/);
  other.stop();
});

test("a catalogue that goes round is left", async () => {
  const { items, said } = await read(hydra(35, (origin) => `${origin}/catalog.xml`), "/catalog.xml");
  assert.equal(ids(items), 10);
  assert.match(said, /tourne en rond/);
});

test("a catalogue service that goes round, or says no", async () => {
  const round = await read(csw(60, { next: () => 1 }), "/csw", "--as", "csw-dcat");
  assert.match(round.said, /tourne en rond/);
  const silent = await read(csw(60, { next: () => undefined }), "/csw", "--as", "csw-dcat");
  assert.match(silent.said, /nextRecord ou un compte de fiches manque/);
  const refusal = await read(always(PAGES.exception), "/csw");
  assert.match(refusal.said, /refuse la requête.*outputSchema inconnu/s);
});

for (const [name, reply, expected] of /** @type {[string, import("./simulator.mjs").Reply, RegExp][]} */ ([
  ["a web page", PAGES.html, /page web, pas un catalogue.*\/catalog\.rdf/s],
  ["a page to sign in", PAGES.login, /demande de se connecter/],
  ["not found", { status: 404 }, /introuvable \(erreur 404\)/],
  ["gone", { status: 410 }, /introuvable \(erreur 410\)/],
  ["unauthorised", { status: 401 }, /Accès refusé \(erreur 401\)/],
  ["forbidden", { status: 403 }, /Accès refusé \(erreur 403\)/],
  ["broken", { status: 500 }, /en panne.*erreur 500/],
  ["busy for long", { status: 503, headers: { "Retry-After": "3600" } }, /demande d’attendre/],
])) {
  test(name, async () => {
    const { code, items, said } = await read(always(reply), "/catalogue.rdf");
    assert.deepEqual([code, items.length], [2, 0]);
    assert.match(said, expected);
  });
}

test("an empty catalogue", async () => {
  const { code, said } = await read(ckan(0), "/dataset");
  assert.equal(code, 2);
  assert.match(said, /Aucune fiche trouvée/);
});

test("a home page of nothing known: eight requests and the page itself, and a sentence", async () => {
  const { asked, said } = await read(() => undefined);
  assert.equal(asked.length, 9);
  assert.match(said, /n’a pas été reconnu/);
});

test("nobody there", async () => {
  const gone = await portal(() => undefined);
  gone.stop();
  const { code, said } = await run(gone.origin);
  assert.equal(code, 2);
  assert.match(said, /Aucune réponse de 127\.0\.0\.1.*connexion refusée/s);
});

test("a missing file is no address", async () => {
  const { code, said } = await run("absent.json");
  assert.equal(code, 2);
  assert.match(said, /absent\.json : fichier illisible/);
});

test("udata's own catalogue, page after page, from its address or its home page", async () => {
  for (const [path, probes] of /** @type {[string, number][]} */ ([["/api/1/site/catalog", 0], ["/", 8]])) {
    const { items, said, asked } = await read(udata(35), path);
    assert.equal(ids(items), 35);
    assert.match(said, /udata.*type DCAT, adresse http:.*\/api\/1\/site\/catalog\.xml/s);
    assert.equal(asked.length, probes + 4);
  }
});

test("a real static server, with a catalogue in two files", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
  const server = spawn("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]);
  server.on("error", () => t.skip("python3 n’est pas installé"));
  const [, port] = await new Promise((done) => {
    let said = "";
    server.stdout.on("data", (chunk) => ((said += chunk), /port (\d+)/.test(said) && done(said.match(/port (\d+)/))));
  });
  const origin = `http://127.0.0.1:${port}`;
  const turtle = (/** @type {number} */ n, /** @type {string} */ next) =>
    `@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n@prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n<${origin}/jeu/${n}> a dcat:Dataset ; dct:identifier "jeu-${n}" ; dct:title "Jeu ${n}" .\n<${origin}/page/${n}> a hydra:PartialCollectionView ${next}.\n`;
  writeFileSync(join(folder, "catalogue.ttl"), turtle(1, `; hydra:next <${origin}/suite.ttl> `));
  writeFileSync(join(folder, "suite.ttl"), turtle(2, ""));
  const { items, said } = await run(`${origin}/catalogue.ttl`);
  assert.equal(ids(items), 2);
  assert.doesNotMatch(said, /page suivante/);
  // A folder listing is a web page, and names the catalogue.
  const listing = await run(`${origin}/?x`);
  assert.match(listing.said, /page web, pas un catalogue.*catalogue\.ttl/s);
  server.kill();
  rmSync(folder, { recursive: true });
});

test("the bar is drawn on a terminal, and nowhere else", async (t) => {
  const simulated = await portal(hydra(35));
  const address = `${simulated.origin}/catalog.xml`;
  const piped = await run(address);
  assert.doesNotMatch(piped.said, /[█▒\r\u001b]/);
  const terminal = spawnSync("script", ["--version"]).status === 0;
  if (terminal) {
    const child = spawn("script", ["-qec", `${COMMAND} ${address} --format json --now 2026-11-01`, "/dev/null"]);
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    await new Promise((done) => child.on("close", done));
    assert.match(said, /\[█+▒*\] .*fiches? lues sur environ 35/);
  } else {
    t.diagnostic("script(1) n’est pas installé : le terminal n’est pas essayé");
  }
  simulated.stop();
});

test("the help tells the exit codes, and they are those", async () => {
  const { stdout } = spawnSync(COMMAND, ["--help"], { encoding: "utf8" });
  assert.match(stdout.replace(/\s+/g, " "), /Code de sortie : 0 quand.*1 quand.*2 quand/);
  const simulated = await portal((url) => (url.pathname === "/vide" ? { status: 404 } : hydra(15)(url, { method: "GET", body: "", origin: simulated.origin, asked: [] })));
  const [some, none] = [await run(`${simulated.origin}/catalog.xml`), await run(`${simulated.origin}/vide.rdf`)];
  assert.deepEqual([some.code, none.code], [1, 2]);
  simulated.stop();
});

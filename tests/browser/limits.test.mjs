// Where a reading ends by itself: an answer or a file too large for the page, an answer that never ends, and what comes
// from another host than the one that was named. The limits are lowered, so that small answers reach them.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { hydra, portal, rdf, rdfDataset, xml } from "../portal/simulator.mjs";
import { DIST, serve, stage, visit } from "./site.mjs";

const { browser } = await stage();

/** The site with a module that reads no more than so many bytes, and no answer for longer than so many milliseconds.
 * @param {number} largest @param {number} longest */
function limitedSite(largest, longest) {
  const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
  for (const name of readdirSync(DIST)) if (name !== "worker.js") symlinkSync(join(DIST, name), join(folder, name));
  const code = readFileSync(join(DIST, "worker.js"), "utf8");
  const made = "new Session(new Uint8Array(await tables.arrayBuffer()))";
  assert.ok(code.includes(made), "the worker makes its session elsewhere");
  const lowered = `{ const session = ${made}; session.limit(${largest}, ${longest}); return session; }`;
  writeFileSync(join(folder, "worker.js"), code.replace(made, lowered));
  return folder;
}

/** Opens that site. @param {{ hash?: string, largest?: number, longest?: number }} options */
async function limited({ hash = "", largest = 2 ** 28, longest = 2 ** 28 }) {
  const folder = limitedSite(largest, longest);
  const site = await serve(folder);
  const visited = await visit(browser, `${site.url}${hash}`, { bypassCSP: true });
  const end = async () => {
    await visited.context.close();
    site.stop();
    rmSync(folder, { recursive: true });
  };
  return { ...visited, site, end };
}

/** @param {string} address */
const check = (address) => `#/controle?src=${encodeURIComponent(address)}`;

/** The text of the page, once it has these words. @param {import("playwright-core").Page} page @param {RegExp} title */
async function told(page, title) {
  await page.locator("h1", { hasText: title }).waitFor();
  return ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");
}

test("an answer beyond what the page holds is given up in a sentence", async () => {
  const large = await portal(() => xml(rdf(rdfDataset(1).repeat(40)), "application/rdf+xml"));
  const { page, end } = await limited({ hash: check(`${large.origin}/c.rdf`), largest: 3000 });
  const said = await told(page, /Réponse trop volumineuse/);
  assert.match(said, /la lecture s’arrête là/);
  assert.match(said, /avant-moisson 'http/, "the command reads it");
  await end();
  large.stop();
});

test("pages that are too large together keep those that were read", async () => {
  const paged = await portal(hydra(35));
  const first = await fetch(`${paged.origin}/catalog.xml`);
  const largest = (await first.text()).length * 2 + 100;
  const { page, end } = await limited({ hash: check(`${paged.origin}/catalog.xml`), largest });
  const said = await told(page, /20.fiches lues/);
  assert.match(said, /Réponse trop volumineuse/);
  await end();
  paged.stop();
});

test("a file beyond what the page holds is told before it is read", async () => {
  const { page, end } = await limited({ largest: 3000 });
  await page.locator("input[type=file]").first().setInputFiles([
    { name: "grand.rdf", mimeType: "application/rdf+xml", buffer: Buffer.from(rdf(rdfDataset(1).repeat(40))) },
    { name: "petit.rdf", mimeType: "application/rdf+xml", buffer: Buffer.from(rdf(rdfDataset(2))) },
  ]);
  const said = await told(page, /1.fiche lue/);
  assert.match(said, /Ce fichier n’a pas été lu/);
  assert.match(said, /avant-moisson "grand\.rdf"/);
  await end();
});

test("an answer that never ends is given up, whatever its pace", async () => {
  const endless = createServer((_, response) => {
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "application/rdf+xml" });
    const pace = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(pace));
  });
  await new Promise((done) => endless.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (endless.address());
  const { page, end } = await limited({ hash: check(`http://127.0.0.1:${port}/c.rdf`), longest: 1000 });
  assert.match(await told(page, /La réponse n’en finit pas/), /la lecture s’arrête là/);
  await end();
  endless.closeAllConnections();
  endless.close();
});

test("records of another host, to which a page is redirected, are not read", async () => {
  const elsewhere = await portal(() => xml(rdf(rdfDataset(99)), "application/rdf+xml"));
  const to = { status: 302, headers: { Location: `${elsewhere.origin}/c.rdf` } };
  const whole = await portal(() => to);
  const { page, end } = await limited({ hash: check(`${whole.origin}/c.rdf`) });
  let said = await told(page, /redirigée/);
  assert.doesNotMatch(said, /Jeu 99/);
  await end();
  // A page among others: those of the portal stay, and nothing comes beside them.
  const paged = await portal((url, request) => (url.searchParams.get("page") === "2" ? to : hydra(35)(url, request)));
  const second = await limited({ hash: check(`${paged.origin}/catalog.xml`) });
  said = await told(second.page, /10.fiches lues/);
  assert.match(said, /redirigée/);
  await second.page.goto(`${second.site.url}#/jeux?src=${encodeURIComponent(`${paged.origin}/catalog.xml`)}`);
  await second.page.getByRole("heading", { level: 1 }).waitFor();
  assert.doesNotMatch((await second.page.locator("main").textContent()) ?? "", /Jeu 99/);
  await second.end();
  for (const each of [elsewhere, whole, paged]) each.stop();
});

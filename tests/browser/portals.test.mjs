// Simulated portals read by the page: each software, and each fault in its own words.
import assert from "node:assert/strict";
import { test } from "node:test";

import { PAGES, always, ckan, csw, hydra, opendatasoft, portal, rdf, rdfDataset, xml } from "../portal/simulator.mjs";
import { stage, visit } from "./site.mjs";

/** @typedef {import("../portal/simulator.mjs").Answer} Answer */
/** @typedef {import("../portal/simulator.mjs").Manners} Manners */

const { site, browser } = await stage();

/** Opens a portal in the page, waits for what is said, and gives it with what was asked.
 * @param {Answer} answer @param {{ path?: string, type?: string, manners?: Manners, expected: RegExp }} how */
async function read(answer, { path = "", type, manners, expected }) {
  const simulated = await portal(answer, manners);
  const source = encodeURIComponent(simulated.origin + path);
  const { page, context, requests, errors } = await visit(
    browser,
    `${site.url}#/controle?src=${source}${type ? `&type=${type}` : ""}`,
  );
  await page.locator("main", { hasText: expected }).waitFor();
  const said = (await page.locator("main").textContent()) ?? "";
  const elsewhere = requests.filter((url) => !url.startsWith(site.url) && !url.startsWith(simulated.origin));
  await context.close();
  simulated.stop();
  assert.deepEqual(elsewhere, []);
  // The browser itself writes down what the network refused.
  assert.deepEqual(errors.filter((error) => !/^(Failed to load resource|Access to fetch)/.test(error)), []);
  assert.ok(!/Failed to fetch|TypeError/.test(said));
  return { said, asked: simulated.asked };
}

test("every software is read", async (t) => {
  const portals = /** @type {[string, Answer, string, string | undefined, RegExp][]} */ ([
    ["Opendatasoft", opendatasoft(230), "", undefined, /230.fiches lues/],
    ["CKAN by pages", ckan(450), "", undefined, /450.fiches lues/],
    ["CKAN package by package", ckan(30, { sameShape: false }), "", undefined, /30.fiches lues/],
    ["Hydra", hydra(35), "/catalog.xml", undefined, /35.fiches lues/],
  ]);
  for (const [name, answer, path, type, expected] of portals) {
    await t.test(name, () => read(answer, { path, expected, ...(type ? { type } : {}) }));
  }
});

test("a service that does not answer preflights is asked by address, said", async () => {
  const { asked } = await read(csw(60), {
    path: "/csw",
    type: "csw-dcat",
    manners: { preflight: false },
    expected: /Aperçu approché/,
  });
  assert.ok(asked.some((line) => line.startsWith("GET /csw?service=CSW")));
  assert.ok(!asked.some((line) => line.startsWith("POST")));
});

test("every fault is said in its own words", async (t) => {
  const one = xml(rdf(rdfDataset(1)), "application/rdf+xml");
  const faults = /** @type {[string, Answer, RegExp, Manners?][]} */ ([
    ["CORS", always(one), /interdit la lecture depuis une autre page.*data\.gouv\.fr, lui, pourra lire votre portail/s, { cors: false }],
    ["a web page", always(PAGES.html), /page web, pas un catalogue/],
    ["a page to sign in", always(PAGES.login), /demande de se connecter/],
    ["not found", always({ status: 404 }), /introuvable \(erreur.404\)/],
    ["forbidden", always({ status: 403 }), /Accès refusé/],
    ["broken", always({ status: 500 }), /en panne/],
    ["busy", always({ status: 503, headers: { "Retry-After": "3600", "Access-Control-Expose-Headers": "Retry-After" } }), /demande d’attendre/],
    ["redirected", (url) => (url.pathname === "/b.rdf" ? one : { status: 302, headers: { Location: "/b.rdf" } }), /redirigée.*ne suit pas les redirections/s],
    ["cut", always({ ...one, cut: true }), /s’est interrompue/],
  ]);
  for (const [name, answer, expected, manners] of faults) {
    await t.test(name, () => read(answer, { path: "/catalogue.rdf", expected, ...(manners ? { manners } : {}) }));
  }
});

test("the screen of CORS gives every way round, in order", async () => {
  const { said } = await read(ckan(3), { path: "/dataset", manners: { cors: false }, expected: /interdit la lecture/ });
  const order = ["package_search?rows=1000", "avant-moisson 'http", "ckan.cors.origin_allow_all = true"].map((text) => said.indexOf(text));
  assert.ok(order.every((at, rank) => at > 0 && at > (order[rank - 1] ?? 0)), String(order));
});

test("nobody there is not CORS", async () => {
  const gone = await portal(() => undefined);
  gone.stop();
  const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(gone.origin)}`);
  await page.locator("main", { hasText: /Aucune réponse de 127\.0\.0\.1/ }).waitFor();
  await context.close();
});

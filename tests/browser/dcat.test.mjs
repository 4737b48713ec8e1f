// DCAT catalogues: the route of Opendatasoft portals, pages, what udata would misread, and what it would refuse.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { go, portal, screen, stage, unfold, violations, visit } from "./site.mjs";

const PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n@prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n";

const { site, browser } = await stage();

/** @param {string} id @param {string} [more] */
const dataset = (id, more = "") => `<http://a.fr/${id}> a dcat:Dataset ; dct:identifier "${id}" ; dct:title "Jeu ${id}" ${more}.\n`;
/** @param {string} next */
const view = (next) => `<http://a.fr/p1> a hydra:PartialCollectionView ; hydra:next ${next} .\n`;

/** Gives files to the page, and waits for a title. @param {import("playwright-core").Page} page
 * @param {Record<string, string | Buffer>} files @param {string | RegExp} title */
async function give(page, files, title) {
  await go(page, "#/", "Vos jeux de données");
  const folder = mkdtempSync(join(tmpdir(), "dcat-"));
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  await page.locator("#fichiers").setInputFiles(paths);
  await screen(page, title);
}

async function start() {
  const visited = await visit(browser, `${site.url}#/a-propos`);
  await screen(visited.page, "Ce que fait cet outil");
  return visited;
}

test("un portail Opendatasoft : l’adresse de son export, et ce que chaque champ gagne ou perd", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/controle?src=exemple:ods-portail`);
  await screen(page, "37 fiches lues");
  await unfold(page);
  const route = page.getByRole("region", { name: "Ce moissonneur est retiré : passez par DCAT" });
  await route.getByText("https://data.rivemer.example/api/explore/v2.1/catalog/exports/dcat/", { exact: true }).waitFor();
  await route.getByText("Ce que chaque champ gagne ou perd").click();
  const row = (/** @type {string} */ name) => route.getByRole("row", { name });
  assert.match(await row("Fréquence").innerText(), /gagné[\s\S]*jamais lue[\s\S]*10/);
  assert.match(await row("Licence absente").innerText(), /changé[\s\S]*Licence Ouverte 2\.0, mise d’office[\s\S]*13/);
  assert.match(await row("Couverture spatiale").innerText(), /inchangé/);
  await page.getByRole("link", { name: "Réglages à saisir" }).click();
  await screen(page, "Réglages à saisir");
  await page.getByText("https://data.rivemer.example/api/explore/v2.1/catalog/exports/dcat/", { exact: true }).first().waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("plusieurs pages : dans l’ordre, et dites quand elles manquent, tournent ou sont relatives", async () => {
  const { page, context } = await start();
  const first = PREFIXES + view("<http://a.fr/p2.ttl>") + dataset("a");
  await give(page, { "p1.ttl": first, "p2.ttl": PREFIXES + dataset("b") }, "2 fiches lues");
  await give(page, { "p1.ttl": first }, "1 fiche lue");
  await page.getByText(/annonce une page suivante \(http:\/\/a.fr\/p2.ttl\) qui n’a pas été donnée/).first().waitFor();
  await give(page, { "p1.ttl": PREFIXES + view("<p2.ttl>") + dataset("a") }, "1 fiche lue");
  await page.getByText(/L’adresse de la page suivante est relative/).first().waitFor();
  await give(page, { "p1.ttl": first, "p2.ttl": PREFIXES + view("<http://a.fr/p2.ttl>") + dataset("b") }, "2 fiches lues");
  await page.getByText(/data.gouv.fr tournerait sans fin/).first().waitFor();
  await context.close();
});

test("un nom de fichier qui tromperait data.gouv.fr est signalé", async () => {
  const { page, context } = await start();
  await give(page, { "catalogue.rdf": PREFIXES + dataset("a") }, "1 fiche lue");
  await page.getByText(/Le nom du fichier annonce du .*, mais c’est du Turtle/).first().waitFor();
  await context.close();
});

test("un contexte JSON-LD distant est demandé par son nom, puis lu", async () => {
  const { page, context, requests } = await start();
  const catalogue = JSON.stringify({ "@context": "https://exemple.fr/ld/contexte.jsonld", "@type": "Jeu", id: "a", titre: "Mon jeu" });
  const terms = { Jeu: "http://www.w3.org/ns/dcat#Dataset", id: "http://purl.org/dc/terms/identifier", titre: "http://purl.org/dc/terms/title" };
  await give(page, { "catalogue.jsonld": catalogue }, /.+/);
  await page.getByText(/contexte JSON-LD distant\s: https:\/\/exemple.fr\/ld\/contexte.jsonld/).first().waitFor();
  await give(page, { "catalogue.jsonld": catalogue, "contexte.jsonld": JSON.stringify({ "@context": terms }) }, "1 fiche lue");
  assert.ok(requests.every((url) => url.startsWith(site.origin)));
  await context.close();
});

test("des accents abîmés par le serveur sont montrés tels que data.gouv.fr les lirait", async () => {
  const remote = await portal((request, response) => {
    response.writeHead(200, { "Content-Type": "text/turtle", "Access-Control-Allow-Origin": "*" });
    response.end(request.method === "HEAD" ? "" : PREFIXES + dataset("a", '; dct:description "Zone d’activités" '));
  });
  const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(`${remote.url}/catalogue`)}&type=dcat`);
  await screen(page, "1 fiche lue");
  await page.getByText(/data.gouv.fr lirait «\sactivitÃ©s\s» au lieu de «\sactivités\s»/).first().waitFor();
  await context.close();
  remote.stop();
});

test("un catalogue mal formé : la ligne, la colonne et quoi faire", async () => {
  const { page, context } = await start();
  await give(page, { "catalogue.ttl": PREFIXES + dataset("a") + dataset("b", "; foo:bar 1 ") }, /.+/);
  await page.getByText(/Le préfixe «\sfoo:\s» n’est pas déclaré/).first().waitFor();
  await page.getByText(/ligne\s5, colonne\s\d+/).first().waitFor();
  await context.close();
});

test("ce qu’aucun champ ne prend est dit perdu", async () => {
  const { page, context } = await start();
  const more = "; dct:language \"fr\" ; dcat:distribution [ dcat:downloadURL <http://a.fr/a.csv> ; dcat:packageFormat \"zip\" ] ";
  await give(page, { "catalogue.ttl": PREFIXES + dataset("a", more) }, "1 fiche lue");
  await page.evaluate(() => (location.hash = location.hash.replace("controle", "jeu/a")));
  await screen(page, "Jeu a");
  await page.getByRole("tab", { name: "Origine" }).click();
  await page.getByText("Valeurs lues mais non utilisées par data.gouv.fr").click();
  for (const path of ["dct:language", "dcat:distribution/dcat:packageFormat"]) {
    assert.ok(await page.locator(".non-lus dt", { hasText: path }).first().isVisible(), path);
  }
  await context.close();
});

test("axe ne trouve rien, et rien ne déborde à 320 pixels", async () => {
  const options = { bypassCSP: true, viewport: { width: 320, height: 800 } };
  const { page, context } = await visit(browser, `${site.url}#/controle?src=exemple:ods-portail`, options);
  await screen(page, "37 fiches lues");
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  await context.close();
});

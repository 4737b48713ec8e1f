// Settings to type in data.gouv.fr's form: every field to copy, what was typed judged, the steps of each software; and
// the screen that writes the codes to embed.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { ckan, csw, hydra, portal } from "../portal/simulator.mjs";
import { screen, stage, unfold, violations, visit } from "./site.mjs";

const { site, browser } = await stage();

/** @param {import("node:test").TestContext} t @param {string} hash */
async function open(t, hash) {
  const visited = await visit(browser, `${site.url}${hash}`, { bypassCSP: true });
  t.after(() => visited.context.close());
  return visited;
}

/** What axe finds, and whether the screen overflows at 360 pixels. @param {import("playwright-core").Page} page */
async function sound(page) {
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 360, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** @param {import("playwright-core").Page} page @param {string} field */
async function copied(page, field) {
  const line = page.locator("dl.formulaire dt", { hasText: field }).locator("xpath=following-sibling::dd[1]");
  await line.getByRole("button", { name: "Copier" }).first().click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** @param {string} origin @param {string} path */
const source = (origin, path) => encodeURIComponent(origin + path);

test("every field of the form is copied, for a CKAN organisation", async (t) => {
  const simulated = await portal(ckan(30));
  t.after(simulated.stop);
  const { page, errors } = await open(t, `#/reglages?src=${source(simulated.origin, "/dataset")}&inclure=organization:ville`);
  await screen(page, "Réglages à saisir");
  for (const [field, expected] of /** @type {[string, RegExp][]} */ ([
    ["Nom", /^Portail open data – 127\.0\.0\.1/],
    ["Description", /^Catalogue de données ouvertes/],
    ["URL", new RegExp(`^${simulated.origin}/$`)],
    ["Type", /^CKAN$/],
    ["Filtres", /^ville$/],
    ["Activé", /^oui$/],
    ["Archivage automatique", /^oui/],
  ])) {
    assert.match(await copied(page, field), expected, field);
  }
  const said = ((await page.locator("main").textContent()) ?? "").replace(/\s/g, " ");
  for (const words of [/évitez|À éviter/, /« test »/, /1 000 premiers jeux/, /Avant/, /Après/, /deux moissonneurs donnent des doublons/]) assert.match(said, words);
  await page.locator("#message-validation + button").click();
  const message = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(message, /Merci de valider le moissonneur.*type CKAN, adresse http.*Contrôle du .* avec Avant-moisson .* \(règles udata 17\.18\.0\)/s);
  await sound(page);
  assert.deepEqual(errors, []);
});

test("what was typed in the form is judged, and nothing is asked again", async (t) => {
  const simulated = await portal(ckan(3));
  t.after(simulated.stop);
  const { page, requests } = await open(t, `#/reglages?src=${source(simulated.origin, "/dataset")}`);
  await screen(page, "Réglages à saisir");
  const asked = simulated.asked.length;
  await page.getByLabel("Nom", { exact: true }).fill("Moissonneur de test");
  await page.getByLabel("URL", { exact: true }).fill(`${simulated.origin}/dataset`);
  await page.getByLabel("Type", { exact: true }).selectOption("dcat");
  await page.getByLabel("Filtre (clé=valeur)").fill("organization=Ville de Digne");
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.locator(".remarques").waitFor();
  const remarks = (await page.locator(".remarques li").allTextContents()).map((text) => text.replace(/\s/g, " "));
  assert.equal(remarks.length, 4);
  for (const [rank, words] of [/« test ».*demo\.data\.gouv\.fr/, /pas la racine de l’instance CKAN/, /Choisissez CKAN plutôt que DCAT/, /identifiant de l’organisation/].entries()) {
    assert.match(remarks[rank] ?? "", words);
  }
  await sound(page);
  await page.getByLabel("Nom", { exact: true }).fill("Portail open data de Digne");
  await page.getByLabel("URL", { exact: true }).fill(`${simulated.origin}/`);
  await page.getByLabel("Type", { exact: true }).selectOption("ckan");
  await page.getByLabel("Filtre (clé=valeur)").fill("organization=ville-de-digne");
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".remarques li")].every((line) => /rien à redire/.test(line.textContent ?? "")));
  assert.equal(simulated.asked.length, asked);
  assert.ok(requests.every((url) => url.startsWith(site.url) || url.startsWith(simulated.origin)));
});

test("a catalogue service has its prefix, its option and its caution", async (t) => {
  const simulated = await portal((url, request) => csw(3)(new URL(url.href.replace("/geonetwork/srv/fre/csw", "/csw")), request));
  t.after(simulated.stop);
  const { page } = await open(t, `#/reglages?src=${source(simulated.origin, "/geonetwork/srv/fre/csw")}&type=csw-dcat`);
  await screen(page, "Réglages à saisir");
  assert.equal(await copied(page, "Préfixe"), `${simulated.origin}/geonetwork/srv/fre/catalog.search#/metadata/`);
  assert.equal(await copied(page, "GeoDCAT-AP"), "non");
  assert.equal(await copied(page, "Type"), "CSW-DCAT");
  await sound(page);
});

test("a portal that browsers may not read has its settings too", async (t) => {
  const simulated = await portal(hydra(3), { cors: false });
  t.after(simulated.stop);
  const { page } = await open(t, `#/reglages?src=${source(simulated.origin, "/catalog.xml")}`);
  await screen(page, "Réglages à saisir");
  assert.equal(await copied(page, "URL"), `${simulated.origin}/catalog.xml`);
  assert.equal(await copied(page, "Type"), "DCAT");
  await page.getByText(/rien n’a pu être vérifié/).first().waitFor();
  // Trying again asks the portal again.
  await page.getByRole("link", { name: "Vue d’ensemble" }).click();
  await screen(page, /interdit la lecture/);
});

test("a portal that answers at last is read again", async (t) => {
  let broken = true;
  const simulated = await portal((url, request) => (broken ? { status: 500 } : hydra(15)(url, request)));
  t.after(simulated.stop);
  const { page } = await open(t, `#/controle?src=${source(simulated.origin, "/catalog.xml")}`);
  await screen(page, /en panne/);
  broken = false;
  await page.getByRole("link", { name: "Réessayer" }).click();
  await screen(page, /15.fiches lues/);
  assert.ok(!page.url().includes("relire"));
});

test("an Isogeo share has its own steps, and its token stays out of what is shared", async (t) => {
  const { page, context } = await visit(browser, `${site.url}#/`, { bypassCSP: true });
  t.after(() => context.close());
  await context.route("https://dcat.isogeo.com/**", (route) =>
    route.fulfill({
      headers: { "Access-Control-Allow-Origin": "*", "Content-Type": "application/rdf+xml" },
      body: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/"><dcat:Dataset rdf:about="https://a.fr/1"><dct:identifier>1</dct:identifier><dct:title>Jeu</dct:title></dcat:Dataset></rdf:RDF>',
    }),
  );
  await page.goto(`${site.url}#/reglages?src=${encodeURIComponent("https://dcat.isogeo.com/partage/s3cret")}`);
  await screen(page, "Réglages à saisir");
  const said = (await page.locator("main").textContent()) ?? "";
  assert.match(said, /Dans Isogeo/);
  assert.match(said, /jeton de votre partage/);
  await page.locator("#lien-de-partage + button").click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(site.url) && link.includes("dcat.isogeo.com/partage") && !link.includes("s3cret"), link);
  await page.getByRole("link", { name: "Vue d’ensemble" }).click();
  await page.locator(".verdict").waitFor();
  await unfold(page);
  await page.getByRole("button", { name: /Copier le lien/ }).first().click();
  assert.ok(!(await page.evaluate(() => navigator.clipboard.readText())).includes("s3cret"));
  await page.getByRole("link", { name: "Réglages", exact: true }).click();
  await page.getByRole("link", { name: /dans une documentation/ }).click();
  await screen(page, "Intégrer un aperçu");
  assert.ok(!(await page.locator("pre").allTextContents()).join("").includes("s3cret"));
});

test("the embedding screen writes the codes for a portal, and names this very page", async (t) => {
  const { page } = await open(t, "#/integrer");
  await screen(page, "Intégrer un aperçu");
  await page.getByLabel("Adresse du portail").fill("data.montrivel.exemple.fr");
  await page.getByLabel("Type de moissonneur").selectOption("ckan");
  await page.getByRole("button", { name: "Écrire les codes" }).click();
  await page.locator("#code-element", { hasText: 'src="https://data.montrivel.exemple.fr" type="ckan"' }).waitFor();
  await page.locator("#code-element + button").click();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(code.includes(`src="${site.url}embed.js"`), code);
  await page.locator("#code-cadre + button").click();
  assert.ok((await page.evaluate(() => navigator.clipboard.readText())).includes(`src="${site.url}#/controle?src=https://data.montrivel.exemple.fr&amp;type=ckan&amp;integre=1"`));
  await sound(page);
});

test("what was recognised is said: the software, why, what to type, what else it could be", async (t) => {
  const simulated = await portal(ckan(3));
  t.after(simulated.stop);
  const { page } = await open(t, `#/controle?src=${source(simulated.origin, "/fr/dataset/jeu-1")}`);
  await screen(page, /3.(fiches|jeux)/);
  const said = async () => ((await page.locator("main").textContent()) ?? "").replace(/\s/g, " ");
  assert.match(await said(), /Adresse reconnue : CKAN, car le chemin est celui d’une page de CKAN/);
  await page.getByRole("link", { name: "Voir tous les réglages" }).click();
  await screen(page, "Réglages à saisir");
  assert.match(await said(), /Ce qui a été reconnu.*toutes les organisations du portail.*Autres possibilités.*catalog\.xml/);
  assert.equal(await page.getByRole("link", { name: "Essayer comme DCAT" }).count(), 1);
});

test("a missing scheme is supposed, and said", async (t) => {
  const { page, context } = await visit(browser, `${site.url}#/`, { bypassCSP: true });
  t.after(() => context.close());
  await context.route("https://data.angers.fr/**", (route) => route.fulfill({ status: 403, headers: { "Access-Control-Allow-Origin": "*" } }));
  await page.getByLabel("Adresse de votre portail").fill("data.angers.fr");
  await page.getByRole("button", { name: "Voir l’aperçu", exact: true }).click();
  await screen(page, /Accès refusé/);
  await page.getByText("L’adresse a été complétée").waitFor();
});

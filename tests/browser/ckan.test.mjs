// A shared CKAN portal: its filters, its zones, what refuses a package, and DataSud's steps.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";

import { go, portal, screen, stage, violations, visit } from "./site.mjs";

const EXAMPLE = "src=exemple:ckan";

/** Unfolds the values to choose from. @param {import("playwright-core").Page} page */
const choose = (page) => page.getByText("Choisir parmi ce qui a été trouvé").click();

const { site, browser } = await stage();

/** @param {import("playwright-core").Page} page */
const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** Packages as `package_search` answers them. @param {number} count @param {(index: number) => object} more */
function portalFile(count, more) {
  const results = Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, name: `jeu-${index}`, title: `Jeu ${index}`, ...more(index) }));
  const path = join(mkdtempSync(join(tmpdir(), "ckan-")), "portail.json");
  writeFileSync(path, JSON.stringify({ success: true, result: { count, results } }));
  return path;
}

test("les filtres se choisissent parmi ce qui a été trouvé, et l’adresse les garde", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/controle?${EXAMPLE}`);
  await screen(page, "30 fiches lues");
  const filters = page.getByRole("region", { name: "Filtres du moissonneur" });
  await filters.getByText("30 jeux de 4 organisations du portail seraient publiés au nom de la vôtre").waitFor();
  await choose(page);
  await filters.getByRole("link", { name: "Inclure Ville de Brisemont" }).click();
  await screen(page, "8 fiches lues");
  assert.match(page.url(), /inclure=organization:ville-de-brisemont/);
  await filters.getByText("8 jeux retenus").waitFor();
  assert.equal(await filters.getByText("seraient publiés au nom de la vôtre").count(), 0);

  // All conditions at once: an excluded tag takes some away, a second organisation takes all.
  await filters.getByRole("link", { name: "Exclure voirie" }).click();
  await page.waitForFunction(() => location.hash.includes("exclure=tags:voirie"));
  await filters.getByRole("link", { name: "Inclure Métropole du Grand Val" }).click();
  await filters.getByText("le moissonneur ne publierait rien").waitFor();
  await filters.getByRole("link", { name: "Retirer le filtre organization metropole-grand-val" }).click();
  await page.waitForFunction(() => !location.hash.includes("metropole-grand-val"));

  // The settings and a reload keep them.
  await page.reload();
  await filters.getByText(/jeux? retenus? sur 30.trouvés/).waitFor();
  await page.getByRole("link", { name: "Réglages" }).click();
  await screen(page, "Réglages à saisir");
  await page.getByText("ville-de-brisemont", { exact: true }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("au clavier, le focus reste sur le filtre choisi", async () => {
  const { page, context } = await visit(browser, `${site.url}#/controle?${EXAMPLE}`);
  await screen(page, "30 fiches lues");
  await choose(page);
  await page.getByRole("link", { name: "Inclure Ville de Brisemont" }).focus();
  await page.keyboard.press("Enter");
  await screen(page, "8 fiches lues");
  const link = page.getByRole("link", { name: "Inclure Ville de Brisemont" });
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-current") === "true");
  assert.equal(await link.getAttribute("aria-current"), "true");
  await page.keyboard.press("Enter");
  await screen(page, "30 fiches lues");
  await context.close();
});

test("le plafond de 1 000 jeux est dit, sur un fichier aussi", async () => {
  const { page, context } = await visit(browser, site.url);
  const file = portalFile(1200, (index) => ({ organization: { name: index < 1100 ? "ville" : "region", title: index < 1100 ? "Ville" : "Région" } }));
  await page.locator("#fichiers").setInputFiles(file);
  await screen(page, /1.200 fiches lues/);
  await choose(page);
  await page.getByRole("link", { name: "Inclure Ville" }).click();
  await screen(page, /1.000 fiches lues/);
  await page.getByText(/1.100.jeux correspondent aux filtres/).first().waitFor();
  await context.close();
});

test("sur un portail, un filtre choisi ne relit rien, et un lien filtré se partage", async () => {
  const packages = ["ville", "ville", "region"].map((name, index) => ({ id: `id-${index}`, name: `jeu-${index}`, title: `Jeu ${index}`, organization: { name, title: name } }));
  /** @type {string[]} */
  const asked = [];
  const remote = await portal((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push(url.pathname + url.search);
    const action = url.pathname.split("/").pop();
    const shown = packages.find((one) => one.name === url.searchParams.get("id"));
    const result = action === "package_list" ? packages.map((one) => one.name) : action === "package_search" ? { count: 3, results: packages } : shown;
    response.writeHead(result && url.pathname.startsWith("/api/3/action/") ? 200 : 404, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
    response.end(JSON.stringify({ success: true, result }));
  });
  const { page, context, requests } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(`${remote.url}/`)}&type=ckan`);
  await screen(page, "3 fiches lues");
  const before = asked.length;
  await choose(page);
  await page.getByRole("link", { name: "Inclure ville" }).click();
  await screen(page, "2 fiches lues");
  assert.equal(asked.length, before, "the packages were already there");
  const shared = page.url();
  assert.match(shared, /inclure=organization:ville/);
  await page.goto("about:blank");
  await page.goto(shared);
  await screen(page, "2 fiches lues");
  await page.getByRole("link", { name: "Retirer le filtre organization ville" }).click();
  await screen(page, "3 fiches lues");
  assert.ok(requests.every((url) => [site.origin, remote.url].some((origin) => url.startsWith(origin)) || url === "about:blank"));
  await context.close();
  remote.stop();
});

test("les zones ne sont demandées que si une fiche en nomme une, et à la page elle-même", async () => {
  const { page, context, requests } = await visit(browser, `${site.url}#/controle?src=exemple:dkan`);
  await screen(page, "8 fiches lues");
  const asked = () => requests.filter((url) => url.endsWith("/zones.txt"));
  assert.deepEqual(asked(), []);
  await go(page, `#/controle?${EXAMPLE}`, "30 fiches lues");
  assert.deepEqual(asked(), [`${site.url}zones.txt`]);
  assert.ok(requests.every((url) => url.startsWith(site.origin)));

  const file = portalFile(1, () => ({
    ...{ notes: "n", license_id: null, license_title: null, tags: [], metadata_created: "2020-01-01", metadata_modified: "2020-01-01" },
    ...{ organization: null, private: false, type: "dataset", author: null, author_email: null, maintainer: null, maintainer_email: null },
    state: "active",
    extras: [{ key: "spatial-text", value: "Manosque" }],
    resources: [
      { id: "r", position: 0, name: "r", description: "", format: "csv", mimetype: null, size: null, hash: "", created: "2020-01-01", last_modified: null, url: "https://exemple.fr/a.csv", resource_type: null },
    ],
  }));
  await go(page, "#/", "Vos jeux de données");
  await page.locator("#fichiers").setInputFiles(file);
  await screen(page, "1 fiche lue");
  assert.equal(asked().length, 1, "kept from one catalogue to the next");
  await page.evaluate(() => (location.hash = location.hash.replace("controle", "jeu/id-0")));
  await screen(page, "Jeu 0");
  await page.getByRole("tab", { name: "Informations" }).click();
  await page.getByText(/qui approche celle de data.gouv.fr/).first().waitFor();
  await context.close();
});

test("une fiche refusée montre chaque chemin, sa valeur et quoi écrire", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeux?${EXAMPLE}&etat=en-echec`);
  await screen(page, "Liste des fiches");
  await page.locator("tbody a").first().click();
  const refusal = page.getByRole("region", { name: "data.gouv.fr refuserait cette fiche" });
  await refusal.getByText("resources[0].url").waitFor();
  await refusal.getByText("http://sig-interne/gtfs/reseau.zip", { exact: true }).waitFor();
  await refusal.getByText("Donnez son adresse publique").waitFor();
  await refusal.getByText("Message de data.gouv.fr").click();
  await refusal.getByText("- [resources.0.url] URL invalide").waitFor();
  await context.close();
});

test("DataSud : ses étapes, son adresse, son nom", async () => {
  const { page, context } = await visit(browser, `${site.url}#/reglages?${EXAMPLE}&site=https://www.datasud.fr/`);
  await screen(page, "Réglages à saisir");
  for (const text of ["Mon organisation - DataSud", "https://www.datasud.fr/fr/indexer/service/ckan/"]) {
    await page.getByText(text, { exact: true }).first().waitFor();
  }
  for (const text of ["ce seraient des doublons", "la nuit suivante", "supprimez-y aussi le jeu", "datasud@maregionsud.fr"]) {
    await page.getByText(text).first().waitFor();
  }
  await go(page, `#/reglages?${EXAMPLE}&site=https://www.datasud.fr/&inclure=organization:ville-de-brisemont`, "Réglages à saisir");
  await page.getByText("Ville de Brisemont - DataSud", { exact: true }).first().waitFor();
  await context.close();
});

test("axe ne trouve rien, et rien ne déborde à 320 pixels", async (t) => {
  const screens = {
    "sans filtre": [`#/controle?${EXAMPLE}`, "30 fiches lues"],
    filtrée: [`#/controle?${EXAMPLE}&inclure=organization:ville-de-brisemont&exclure=tags:eau`, /fiches? lues?/],
    "en échec": [`#/jeu/f83e6733-9421-5b59-a994-9c3aa89dabaa?${EXAMPLE}`, "Réseau de bus"],
    DataSud: [`#/reglages?${EXAMPLE}&site=https://www.datasud.fr/`, "Réglages à saisir"],
  };
  for (const [name, [hash, title]] of Object.entries(screens)) {
    await t.test(name, async () => {
      const { page, context } = await visit(browser, `${site.url}${hash}`, { bypassCSP: true, viewport: { width: 320, height: 800 } });
      await screen(page, title);
      assert.deepEqual(await violations(page), []);
      assert.equal(await isWide(page), false);
      await context.close();
    });
  }
});

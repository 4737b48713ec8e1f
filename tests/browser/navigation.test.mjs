// Addresses, history, reload, files, pasted text and portals.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { DIST, EXAMPLE, portal, screen, stage, visit } from "./site.mjs";

const { site, browser } = await stage();

const file = join(DIST, "examples/ods-portail.json");
const CORS = { "Access-Control-Allow-Origin": "*" };

test("back, forward and reload restore what the address says", async () => {
  const { page, context, errors } = await visit(browser, site.url);
  await page.getByRole("link", { name: "Portail Opendatasoft", exact: true }).click();
  await screen(page, /37.fiches/);
  await page.getByRole("link", { name: "Liste des fiches" }).click();
  await page.getByRole("button", { name: "Fiche", exact: true }).click();
  await page.locator('th[aria-sort="ascending"]', { hasText: "Fiche" }).waitFor();
  await page.evaluate(() => scrollTo(0, 600));
  await page.getByRole("link", { name: "Qualité de l’air, mesures horaires" }).click();
  await screen(page, "Qualité de l’air");
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.goBack();
  await screen(page, "Liste des fiches");
  await page.locator('th[aria-sort="ascending"]', { hasText: "Fiche" }).waitFor();
  assert.ok((await page.evaluate(() => scrollY)) > 300, "the list is where it was left");
  await page.goForward();
  await screen(page, "Qualité de l’air");
  await page.reload();
  await screen(page, "Qualité de l’air");
  assert.match((await page.locator(".voisins").textContent()) ?? "", /\/ 37/);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await screen(page, /37.fiches/);
  await page.goBack();
  await screen(page, "Vos jeux de données");
  assert.deepEqual(errors, []);
  await context.close();
});

test("files are chosen, dropped or pasted, and say so after a reload", async () => {
  const { page, context, requests, errors } = await visit(browser, site.url);
  await page.getByLabel("Export de votre catalogue").setInputFiles([file]);
  await screen(page, /37.fiches/);
  assert.match(page.url(), /src=fichier:ods-portail\.json/);
  await page.getByRole("link", { name: "Liste des fiches" }).click();
  await screen(page, "Liste des fiches");
  await page.reload();
  await screen(page, "Déposez à nouveau");
  await page.getByRole("link", { name: "Choisir un portail" }).click();
  await screen(page, "Vos jeux de données");

  const text = await readFile(file, "utf8");
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "déposé.json"));
    return transfer;
  }, text);
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await screen(page, /déposé\.json : 37.fiches/);

  await page.goto(site.url);
  await page.getByText("Coller du texte").click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.getByLabel("Texte d’un export").press("ControlOrMeta+V");
  await page.getByRole("button", { name: "Voir l’aperçu du texte" }).click();
  await screen(page, /texte collé : 37.fiches/);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("several files make one catalogue", async () => {
  const { page, context } = await visit(browser, site.url);
  await page.getByLabel("Export de votre catalogue").setInputFiles([file, join(DIST, "examples/ods-explore.json")]);
  await screen(page, /ods-portail\.json \(\+1\) : 53.fiches/);
  await context.close();
});

test("what cannot be read is a sentence, and the rest is shown", async () => {
  const { page, context, errors } = await visit(browser, site.url);
  const text = await readFile(file, "utf8");
  for (const [name, content, expected] of [
    ["vide.json", "", /./],
    ["page.html", "<!doctype html><title>Connexion</title><form><input type=password></form>", /./],
    ["image.png", "\u0089PNG\r\n", /./],
    ["tronque.json", text.slice(0, text.length / 2), /tronqué/],
  ]) {
    await page.goto(site.url);
    await page.getByLabel("Export de votre catalogue").setInputFiles([
      { name: String(name), mimeType: "application/octet-stream", buffer: Buffer.from(String(content)) },
    ]);
    await page.locator(".encart-alerte").waitFor();
    const said = (await page.locator(".encart-alerte").textContent()) ?? "";
    assert.match(said, /** @type {RegExp} */ (expected), String(name));
    assert.ok(!/tous vos|toutes vos fiches sont prêtes/i.test((await page.locator("main").textContent()) ?? ""));
  }
  assert.deepEqual(errors, []);
  await context.close();
});

/** An Opendatasoft portal of `total` datasets. @param {number} total @param {(offset: number) => boolean} [answers] */
function ods(total, answers = () => true) {
  return portal((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname !== "/api/explore/v2.1/catalog/datasets") return void response.writeHead(404, CORS).end("non");
    const [limit, offset] = ["limit", "offset"].map((name) => Number(url.searchParams.get(name)));
    const results = Array.from({ length: Math.max(0, Math.min(limit ?? 0, total - (offset ?? 0))) }, (_, i) => ({
      dataset_id: `jeu-${(offset ?? 0) + i}`,
      has_records: true,
      attachments: [],
      features: [],
      fields: [],
      metas: { default: { title: `Jeu ${(offset ?? 0) + i}`, modified: "2026-01-05T10:00:00+00:00", records_count: 3 } },
    }));
    if (!answers(offset ?? 0)) return;
    response.writeHead(200, { ...CORS, "Content-Type": "application/json" });
    response.end(JSON.stringify({ total_count: total, results }));
  });
}

test("an Opendatasoft portal is read page by page", async () => {
  const source = await ods(230);
  const { page, context, requests, errors } = await visit(browser, site.url);
  /** @type {string[]} */
  const asked = [];
  context.on("request", (request) => {
    if (request.url().startsWith(source.url)) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await page.getByLabel("Adresse de votre portail").fill(source.url);
  await page.getByRole("button", { name: "Voir l’aperçu", exact: true }).click();
  await screen(page, /230.fiches lues/);
  // What it is; its DCAT export, which this one has not: its address tells no syntax, so udata asks HEAD first; then three pages.
  const [datasets, dcat] = ["/api/explore/v2.1/catalog/datasets", "/api/explore/v2.1/catalog/exports/dcat/"];
  assert.deepEqual(asked, [
    `GET ${datasets}`,
    `HEAD ${dcat}`,
    `GET ${dcat}`,
    ...Array(3).fill(`GET ${datasets}`),
  ]);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith(source.url)), []);
  await page.reload();
  await screen(page, /230.fiches lues/);
  await page.getByRole("link", { name: "Liste des fiches" }).click();
  await page.getByRole("navigation", { name: "Pages de la liste" }).getByRole("link", { name: "Page 5" }).click();
  await page.getByRole("link", { name: "Jeu 229" }).waitFor();
  assert.equal(await page.locator(".fiches tbody tr").count(), 30);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "resultats");
  assert.deepEqual(errors, []);
  await context.close();
  source.stop();
});

test("stopping keeps what was read", async () => {
  const source = await ods(1000, (offset) => offset < 300);
  const { page, context } = await visit(browser, site.url);
  await page.getByLabel("Adresse de votre portail").fill(source.url);
  await page.getByRole("button", { name: "Voir l’aperçu", exact: true }).click();
  await page.locator("#avancement-texte", { hasText: /300.fiches lues sur environ 1.000/ }).waitFor();
  assert.equal(await page.locator("#avancement").getAttribute("value"), "30");
  await page.getByRole("button", { name: /Arrêter/ }).click();
  await screen(page, /300.fiches lues/);
  await page.getByText(/Lecture arrêtée à votre demande.: ces nombres portent sur 300.fiches sur environ 1.000/).waitFor();
  await context.close();
  source.stop();
});

test("leaving while a portal is read forgets it", async () => {
  const source = await ods(1000, () => false);
  const { page, context, errors } = await visit(browser, site.url);
  await page.getByLabel("Adresse de votre portail").fill(source.url);
  await page.getByRole("button", { name: "Voir l’aperçu", exact: true }).click();
  await screen(page, "Lecture du catalogue");
  await page.goBack();
  await screen(page, "Vos jeux de données");
  await page.goto(`${site.url}#/controle?${EXAMPLE}`);
  await screen(page, /37.fiches/);
  assert.deepEqual(errors, []);
  await context.close();
  source.stop();
});

test("faults of a portal are sentences", async () => {
  const answers = /** @type {[string, number, Record<string, string>, string, RegExp][]} */ ([
    ["refused by CORS", 200, {}, "{}", /interdit la lecture depuis une autre page/],
    ["not found", 404, CORS, "non", /n’a pas été reconnu/],
    ["forbidden", 403, CORS, "non", /Accès refusé \(erreur.403\)/],
    ["busy", 503, CORS, "non", /demande d’attendre/],
    ["broken", 500, CORS, "non", /erreur.500/],
    ["a web page", 200, { ...CORS, "Content-Type": "text/html" }, "<!doctype html><title>Accueil</title>", /page web, pas un catalogue/],
  ]);
  for (const [name, status, headers, body, expected] of answers) {
    const source = await portal((_, response) => response.writeHead(status, headers).end(body));
    const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(source.url)}`);
    await page.locator(".encart-alerte").waitFor();
    const said = (await page.locator("main").textContent()) ?? "";
    assert.match(said, expected, name);
    assert.match(said, /rien n’a été vérifié/i, name);
    assert.ok(!/Failed to fetch|TypeError/.test(said), name);
    await context.close();
    source.stop();
  }
});

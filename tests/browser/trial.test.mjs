// « Essayer une correction » on every kind of source: a value chosen, a suggestion applied, the source edited, an edit
// that breaks the document, and what can be taken away.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { go, screen, stage, violations, visit } from "./site.mjs";

const { site, browser } = await stage();

/** What is tried for each kind: the record, what is edited in its source, what breaks it. */
const KINDS = /** @type {[string, string, string, string, [string, string], [string, string]][]} */ ([
  ["DCAT en Turtle", "src=exemple:dcat", "montrivel-budget", "Budget primitif 2026", ["Budget primitif 2026", "Budget essayé"], ['"Budget primitif 2026"', '"Budget primitif 2026']],
  ["DCAT en RDF/XML", "src=exemple:dcat-rdf", "montrivel-budget", "Budget primitif 2026", ["Budget primitif 2026", "Budget essayé"], ["</dct:title>", "</dct:titre>"]],
  ["DCAT en JSON-LD", "src=exemple:dcat-jsonld", "montrivel-budget", "Budget primitif 2026", ["Budget primitif 2026", "Budget essayé"], ["}", "}}"]],
]);

for (const [name, source, id, title, [was, is], [whole, broken]] of KINDS) {
  test(`a correction is tried on ${name}`, async () => {
    const { page, context, errors, requests } = await visit(browser, `${site.url}#/jeu/${id}?${source}`, { bypassCSP: true });
    await screen(page, title);
    await tried(page, errors, requests, title, [was, is], [whole, broken]);
    await context.close();
  });
}

/** The record of each example whose licence or value is tried. */
const OTHERS = /** @type {[string, string, string][]} */ ([
  ["JSON d’Opendatasoft, v1", "src=exemple:ods-portail", "licence-devinee"],
  ["JSON d’Opendatasoft, v2.1", "src=exemple:ods-explore", "licence-devinee"],
  ["JSON de CKAN", "src=exemple:ckan", "frequence-non-reconnue"],
  ["JSON de DKAN", "src=exemple:dkan", "spatial-absent"],
]);

for (const [name, source, rule] of OTHERS) {
  test(`a correction is tried on ${name}`, async () => {
    const { page, context, errors, requests } = await visit(browser, `${site.url}#/jeux?${source}&probleme=${rule}`, { bypassCSP: true });
    await screen(page, "Liste des fiches");
    const link = page.locator("tbody th a").first();
    const title = await link.innerText();
    await link.click();
    await page.getByRole("link", { name: "Essayer une correction" }).waitFor();
    await tried(page, errors, requests, title, [title, "Titre essayé"], ["}", "}}"]);
    await context.close();
  });
}

test("a correction is tried on ISO 19139: a licence chosen, a title edited, a tag broken", async () => {
  const { page, context, errors, requests } = await visit(browser, `${site.url}#/jeu/fr-200000003-service-wms?src=exemple:csw`, { bypassCSP: true });
  await page.getByRole("link", { name: "Essayer une correction" }).waitFor();
  const title = (await page.locator("h1 [data-verbatim]").first().innerText()).trim();
  await tried(page, errors, requests, title, [title, "Titre essayé"], ["</gmd:title>", "</gmd:titre>"]);
  await context.close();
});

test("a correction is tried on a record of a CSW that speaks DCAT", async () => {
  const rdf = await readFile(new URL("../../www/examples/dcat-catalogue.rdf", import.meta.url), "utf8");
  const open = rdf.slice(rdf.indexOf("<rdf:RDF"), rdf.indexOf(">", rdf.indexOf("<rdf:RDF")) + 1);
  const dataset = /** @type {RegExpMatchArray} */ (rdf.match(/<dcat:Dataset [^>]*jeu\/budget">[\s\S]*?<\/dcat:Dataset>/))[0];
  const answer = `<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults numberOfRecordsMatched="1" numberOfRecordsReturned="1" nextRecord="0">${open}${dataset}</rdf:RDF></csw:SearchResults></csw:GetRecordsResponse>`;
  const { page, context, errors, requests } = await visit(browser, site.url, { bypassCSP: true });
  await page.locator("#fichiers").setInputFiles({ name: "reponse.xml", mimeType: "text/xml", buffer: Buffer.from(answer) });
  await screen(page, /1 fiche/);
  await go(page, "#/jeu/montrivel-budget?src=fichier:reponse.xml", "Budget primitif 2026");
  await tried(page, errors, requests, "Budget primitif 2026", ["Budget primitif 2026", "Budget essayé"], ["</dct:title>", "</dct:titre>"]);
  await context.close();
});

/**
 * @param {import("playwright-core").Page} page @param {string[]} errors @param {string[]} requests @param {string} title
 * @param {[string, string]} edit @param {[string, string]} fault
 */
async function tried(page, errors, requests, title, [was, is], [whole, broken]) {
  await page.getByRole("link", { name: "Essayer une correction" }).click();
  await screen(page, /Essayer une correction/);
  // What is proposed, and a value chosen where nothing is.
  for (const choice of await page.locator("#essai select").all()) await choice.selectOption({ index: 1 });
  await page.getByRole("button", { name: "Voir l’effet" }).click();
  await page.getByRole("heading", { name: "Avant, après" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "titre-essai");
  // A licence that was guessed stays the same on the page: only the doubt goes.
  const changes = (await page.locator(".essai-page .change").count()) + (await page.getByText(/^Corrigé/).count());
  assert.ok(changes > 0, "something changes");
  assert.deepEqual(await violations(page), []);
  // What is taken away: the record, then the whole file, which has the correction.
  await page.getByRole("button", { name: "Copier la fiche corrigée" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await page.locator("#source-essai-0").inputValue());
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Télécharger le fichier corrigé" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /-corrige/);
  const file = await readFile(await download.path(), "utf8");
  assert.ok(file.includes(copied), "the file holds the corrected record");
  // The source, edited.
  await page.getByRole("button", { name: "Revenir au texte d’origine" }).click();
  await page.locator(".essai").waitFor({ state: "detached" });
  const field = page.locator("#source-essai-0");
  const source = await field.inputValue();
  const forms = [was, JSON.stringify(was).slice(1, -1), was.replaceAll("&", "&amp;"), was.replaceAll("’", "'")];
  const found = forms.find((form) => source.includes(form));
  assert.ok(found, `${was} is in the source`);
  await field.fill(source.replace(found, is));
  await page.getByRole("button", { name: "Essayer ce texte" }).click();
  await page.locator(".essai-page .change", { hasText: is }).first().waitFor();
  // An edit that breaks the document says where.
  await field.fill(source.replace(whole, broken));
  await page.getByRole("button", { name: "Essayer ce texte" }).click();
  await page.locator('.essai [role="alert"]').first().waitFor();
  assert.match(await page.locator('.essai [role="alert"]').first().innerText(), /ligne/);
  assert.equal(await field.inputValue(), source.replace(whole, broken), "what was written stays");
  assert.deepEqual(requests.filter((address) => address.startsWith("http") && !address.startsWith(site.url)), [], "nothing is sent");
  assert.deepEqual(errors, [], title);
}

test("the whole plan is tried, and its effect is counted", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/plan?src=exemple:ods-portail`, { bypassCSP: true });
  await screen(page, /Plan/);
  await page.getByRole("link", { name: "Essayer les corrections" }).click();
  await screen(page, "Essayer le plan");
  for (const choice of await page.locator("#essai select").all()) await choice.selectOption({ index: 1 });
  await page.getByRole("button", { name: "Voir l’effet" }).click();
  await page.getByRole("heading", { name: "Avant, après" }).waitFor();
  const licences = await page.locator(".essai-bilan tr", { hasText: "Licence" }).locator("td").allInnerTexts();
  assert.ok(Number(licences[1]) > Number(licences[0]), licences.join(" → "));
  assert.deepEqual(await violations(page), []);
  await page.getByText(/fiches changent/).first().waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("a trial fits a narrow screen", async () => {
  const { page, context } = await visit(browser, `${site.url}#/essai/montrivel-budget?src=exemple:dcat`, { viewport: { width: 320, height: 700 } });
  await screen(page, /Essayer une correction/);
  await page.getByRole("button", { name: "Voir l’effet" }).click();
  await page.getByRole("heading", { name: "Avant, après" }).waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
  await context.close();
});

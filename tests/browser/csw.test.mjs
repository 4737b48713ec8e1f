// Catalogue services on the page: the example, the producers to pick, the trace in the ISO record, files gathered in an
// archive or in a folder, documents that are no records.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";

import { go, screen, stage, unfold, violations, visit } from "./site.mjs";

const EXAMPLE = "src=exemple:csw";

const { site, browser } = await stage();

/** A bare record. @param {string} id */
const record = (id) => `<?xml version="1.0"?>
<MD_Metadata xmlns="http://www.isotc211.org/2005/gmd" xmlns:c="http://www.isotc211.org/2005/gco">
<hierarchyLevel><MD_ScopeCode codeListValue="dataset"/></hierarchyLevel>
<identificationInfo><MD_DataIdentification><citation><CI_Citation><title><c:CharacterString>Jeu ${id}</c:CharacterString></title>
<identifier><MD_Identifier><code><c:CharacterString>${id}</c:CharacterString></code></MD_Identifier></identifier>
</CI_Citation></citation></MD_DataIdentification></identificationInfo></MD_Metadata>`;

/** @param {number} value @param {number} bytes */
const little = (value, bytes) => Buffer.from(Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255));

/** A ZIP archive. @param {Record<string, string>} files */
function archive(files) {
  const [bodies, directory] = [/** @type {Buffer[]} */ ([]), /** @type {Buffer[]} */ ([])];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const title = Buffer.from(name);
    const sizes = Buffer.concat([little(crc32(text), 4), little(packed.length, 4), little(Buffer.byteLength(text), 4)]);
    const common = Buffer.concat([little(20, 2), little(0x800, 2), little(8, 2), little(0, 4), sizes, little(title.length, 2)]);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), common, little(0, 2), title, packed]);
    directory.push(Buffer.from("PK\x01\x02"), little(20, 2), common, little(0, 12), little(offset, 4), title);
    bodies.push(body);
    offset += body.length;
  }
  const index = Buffer.concat(directory);
  const count = little(bodies.length, 2);
  const end = Buffer.concat([Buffer.from("PK\x05\x06"), little(0, 4), count, count, little(index.length, 4), little(offset, 4), little(0, 2)]);
  return Buffer.concat([...bodies, index, end]);
}

test("the example shows its producers, to pick those of one's own organisation", async () => {
  const { page, context, errors, requests } = await visit(browser, site.url);
  await page.getByRole("link", { name: "Catalogue CSW (INSPIRE)" }).click();
  await screen(page, /14.fiches lues/);
  await unfold(page);
  const section = page.getByRole("region", { name: "Les producteurs de ces fiches" });
  assert.match((await section.textContent()) ?? "", /4.producteurs/);
  const pick = section.getByRole("link", { name: /^C’est nous : Communauté d’agglomération/ });
  await pick.focus();
  await page.keyboard.press("Enter");
  await section.getByText(/fiches.*sur 14.sont de votre organisation/).waitFor();
  assert.match(page.url(), /organisme=Communaut/);
  assert.match((await section.locator("#demande-csw").textContent()) ?? "", /- Communauté d’agglomération de Rivemer/);
  await section.getByRole("link", { name: /^À nous : Communauté d’agglomération/ }).click();
  await section.locator("#demande-csw").waitFor({ state: "detached" });
  await section.getByRole("link", { name: /^Voir les fiches de Observatoire/ }).click();
  await screen(page, "Liste des fiches");
  assert.equal(await page.locator("tbody tr").count(), 3);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), []);
  await context.close();
});

test("the same records are shown as Opendatasoft would take them", async () => {
  const { page, context } = await visit(browser, `${site.url}#/controle?${EXAMPLE}`);
  await screen(page, /14.fiches lues/);
  await page.getByText("Les mêmes fiches, vues par Opendatasoft").click();
  const section = page.locator("details", { hasText: "vues par Opendatasoft" }).last();
  assert.match((await section.innerText()).replaceAll("\u00a0", " "), /4 fiches sur 12.*request=GetCapabilities.*« DCAT » et « INSPIRE »/s);
  await context.close();
});

test("each field says where it stands in the ISO record, and what is lost is told", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeu/fr-200000002-captages?${EXAMPLE}`);
  const origin = page.locator(".provenance");
  await screen(page, /Captages/);
  await page.getByRole("tab", { name: "Origine" }).click();
  assert.match(
    (await origin.textContent()) ?? "",
    /gmd:identificationInfo\/gmd:MD_DataIdentification\/gmd:resourceMaintenance\/gmd:MD_MaintenanceInformation\/gmd:maintenanceAndUpdateFrequency\/gmd:MD_MaintenanceFrequencyCode\/@codeListValue converti en dct:accrualPeriodicity/,
  );
  await origin.locator("summary", { hasText: "Valeurs lues mais non utilisées" }).press("Enter");
  await origin.getByText("La catégorie ISO n’est pas reprise dans les mots-clés.").waitFor();
  await context.close();
});

test("the settings give the remote URL prefix of a GeoNetwork", async () => {
  const { page, context } = await visit(browser, `${site.url}#/reglages?${EXAMPLE}`);
  await screen(page, "Réglages à saisir sur data.gouv.fr");
  await page.getByText("https://geo.exemple.fr/geonetwork/srv/fre/catalog.search#/metadata/", { exact: true }).first().waitFor();
  await context.close();
});

test("records in an archive and in a folder are read in the order of their names", async () => {
  const { page, context, errors } = await visit(browser, site.url);
  const bytes = archive({ "fiche-10.xml": record("dix"), "fiche-2.xml": record("deux"), "lisez-moi.pdf": "non" });
  await page.locator("#fichiers").setInputFiles({ name: "fiches.zip", mimeType: "application/zip", buffer: bytes });
  await screen(page, /2.fiches lues/);
  const folder = mkdtempSync(join(tmpdir(), "fiches-"));
  mkdirSync(join(folder, "dedans"));
  writeFileSync(join(folder, "a.xml"), record("a"));
  writeFileSync(join(folder, "dedans", "b.xml"), record("b"));
  writeFileSync(join(folder, "dedans", "c.xml"), "<oups>");
  writeFileSync(join(folder, "notes.pdf"), "non");
  try {
    await go(page, "#/", "Vos jeux de données, tels que data.gouv.fr les affichera");
    await page.getByText("Choisir un dossier de fiches").click();
    await page.locator("#dossier").setInputFiles(folder);
    await screen(page, /2.fiches lues/);
    await page.getByText(/Le XML n’est pas bien formé/).first().waitFor();
    // Dropped, as from a file manager.
    await go(page, "#/", "Vos jeux de données, tels que data.gouv.fr les affichera");
    const mouse = await context.newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
      await mouse.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
    await screen(page, /2.fiches lues/);
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test("capabilities lead to the service they describe", async () => {
  const { page, context } = await visit(browser, site.url);
  const text = `<c:Capabilities xmlns:c="http://www.opengis.net/cat/csw/2.0.2" xmlns:ows="http://www.opengis.net/ows" xmlns:x="http://www.w3.org/1999/xlink">
    <ows:ServiceIdentification><ows:Title>Géo</ows:Title></ows:ServiceIdentification><ows:OperationsMetadata><ows:Operation name="GetRecords">
    <ows:DCP><ows:HTTP><ows:Post x:href="https://geo.exemple.fr/csw"/></ows:HTTP></ows:DCP>
    <ows:Parameter name="outputSchema"><ows:Value>http://www.isotc211.org/2005/gmd</ows:Value></ows:Parameter></ows:Operation></ows:OperationsMetadata></c:Capabilities>`;
  await page.locator("#fichiers").setInputFiles({ name: "capacites.xml", mimeType: "text/xml", buffer: Buffer.from(text) });
  await page.getByText(/GetCapabilities de «.Géo.»/).first().waitFor();
  const link = page.getByRole("link", { name: /geo\.exemple\.fr\/csw \(CSW-ISO-19139\)/ });
  assert.equal(await link.getAttribute("href"), "#/controle?src=https://geo.exemple.fr/csw&type=csw-iso-19139");
  await context.close();
});

test("axe finds nothing", async () => {
  const { page, context } = await visit(browser, `${site.url}#/controle?${EXAMPLE}&organisme=Observatoire%20du%20littoral`, {
    bypassCSP: true,
    viewport: { width: 360, height: 800 },
  });
  await screen(page, /14.fiches lues/);
  for (const [hash, title] of /** @type {[string, RegExp][]} */ ([
    ["", /14.fiches lues/],
    [`#/jeu/fr-200000001-bruit?${EXAMPLE}`, /./],
    [`#/jeu/fr-200000002-captages?${EXAMPLE}`, /Captages/],
    [`#/reglages?${EXAMPLE}`, /Réglages/],
  ])) {
    if (hash) await go(page, hash, title);
    assert.deepEqual(await violations(page), [], hash);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${hash}: ${width} pixels wide`);
  }
  await context.close();
});

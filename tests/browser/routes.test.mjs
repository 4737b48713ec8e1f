// « Quelle voie » : every way of one address, read on a click and compared; and ways given as files.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { go, portal, screen, stage, violations, visit } from "./site.mjs";

const CORS = { "Access-Control-Allow-Origin": "*" };
const { site, browser } = await stage();
const fixture = (/** @type {string} */ name) => readFile(new URL(`../fixtures/routes/${name}`, import.meta.url), "utf8");

test("a CKAN portal and its DCAT are read on a click, and one is recommended", async () => {
  const [packages, dcat] = await Promise.all([fixture("ckan.json"), fixture("ckan.rdf")]);
  const source = await portal((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/catalog.xml") {
      response.writeHead(200, { ...CORS, "Content-Type": "application/rdf+xml" }).end(dcat);
    } else if (pathname.startsWith("/api/3/action/")) {
      const all = JSON.parse(packages).result.results;
      const id = new URL(request.url ?? "/", "http://localhost").searchParams.get("id");
      const result = pathname.endsWith("package_list")
        ? all.map((/** @type {any} */ one) => one.name)
        : pathname.endsWith("package_show")
          ? all.find((/** @type {any} */ one) => one.name === id || one.id === id)
          : JSON.parse(packages).result;
      response.writeHead(200, { ...CORS, "Content-Type": "application/json" }).end(JSON.stringify({ success: true, result }));
    } else response.writeHead(404, CORS).end("non");
  });
  const { page, context, errors } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(`${source.url}/dataset/`)}`, { bypassCSP: true });
  await page.getByRole("link", { name: "Voies", exact: true }).click();
  await screen(page, "Quelle voie de moissonnage ?");
  await page.getByRole("button", { name: "Lire ces voies" }).click();
  await page.getByRole("heading", { name: /Recommandée/ }).waitFor();
  const rows = page.locator(".voies tbody tr");
  assert.deepEqual(await rows.locator("th").evaluateAll((all) => all.map((th) => th.firstChild?.textContent?.trim())), ["CKAN", "DCAT"]);
  await page.getByText("Champ par champ").first().waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await context.close();
  source.stop();
});

test("ways are compared from files, one per way", async () => {
  const { page, context, errors, requests } = await visit(browser, site.url, { bypassCSP: true });
  const given = async (/** @type {string} */ name) => ({ name, mimeType: "text/xml", buffer: Buffer.from(await fixture(name)) });
  await page.locator("#fichiers").setInputFiles(await given("geonetwork-iso.xml"));
  await screen(page, /fiche/);
  await go(page, "#/voies?src=fichier:geonetwork-iso.xml", "Quelle voie de moissonnage ?");
  const asked = requests.length;
  await page.locator("#voie-fichiers").setInputFiles([await given("geonetwork-dcat.xml"), await given("geonetwork-geodcat.xml")]);
  await page.getByRole("heading", { name: /Recommandée/ }).waitFor();
  assert.equal(await page.locator(".voies tbody tr").count(), 3);
  assert.equal(requests.length, asked, "files are sent nowhere");
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 320, height: 700 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
  assert.deepEqual(errors, []);
  await context.close();
});

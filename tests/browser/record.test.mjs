// The record screen: the page, its marks, its ghost; cards; what a shared link opens on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EXAMPLE, portal, screen, stage, visit } from "./site.mjs";

const CORS = { "Access-Control-Allow-Origin": "*" };
const { site, browser } = await stage();

test("a mark opens its panel beside the page, then below it on a small screen", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/jeu/montrivel-arbres?src=exemple:dcat`);
  await screen(page, "Arbres");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("tab", { name: "Informations" }).click();
  await page.locator("#repere-frequency").click();
  await page.locator(".panneau").waitFor();
  assert.equal(await page.getByRole("tab", { name: "Informations" }).getAttribute("aria-selected"), "true");
  const box = async (/** @type {string} */ name) => /** @type {{ x: number, y: number, width: number }} */ (await page.locator(name).boundingBox());
  let [panel, around] = [await box(".panneau"), await box(".page")];
  assert.ok(panel.x >= around.x + around.width, "beside");
  assert.match(await page.locator(".panneau mark").first().innerText(), /freq|accrualPeriodicity|ANNUAL/i);
  await page.setViewportSize({ width: 360, height: 800 });
  [panel, around] = [await box(".panneau"), await box(".page")];
  assert.ok(panel.x >= around.x && panel.y > (await box("#repere-frequency")).y, "below");
  await page.keyboard.press("Escape");
  await page.locator(".panneau").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.id), "repere-frequency");
  await page.goBack();
  await page.locator(".panneau").waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("a record that does not arrive shows the ghost of its page", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeu/montrivel-prenoms?src=exemple:dcat&rang=13`);
  await screen(page, "Consommation d’énergie");
  await page.getByText(/ce qui existerait une fois l’obstacle levé/).waitFor();
  await page.locator(".page-fantome").getByText("Licence", { exact: true }).first().waitFor();
  await context.close();
});

test("the list as search results, twenty a page", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeux?${EXAMPLE}`);
  await screen(page, "Liste des fiches");
  await page.getByRole("link", { name: "Cartes", exact: true }).click();
  await page.locator(".carte-fiche").first().waitFor();
  assert.equal(await page.locator(".carte-fiche").count(), 20);
  await page.getByRole("navigation", { name: "Pages de la liste" }).getByRole("link", { name: "Page 2" }).click();
  // The first page has twenty: seventeen of them are there before the second page is.
  await page.locator(".carte-fiche").nth(17).waitFor({ state: "detached" });
  assert.equal(await page.locator(".carte-fiche").count(), 17);
  await context.close();
});

for (const [name, hash, then] of /** @type {[string, string, RegExp][]} */ ([
  ["record", "#/jeu/jeu-150", /Jeu 150/],
  ["settings", "#/reglages", /Réglages à saisir/],
])) {
  test(`a shared link to a ${name} opens on what is going on`, async () => {
    let isHeld = true;
    const source = await portal((request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      if (url.pathname !== "/api/explore/v2.1/catalog/datasets") return void response.writeHead(404, CORS).end("non");
      const offset = Number(url.searchParams.get("offset"));
      const answer = () => {
        const results = Array.from({ length: Math.min(Number(url.searchParams.get("limit")), 200 - offset) }, (_, i) => ({
          dataset_id: `jeu-${offset + i}`,
          has_records: true,
          attachments: [],
          features: [],
          fields: [],
          metas: { default: { title: `Jeu ${offset + i}`, records_count: 3 } },
        }));
        response.writeHead(200, { ...CORS, "Content-Type": "application/json" });
        response.end(JSON.stringify({ total_count: 200, results }));
      };
      const hold = () => (isHeld && offset >= 100 ? setTimeout(hold, 50) : answer());
      hold();
    });
    const { page, context, errors } = await visit(browser, `${site.url}${hash}?src=${encodeURIComponent(source.url)}`);
    await page.getByRole("heading", { level: 1, name: /Lecture du catalogue|Réglages à saisir/ }).waitFor();
    if (name === "record") {
      await page.locator("#avancement").waitFor();
      await page.getByText(/s’affichera ici dès qu’elle sera lue/).waitFor();
      await page.getByRole("button", { name: /Arrêter/ }).waitFor();
    }
    isHeld = false;
    await screen(page, then);
    assert.deepEqual(errors, []);
    await context.close();
    source.stop();
  });
}

test("a shared link to a record of a portal that does not answer tells the fault", async () => {
  const source = await portal((_, response) => response.writeHead(403, CORS).end("non"));
  const { page, context } = await visit(browser, `${site.url}#/jeu/un?src=${encodeURIComponent(source.url)}`);
  await page.getByText(/Accès refusé \(erreur.403\)/).first().waitFor();
  await context.close();
  source.stop();
});

// The main job: example, overview, filter, record, export.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { screen, stage, visit, unfold } from "./site.mjs";

const { site, browser } = await stage();

test("by mouse", async () => {
  const { page, context, requests, errors } = await visit(browser, site.url);
  await page.getByRole("link", { name: "Portail Opendatasoft", exact: true }).click();
  await screen(page, /37.fiches lues/);
  const counts = await page.locator(".tuile .chiffre").allTextContents();
  assert.equal(counts.map(Number).reduce((sum, n) => sum + n, 0), 37, "the four states add up to the total");
  await unfold(page);
  await page.getByRole("heading", { name: /Ce moissonneur est retiré/ }).waitFor();

  await page.getByRole("link", { name: "Licence non reconnue" }).first().click();
  await screen(page, "Liste des fiches");
  const total = Number((await page.locator("#resultats").textContent())?.match(/\d+/)?.[0]);
  assert.equal(await page.locator(".fiches tbody tr").count(), total);
  assert.match(page.url(), /probleme=licence-non-reconnue/);

  await page.getByLabel("Valeur d’origine à corriger").selectOption({ label: "Licence ouverte v2 Etalab 2023 (2)" });
  await page.getByRole("heading", { level: 2, name: /^2.fiches/ }).waitFor();
  await page.getByLabel("Titre, identifiant ou valeur").fill("CANTINE");
  await page.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("heading", { level: 2, name: /^1.fiche/ }).waitFor();
  await page.getByRole("link", { name: "Menus des restaurants scolaires" }).click();
  await screen(page, "Menus des restaurants scolaires");
  assert.match(await page.title(), /Menus des restaurants scolaires/);

  const preview = page.getByRole("tabpanel", { name: "Page", exact: true });
  await preview.getByText("Licence Ouverte / Open Licence version 2.0").first().waitFor();
  await page.getByRole("tab", { name: /Résultat de recherche/ }).click();
  await page.getByRole("tabpanel", { name: /Résultat de recherche/ }).getByText("Menus des douze restaurants").waitFor();
  await page.getByRole("tab", { name: "Page", exact: true }).click();
  await page.getByRole("link", { name: /Licence, origine, à corriger/ }).click();
  await page.locator(".panneau").getByText(/Non reconnue/).first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "panneau-titre");
  assert.match(await page.locator(".panneau mark").first().innerText(), /Licence ouverte v2 Etalab 2023/);
  await page.keyboard.press("Escape");
  await page.locator(".panneau").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.id), "repere-license");
  await page.getByRole("tab", { name: "Origine" }).click();
  await page.getByText(/ods-portail\.json, lignes/).click();
  await page.getByRole("region", { name: "Source brute" }).getByText('"datasetid": "menus-cantines"').waitFor();

  await page.getByRole("link", { name: /revenir à la liste/ }).click();
  await screen(page, "Liste des fiches");
  await page.getByRole("button", { name: "Copier le lien" }).click();
  await page.locator("#annonce", { hasText: "Lien copié." }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a correction is copied in three clicks, from home, on every example", async () => {
  const { page, context } = await visit(browser, site.url);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const examples = await page.locator("a[href*='src=exemple:']").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  assert.ok(new Set(examples).size >= 8, examples.join());
  for (const example of new Set(examples)) {
    await page.goto(site.url);
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await page.locator(`a[href="${example}"]`).first().click();
    await page.getByRole("link", { name: /Tout le plan/ }).click();
    await page.locator(".plan").getByRole("button", { name: /Copier/ }).first().click();
    await page.locator("#annonce", { hasText: /Copié/ }).waitFor();
    assert.notEqual(await page.evaluate(() => navigator.clipboard.readText()), "", example);
  }
  await context.close();
});

test("the three downloads hold every record", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/controle?src=exemple:ods-portail`);
  await screen(page, /37.fiches lues/);
  await unfold(page);
  /** @param {RegExp} name */
  const download = async (name) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).first().click()]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const csv = await download(/Télécharger CSV/);
  assert.match(csv.name, /^avant-moisson-portail-opendatasoft-\d{4}-\d\d-\d\d\.csv$/);
  assert.ok(csv.text.startsWith("\ufeffidentifiant;titre;etat;code;"));
  // What is found in the source as a whole has no identifier.
  const identifiers = csv.text.split("\r\n").slice(1, -1).map((line) => line.split(";")[0]);
  assert.equal(new Set(identifiers.filter((identifier) => identifier !== "")).size, 37);
  const json = await download(/Télécharger JSON/);
  const { items } = JSON.parse(json.text);
  assert.equal(items.length, 37);
  assert.equal(items.filter((/** @type {any} */ item) => item.status === "done").length, 30);
  assert.ok(items.every((/** @type {any} */ item) => Array.isArray(item.findings)));
  const html = await download(/Rapport HTML/);
  assert.ok(!/<script|<img|<link|onerror=|src=/.test(html.text.replaceAll(/&lt;.*?&gt;/g, "")));
  const report = await context.newPage();
  await report.setContent(html.text);
  await report.getByRole("heading", { level: 1, name: "Aperçu de moissonnage" }).waitFor();
  assert.equal(await report.locator("table").last().locator("tbody tr").count(), 37);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the filtered list and the badge are downloaded as they are shown", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/jeux?src=exemple:dcat&etat=a-corriger`);
  await screen(page, "Liste des fiches");
  const shown = await page.locator("table tbody th a").allInnerTexts();
  const download = async (/** @type {import("playwright-core").Locator} */ button) => {
    const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const list = await download(page.getByRole("button", { name: "Liste filtrée en JSON" }));
  const { items } = JSON.parse(list.text);
  assert.deepEqual(items.map((/** @type {any} */ item) => item.state), shown.map(() => "a-corriger"));
  await page.getByRole("link", { name: "Insigne" }).click();
  await screen(page, "Insigne");
  const badge = await download(page.getByRole("button", { name: "Télécharger l’image (SVG)" }));
  assert.match(badge.name, /\.svg$/);
  assert.match(badge.text, /^<svg.* \/ 17.prêtes/);
  const picture = page.getByRole("img", { name: /data\.gouv\.fr : 3 \/ 17.prêtes, le \d/ });
  await picture.waitFor();
  const [width, words] = await picture.evaluate((svg) => [svg.getBoundingClientRect().width, [...svg.querySelectorAll("text")].map((text) => text.getBBox().width)]);
  assert.ok(Number(width) > [words].flat().reduce((total, word) => Number(total) + Number(word), 0), `${words} in ${width}`);
  assert.deepEqual(errors, []);
  await context.close();
});

test("by keyboard alone", async () => {
  const { page, context, errors } = await visit(browser, site.url);
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent : "";
      return (label || element?.textContent || "").replaceAll(/\s+/g, " ").trim();
    });
  /** Presses Tab until the focus is on what is looked for. @param {RegExp} name */
  const tabTo = async (name) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press("Tab");
      if (name.test(await focused())) {
        const outline = await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.activeElement)).outlineStyle);
        assert.notEqual(outline, "none", `the focus shows on ${name}`);
        return;
      }
    }
    assert.fail(`${name} is not reached with Tab`);
  };
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Aller au contenu");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "contenu");
  await tabTo(/^Portail Opendatasoft$/);
  await page.keyboard.press("Enter");
  await screen(page, /37.fiches lues/);
  assert.match(await focused(), /37.fiches lues/, "the title of the new screen has the focus");
  await tabTo(/^Ce qui manque$/);
  await page.keyboard.press("Enter");
  await tabTo(/^Couverture spatiale non reprise par ce moissonneur$/);
  await page.keyboard.press("Enter");
  await screen(page, "Liste des fiches");
  assert.equal(await focused(), "Liste des fiches");
  await tabTo(/^Qualité/);
  await page.keyboard.press("Enter");
  await page.locator('th[aria-sort="ascending"]', { hasText: "Qualité" }).waitFor();
  assert.match(await focused(), /^Qualité/, "sorting keeps the focus");
  await page.locator("#annonce", { hasText: /fiches/ }).waitFor();
  await tabTo(/^Places libres dans les parkings$/);
  await page.keyboard.press("Enter");
  await screen(page, "Places libres dans les parkings");
  await tabTo(/^Page$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "Origine");
  await page.getByRole("tabpanel", { name: "Origine" }).waitFor();
  await page.keyboard.press("Home");
  assert.equal(await focused(), "Page");
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press("Shift+Tab");
  await tabTo(/^Page$/);
  await page.goBack();
  await screen(page, "Liste des fiches");
  await tabTo(/^Télécharger CSV/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(file.suggestedFilename(), /\.csv$/);
  assert.deepEqual(errors, []);
  await context.close();
});

// What a person does with a screen without a mouse or a screen: print, zoom, keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { EXAMPLE, SCREENS, go, screen, stage, visit } from "./site.mjs";

const { site, browser } = await stage();
/** A sheet of A4 between its margins, in pixels. */
const SHEET = { width: 718, height: 1000 };

/** @param {import("playwright-core").Page} page */
const overflow = (page) =>
  page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > limit + 1);
    return wide.map((element) => element.outerHTML.slice(0, 120)).slice(0, 5);
  });

test("a printed record shows its findings, unfolded", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/jeu/arbres-d-alignement?${EXAMPLE}`);
  await screen(page, "Arbres d’alignement");
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: "print" });
  const folds = page.locator("details.constat");
  assert.ok((await folds.count()) > 1);
  await page.evaluate(() => {
    // After the page's own, which unfolds.
    addEventListener("beforeprint", () => (document.body.dataset.essai = [...document.querySelectorAll("details.constat p")].map((p) => p.checkVisibility()).join()));
  });
  const sheet = await page.pdf({ format: "A4" });
  assert.equal(sheet.subarray(0, 5).toString(), "%PDF-");
  const seen = await page.evaluate(() => document.body.dataset.essai ?? "");
  assert.ok(seen.length > 0 && !seen.includes("false"), seen);
  assert.equal(await page.locator("details.constat[open]").count(), 0, "as it was, once printed");
  assert.equal(await page.locator(".voisins").isVisible(), false);
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a printed overview holds on its sheets, strip, map and plan included", async () => {
  const { page, context } = await visit(browser, `${site.url}#/controle?src=exemple:dcat`);
  await screen(page, /fiches lues/);
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  for (const part of [".verdict", ".bande", ".carte-france", ".a-faire", ".qualite", ".premieres"]) {
    assert.ok(await page.locator(part).first().isVisible(), part);
  }
  assert.equal(await page.locator("details[data-pli]:not([open])").count(), 0);
  assert.deepEqual(await overflow(page), []);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.ok((await page.locator("details[data-pli]:not([open])").count()) > 0);
  await context.close();
});

test("the report holds on a phone and on paper", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeux?src=exemple:dcat`);
  await screen(page, "Liste des fiches");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Rapport HTML/ }).click()]);
  const report = await context.newPage();
  await report.setContent(await readFile(await file.path(), "utf8"));
  for (const [part, limit] of /** @type {const} */ ([[".bande", 160], [".carte-france", 420]])) {
    const height = await report.locator(part).first().evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(height > 20 && height < limit, `${part}: ${height}`);
  }
  await report.setViewportSize({ width: 320, height: 640 });
  assert.deepEqual(await overflow(report), []);
  await report.setViewportSize(SHEET);
  await report.emulateMedia({ media: "print" });
  assert.deepEqual(await overflow(report), []);
  assert.equal(await report.evaluate(() => [...document.querySelectorAll("details")].some((fold) => !fold.open && !fold.checkVisibility())), false);
  await context.close();
});

test("at 200 %, nothing is scrolled sideways", async () => {
  const [, [last]] = /** @type {[string, string[]]} */ (Object.entries(SCREENS).at(-1));
  const { page, context } = await visit(browser, `${site.url}${last}`, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  for (const [name, [hash, title]] of Object.entries(SCREENS)) {
    await go(page, hash, title);
    assert.deepEqual(await overflow(page), [], name);
  }
  await context.close();
});

test("marks, panel and tabs of a record by keyboard only", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeu/montrivel-arbres?src=exemple:dcat`);
  await screen(page, "Arbres");
  const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
  const tabTo = async (/** @type {(id: string) => boolean} */ isIt) => {
    for (let n = 0; n < 60 && !isIt(await focused()); n += 1) await page.keyboard.press("Tab");
    return focused();
  };
  assert.equal(await tabTo((id) => id === "onglet-page"), "onglet-page");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await focused(), "onglet-page");
  await page.keyboard.press("Home");
  assert.equal(await focused(), "onglet-page");
  const mark = await tabTo((id) => id.startsWith("repere-license"));
  assert.equal(mark, "repere-license");
  await page.keyboard.press("Enter");
  await page.locator(".panneau").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "panneau-titre");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement?.closest(".panneau") !== null), "the panel follows its title");
  await page.keyboard.press("Escape");
  await page.locator(".panneau").waitFor({ state: "detached" });
  assert.equal(await focused(), mark);
  await context.close();
});

test("files are searched on all their pages", async () => {
  const { page, context, errors } = await visit(browser, site.url);
  await page.locator("#fichiers").setInputFiles(fileURLToPath(new URL("../fixtures/display/catalogue.ttl", import.meta.url)));
  await screen(page, /fiches lues/);
  const src = encodeURIComponent("fichier:catalogue.ttl");
  await go(page, `#/jeu/nombreux?src=${src}`, "Douze fichiers");
  const shown = page.locator(".fichier:visible");
  assert.equal(await shown.count(), 10);
  await page.getByRole("tab", { name: "Page 2" }).click();
  assert.equal(await shown.count(), 2);
  const box = page.getByRole("searchbox", { name: /Rechercher/ });
  await box.fill("F03");
  assert.equal(await shown.count(), 1);
  await box.fill("f99");
  assert.equal(await shown.count(), 0);
  await page.getByText("Aucun fichier ne porte ces mots.").waitFor();
  await box.fill("");
  assert.equal(await shown.count(), 2);
  await go(page, "#/jeu/montrivel-arbres?src=exemple:dcat", "Arbres");
  await page.getByRole("tab", { name: "Informations" }).click();
  await page.locator(".page .carte-france").waitFor();
  await page.getByText(/Sur la carte.:/).first().waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

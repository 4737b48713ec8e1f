// The main journey in Debian's own Firefox: example, overview, list, record, mark, map, help, narrow screen, print.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FIREFOX, firefox } from "./firefox.mjs";
import { serve } from "./site.mjs";

/** Keys, as WebDriver names them. */
const ESCAPE = "\uE00C";
const ENTER = "\uE007";

test("the main journey, in Firefox", async (t) => {
  if (!FIREFOX) {
    console.log("Firefox : passé (ni firefox-esr ni firefox ne sont installés : scripts/setup --tests)");
    return t.skip("Firefox n’est pas installé (scripts/setup --tests)");
  }
  const site = await serve();
  t.after(() => site.stop());
  const { page, stop } = await firefox(FIREFOX);
  t.after(stop);
  /** @param {string} pattern */
  const title = (pattern) => page.until(`/${pattern}/.test(document.querySelector("main h1")?.innerText)`);
  const fits = async () => assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);

  await page.resize(1280, 900);
  await page.goto(site.url);
  await title("tels");
  await page.click('a[href="#/controle?src=exemple:dcat"]');
  await title("fiches lues");
  await page.until('document.querySelector(".carte-france path")');
  await fits();

  await page.click('.fil a[href^="#/jeux"]');
  await title("Liste des fiches");
  const rows = await page.evaluate('document.querySelectorAll(".fiches tbody tr").length');
  assert.ok(rows > 10, `${rows} rows`);
  await page.click(".vues li:last-child a");
  await page.until('document.querySelectorAll(".carte-fiche").length > 10');
  await fits();

  await page.click(".carte-fiche .carte-titre a");
  await page.until('document.querySelector(".page .page-titre")');
  await page.click("#repere-license, .repere");
  await page.until('document.activeElement?.id === "panneau-titre"');
  await page.press(ESCAPE);
  await page.until('!document.querySelector(".panneau")');
  await page.until('document.activeElement?.classList.contains("repere")');

  // By keyboard only: the mark that has the focus opens its panel again.
  await page.press(ENTER);
  await page.until('document.querySelector(".panneau")');
  await page.press(ESCAPE);
  await page.until('!document.querySelector(".panneau")');
  await page.click("#onglet-origine");
  await page.until('document.querySelector(".provenance")?.checkVisibility()');

  for (const [width, height] of /** @type {const} */ ([[640, 450], [360, 740]])) {
    await page.resize(width, height);
    await fits();
  }
  const printed = await page.print();
  assert.ok(Buffer.from(printed.data, "base64").subarray(0, 5).toString() === "%PDF-");

  await page.resize(1280, 900);
  await page.click('a[href^="#/aide"]');
  await title("Aide");
  assert.deepEqual(page.errors, []);
});

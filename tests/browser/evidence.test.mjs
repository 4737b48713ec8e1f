// « Comment nous savons que c’est vrai »: the figures of the test run, beside the page.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { DIST, launch, screen, serve, violations, visit } from "./site.mjs";

const browser = await launch();
const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
cpSync(DIST, folder, { recursive: true });
const site = await serve(folder);
after(async () => {
  await browser.close();
  site.stop();
  rmSync(folder, { recursive: true });
});

test("what the tests measured is shown by measure, and what they did not is said", async () => {
  writeFileSync(join(folder, "figures.txt"), "date\t2026-11-26\nchamps\tdcat\t58943\t58944\tessai\nissues\tckan\t473\t473\tessai\n");
  const { page, context, errors } = await visit(browser, site.url, { bypassCSP: true });
  await page.getByRole("link", { name: /Comment nous savons/ }).click();
  await screen(page, /Comment nous savons/);
  const fields = page.getByRole("region", { name: "Les champs de chaque fiche" });
  assert.match((await fields.innerText()).replace(/\s/g, " "), /dcat 99,99 % 58 943 58 944/);
  assert.equal(await page.getByText("Non mesuré par cette construction.").count(), 3);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a site built without tests shows no figure", async () => {
  writeFileSync(join(folder, "figures.txt"), "");
  const { page, context } = await visit(browser, `${site.url}#/preuves`);
  await screen(page, /Comment nous savons/);
  assert.equal(await page.locator("main table").count(), 0);
  await page.getByText("construite sans lancer les essais").waitFor();
  await context.close();
});

// The element of embed.js in another site's page: nothing before a click, then a frame of the right height.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { always, hydra, portal } from "../portal/simulator.mjs";
import { stage, visit } from "./site.mjs";

const { site, browser } = await stage();

/** A page of another site that holds this code. @param {string} code */
const documentation = (code) =>
  portal(
    always({
      headers: { "Content-Type": "text/html; charset=utf-8" },
      body: `<!doctype html><title>Documentation</title><script defer src="${site.url}embed.js"></script>${code}`,
    }),
  );

test("an embedded preview waits for a click, then takes its height", async () => {
  const source = await portal(hydra(15));
  const host = await documentation(`<avant-moisson src="${source.origin}/catalog.xml" type="dcat"></avant-moisson>`);
  const { page, context, requests } = await visit(browser, `${host.origin}/`, { bypassCSP: true });
  await page.getByRole("button", { name: /Voir ce que data.gouv.fr/ }).waitFor();
  assert.deepEqual(source.asked, []);
  assert.deepEqual(requests.filter((url) => url.startsWith(site.url) && !url.endsWith("embed.js")), []);
  await page.getByRole("button", { name: /Voir ce que data.gouv.fr/ }).click();
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { level: 1, name: /15.fiches lues/ }).waitFor();
  assert.ok(source.asked.length > 0);
  await page.waitForFunction(() => document.querySelector("iframe")?.height !== "720");
  await context.close();
  host.stop();
  source.stop();
});

/** What each code shows, after a click: a heading, and whether the portal is asked.
 * @type {[string, (source: string) => string, RegExp, RegExp, boolean][]} */
const SCREENS = [
  ["a record", (source) => `<avant-moisson src="${source}" type="dcat" ecran="jeu/jeu-3"></avant-moisson>`, /de cette fiche/, /Jeu 3/, true],
  ["a badge", (source) => `<avant-moisson src="${source}" type="dcat" ecran="insigne"></avant-moisson>`, /de ce portail/, /Insigne/, true],
  ["a rule", () => '<avant-moisson ecran="aide/licence-absente"></avant-moisson>', /Voir l’explication/, /Licence absente/, false],
];

for (const [name, code, button, heading, asks] of SCREENS) {
  test(`${name} is embedded alone`, async (t) => {
    const source = await portal(hydra(15));
    t.after(source.stop);
    const host = await documentation(code(`${source.origin}/catalog.xml`));
    t.after(host.stop);
    const { page, context } = await visit(browser, `${host.origin}/`, { bypassCSP: true });
    await page.getByRole("button", { name: button }).click();
    const frame = page.frameLocator("iframe");
    await frame.getByRole("heading", { level: 1, name: heading }).or(frame.getByRole("heading", { level: 2, name: heading })).first().waitFor();
    assert.equal(source.asked.length > 0, asks, source.asked.join());
    await context.close();
  });
}

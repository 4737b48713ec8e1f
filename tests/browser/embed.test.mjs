// The element of embed.js in another site's page: nothing before a click, then a frame of the right height.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { always, hydra, portal } from "../portal/simulator.mjs";
import { stage, visit } from "./site.mjs";

const { site, browser } = await stage();

test("an embedded preview waits for a click, then takes its height", async () => {
  const source = await portal(hydra(15));
  const host = await portal(
    always({
      headers: { "Content-Type": "text/html; charset=utf-8" },
      body: `<!doctype html><title>Documentation</title><script defer src="${site.url}embed.js"></script><avant-moisson src="${source.origin}/catalog.xml" type="dcat"></avant-moisson>`,
    }),
  );
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

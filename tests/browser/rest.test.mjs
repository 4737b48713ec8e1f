// The part of the module that is loaded when it is called: what does without it, and what waits for it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { newContext, screen, stage } from "./site.mjs";

const { site, browser } = await stage();
const REST = "**/pkg/avant_moisson_rest.wasm";

test("a first catalogue is shown without the rest of the module", async () => {
  const context = await newContext(browser);
  let asked = 0;
  await context.route(REST, (route) => {
    asked += 1;
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.getByRole("link", { name: "Portail Opendatasoft", exact: true }).click();
  await screen(page, /37.fiches lues/);
  assert.equal(asked, 1, "it was asked for once, and nothing waited for it");
  await context.close();
});

test("a call that needs the rest waits for it", async () => {
  const context = await newContext(browser);
  const asked = /** @type {string[]} */ ([]);
  await context.route(REST, (route) => {
    asked.push(route.request().url());
    // As when the network drops while the page opens.
    return asked.length === 1 ? route.abort() : route.continue();
  });
  const page = await context.newPage();
  await page.goto(`${site.url}#/jeux?src=exemple:dcat`);
  await screen(page, "Liste des fiches");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Rapport HTML/ }).click()]);
  assert.match(await readFile(await file.path(), "utf8"), /Avant-moisson/);
  assert.equal(asked.length, 2);
  await context.close();
});

// Large catalogues: the first records before the last, a page that answers meanwhile, and a stop that keeps what was read.
// What must not depend on the machine is asserted by the order of things; how long they take is said by scripts/bench-page.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { held, hydra, portal, rdf, rdfDataset } from "../portal/simulator.mjs";
import { go, screen, stage, visit } from "./site.mjs";

const { site, browser } = await stage();

const COUNT = 8000;
const catalogue = () => ({
  name: "grand.rdf",
  mimeType: "application/rdf+xml",
  buffer: Buffer.from(rdf(Array.from({ length: COUNT }, (_, n) => rdfDataset(n)).join(""))),
});
/** @param {import("playwright-core").Page} page */
const said = async (page) => ((await page.locator("main").textContent()) ?? "").replaceAll(/\s/g, " ");

/** Opens the first record as soon as it is there, and writes down what the page said then.
 * @param {import("playwright-core").Page} page */
async function openFirst(page) {
  await page.evaluate(() => {
    new MutationObserver(() => {
      const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("#titre-premieres ~ table tbody a"));
      if (!link || "early" in window) return;
      const rows = document.querySelectorAll("table.fiches tbody tr").length;
      Object.assign(window, { early: { rows, text: document.querySelector("#avancement-texte")?.textContent } });
      link.click();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

test("the first records can be opened while the last are read", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/`);
  await screen(page, /Vos jeux/);
  await openFirst(page);
  await page.setInputFiles("#fichiers", catalogue());
  // A record opens, stays in place while the rest is read, and leads back to the whole.
  await screen(page, "Jeu 0");
  const { rows, text } = await page.evaluate(() => /** @type {any} */ (window).early);
  assert.match(text, /lecture en cours|vérification en cours/);
  assert.ok(rows > 0 && rows <= 25, `${rows} rows`);
  await page.getByRole("link", { name: "Vue d’ensemble" }).click();
  await screen(page, /8.000 fiches lues/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("stopping keeps the records that were read", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/`);
  await screen(page, /Vos jeux/);
  // As soon as the first records are there: a click of this test would come at its own pace.
  await page.evaluate(() => {
    const stop = () => document.querySelector("#titre-premieres") && document.getElementById("arreter")?.click();
    new MutationObserver(stop).observe(document.body, { childList: true, subtree: true });
  });
  await page.setInputFiles("#fichiers", catalogue());
  await page.locator(".verdict").waitFor();
  const title = await page.locator("h1").textContent();
  const read = Number(title?.replaceAll(/[^0-9]/g, ""));
  assert.ok(read > 0 && read < COUNT, `${title}`);
  assert.match(await said(page), /Lecture arrêtée à votre demande/);
  await go(page, `#/jeux${new URL(page.url()).hash.replace(/^[^?]*/, "")}`, "Liste des fiches");
  const listed = await page.locator("#resultats").textContent();
  assert.equal(Number(listed?.replaceAll(/[^0-9]/g, "")), read, "the list holds them all");
  assert.deepEqual(errors, []);
  await context.close();
});

/** The page, with a few lines before those of its worker: what it waits for must not depend on the machine. The worker
 * that replaces it has none.
 * @param {string} lines */
async function withWorker(lines) {
  const visited = await visit(browser, `${site.url}#/`);
  await visited.context.route(
    "**/worker.js",
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${lines}\n${await response.text()}` });
    },
    { times: 1 },
  );
  await visited.page.reload();
  await screen(visited.page, /Vos jeux/);
  return visited;
}

/** It never ends its parse, as that of a large document may take long. */
const DEAF = `
  const post = postMessage;
  globalThis.postMessage = (answer, ...others) => {
    post(answer, ...others);
    if (answer.type === "page" && answer.page.screen === "lecture") for (;;);
  };`;

const long = () => {
  const line = "<https://portail.exemple/jeu> <https://portail.exemple/lien> <https://portail.exemple/";
  const text = Array.from({ length: 30_000 }, (_, n) => `${line}${n}> .`).join("\n");
  return { name: "long.nt", mimeType: "application/n-triples", buffer: Buffer.from(text) };
};

test("stopping a worker that hears nothing answers too, and the page still works", async () => {
  const { page, context, errors } = await withWorker(DEAF);
  // A message that was on its way when the worker was replaced comes after it.
  await page.evaluate(() => {
    const end = Worker.prototype.terminate;
    Worker.prototype.terminate = function () {
      end.call(this);
      setTimeout(() => {
        this.dispatchEvent(new MessageEvent("message", { data: { type: "broken", detail: "trop tard" } }));
        Object.assign(window, { late: true });
      });
    };
  });
  await page.setInputFiles("#fichiers", long());
  await page.locator("#avancement-texte", { hasText: "Analyse" }).waitFor();
  await page.locator("#arreter").click();
  await screen(page, "Lecture arrêtée");
  await page.waitForFunction(() => "late" in window);
  assert.match(await said(page), /^Lecture arrêtée/);
  await go(page, "#/controle?src=exemple:dcat", /17.fiches lues/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a file that is dropped before the stop has answered is read", async () => {
  const { page, context, errors } = await withWorker(DEAF);
  await page.setInputFiles("#fichiers", long());
  await page.locator("#avancement-texte", { hasText: "Analyse" }).waitFor();
  // In one task: nothing that the stop waits for can come between.
  await page.evaluate((text) => {
    document.getElementById("arreter")?.click();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "petit.rdf"));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer }));
  }, rdf(rdfDataset(0) + rdfDataset(1)));
  await screen(page, /2.fiches lues/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("stopping while a file is being opened answers too, whatever was read before", async () => {
  // The second file is on a slow disk.
  const { page, context, errors } = await withWorker(`
    const read = Blob.prototype.arrayBuffer;
    let opened = 0;
    Blob.prototype.arrayBuffer = function () {
      opened += 1;
      return opened === 1 ? read.call(this) : new Promise(() => {});
    };`);
  await page.setInputFiles("#fichiers", catalogue());
  await screen(page, /8.000 fiches lues/);
  await go(page, "#/", /Vos jeux/);
  await page.setInputFiles("#fichiers", catalogue());
  await page.getByRole("heading", { level: 1, name: "Lecture en cours" }).waitFor();
  await page.getByRole("button", { name: "Arrêter" }).click();
  await screen(page, "Lecture arrêtée");
  await go(page, "#/controle?src=exemple:dcat", /17.fiches lues/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("another catalogue takes the place of the one being read", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/`);
  await screen(page, /Vos jeux/);
  await page.setInputFiles("#fichiers", catalogue());
  await page.locator("#titre-premieres").waitFor();
  await go(page, "#/controle?src=exemple:dcat", /17.fiches lues/);
  // The worker answers in order: had the first catalogue gone on, it would have shown by then.
  await go(page, "#/jeux?src=exemple:dcat", "Liste des fiches");
  await go(page, "#/controle?src=exemple:dcat", /17.fiches lues/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a portal of 10 000 records over 200 pages is walked with its first records in view", async () => {
  // The last page waits for the first records to be seen.
  const { answer, finish, isOver } = held(hydra(10_000, undefined, 50), "200");
  const simulated = await portal(answer);
  const { page, context, errors } = await visit(
    browser,
    `${site.url}#/controle?src=${encodeURIComponent(`${simulated.origin}/catalog.xml`)}`,
  );
  await page.locator("#titre-premieres").waitFor();
  assert.ok(!isOver(), "the first records are shown before the last page");
  finish();
  await page.locator(".verdict").waitFor();
  assert.match(await said(page), /10.000 fiches lues/);
  assert.ok(simulated.asked.length >= 200);
  assert.deepEqual(errors, []);
  simulated.stop();
  await context.close();
});

test("stopping a portal answers at once, and keeps its pages", async () => {
  const simulated = await portal(held(hydra(10_000, undefined, 50), "200").answer);
  const { page, context } = await visit(
    browser,
    `${site.url}#/controle?src=${encodeURIComponent(`${simulated.origin}/catalog.xml`)}`,
  );
  await page.locator("#titre-premieres").waitFor();
  await page.locator("#arreter").click();
  await page.locator(".verdict").waitFor();
  assert.match(await said(page), /Lecture arrêtée à votre demande/);
  const asked = simulated.asked.length;
  // The worker answers in order: a request that the stop forgot would be sent by then.
  const check = new URL(page.url()).hash.replace(/^[^?]*/, "");
  await go(page, `#/jeux${check}`, "Liste des fiches");
  await go(page, `#/controle${check}`, /fiches/);
  assert.equal(simulated.asked.length, asked, "nothing is asked after a stop");
  simulated.stop();
  await context.close();
});

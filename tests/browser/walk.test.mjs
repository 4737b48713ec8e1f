// Ten thousand records over two hundred pages: the page answers all along, and stopping keeps what was read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { held, hydra, portal } from "../portal/simulator.mjs";
import { stage, visit } from "./site.mjs";

const [RECORDS, SIZE] = [10_000, 50];

const { site, browser } = await stage();

/** Notes the longest time the page left its own clock unanswered. @param {import("playwright-core").Page} page */
const watch = (page) =>
  page.addInitScript(() => {
    const state = { longest: 0, ticks: 0, last: performance.now() };
    setInterval(() => {
      state.longest = Math.max(state.longest, performance.now() - state.last);
      state.last = performance.now();
      state.ticks += 1;
    }, 10);
    Object.assign(window, { pauses: state });
  });

/** @param {import("playwright-core").Page} page */
// @ts-expect-error set by `watch`
const longest = (page) => page.evaluate(() => /** @type {number} */ (window.pauses.longest));

/** @param {import("node:test").TestContext} t @param {import("../portal/simulator.mjs").Answer} answer */
async function open(t, answer) {
  const simulated = await portal(answer);
  t.after(simulated.stop);
  const { page, context, requests } = await visit(browser, "about:blank");
  t.after(() => context.close());
  await watch(page);
  await page.goto(`${site.url}#/controle?src=${encodeURIComponent(`${simulated.origin}/catalog.xml`)}`);
  return { simulated, page, requests };
}

test("ten thousand records are read over two hundred pages, and the page answers all along", async (t) => {
  const { simulated, page, requests } = await open(t, hydra(RECORDS, undefined, SIZE));
  const bar = page.locator("#avancement");
  await bar.waitFor();
  await page.waitForFunction(() => Number(document.querySelector("#avancement")?.getAttribute("value")) > 0);
  assert.match((await page.locator("#avancement-texte").textContent()) ?? "", /fiches lues sur environ 10\s000 · page\s\d+ · .+o$/);
  await page.locator("h1", { hasText: /10\s000\s(fiches|jeux)/ }).waitFor();
  assert.equal(simulated.asked.length, RECORDS / SIZE);
  assert.equal(new Set(simulated.asked).size, RECORDS / SIZE);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith(simulated.origin)), []);
  t.diagnostic(`longest time without an answer from the page: ${Math.round(await longest(page))} ms`);
  // How long is said above, and depends on the machine; a page held up by the reading would hardly tick.
  // @ts-expect-error set by `watch`
  assert.ok((await page.evaluate(() => /** @type {number} */ (window.pauses.ticks))) > 50);
});

test("stopping answers at once, and keeps what was read", async (t) => {
  // The last page never comes, so that there is something to stop however fast the others are.
  const { simulated, page } = await open(t, held(hydra(RECORDS, undefined, SIZE), String(RECORDS / SIZE)).answer);
  await page.waitForFunction(() => Number(document.querySelector("#avancement")?.getAttribute("value")) >= 40);
  const answered = await page.evaluate(() => {
    const line = /** @type {HTMLElement} */ (document.querySelector("#avancement-texte"));
    const start = performance.now();
    return new Promise((done) => {
      const seen = () => !line.isConnected || /Lecture arrêtée/.test(line.textContent ?? "");
      new MutationObserver(() => seen() && done(performance.now() - start)).observe(document.body, { subtree: true, childList: true, characterData: true });
      /** @type {HTMLElement} */ (document.querySelector("[data-arreter]")).click();
    });
  });
  t.diagnostic(`the stop was answered in ${Math.round(Number(answered))} ms`);
  const asked = simulated.asked.length;
  await page.locator("h1", { hasText: /\d\s(fiches|jeux)/ }).waitFor();
  const title = ((await page.locator("h1").textContent()) ?? "").replace(/\s/g, "");
  const read = Number(title.match(/:(\d+)(fiches|jeux)/)?.[1]);
  assert.ok(read >= 0.4 * RECORDS && read < RECORDS && read % SIZE === 0, title);
  await page.getByText(/Lecture arrêtée à votre demande/).first().waitFor();
  // Nothing more is asked once it is stopped.
  assert.ok(simulated.asked.length - asked <= 1);
});

test("a page that fails in the middle keeps the nine thousand records before it", async (t) => {
  const flow = hydra(RECORDS, undefined, SIZE);
  const { simulated, page } = await open(t, (url, request) =>
    url.searchParams.get("page") === "181" ? { status: 502 } : flow(url, request),
  );
  await page.locator("h1", { hasText: /9\s000\s(fiches|jeux)/ }).waitFor();
  await page.getByText(/page\s181/).first().waitFor();
});

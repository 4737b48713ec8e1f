// Every screen, in both themes and at 320 pixels.
import assert from "node:assert/strict";
import { test } from "node:test";

import { SCREENS, go, stage, violations, visit } from "./site.mjs";

const { site, browser } = await stage();

const screens = Object.entries(SCREENS);
/** The last screen first: going to each of them then changes the address. */
const [, [last]] = /** @type {[string, string[]]} */ (screens.at(-1));

/** @param {import("playwright-core").Page} page */
const unfold = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const button of document.querySelectorAll('[data-bascule][aria-expanded="false"]')) {
      if (button.checkVisibility()) /** @type {HTMLElement} */ (button).click();
    }
  });

test("axe finds nothing", async (t) => {
  const { page, context } = await visit(browser, `${site.url}${last}`, { bypassCSP: true });
  for (const [name, [hash, title]] of screens) {
    await t.test(name, async () => {
      await go(page, hash, title);
      await unfold(page);
      assert.deepEqual(await violations(page), []);
    });
  }
  await context.close();
});

test("every screen has one title, its own, and takes the focus", async () => {
  const { page, context } = await visit(browser, `${site.url}${last}`);
  const titles = new Set();
  for (const [name, [hash, title]] of screens) {
    await go(page, hash, title);
    assert.equal(await page.locator("h1").count(), 1, name);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", name);
    titles.add(await page.title());
  }
  assert.equal(titles.size, screens.length, [...titles].join("\n"));
  await context.close();
});

test("nothing overflows, from 320 pixels on", async (t) => {
  const { page, context } = await visit(browser, `${site.url}${last}`);
  for (const [name, [hash, title]] of screens) {
    await go(page, hash, title);
    for (const width of [320, 360, 600, 768, 800, 1024, 1280, 1920]) {
      await t.test(`${name}, ${width}`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await unfold(page);
        const overflow = await page.evaluate(() => {
          const limit = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= limit) return [];
          return [...document.querySelectorAll("main *")]
            .filter((element) => element.getBoundingClientRect().right > limit + 1)
            .map((element) => element.outerHTML.slice(0, 120))
            .slice(0, 5);
        });
        assert.deepEqual(overflow, []);
        const broken = await page.evaluate(() =>
          [...document.querySelectorAll("main .chiffre")]
            .filter((number) => number.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(number).lineHeight))
            .map((number) => number.textContent),
        );
        assert.deepEqual(broken, [], "a number stands on one line");
      });
    }
  }
  await context.close();
});

test("targets are at least 24 pixels high", async () => {
  const { page, context } = await visit(browser, `${site.url}${last}`);
  for (const [name, [hash, title]] of screens) {
    await go(page, hash, title);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, input, select, textarea, summary, [role=tab], .choix a, .pagination a, .bouton")]
        .filter((element) => element.checkVisibility())
        .filter((element) => element.getBoundingClientRect().height < 24)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(small, [], name);
  }
  await context.close();
});

test("states are told without colours, and motion is not forced", async () => {
  const { page, context } = await visit(browser, `${site.url}${last}`, { forcedColors: "active", reducedMotion: "reduce" });
  await go(page, ...SCREENS.liste);
  const states = await page.locator(".etat").allTextContents();
  assert.ok(states.length > 30 && states.every((text) => /Prête|À corriger|Ignorée|En échec/.test(text)), states.join());
  const smooth = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  assert.equal(smooth, "auto");
  await context.close();
});

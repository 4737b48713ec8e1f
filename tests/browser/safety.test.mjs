// Hostile records stay inert, nothing leaves the page's own origin, nothing waits for the module.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EXAMPLE, SCREENS, go, newContext, poison, stage, visit } from "./site.mjs";

const { site, browser } = await stage();

test("no request leaves the page's own origin, on any screen", async () => {
  const { page, context, requests, errors } = await visit(browser, site.url);
  for (const [name, [hash, title]] of Object.entries(SCREENS).slice(1)) {
    await go(page, hash, title);
    assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), [], name);
    assert.deepEqual(errors, [], name);
  }
  await context.close();
});

test("hostile records stay inert", async () => {
  for (const hash of [`#/jeu/essai-securite?${EXAMPLE}`, `#/jeux?${EXAMPLE}&q=essai`, `#/controle?${EXAMPLE}`, "#/jeu/titre-hostile?src=exemple:ods-explore"]) {
    const { page, context, errors } = await visit(browser, site.url);
    await poison(context);
    await page.goto(`${site.url}${hash}`);
    await page.locator("main h1").waitFor();
    await page.waitForFunction(() => /alert|hostile/i.test(document.querySelector("main")?.textContent ?? ""));
    const found = await page.evaluate(() => ({
      // @ts-expect-error set by the hostile records when they run
      trapped: window.piege,
      elements: document.querySelectorAll("main script, main iframe, main object, main embed, main img, main style, main base, main form[action]").length,
      handlers: [...document.querySelectorAll("main *")].filter((e) => e.getAttributeNames().some((n) => n.startsWith("on") || n === "style")).length,
      links: [...document.querySelectorAll("main a[href]")].map((a) => /** @type {HTMLAnchorElement} */ (a).protocol).filter((p) => !["http:", "https:", "mailto:"].includes(p)),
    }));
    assert.deepEqual(found, { trapped: undefined, elements: 0, handlers: 0, links: [] }, hash);
    await page.setViewportSize({ width: 320, height: 900 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${hash} overflows`);
    assert.deepEqual(errors, [], hash);
    await context.close();
  }
});

test("links of strangers are marked and open elsewhere", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeu/arbres-d-alignement?${EXAMPLE}`);
  const link = page.getByRole("link", { name: "espaces verts" });
  await link.waitFor();
  assert.equal(await link.getAttribute("rel"), "ugc nofollow noopener noreferrer");
  assert.equal(await link.getAttribute("target"), "_blank");
  await context.close();
});

test("credentials never stay in the address", async () => {
  const { page, context } = await visit(browser, site.url);
  await page.route("https://portail.example/**", (route) => route.abort());
  await page.getByLabel("Adresse de votre portail").fill("https://moi:secret@portail.example/?apikey=12345");
  await page.getByRole("button", { name: "Voir l’aperçu", exact: true }).click();
  await page.getByText("elle a été retirée").waitFor();
  assert.ok(!/secret|12345/.test(page.url()), page.url());
  await context.close();
});

test("the home screen does not wait for the module", async () => {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.route("**/*.wasm", () => {});
  await page.route("**/pkg/*.js", () => {});
  await page.goto(site.url);
  await page.getByRole("heading", { level: 1, name: "Vos jeux de données" }).waitFor();
  assert.ok(await page.getByLabel("Adresse de votre portail").isVisible());
  await context.close();
});

test("a module that cannot start is said in French", async () => {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 500 }));
  await page.goto(`${site.url}#/controle?${EXAMPLE}`);
  await page.getByRole("heading", { level: 1, name: "L’outil a rencontré une erreur" }).waitFor();
  await context.close();
});

test("a browser that refuses the module says that it is too old", async () => {
  const context = await newContext(browser);
  const page = await context.newPage();
  // A whole module, of a section that no browser knows yet.
  const body = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0x7f, 1, 0]);
  await page.route("**/avant_moisson_bg.wasm", (route) => route.fulfill({ contentType: "application/wasm", body }));
  await page.goto(`${site.url}#/controle?${EXAMPLE}`);
  await page.getByRole("heading", { level: 1, name: "Ce navigateur n’a pas pu démarrer l’outil" }).waitFor();
  await page.getByText("le navigateur est trop ancien").waitFor();
  await context.close();
});

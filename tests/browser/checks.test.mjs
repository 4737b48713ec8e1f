// What the manager should know: the comparison screen, the groups of the overview, what can be copied.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { go, screen, stage, violations, visit } from "./site.mjs";

const { site, browser } = await stage();

const DCAT = "src=exemple:dcat";

test("a check is kept on request, compared at the next visit, and forgotten on request", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/comparaison?${DCAT}`, { bypassCSP: true });
  await screen(page, "Comparaison");
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length), 0, "nothing is kept unasked");
  await page.getByRole("button", { name: "Garder cette vérification" }).click();
  await page.getByRole("row", { name: /Inchangés/ }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "titre-avant");
  await page.reload();
  await screen(page, "Comparaison");
  await page.getByText("celle que ce navigateur a gardée").waitFor();
  assert.match(await page.getByRole("row", { name: /Corrigés/ }).innerText(), /\b0\b/);
  assert.deepEqual(await violations(page), []);
  // Another catalogue has nothing to be compared with.
  await go(page, "#/comparaison?src=exemple:ckan", "Comparaison");
  await page.getByText("Gardez cette vérification").waitFor();
  await go(page, `#/comparaison?${DCAT}`, "Comparaison");
  await page.getByRole("button", { name: "Oublier celle qui est gardée" }).click();
  await page.getByText("Gardez cette vérification").waitFor();
  await page.reload();
  await screen(page, "Comparaison");
  await page.getByText("Gardez cette vérification").waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("a saved check says what is fixed, what is new, what remains", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/comparaison?${DCAT}`, { bypassCSP: true });
  await screen(page, "Comparaison");
  const saved = {
    date: "2026-10-01",
    items: [
      { remote_id: "montrivel-arbres", findings: [{ rule: "licence-absente" }] },
      { remote_id: "parti", findings: [] },
    ],
  };
  const file = (/** @type {string} */ text) => ({ name: "avant.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByLabel("Vérification enregistrée (JSON)").setInputFiles(file(JSON.stringify(saved)));
  await page.getByText(/avant\.json, du 1\S* octobre\s2026/).waitFor();
  assert.match(await page.getByRole("row", { name: /^Corrigés/ }).innerText(), /\b1\b/);
  await page.getByText("parti", { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  // From a group of what is new to the records that it concerns.
  await page.locator(".changements summary").first().click();
  await page.getByRole("link", { name: /Toutes les fiches concernées/ }).first().click();
  await screen(page, "Liste des fiches");
  await page.getByLabel("Filtres actifs").waitFor();
  await go(page, `#/comparaison?${DCAT}`, "Comparaison");
  await page.getByLabel("Vérification enregistrée (JSON)").setInputFiles(file("pas du JSON"));
  await page.getByRole("alert").getByText("n’est pas une vérification").waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("data.gouv.fr is asked on the person’s click only, and page after page", async () => {
  const { page, context, requests, errors } = await visit(browser, `${site.url}#/comparaison?${DCAT}`, { bypassCSP: true });
  const api = "https://www.data.gouv.fr/api/1/organizations/ville-de-montrivel/datasets/?page_size=100";
  const known = [
    [
      { title: "Arbres", page: "https://www.data.gouv.fr/datasets/arbres/", license: "lov2", frequency: "annual", spatial: null, harvest: { remote_id: "montrivel-arbres", domain: "data.montrivel.example" } },
      { title: "<img src=x onerror=alert(1)>", page: "javascript:alert(1)", harvest: { remote_id: "disparu", domain: null } },
    ],
    [{ title: "Budget publié à la main", page: "https://www.data.gouv.fr/datasets/budget/", harvest: null }],
  ];
  await context.route("https://www.data.gouv.fr/**", (route) => {
    const url = new URL(route.request().url());
    if (!url.pathname.includes("ville-de-montrivel")) return route.fulfill({ status: 404, json: { message: "absent" } });
    const at = Number(url.searchParams.get("page") ?? 1) - 1;
    const next = at === 0 ? `${api}&page=2` : null;
    return route.fulfill({ headers: { "Access-Control-Allow-Origin": "*" }, json: { data: known[at], next_page: next, total: 3 } });
  });
  await screen(page, "Comparaison");
  assert.ok(requests.every((url) => !url.includes("data.gouv.fr")), "not before the click");
  const field = page.getByLabel("Votre organisation sur data.gouv.fr");
  await field.fill("https://www.data.gouv.fr/organizations/ville-de-montrivel/");
  await page.getByRole("button", { name: "Interroger data.gouv.fr" }).click();
  await page.getByRole("row", { name: /Archivés/ }).waitFor();
  assert.deepEqual(requests.filter((url) => url.includes("data.gouv.fr")), [api, `${api}&page=2`]);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "titre-publie");
  assert.match(await page.getByRole("row", { name: /Archivés/ }).innerText(), /\b1\b/);
  assert.equal(await page.locator("main img").count(), 0, "titles stay text");
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.deepEqual(await violations(page), []);
  await field.fill("inconnue");
  await page.getByRole("button", { name: "Interroger data.gouv.fr" }).click();
  await page.getByRole("alert").getByText("ne connaît pas").waitFor();
  assert.deepEqual(errors.filter((error) => !error.includes("404")), []);
  await context.close();
});

test("each group leads to its records, and each finding to its help", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/controle?src=exemple:ckan`, { bypassCSP: true });
  await screen(page, /30 fiches/);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  const groups = await page.locator(".groupes h3").evaluateAll((titles) =>
    titles.map((title) => ({
      hash: title.querySelector("a")?.getAttribute("href") ?? "",
      count: Number.parseInt(title.querySelector(".nombre")?.textContent ?? ""),
    })),
  );
  const linked = groups.filter(({ hash }) => hash !== "");
  assert.ok(linked.length > 10, String(linked.length));
  const values = await page.locator(".valeurs a").evaluateAll((links) =>
    links.map((link) => ({ hash: link.getAttribute("href") ?? "", count: Number.parseInt(link.textContent ?? "") })),
  );
  assert.ok(values.length > 5, String(values.length));
  for (const { hash, count } of [...linked, ...values]) {
    await go(page, hash, "Liste des fiches");
    assert.equal(await page.locator("tbody tr").count(), count, hash);
    await page.locator(".constat-choisi").waitFor();
  }
  await page.locator(".constat-choisi").getByRole("link", { name: /Comprendre et corriger/ }).click();
  await page.getByRole("heading", { level: 2, name: "Où corriger" }).waitFor();
  for (const heading of ["Constat", "Effet sur data.gouv.fr", "En une fois", "Vérifier"]) {
    assert.equal(await page.getByRole("heading", { level: 2, name: heading, exact: true }).count(), 1, heading);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test("what to write instead is copied, alone and in the syntax of the export", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/jeu/montrivel-budget?${DCAT}`, { bypassCSP: true });
  await screen(page, "Budget primitif 2026");
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  const frequency = page.locator(".constat", { hasText: "Fréquence non reconnue" });
  const annual = "http://publications.europa.eu/resource/authority/frequency/ANNUAL";
  for (const [index, expected] of [annual, `dct:accrualPeriodicity <${annual}> ;`].entries()) {
    await frequency.getByRole("button", { name: "Copier" }).nth(index).click();
    await page.getByRole("status").getByText("Copié").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), expected);
  }
  await page.getByRole("heading", { level: 2, name: "Conseils" }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("every rule has its help page", async () => {
  const { page, context, errors } = await visit(browser, `${site.url}#/aide`);
  await screen(page, "Aide");
  const links = await page.locator('main a[href^="#/aide/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  assert.ok(links.length > 130, String(links.length));
  let examples = 0;
  for (const hash of links) {
    await go(page, hash, /./);
    const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
    const others = headings.filter((heading) => heading !== "Exemple");
    examples += headings.length - others.length;
    assert.deepEqual(others, ["Constat", "Effet sur data.gouv.fr", "Où corriger", "En une fois", "Vérifier"], hash);
  }
  assert.ok(examples > 120, String(examples));
  assert.deepEqual(errors, []);
  await context.close();
});

test("a refused record says why, and where to correct it", async () => {
  const { page, context } = await visit(browser, `${site.url}#/jeux?${DCAT}&probleme=spatial-invalide`, { bypassCSP: true });
  await screen(page, "Liste des fiches");
  await page.locator("tbody th a").first().click();
  await page.getByText("data.gouv.fr refuserait cette fiche").waitFor();
  await page.getByText(/Toute la fiche échoue à cause de sa couverture spatiale «\s*POLYGON/).first().waitFor();
  // The band says why; the finding below, where to correct it.
  await page.locator("details.constat summary").first().click();
  await page.getByText("Où corriger").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await context.close();
});

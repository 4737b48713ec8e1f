// The page without a network, and when its host has a new release of it.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { DIST, launch, portal, screen, serve, visit } from "./site.mjs";

const browser = await launch();
const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens the page and waits until its files are kept. @param {string} url */
async function installed(url) {
  const visited = await visit(browser, url, { serviceWorkers: "allow" });
  await visited.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return visited;
}

/** The addresses that the browser keeps. @param {import("playwright-core").Page} page */
function kept(page) {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return { names, addresses: requests.flat().map(({ url }) => url) };
  });
}

test("once opened, the page works without a network", async () => {
  const site = await serve();
  const { page, context, errors } = await installed(site.url);
  site.stop();
  await page.reload();
  await screen(page, "Vos jeux de données");
  await page.getByRole("link", { name: "Catalogue DCAT" }).click();
  await screen(page, /17.fiches lues/);
  await page.getByRole("link", { name: "Aide", exact: true }).click();
  await screen(page, "Aide");
  assert.deepEqual(errors, []);
  await context.close();
});

test("nothing of a portal is kept", async () => {
  const site = await serve();
  const other = await portal((_, response) => {
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/turtle" });
    response.end('<https://exemple.fr/a> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "A" .');
  });
  const { page, context } = await installed(site.url);
  // Under the worker this time.
  await page.goto(`${site.url}?#/controle?src=${encodeURIComponent(`${other.url}/catalogue.ttl`)}&type=dcat`);
  await screen(page, /1.fiche lue/);
  const { addresses } = await kept(page);
  assert.ok(addresses.length > 10, String(addresses));
  assert.deepEqual(addresses.filter((address) => !address.startsWith(site.url)), []);
  await context.close();
  site.stop();
  other.stop();
});

test("a new release is offered, and taken when the person asks", async () => {
  cpSync(DIST, folder, { recursive: true });
  const site = await serve(folder);
  const { page, context } = await installed(site.url);
  const before = await kept(page);
  const worker = join(folder, "offline.js");
  const text = readFileSync(worker, "utf8");
  const release = /"release":"([0-9a-f]{16})"/.exec(text)?.[1] ?? "";
  assert.match(before.names[0] ?? "", new RegExp(`${release}$`));
  await page.reload();
  assert.equal(await page.locator("[data-remplacer]").count(), 0);

  writeFileSync(worker, text.replace(release, "nouvelle"));
  writeFileSync(join(folder, "style.css"), `${readFileSync(join(folder, "style.css"), "utf8")}\n/* nouvelle */\n`);
  await page.reload();
  const offered = page.getByRole("button", { name: "Recharger avec la nouvelle version" });
  await offered.waitFor();
  // Until then, the files of one release only.
  assert.ok(!(await page.evaluate(async () => (await fetch("./style.css")).text())).includes("nouvelle"));
  await Promise.all([page.waitForEvent("load"), offered.click()]);
  await screen(page, "Vos jeux de données");
  await page.waitForFunction(async () => (await caches.keys()).every((name) => name.endsWith("nouvelle")));
  assert.ok((await page.evaluate(async () => (await fetch("./style.css")).text())).includes("nouvelle"));
  await context.close();
  site.stop();
});

// Where the browser may not read a portal, the page gives commands for that very portal: they are run as they are
// shown, and what comes out is given back to the page and to our own command.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { ckan, csw, dkan, hydra, opendatasoft, portal } from "../portal/simulator.mjs";
import { stage, visit } from "./site.mjs";

const run = promisify(execFile);
const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const COMMAND = process.env.COMMAND ?? join(ROOT, "target", "debug", "avant-moisson");

const { site, browser } = await stage();

/** Software, answers, path, type, records, files. */
const PORTALS = /** @type {[string, import("../portal/simulator.mjs").Answer, string, string, number, number][]} */ ([
  ["Opendatasoft", opendatasoft(12), "/explore/", "", 12, 1],
  ["CKAN", ckan(1200), "/dataset", "", 1200, 2],
  ["DKAN", dkan(3), "/", "dkan", 3, 3],
  ["Hydra", hydra(25), "/catalog.xml", "", 25, 3],
  ["CSW", csw(60), "/csw", "csw-dcat", 60, 3],
]);

for (const [name, answer, path, type, records, files] of PORTALS) {
  test(`the curl command of ${name} downloads everything`, async (t) => {
    const simulated = await portal(answer, { cors: false });
    t.after(simulated.stop);
    const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
    const source = encodeURIComponent(simulated.origin + path);
    const { page, context } = await visit(browser, `${site.url}#/controle?src=${source}${type && `&type=${type}`}`);
    try {
      await page.locator("h1", { hasText: /interdit la lecture/ }).waitFor();
      const command = (await page.locator("pre[id^=curl-]").textContent()) ?? "";
      assert.ok(command.includes(simulated.origin), command);
      // The pause between pages is for real portals.
      await run("sh", ["-euc", command.replaceAll("sleep 1", ":")], { cwd: folder });
      const names = readdirSync(folder).sort().map((file) => join(folder, file));
      assert.equal(names.length, files, names.join());

      await page.locator("#fichiers").setInputFiles(names);
      await page.locator("h1", { hasText: new RegExp(`\\s:\\s${records.toLocaleString("fr-FR")}\\s(fiches|jeux)`) }).waitFor();

      const { stdout } = await run(COMMAND, [...names, "--format", "json", ...(type ? ["--as", type] : [])], { maxBuffer: 1 << 28 }).catch((error) => error);
      assert.equal(new Set(JSON.parse(stdout).items.map((/** @type {any} */ item) => item.remote_id)).size, records);
    } finally {
      await context.close();
      rmSync(folder, { recursive: true });
    }
  });
}

test("the PowerShell commands are the same requests", async () => {
  for (const [, answer, path, type] of PORTALS) {
    const simulated = await portal(answer, { cors: false });
    const source = encodeURIComponent(simulated.origin + path);
    const { page, context } = await visit(browser, `${site.url}#/controle?src=${source}${type && `&type=${type}`}`);
    await page.locator("h1", { hasText: /interdit la lecture/ }).waitFor();
    const commands = await page.locator("pre[id^=curl-], pre[id^=powershell-]").allTextContents();
    const [one, other] = commands.map((command) => [...command.matchAll(/'(http[^']*)'/g)].map(([, address]) => address));
    assert.ok(one && one.length > 0);
    assert.deepEqual(new Set(one), new Set(other));
    assert.ok(commands.some((command) => command.includes("curl.exe -sS -f")));
    await context.close();
    simulated.stop();
  }
});

test("a home page that may not be read: the person says what it is", async () => {
  const simulated = await portal(ckan(3), { cors: false });
  const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(simulated.origin)}`);
  await page.locator("h1", { hasText: /interdit la lecture/ }).waitFor();
  assert.equal(await page.getByRole("link", { name: /^CKAN/ }).getAttribute("href"), `${simulated.origin}/api/3/action/package_list?limit=5`);
  await page.getByRole("link", { name: /c’est celle-ci\s:\sCKAN/ }).click();
  await page.locator("pre[id^=curl-]", { hasText: "package_search" }).waitFor({ state: "attached" });
  await context.close();
  simulated.stop();
});

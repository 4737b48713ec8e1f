// Draws the pictures of the README and of the guides from the built site: `node scripts/screenshot.mjs`.
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const { chromium } = createRequire(join(ROOT, "tests", "browser", "package.json"))("playwright-core");
const PORT = 8765;
const GUIDES = join(ROOT, "docs", "guides", "images");

/** Each picture: its file, the address of the screen, what says that it is there, and its height.
 * @type {[string, string, string, number][]} */
const PICTURES = [
  [join(ROOT, "www", "apercu.png"), "#/jeu/montrivel-arbres?src=exemple:dcat&date=2026-11-01&champ=license", ".panneau", 900],
  [join(GUIDES, "vue-d-ensemble.png"), "#/controle?src=exemple:dcat&date=2026-11-01", ".bande", 900],
  [join(GUIDES, "plan.png"), "#/plan?src=exemple:ckan&date=2026-11-01", ".plan", 760],
  [join(GUIDES, "essai.png"), "#/essai?src=exemple:ckan&date=2026-11-01", "#titre-essai, form", 760],
  [join(GUIDES, "reglages.png"), "#/reglages?src=exemple:ckan&date=2026-11-01", "h2", 760],
];

mkdirSync(GUIDES, { recursive: true });
const server = spawn(process.execPath, [join(ROOT, "scripts", "server.mjs"), join(ROOT, "dist"), String(PORT)]);
await new Promise((resolve) => server.stdout.once("data", resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const [path, hash, sign, height] of PICTURES) {
  const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme: "light" });
  await page.goto(`http://localhost:${PORT}/${hash}`);
  await page.locator(`main :is(${sign})`).first().waitFor();
  await page.screenshot({ path });
  await page.close();
}
await browser.close();
server.kill();

// Draws the README's picture from the built site: `node scripts/screenshot.mjs [FILE]`.
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const { chromium } = createRequire(join(ROOT, "tests", "browser", "package.json"))("playwright-core");
const PORT = 8765;

const server = spawn(process.execPath, [join(ROOT, "scripts", "server.mjs"), join(ROOT, "dist"), String(PORT)]);
await new Promise((resolve) => server.stdout.once("data", resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
await page.goto(`http://localhost:${PORT}/#/controle?src=exemple:dcat`);
await page.getByRole("heading", { level: 1, name: /fiches lues/ }).waitFor();
await page.screenshot({ path: process.argv[2] ?? join(ROOT, "www", "apercu.png") });
await browser.close();
server.kill();

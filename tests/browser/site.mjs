// Serves the built site on a free port, under a sub-path as a static host would, and opens it in Chromium.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize, resolve, sep } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const DIST = resolve(process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url)));

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
]);

/** The folder of the site, as any host would show it: `/ville/apercu/` proves that addresses are relative. */
const PATH = "/ville/apercu/";

/** @param {import("node:http").Server} server @returns {Promise<number>} */
function listen(server) {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : 0);
    });
  });
}

/** Serves the site, or another folder; `stop` ends it. */
export async function serve(folder = DIST) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    let file = join(folder, normalize(path.startsWith(PATH) ? path.slice(PATH.length - 1) : "/absent"));
    try {
      if (file !== folder && !file.startsWith(folder + sep)) throw new Error("outside");
      if (statSync(file).isDirectory()) file = join(file, "index.html");
      const type = TYPES.get(extname(file)) ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Content-Length": statSync(file).size });
      // A file may go away while it is served.
      createReadStream(file).on("error", () => response.destroy()).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  const port = await listen(server);
  return { origin: `http://127.0.0.1:${port}`, url: `http://127.0.0.1:${port}${PATH}`, stop: () => (server.closeAllConnections(), server.close()) };
}

/** Serves answers of a portal from another origin. @param {import("node:http").RequestListener} answer */
export async function portal(answer) {
  const server = createServer(answer);
  // A test that fails before it stops the portal must end all the same.
  server.unref();
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

export function launch() {
  return chromium.launch({
    timeout: PATIENCE,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** How long a test waits for what must come: a busy machine is no fault of the page. */
const PATIENCE = 300_000;

/** @param {import("playwright-core").Browser} browser @param {import("playwright-core").BrowserContextOptions} [options] */
export async function newContext(browser, options = {}) {
  // Files kept for later would hide a request from the tests that count them; offline.test.mjs allows it.
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/**
 * Opens the page with what every test watches: requests, errors, dialogs.
 * @param {import("playwright-core").Browser} browser @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function visit(browser, url, options = {}) {
  const context = await newContext(browser, { viewport: { width: 1280, height: 900 }, locale: "fr-FR", ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const errors = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(url);
  return { page, context, requests, errors };
}

/** The screen in place, once its title says so and the reading has ended: before, what it counts is not final.
 * @param {import("playwright-core").Page} page @param {string | RegExp} name */
export async function screen(page, name) {
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.locator(".encore").waitFor({ state: "detached" });
}

/** Goes to an address within the page, as a link does. @param {import("playwright-core").Page} page
 * @param {string} hash @param {string | RegExp} title */
export async function go(page, hash, title) {
  await page.evaluate((hash) => {
    const main = /** @type {HTMLElement} */ (document.querySelector("main"));
    main.firstElementChild?.setAttribute("data-ancien", "");
    location.hash = hash;
  }, hash);
  await page.locator("[data-ancien]").waitFor({ state: "detached" });
  await screen(page, title);
}

/** Opens what the overview folds. @param {import("playwright-core").Page} page */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details[data-pli]")) /** @type {HTMLDetailsElement} */ (fold).open = true;
  });
}

export const EXAMPLE = "src=exemple:ods-portail";
/** A screen for each template. */
export const SCREENS = {
  preuves: ["#/preuves", "Comment nous savons que c’est vrai"],
  accueil: ["#/", "Vos jeux de données, tels que data.gouv.fr les affichera"],
  "vue d’ensemble": [`#/controle?${EXAMPLE}`, "37 fiches lues"],
  liste: [`#/jeux?${EXAMPLE}`, "Liste des fiches"],
  "liste filtrée": [`#/jeux?${EXAMPLE}&probleme=licence&q=a`, "Liste des fiches"],
  "liste vide": [`#/jeux?${EXAMPLE}&q=introuvable`, "Liste des fiches"],
  fiche: [`#/jeu/arbres-d-alignement?${EXAMPLE}`, "Arbres d’alignement"],
  "fiche, repère ouvert": [`#/jeu/arbres-d-alignement?${EXAMPLE}&champ=license`, "Arbres d’alignement"],
  cartes: [`#/jeux?${EXAMPLE}&vue=cartes`, "Liste des fiches"],
  "fiche ignorée": [`#/jeu/plu-zonage?${EXAMPLE}`, "Plan local d’urbanisme"],
  "fiche en échec": [`#/jeu/liste-mal-formee?${EXAMPLE}`, "Conteneurs enterrés"],
  "fiche introuvable": [`#/jeu/absente?${EXAMPLE}`, "Fiche introuvable"],
  "vue DCAT": ["#/controle?src=exemple:dcat", "17 fiches lues"],
  "fiche prête": ["#/jeu/montrivel-arbres?src=exemple:dcat", "Arbres"],
  "fiche en double": ["#/jeu/montrivel-prenoms?src=exemple:dcat&rang=13", "Consommation d’énergie"],
  "fiche d’API": ["#/jeu/montrivel-api-bus?src=exemple:dcat", "Prochains passages des bus"],
  plan: [`#/plan?${EXAMPLE}`, "Plan"],
  essai: [`#/essai?${EXAMPLE}`, "Essayer le plan"],
  "essai d’une fiche": ["#/essai/montrivel-budget?src=exemple:dcat", "Essayer une correction"],
  voies: [`#/voies?${EXAMPLE}`, "Quelle voie de moissonnage"],
  insigne: [`#/insigne?${EXAMPLE}`, "Insigne"],
  intégrer: ["#/integrer", "Intégrer un aperçu dans un site"],
  "intégrer une fiche": ["#/integrer/jeu/arbres?src=data.maville.fr", "Intégrer une fiche dans un site"],
  comparaison: [`#/comparaison?${EXAMPLE}`, "Comparaison"],
  réglages: [`#/reglages?${EXAMPLE}`, "Réglages à saisir"],
  "fichier perdu": ["#/controle?src=fichier:export.json", "Déposez à nouveau"],
  "adresse mal écrite": ["#/controle?src=maville", "n’est pas une adresse"],
  aide: ["#/aide", "Aide"],
  "page d’aide": ["#/aide/licence-non-reconnue", "Licence non reconnue"],
  "à propos": ["#/a-propos", "Ce que fait cet outil"],
  accessibilité: ["#/accessibilite", "Accessibilité"],
  confidentialité: ["#/confidentialite", "Confidentialité"],
  inconnu: ["#/ailleurs", "Cette page n’existe pas"],
};

/** Gives the examples a record that tries to run something, in place of their last one.
 * @param {import("playwright-core").BrowserContext} context */
export async function poison(context) {
  for (const [name, list] of [["ods-portail.json", "datasets"], ["ods-explore.json", "results"]]) {
    const read = (/** @type {string} */ folder) => JSON.parse(readFileSync(new URL(`../../${folder}/${name}`, import.meta.url), "utf8"));
    const catalogue = read("www/examples");
    catalogue[list ?? ""].splice(-1, 1, read("tests/fixtures/hostile"));
    await context.route(`**/examples/${name}`, (route) => route.fulfill({ json: catalogue }));
  }
}

/** The site and a browser for the tests of one file, closed after them. */
export async function stage() {
  const [site, browser] = await Promise.all([serve(), launch()]);
  after(async () => {
    await browser.close();
    site.stop();
  });
  return { site, browser };
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds on the screen, everything unfolded, in the light theme; in the dark one, of what colours decide: the rest is
 * the same. The page forbids scripts that are not its own: `bypassCSP` lets axe in, in the test only.
 * @param {import("playwright-core").Page} page */
export async function violations(page) {
  await page.addScriptTag({ path: axe });
  const found = [];
  for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
    await page.emulateMedia({ colorScheme });
    const seen = await page.evaluate(async (dark) => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      const runOnly = dark
        ? { type: "rule", values: ["color-contrast", "link-in-text-block"] }
        : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      // @ts-expect-error axe is a global of the script just added
      const { violations } = await axe.run(document, { runOnly });
      return violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.slice(0, 3).map((/** @type {any} */ n) => n.html).join(" | ")}`);
    }, colorScheme === "dark");
    found.push(...seen.map((/** @type {string} */ one) => `${colorScheme}, ${one}`));
  }
  return found;
}

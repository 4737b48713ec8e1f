// Every way a portal can fail: a screen of its own, that says what happened, what it means for the harvest and what to
// do, in words, without a fault of accessibility, and without a request to a host that was not named.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { before, test } from "node:test";

import { PAGES, always, ckan, csw, hydra, json, opendatasoft, portal, rdf, rdfDataset, xml } from "../portal/simulator.mjs";
import { DIST, newContext, stage, violations, visit } from "./site.mjs";

/** @typedef {import("../portal/simulator.mjs").Answer} Answer */
/** @typedef {import("../portal/simulator.mjs").Manners} Manners */
/** @typedef {{ answer: Answer, path?: string, type?: string, manners?: Manners, title: RegExp, says?: RegExp[], records?: boolean }} Fault */

const one = xml(rdf(rdfDataset(1)), "application/rdf+xml");
const FAILS = /data\.gouv\.fr échouerait aussi/;

/** The faults that leave nothing to show. @type {Record<string, Fault>} */
const SCREENS = {
  "reading is forbidden (CORS)": {
    answer: always(one),
    manners: { cors: false },
    title: /interdit la lecture depuis une autre page/,
    says: [/CORS/, /data\.gouv\.fr, lui, pourra lire votre portail/, /Ouvrez le catalogue/, /PowerShell/, /avant-moisson 'http/, /Access-Control-Allow-Origin: \*/],
  },
  "a web page": {
    answer: always(PAGES.html),
    title: /page web, pas un catalogue/,
    says: [/data\.gouv\.fr n’en tirerait aucune fiche/, /Lien de catalogue repéré.*\/catalog\.rdf/s],
  },
  "a page to sign in": { answer: always(PAGES.login), title: /demande de se connecter/, says: [/ne pourra pas le moissonner/] },
  "not found": { answer: always({ status: 404 }), title: /Adresse introuvable \(erreur 404\)/, says: [FAILS] },
  gone: { answer: always({ status: 410 }), title: /Adresse introuvable \(erreur 410\)/, says: [FAILS] },
  unauthorised: { answer: always({ status: 401 }), title: /Accès refusé \(erreur 401\)/ },
  forbidden: { answer: always({ status: 403 }), title: /Accès refusé \(erreur 403\)/, says: [/uData\/0\.1/] },
  broken: { answer: always({ status: 500 }), title: /en panne à cette adresse \(erreur 500\)/, says: [FAILS, /Réessayer/] },
  "a bad gateway": { answer: always({ status: 502 }), title: /en panne à cette adresse \(erreur 502\)/ },
  busy: {
    answer: always({ status: 429, headers: { "Retry-After": "3600", "Access-Control-Expose-Headers": "Retry-After" } }),
    title: /demande d’attendre/,
    says: [/erreur 429/, /n’attend pas/],
  },
  "redirected to a page to sign in": {
    answer: (url) => (url.pathname === "/login" ? PAGES.login : { status: 302, headers: { Location: "/login" } }),
    title: /demande de se connecter/,
  },
  "redirected for ever": {
    answer: always({ status: 302, headers: { Location: "/catalogue.rdf" } }),
    title: /Aucune réponse de/,
  },
  "not the syntax that it says": {
    answer: always(xml("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a></b>")),
    title: /illisible/,
    says: [/ligne 2/, /rejetterait/],
  },
  "cut before anything could be read": {
    answer: always({ ...xml("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a"), cut: true }),
    title: /s’est interrompue/,
    says: [/échouerait à cet endroit/],
  },
  "a type that udata does not know": {
    answer: always(xml(rdf(rdfDataset(1)), "text/plain")),
    path: "/flux",
    // What could be read is shown, under a verdict that says why nothing of it would arrive.
    title: /1 fiche lue/,
    says: [/échouerait entièrement/, /Type annoncé|type « text\/plain »/i, /Unsupported mime type "text\/plain"/],
    records: true,
  },
  "a service that says no": {
    answer: always(PAGES.exception),
    path: "/csw",
    title: /CSW refuse la requête/,
    says: [/outputSchema inconnu/, /Essayez|Essayer/],
  },
  "an empty CKAN": { answer: ckan(0), path: "/dataset", title: /Aucune fiche trouvée/, says: [/rien n’a été vérifié/, /archiverait/] },
  "an empty export": { answer: always(xml(rdf(""), "application/rdf+xml")), title: /Aucune fiche trouvée/, says: [/rien n’a été vérifié/] },
  "an empty service": { answer: csw(0), path: "/csw", type: "csw-dcat", title: /Aucune fiche trouvée/ },
  "not recognised": { answer: () => undefined, path: "", title: /n’a pas été reconnu/, says: [/type/] },
  "a web page everywhere": { answer: always(PAGES.html), path: "", title: /page web, pas un catalogue/ },
  "forbidden everywhere": { answer: always({ status: 403 }), path: "", title: /Accès refusé/ },
};

/** The faults beside records that could be read. @type {Record<string, Fault>} */
const BANNERS = {
  redirected: {
    answer: (url) => (url.pathname === "/b.rdf" ? one : { status: 302, headers: { Location: "/b.rdf" } }),
    title: /1 fiche lue/,
    says: [/redirigée : le moissonnage échouerait/, /\/b\.rdf/, /ne suit pas les redirections/],
  },
  cut: {
    answer: (url, request) =>
      url.searchParams.get("page") === "2" ? { ...xml("<rdf:RDF"), cut: true } : hydra(35)(url, request),
    path: "/catalog.xml",
    title: /10 fiches lues/,
    says: [/s’est interrompue/, /Lecture incomplète|Résultats partiels/],
  },
  "a page that fails": {
    answer: (url, request) => (url.searchParams.get("page") === "3" ? { status: 502 } : hydra(35)(url, request)),
    path: "/catalog.xml",
    title: /20 fiches lues/,
    says: [/erreur 502\) \(page 3\)/, /Lecture incomplète|Résultats partiels/],
  },
  "a page that is not found": {
    answer: (url, request) => (url.searchParams.get("page") === "2" ? undefined : hydra(35)(url, request)),
    path: "/catalog.xml",
    title: /10 fiches lues/,
    says: [/erreur 404\) \(page 2\)/],
  },
  "a catalogue that goes round": {
    // Three pages that bring nothing new are read before it is said, as udata would read them again and again.
    answer: hydra(35, (origin) => `${origin}/catalog.xml`),
    path: "/catalog.xml",
    title: /40 fiches lues/,
    says: [/tourne en rond/],
  },
  "a service that goes round": { answer: csw(60, { next: () => 1 }), path: "/csw", type: "csw-dcat", title: /100 fiches lues/, says: [/tourne en rond/] },
  "a service that does not say what follows": {
    answer: csw(60, { next: () => undefined }),
    path: "/csw",
    type: "csw-dcat",
    title: /25 fiches lues/,
    says: [/nextRecord ou un compte de fiches manque/],
  },
  "a page of another host": {
    answer: hydra(35, () => "https://ailleurs.example.com/catalog.xml?page=2"),
    path: "/catalog.xml",
    title: /10 fiches lues/,
    says: [/autre serveur/, /ailleurs\.example\.com/],
  },
  "a relative next page": { answer: hydra(35, () => "catalog.xml"), path: "/catalog.xml", title: /10 fiches lues/ },
  "an export that fails": { answer: opendatasoft(12, { hasExport: false }), path: "", title: /12 (fiches|jeux) lu/, says: [/export DCAT du portail ne répond pas/] },
  "a CKAN package that may not be read": {
    answer: (url, request) =>
      url.searchParams.get("id") === "jeu-2" ? { status: 403 } : ckan(5, { sameShape: false })(url, request),
    path: "/dataset",
    // The package that may not be read is a record in failure, as for udata.
    title: /5 (fiches|jeux) lu/,
    says: [/Jeu que le portail ne montre pas/],
  },
  "a CKAN page in something else than JSON": {
    answer: (url, request) => (url.searchParams.get("start") === "200" ? json("non") : ckan(450)(url, request)),
    path: "/dataset",
    title: /450 (fiches|jeux) lu/,
  },
};

const { site, browser } = await stage();

/** What the network refused, the browser itself writes down. @param {string[]} errors */
const ours = (errors) => errors.filter((error) => !/^(Failed to load resource|Access to fetch|Mixed Content)/.test(error));

/** @param {string} text */
const plain = (text) => text.replace(/\s+/g, " ");

/** The same words, whatever space stands between them. @param {RegExp} words */
const spaced = (words) => new RegExp(words.source.replaceAll(" ", "\\s"), words.flags);

/** @param {import("playwright-core").Page} page */
async function overflows(page) {
  await page.setViewportSize({ width: 360, height: 800 });
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** Waits for the title, then looks at everything a person would. @param {import("playwright-core").Page} page
 * @param {Fault} fault @param {string} name */
async function judge(page, { title, says = [], records }, name) {
  await page.locator("h1", { hasText: spaced(title) }).waitFor().catch(async () => {
    assert.fail(`${name}: ${plain((await page.locator("main").textContent()) ?? "").slice(0, 600)}`);
  });
  const said = plain((await page.locator("main").textContent()) ?? "");
  for (const words of says) assert.match(said, words, name);
  assert.doesNotMatch(said, /Failed to fetch|TypeError|NetworkError|undefined/, name);
  if (!records) {
    assert.match(said, /Que faire/, name);
    assert.ok((await page.locator("main ol > li").count()) > 0, name);
    assert.equal(await page.locator("details.technique, details", { hasText: "Détail technique" }).count(), 1, name);
  }
  assert.deepEqual(await violations(page), [], name);
  assert.equal(await overflows(page), false, `${name} overflows at 360 pixels`);
  if (process.env.CAPTURES) {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(process.env.CAPTURES, `${name.replace(/\W+/g, "-")}-${width}.png`), fullPage: true });
    }
  }
}

/** @param {string} name @param {Fault} fault */
async function meet(name, fault) {
  const { answer, path = "/catalogue.rdf", type, manners } = fault;
  const simulated = await portal(answer, manners);
  const hash = `#/controle?src=${encodeURIComponent(simulated.origin + path)}${type ? `&type=${type}` : ""}`;
  const { page, context, requests, errors } = await visit(browser, `${site.url}${hash}`, { bypassCSP: true });
  try {
    await judge(page, fault, name);
    assert.deepEqual(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith(simulated.origin)), []);
    assert.deepEqual(ours(errors), []);
    assert.ok(simulated.asked.every((line) => /^(HEAD|GET|POST|OPTIONS) /.test(line)));
  } finally {
    await context.close();
    simulated.stop();
  }
}

for (const [name, fault] of Object.entries(SCREENS)) test(`screen: ${name}`, () => meet(name, fault));
for (const [name, fault] of Object.entries(BANNERS)) test(`beside the records: ${name}`, () => meet(name, { ...fault, records: true }));

for (const [name, address, title] of /** @type {[string, string, RegExp][]} */ ([
  ["a name that does not exist", "https://portail.invalid/", /Aucune réponse de portail\.invalid/],
  ["nobody at this port", "http://127.0.0.1:9/", /Aucune réponse de 127\.0\.0\.1/],
])) {
  test(`screen: ${name}, which is not CORS`, async () => {
    const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(address)}`, { bypassCSP: true });
    await judge(page, { answer: always({}), title, says: [FAILS, /certificat/, /Réessayer/] }, name);
    await context.close();
  });
}

test("screen: no TLS where it was announced", async () => {
  const clear = await portal(always(one));
  const address = clear.origin.replace("http:", "https:");
  const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(`${address}/c.rdf`)}`, { bypassCSP: true });
  await judge(page, { answer: always({}), title: /Aucune réponse de 127\.0\.0\.1/, says: [/certificat/] }, "tls");
  await context.close();
  clear.stop();
});

test("screen: a page in https may not read an address in http", async () => {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };
  const context = await newContext(browser, { viewport: { width: 1280, height: 900 }, bypassCSP: true });
  /** @type {string[]} */
  const elsewhere = [];
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== "https://apercu.exemple") {
      elsewhere.push(url.href);
      return route.abort();
    }
    const file = join(DIST, url.pathname === "/" ? "index.html" : url.pathname);
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    const contentType = types[/** @type {keyof typeof types} */ (extname(file))] ?? "application/octet-stream";
    return route.fulfill({ body: readFileSync(file), contentType });
  });
  const page = await context.newPage();
  await page.goto(`https://apercu.exemple/#/controle?src=${encodeURIComponent("http://data.exemple.fr/catalogue.rdf")}`);
  await judge(
    page,
    { answer: always({}), title: /Adresse en http : le navigateur refuse de la lire/, says: [/data\.gouv\.fr peut la lire/, /Essayer la même adresse en https/, /avant-moisson 'http/] },
    "mixed content",
  );
  const again = await page.getByRole("link", { name: "Essayer la même adresse en https" }).getAttribute("href");
  assert.match(again ?? "", /src=https:\/\/data\.exemple\.fr\/catalogue\.rdf/);
  assert.deepEqual(elsewhere, []);
  await context.close();
});

test("the waiting is told, and the reading goes on", async () => {
  const flow = hydra(15);
  let count = 0;
  const simulated = await portal((url, request) =>
    url.searchParams.get("page") === "2" && (count += 1) === 1
      ? { status: 503, headers: { "Retry-After": "6", "Access-Control-Expose-Headers": "Retry-After" } }
      : flow(url, request),
  );
  const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(`${simulated.origin}/catalog.xml`)}`);
  await page.getByText(spaced(/Le portail demande d’attendre ; reprise dans \d s/)).waitFor();
  await page.locator("h1", { hasText: /15.fiches lues/ }).waitFor();
  await context.close();
  simulated.stop();
});

test("the screen of CORS gives every way round, in order", async () => {
  const ways = /** @type {[Answer, string, RegExp[]][]} */ ([
    [always(one), "/catalogue.rdf", [/Ouvrez le catalogue/, /curl/, /avant-moisson 'http/, /Demandez à votre administrateur/]],
    [ckan(3), "/dataset", [/package_search\?rows=1000/, /avant-moisson 'http/, /ckan\.cors\.origin_allow_all = true/]],
    [csw(3), "/geonetwork/srv/fre/csw", [/startPosition/, /avant-moisson 'http/, /cors\.allowedHosts/]],
  ]);
  for (const [answer, path, order] of ways) {
    const simulated = await portal(answer, { cors: false });
    const { page, context } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(simulated.origin + path)}`);
    await page.locator("h1", { hasText: /interdit la lecture/ }).waitFor();
    const steps = (await page.locator("main ol > li").allTextContents()).map(plain);
    const places = order.map((words) => steps.findIndex((step) => words.test(step)));
    assert.ok(places.every((place, rank) => place >= (places[rank - 1] ?? 0)), `${path}: ${places} in ${steps.join("\n")}`);
    await context.close();
    simulated.stop();
  }
});

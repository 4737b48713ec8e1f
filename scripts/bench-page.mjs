// What a person feels on a large catalogue: `bench-page.mjs FILE [KIND]`, in Chromium, on the built site.
//
// The times are those of a clock on the wall: they say what this machine feels under its load of the moment. The tasks
// of the main thread are what counts: beyond 50 ms, clicks and keys would wait. They are told by the clock too, as the
// browser defines them, and by processor time, which is what they would last on a machine that does nothing else.
//
// Memory is the peak of the process that runs the page and its worker (on Linux, which tells it), and what the module
// holds: its memory never shrinks.
import { readFileSync, statSync } from "node:fs";
import { launch, serve } from "../tests/browser/site.mjs";

const [file, kind = ""] = process.argv.slice(2);
if (!file) {
  console.error("usage: bench-page.mjs FICHIER [MOISSONNEUR]");
  process.exit(2);
}

const site = await serve();
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
await page.addInitScript(() => {
  const seen = { tasks: /** @type {number[]} */ ([]), first: 0, last: 0, started: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.tasks.push(entry.duration))).observe({
    type: "longtask",
    buffered: true,
  });
  const look = () => {
    if (!seen.started) return;
    if (!seen.first && document.querySelector("#titre-premieres, .verdict")) seen.first = performance.now() - seen.started;
    if (!seen.last && document.querySelector(".verdict")) seen.last = performance.now() - seen.started;
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
});

/** Opens the file, as a person who chooses it. */
async function open(traced = false) {
  // Loaded afresh: the home screen must not be put in place once more while the file is being chosen.
  await page.goto("about:blank");
  await page.goto(site.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  if (kind) {
    await page.getByText("Réglages du moissonneur").click();
    await page.selectOption("#type", kind);
  }
  await page.evaluate(() => {
    const seen = /** @type {any} */ (window).seen;
    Object.assign(seen, { tasks: [], first: 0, last: 0, started: performance.now() });
  });
  if (traced) await trace();
  await page.setInputFiles("#fichiers", file);
}

const say = (/** @type {string} */ label, /** @type {string} */ value) => console.log(`  ${label.padEnd(46)} ${value}`);
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2).replace(".", ",")} s`;
/** Tells the tasks of the page's main thread since the tracing started. */
async function tellTasks() {
  const tasks = await page.evaluate(() => /** @type {any} */ (window).seen.tasks.splice(0));
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = traceEvents.filter((/** @type {any} */ event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
  const threads = new Set(main.map((/** @type {any} */ event) => `${event.pid}/${event.tid}`));
  const busy = traceEvents
    .filter((/** @type {any} */ event) => event.name.endsWith("RunTask") && threads.has(`${event.pid}/${event.tid}`))
    .map((/** @type {any} */ event) => (event.tdur ?? 0) / 1000);
  const most = busy.reduce((/** @type {number} */ a, /** @type {number} */ b) => Math.max(a, b), 0);
  say("tâches du fil principal de plus de 50 ms", `${tasks.length} à l’horloge (au plus ${Math.round(Math.max(0, ...tasks))} ms)`);
  say("la plus longue, en temps processeur", `${Math.round(most)} ms (sur ${busy.length} tâches)`);
}
/** Tells the memory that the page took so far. */
async function tellMemory() {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8")))
    .map((peak) => Number(peak?.[1]) * 1024);
  const held = await page.workers()[0]?.evaluate(async () => {
    const { default: init } = await import(new URL("pkg/avant_moisson.js", location.href).href);
    // What is already there is given back.
    return (await init()).memory.buffer.byteLength;
  });
  const size = statSync(file ?? "").size;
  const told = (/** @type {number} */ bytes) => `${Math.round(bytes / 2 ** 20)} Mio (${(bytes / size).toFixed(1).replace(".", ",")} × l’entrée)`;
  say("mémoire du processus de la page, au plus", told(Math.max(...peaks)));
  say("mémoire du module", told(held ?? 0));
}
const trace = () => browser.startTracing(page, { categories: ["toplevel"] });

console.log(`${file} : ${(statSync(file).size / 1e6).toFixed(1)} Mo`);
await page.goto(site.url);
const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
say("premier affichage, sans attendre le module", `${Math.round(paint)} ms`);

await open();
await page.locator(".verdict").waitFor({ timeout: 600_000 });
const { first, last } = await page.evaluate(() => /** @type {any} */ (window).seen);
say("premières fiches affichées", seconds(first));
say("dernière fiche lue et vérifiée", seconds(last));
await tellMemory();

// Again, for what the main thread does: to trace it would have slowed what was timed.
await open(true);
await page.locator(".verdict").waitFor({ timeout: 600_000 });
await tellTasks();

await trace();
for (const [label, hash] of [["liste", "#/jeux"], ["recherche", "#/jeux?q=voirie"], ["tri par titre", "#/jeux?tri=titre"]]) {
  const before = Date.now();
  await page.evaluate((hash) => {
    document.querySelector("main h1")?.setAttribute("data-ancien", "");
    const [path, query = ""] = hash.split("?");
    location.hash = `${path}?${location.hash.split("?")[1]?.replace(/&(q|tri)=[^&]*/g, "")}&${query}`;
  }, hash);
  await page.locator("[data-ancien]").waitFor({ state: "detached" });
  say(label ?? "", seconds(Date.now() - before));
}
await tellTasks();

await open();
await page.locator("#titre-premieres").waitFor({ timeout: 600_000 });
const stop = await page.evaluate(() => {
  const before = performance.now();
  document.getElementById("arreter")?.click();
  return new Promise((done) => {
    const look = () => /arrêtée/i.test(document.querySelector("main")?.textContent ?? "") && done(performance.now() - before);
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
    look();
  });
});
say("arrêt : première réponse", `${Math.round(stop)} ms`);
await page.locator(".verdict").waitFor({ timeout: 600_000 });
say("arrêt : ce qui est gardé", (await page.locator("main h1").textContent()) ?? "");
await browser.close();
site.stop();

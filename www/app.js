// @ts-check
// The page: addresses and clicks become orders to the worker, and the screens that come back are put in place.
// It writes no word of its own, and keeps no state but the address.

import { forget, keep, recall } from "./kept.js";
import { trusted } from "./trusted.js";

/** @import { HtmlPage } from "./pkg/avant_moisson.js" */
/** @import { Answer, Order } from "./worker.js" */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const live = /** @type {HTMLElement} */ (document.getElementById("annonce"));
let worker = start();

/** The last screen asked for, and its address; answers to older ones are dropped. */
let asked = 0;
let address = location.hash;
/** The screen in place: its title takes the focus only when another one comes. */
let screen = location.hash.length > 2 ? "" : "accueil";
/** Where each entry of the history was scrolled. @type {Map<number, number>} */
const scrolls = new Map();
// The browser would restore it before the screen is in place, against a document of another height.
history.scrollRestoration = "manual";
let entry = newEntry();

function start() {
  const started = new Worker(trusted.createScriptURL("./worker.js"), { type: "module" });
  // What a worker had said before it was replaced may come after it.
  started.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => started === worker && hear(data));
  started.addEventListener("error", ({ message }) => started === worker && placeTemplate("gabarit-panne", message ?? ""));
  return started;
}

/** @param {Order} order */
function order(order) {
  worker.postMessage(order);
}

function newEntry() {
  const { key = Date.now() + Math.random(), scroll } = history.state ?? {};
  history.replaceState({ key, scroll }, "");
  return key;
}

// What a reload finds again.
addEventListener("pagehide", () => history.replaceState({ ...history.state, scroll: scrollY }, ""));

/** @param {string} text */
function announce(text) {
  // Emptied first, so that the same words are heard again.
  live.textContent = "";
  if (text) setTimeout(() => (live.textContent = text), 50);
}

// --- Addresses ------------------------------------------------------------------------------------------

/** @param {string} hash */
function go(hash) {
  if (location.hash === hash) show();
  else location.hash = hash;
}

function show() {
  address = location.hash;
  order({ type: "show", id: ++asked, hash: address });
}

addEventListener("hashchange", () => {
  scrolls.set(entry, scrollY);
  const known = typeof history.state?.key === "number";
  entry = newEntry();
  wanted.scroll = known ? scrolls.get(entry) : undefined;
  show();
});

// --- Screens --------------------------------------------------------------------------------------------

/** What to do once the next screen is in place. @type {{ scroll?: number, focus?: string }} */
const wanted = { scroll: history.state?.scroll };

/** @param {number} top */
function scrollPageTo(top) {
  const settle = () => scrollTo({ top, behavior: "instant" });
  settle();
  // A scroll under way (a wheel still turning) is drawn by another thread, and lands one frame after ours.
  requestAnimationFrame(settle);
}

/** @param {HtmlPage} page */
function place(page) {
  const same = page.screen === screen;
  const active = document.activeElement;
  const inside = active !== null && main.contains(active);
  const focus = wanted.focus ?? (same && inside ? active.id : "");
  const unfolded = same ? [...main.querySelectorAll('[data-bascule][aria-expanded="true"]')] : [];
  const chosen = same ? [...main.querySelectorAll('[role="tab"][aria-selected="true"]')] : [];
  const folds = () => /** @type {HTMLDetailsElement[]} */ ([...main.querySelectorAll("details[data-pli]")]);
  const opened = same ? folds().filter((fold) => fold.open).map((fold) => fold.dataset.pli) : [];
  document.documentElement.classList.remove("ailleurs");
  // Safe: the module escapes everything that comes from a portal, and the policy forbids inline scripts.
  main.innerHTML = trusted.createHTML(page.html);
  document.title = page.title;
  if (location.hash !== page.route && !(page.route === "#/" && location.hash.length < 3)) {
    history.replaceState(history.state, "", page.route);
  }
  address = location.hash;
  for (const old of unfolded) {
    const button = main.querySelector(`[data-bascule="${old.getAttribute("data-bascule")}"]`);
    if (button instanceof HTMLElement) toggle(button);
  }
  for (const old of chosen) {
    // A tab that the address asks for stays, whatever was chosen before.
    const tab = document.getElementById(old.id);
    if (tab && !tab.closest("[data-voulu]")) choose(tab);
  }
  for (const fold of folds()) fold.open ||= opened.includes(fold.dataset.pli);
  unfoldable();
  tick();
  const target = focus ? document.getElementById(focus) : null;
  if (target) target.focus({ preventScroll: wanted.focus === undefined });
  else if (!same || inside) main.querySelector("h1")?.focus({ preventScroll: true });
  if (same) announce(page.announce);
  const top = wanted.scroll ?? (same ? undefined : 0);
  if (top !== undefined) scrollPageTo(top);
  if (!same) document.dispatchEvent(new CustomEvent("avant-moisson:haut"));
  screen = page.screen;
  wanted.focus = wanted.scroll = undefined;
}

/** A screen that the page holds itself. @param {string} id @param {string} [detail] */
function placeTemplate(id, detail = "") {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  document.documentElement.classList.remove("ailleurs");
  main.replaceChildren(template.content.cloneNode(true));
  const pre = main.querySelector("[data-detail]");
  if (pre) pre.textContent = detail;
  main.querySelector("h1")?.focus();
  screen = id;
  // What was kept before is no part of what is read next.
  keeps = false;
}

/** Long descriptions are folded, as on data.gouv.fr; the button is only there when it serves. */
function unfoldable() {
  for (const block of main.querySelectorAll("[data-deplier]")) {
    const button = /** @type {HTMLButtonElement | null} */ (block.nextElementSibling);
    if (!button?.matches("[data-bascule]")) continue;
    button.hidden = block.scrollHeight <= block.clientHeight + 8 && block.clientHeight > 0;
  }
}

// --- Boxes of the plan ----------------------------------------------------------------------------------

/** The box that asks the browser to keep the others, and these. */
function boxes() {
  const keeper = main.querySelector("[data-garder]");
  const all = /** @type {HTMLInputElement[]} */ ([...main.querySelectorAll("[data-coche]")]);
  return { keeper: keeper instanceof HTMLInputElement ? keeper : undefined, all };
}

/** Ticks what the person asked this browser to keep. */
async function tick() {
  const { keeper, all } = boxes();
  const kept = keeper && (await recall(keeper.dataset.garder ?? ""));
  if (!keeper?.isConnected || !kept) return;
  const ticked = new Set(JSON.parse(new TextDecoder().decode(kept)));
  keeper.checked = true;
  for (const box of all) box.checked = ticked.has(box.dataset.coche);
}

async function keepTicks() {
  const { keeper, all } = boxes();
  const name = keeper?.dataset.garder;
  if (!keeper || name === undefined) return;
  const ticked = all.filter((box) => box.checked).map((box) => box.dataset.coche);
  try {
    if (keeper.checked) await keep(name, new TextEncoder().encode(JSON.stringify(ticked)));
    else if (await recall(name)) await forget(name);
  } catch {
    keeper.checked = false;
  }
}

/** Says what was done where it was asked for. @param {HTMLElement} button @param {string} words */
function done(button, words) {
  announce(words);
  button.parentElement?.querySelector(".fait")?.remove();
  const note = document.createElement("span");
  note.className = "fait";
  note.setAttribute("aria-hidden", "true");
  note.textContent = `✓ ${words}`;
  button.after(note);
  setTimeout(() => note.remove(), 4000);
}

let told = 0;
/** Whether stopping the reading would keep something. */
let keeps = false;
/** @param {string} text @param {number | null} percent */
function progress(text, percent) {
  const bar = /** @type {HTMLProgressElement | null} */ (document.getElementById("avancement"));
  const line = document.getElementById("avancement-texte");
  if (!bar || !line) return;
  if (percent === null) bar.removeAttribute("value");
  else bar.setAttribute("value", String(percent));
  line.textContent = text;
  // A screen reader hears it every five seconds, not at each page.
  if (Date.now() - told > 5000) {
    told = Date.now();
    announce(text);
  }
}

/** The button that asked for the download under way. @type {HTMLElement | undefined} */
let exporting;

/** @param {string} name @param {string} mediaType @param {Uint8Array<ArrayBuffer>} bytes */
function download(name, mediaType, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  if (exporting?.isConnected) done(exporting, name);
  else announce(name);
  exporting = undefined;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let deaf;
/** Stops the reading. A worker that still waits for its documents has nothing to stop, and one that parses a large
 * document hears nothing: nothing is read yet, nothing is lost when it is replaced. */
function stop() {
  order({ type: "stop" });
  if (keeps) return;
  // A second click must not end the worker that the first one started.
  hears();
  const stopped = asked;
  deaf = setTimeout(() => {
    replace();
    // The person may have gone elsewhere meanwhile.
    if (asked === stopped) placeTemplate("gabarit-arret");
    else show();
  }, 150);
}

/** The worker has heard, or is no longer there. */
function hears() {
  clearTimeout(deaf);
  deaf = undefined;
}

function replace() {
  hears();
  worker.terminate();
  worker = start();
}

/** @param {Answer} answer */
function hear(answer) {
  // The address may have changed before `hashchange` tells it.
  if ("id" in answer && (answer.id !== asked || location.hash !== address)) return;
  switch (answer.type) {
    case "page":
      // The reading was over before it could be stopped.
      if (answer.page.screen !== "lecture") hears();
      place(answer.page);
      break;
    case "progress":
      keeps = answer.keeps;
      progress(answer.text, answer.percent);
      break;
    case "stopped":
      hears();
      break;
    case "export":
      download(answer.name, answer.mediaType, answer.bytes);
      break;
    case "refused":
      placeTemplate("gabarit-navigateur");
      break;
    case "broken":
      placeTemplate("gabarit-panne", answer.detail);
      break;
  }
}

// --- Forms ----------------------------------------------------------------------------------------------

/** The settings typed on the home screen. */
function settings() {
  const form = document.getElementById("adresse");
  if (!(form instanceof HTMLFormElement)) return [];
  return [...new FormData(form)].filter(([name, value]) => name !== "src" && value !== "");
}

/** @param {string} source */
function overview(source) {
  const pairs = [["src", source], ...settings().map(([name, value]) => [name, String(value)])];
  return `#/controle?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&")}`;
}

/** Files or pasted text: they go to the worker, and only their name into the address.
 * @param {{ name: string, blob: Blob }[]} files */
function open(files) {
  const [first] = files;
  if (!first) return;
  const others = files.length > 1 ? ` (+${files.length - 1})` : "";
  const hash = overview(`fichier:${first.name}${others}`);
  // Given to a worker that is about to be replaced, they would be lost.
  if (deaf !== undefined) replace();
  placeTemplate("gabarit-lecture");
  scrolls.set(entry, scrollY);
  if (location.hash !== hash) history.pushState({ key: Date.now() + Math.random() }, "", hash);
  entry = newEntry();
  address = location.hash;
  order({ type: "open", id: ++asked, hash, files });
}

/** Files one by one keep their order; those of a folder take that of their names.
 * @param {Iterable<File>} files */
function openFiles(files) {
  const named = [...files].map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }));
  open(named.some(({ name }) => name.includes("/")) ? ofFolder(named) : named);
}

/** @param {{ name: string, blob: Blob }[]} files */
function ofFolder(files) {
  const wanted = files.filter(({ name }) => /^(?!.*(^|\/)(\.|info\.xml$)).*\.(xml|rdf|json(ld)?|ttl|nt|n3|trig|owl|zip)$/i.test(name));
  // Nothing to read is told by the module, as of any file.
  return (wanted.length > 0 ? wanted : files).sort((a, b) => a.name.localeCompare(b.name, "fr", { numeric: true }));
}

/** What was dropped; folders are opened, and those inside.
 * @param {DataTransfer} transfer */
async function openDropped(transfer) {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return openFiles(files);
  /** @type {{ name: string, blob: Blob }[]} */
  const found = [];
  for (const entry of entries) {
    if (entry?.isFile) {
      const file = /** @type {FileSystemFileEntry} */ (entry);
      const blob = await new Promise((resolve, reject) => file.file(resolve, reject));
      found.push({ name: entry.fullPath.slice(1), blob });
    } else if (entry?.isDirectory) {
      const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
      for (let more = true; more; ) {
        // A folder is told a hundred entries at a time.
        const inside = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        entries.push(...inside);
        more = inside.length > 0;
      }
    }
  }
  open(ofFolder(found));
}

main.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  event.preventDefault();
  const data = new FormData(form);
  if (form.id === "adresse") {
    go(overview(String(data.get("src"))));
  } else if (form.id === "autre-adresse") {
    go(`#/controle?src=${encodeURIComponent(String(data.get("src")))}`);
  } else if (form.id === "collage") {
    open([{ name: form.dataset.nom ?? "", blob: new Blob([String(data.get("texte"))]) }]);
  } else if (form.id === "organisation") {
    wanted.focus = "titre-publie";
    order({ type: "published", id: ++asked, hash: address, organization: String(data.get("organisation")) });
  } else if (form.dataset.essai !== undefined) {
    wanted.focus = "titre-essai";
    const chosen = data.getAll("correction").map(String).filter((name) => name !== "");
    const texts = [...form.querySelectorAll("textarea")].map((text) => text.value);
    order({ type: "try", id: ++asked, hash: address, chosen, sources: texts.length > 0 ? texts : undefined });
  } else if (form.id === "filtres") {
    filter(form);
  }
});

/** @param {HTMLFormElement} form */
function filter(form) {
  const [path, query] = location.hash.split("?");
  const pairs = new URLSearchParams(query);
  pairs.delete("page");
  for (const [name, value] of new FormData(form)) {
    pairs.delete(name);
    if (value !== "") pairs.set(name, String(value));
  }
  go(`${path}?${pairs}`);
}

main.addEventListener("change", (event) => {
  const control = /** @type {HTMLElement} */ (event.target);
  if (control instanceof HTMLInputElement && control.type === "file" && control.files) {
    const [file] = control.files;
    if (control.dataset.voies !== undefined) {
      const files = [...control.files].map((blob) => ({ name: blob.name, blob }));
      order({ type: "route-files", id: ++asked, hash: address, files });
    } else if (control.dataset.comparer === undefined) {
      openFiles(control.files);
    } else if (file) {
      wanted.focus = "titre-avant";
      order({ type: "compare", id: ++asked, hash: address, file: { name: file.name, blob: file } });
    }
  } else if (control.matches("[data-coche], [data-garder]")) {
    keepTicks();
  } else if (control instanceof HTMLSelectElement && control.dataset.filtre !== undefined && control.form) filter(control.form);
});

// Files can be dropped anywhere on the page; the file field does the same for whoever does not drag.
for (const name of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
  addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.toggle("survol", name === "dragover");
    if (name === "drop") openDropped(event.dataTransfer);
  });
}

// --- Clicks and keys ------------------------------------------------------------------------------------

main.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target).closest("a, button");
  if (!(target instanceof HTMLElement)) return;
  const { aller, export: kind, copier, copierTexte, dit, arreter, focus, bascule, ordre } = target.dataset;
  if (focus !== undefined) wanted.focus = focus;
  if (aller !== undefined) go(aller);
  if (kind !== undefined) {
    exporting = target;
    order({ type: "export", kind, hash: address });
  }
  if (copier !== undefined) navigator.clipboard.writeText(location.href).then(() => done(target, copier));
  if (copierTexte !== undefined) {
    const text = document.getElementById(copierTexte)?.textContent ?? "";
    // What is to be pasted in another site names this page, wherever it is published.
    const here = new URL("./", location.href).href;
    navigator.clipboard.writeText(text.replaceAll("ADRESSE-DE-CETTE-PAGE/", here)).then(() => done(target, dit ?? ""));
  }
  if (ordre === "keep" || ordre === "forget" || ordre === "untry" || ordre === "routes") order({ type: ordre, id: ++asked, hash: address });
  if (arreter !== undefined) stop();
  if (bascule !== undefined) toggle(target);
  if (target.getAttribute("role") === "tab") enter(target);
});

/** @param {HTMLElement} button */
function toggle(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.dataset.bascule ?? "")?.classList.toggle("deplie", open);
}

/** @param {Element} tab */
function choose(tab) {
  for (const other of tab.parentElement?.querySelectorAll('[role="tab"]') ?? []) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.setAttribute("tabindex", chosen ? "0" : "-1");
    const panel = document.getElementById(other.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !chosen;
  }
}

/** @param {HTMLElement} tab */
function enter(tab) {
  choose(tab);
  tab.focus();
  unfoldable();
}

main.addEventListener("keydown", (event) => {
  const tab = /** @type {Element} */ (event.target).closest('[role="tab"]');
  const tabs = [...(tab?.parentElement?.querySelectorAll('[role="tab"]') ?? [])];
  const at = tab ? tabs.indexOf(tab) : -1;
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const target = tabs[(next + tabs.length) % tabs.length];
  if (target instanceof HTMLElement) enter(target);
});

// Escape closes what has a way to be closed.
main.addEventListener("keydown", (event) => {
  const close = event.key === "Escape" ? main.querySelector("[data-echap]") : null;
  if (close instanceof HTMLElement) close.click();
});

// --- Files of a dataset ----------------------------------------------------------------------------------

/** Without accents and capitals. @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Shows the files that hold the words, whatever the page they are on; all pages again without words.
 * @param {HTMLInputElement} box */
function search(box) {
  const group = document.getElementById(box.dataset.chercher ?? "");
  if (!group) return;
  const words = folded(box.value).split(/\s+/).filter(Boolean);
  const holds = (/** @type {Element} */ file) => {
    const text = folded(file.textContent ?? "");
    return words.every((word) => text.includes(word));
  };
  let found = 0;
  for (const file of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll("ul.fichiers > li"))) {
    file.hidden = !holds(file);
    if (!file.hidden) found += 1;
  }
  const pages = group.querySelector(':scope > .onglets > [role="tablist"]');
  if (pages instanceof HTMLElement) pages.hidden = words.length > 0;
  for (const tab of pages?.children ?? []) {
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = words.length === 0 && tab.getAttribute("aria-selected") !== "true";
  }
  const none = group.querySelector("[data-aucun]");
  if (none instanceof HTMLElement) none.hidden = found > 0;
}

main.addEventListener("input", (event) => {
  const box = /** @type {Element} */ (event.target);
  if (box instanceof HTMLInputElement && box.dataset.chercher !== undefined) search(box);
});

// --- Print ----------------------------------------------------------------------------------------------

/** What was unfolded to be printed. @type {HTMLDetailsElement[]} */
let printed = [];
addEventListener("beforeprint", () => {
  printed = [...main.querySelectorAll("details")].filter((fold) => !fold.open);
  for (const fold of printed) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of printed) fold.open = false;
  printed = [];
});

document.querySelector("[data-evitement]")?.addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

if (location.hash.length > 2) {
  show();
  // On a slow line the module itself is long to come: nobody looks at an empty page meanwhile.
  setTimeout(() => {
    if (screen === "") placeTemplate("gabarit-lecture");
  }, 400);
} else {
  unfoldable();
}

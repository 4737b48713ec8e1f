// A document in French, in which components are rendered on a fixed day, and what a visitor reads of it.
import { createRequire } from "node:module";
import { mock } from "node:test";

/** Makes this process a page of the site; `bundle` says where jsdom is installed. Call it before the components are loaded. */
export function open(bundle, day) {
  mock.timers.enable({ apis: ["Date"], now: new Date(`${day}T12:00:00`) });
  const { JSDOM } = createRequire(bundle)("jsdom");
  const { window } = new JSDOM('<!doctype html><html lang="fr"><body><div id="tooltips"></div></body></html>', { url: "https://www.data.gouv.fr/", pretendToBeVisual: true });
  const Observer = class { observe() {} unobserve() {} disconnect() {} };
  const set = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) set(name, window[name]);
  // Node has its own events, which the elements of another document refuse.
  for (const name of ["Event", "CustomEvent", "EventTarget"]) set(name, window[name]);
  set("window", window);
  set("navigator", { language: "fr-FR", userAgent: "", platform: "" });
  set("ResizeObserver", Observer);
  set("IntersectionObserver", Observer);
  set("fetch", async () => Response.json([]));
  // Some versions speak to the console, which is where the JSON goes.
  for (const name of ["log", "info", "debug", "warn"]) console[name] = () => {};
}

const BLOCKS = new Set(("address article blockquote br dd details div dl dt h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary table tr ul").split(" "));

/** Whether an element is there for screen readers only, or not at all. A class for wider screens shows it again. */
function unseen({ classList, style }) {
  return classList.contains("sr-only") || style?.display === "none" || (classList.contains("hidden") && !/(^|\s)(sm|md|lg):/.test(classList.value));
}

function* pieces(node, all) {
  if (node.nodeType === node.TEXT_NODE) yield node.data.replace(/\s+/g, " ");
  if (node.nodeType !== node.ELEMENT_NODE || (!all && unseen(node))) return;
  const name = node.localName;
  const [before, after] = name === "td" || name === "th" ? [" ", " |"] : BLOCKS.has(name) ? ["\n", "\n"] : ["", ""];
  yield before;
  if (name === "pre") yield node.textContent;
  else for (const child of node.childNodes) yield* pieces(child, all);
  yield after;
}

const tidy = (text) => text.replace(/\s+/g, " ").trim();

/** The text of an element, a line a block; with `all`, what only screen readers say too. */
export const textOf = (node, all = false) => [...pieces(node, all)].join("").split("\n").map(tidy).filter(Boolean).join("\n");

/** The text of the first element of a selector, hidden or not. */
export const textAt = (box, selector) => {
  const found = box.querySelector(selector);
  return found && textOf(found, true);
};

/** The HTML of a text, without what is for its looks or its loading. */
export function htmlOf(node) {
  const copy = node.cloneNode(true);
  for (const element of copy.querySelectorAll("*")) {
    const looks = element.getAttributeNames().filter((name) => name.startsWith("data-v-") || ["class", "id", "loading", "style"].includes(name));
    for (const name of looks) element.removeAttribute(name);
  }
  return tidy(copy.innerHTML);
}

/** Label → value of the definition lists of a box. Buttons, which copy a value, are no part of it. */
export function definitions(box) {
  const pairs = [...box.querySelectorAll("dt + dd")].map((value) => {
    for (const button of value.querySelectorAll("button")) button.remove();
    const term = value.previousElementSibling;
    const own = [...term.childNodes].filter((node) => node.nodeType === node.TEXT_NODE).map((node) => node.data).join("").trim();
    return [own || textOf(term), textOf(value)];
  });
  return Object.fromEntries(pairs);
}

/** Runs of spaces are one, except the ends of lines of a text; names that rdflib drew are one; what is empty is left out. */
export function kept(value, name = "") {
  if (typeof value === "string") {
    const lines = name.endsWith("_text") ? value.split("\n") : [value];
    return lines.map(tidy).filter(Boolean).join("\n").replace(/\bn[0-9a-f]{32}(b\d+)?\b/gi, "(nœud anonyme)");
  }
  if (Array.isArray(value)) return value.map((inside) => kept(inside, name));
  if (value === null || typeof value !== "object") return value;
  const says = ([, inside]) => inside !== null && inside !== undefined && inside !== "" && !(Array.isArray(inside) && inside.length === 0);
  return Object.fromEntries(Object.entries(value).filter(says).map(([key, inside]) => [key, kept(inside, key)]));
}

// @ts-check
// The only place from which markup and the addresses of scripts may come, where the browser knows of such places.

/** The scripts that the page starts; nothing else is ever given to the browser as one. */
const SCRIPTS = ["./worker.js", "./offline.js"];

/** @type {{ createHTML: (html: string) => string, createScriptURL: (url: string) => string }} */
export const trusted = (/** @type {any} */ (globalThis).trustedTypes)?.createPolicy("avant-moisson", {
  createHTML: (/** @type {string} */ html) => html,
  createScriptURL: script,
}) ?? { createHTML: (html) => html, createScriptURL: script };

/** @param {string} name */
function script(name) {
  if (!SCRIPTS.includes(name)) throw new TypeError(name);
  return new URL(name, import.meta.url).href;
}

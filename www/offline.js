// @ts-check
// The service worker: keeps the site's own files, so that the page opens without a network. Nothing of a portal ever
// goes through it, nor of any other site.

/** What the build wrote: the release of the files, and their names. @type {{ release: string, files: string[] }} */
const SITE = { release: "", files: [] };

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
/** Other sites may share the origin, each in its folder. */
const OURS = `avant-moisson ${worker.registration.scope} `;
const CACHE = OURS + SITE.release;
/** Asked by its folder or by its name. */
const HOME = new URL("./index.html", worker.registration.scope).href;

worker.addEventListener("install", (event) => {
  // Asked again of the host: what the browser holds may be of the release before.
  const files = SITE.files.map((name) => new Request(new URL(name, worker.registration.scope), { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
      return Promise.all(old.map((name) => caches.delete(name)));
    }),
  );
});

// The page asks for it when the person accepts the new release: its files never mix with those of the one before.
worker.addEventListener("message", (event) => {
  if (event.data === "remplacer") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  address.hash = address.search = "";
  if (request.method !== "GET" || !address.href.startsWith(worker.registration.scope)) return;
  const wanted = address.href === worker.registration.scope ? HOME : address.href;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(wanted)).then((kept) => kept ?? fetch(request)));
});

// @ts-check
// Makes the page work without a network, and says when a new release of it waits.

import { trusted } from "./trusted.js";

/** The release that waits is taken when the person asks: a check in place is lost by a reload. @param {ServiceWorker} waiting */
function offer(waiting) {
  const template = document.getElementById("gabarit-version");
  if (!(template instanceof HTMLTemplateElement) || document.querySelector("[data-remplacer]")) return;
  document.querySelector(".entete")?.after(template.content.cloneNode(true));
  document.querySelector("[data-remplacer]")?.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("remplacer");
  });
}

async function install() {
  const registration = await navigator.serviceWorker.register(trusted.createScriptURL("./offline.js"));
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed" && navigator.serviceWorker.controller) offer(installing);
    });
  });
}

// Inside another site's frame, nothing is installed. Nor before the page is there: its own files come first.
if ("serviceWorker" in navigator && window.parent === window) {
  addEventListener("load", () => install().catch(() => {}), { once: true });
}

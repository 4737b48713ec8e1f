// @ts-check
// Shows a preview in another site: `<avant-moisson src="https://data.maville.fr" type="dcat"></avant-moisson>`, of one
// screen when it has an `ecran` (« jeu/IDENTIFIANT », « insigne », « aide/licence-absente »), and gives their height to the plain <iframe>s of the page. It only makes the frame and gives it its height: nothing is asked of
// a portal, nor of us, before a click.

// A classic script: modules of another site would need CORS.
const SCRIPT = /** @type {HTMLScriptElement} */ (document.currentScript);
const HOME = new URL("./index.html", SCRIPT.src);
const HEIGHTS = { least: 320, first: 720 };

/** `screen` is what follows `#/` in the address of one screen: a record, a rule; the overview when it is not said.
 * @param {string} source @param {string} type @param {string} screen */
function address(source, type, screen) {
  const [path, query] = (screen || "controle").split("?");
  const pairs = new URLSearchParams(query);
  if (source) pairs.set("src", source);
  if (type) pairs.set("type", type);
  return `${HOME.href}#/${path}?${pairs}`;
}

/** @param {string} url */
function frame(url) {
  const frame = document.createElement("iframe");
  frame.title = "Aperçu du moissonnage par data.gouv.fr";
  frame.src = url;
  frame.width = "100%";
  frame.height = String(HEIGHTS.first);
  frame.style.border = "0";
  frame.referrerPolicy = "no-referrer";
  frame.allow = "clipboard-write";
  frame.setAttribute(
    "sandbox",
    "allow-scripts allow-same-origin allow-downloads allow-forms allow-popups allow-popups-to-escape-sandbox",
  );
  return frame;
}

class AvantMoisson extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild?.matches("button, iframe")) return;
    const button = document.createElement("button");
    button.type = "button";
    const value = (/** @type {string} */ name) => this.getAttribute(name) ?? "";
    const what = value("ecran").startsWith("jeu/") ? "de cette fiche" : "de ce portail";
    button.textContent = value("src") ? `Voir ce que data.gouv.fr afficherait ${what}` : "Voir l’explication";
    button.addEventListener("click", () => {
      const shown = frame(address(value("src"), value("type"), value("ecran")));
      this.replaceChildren(shown);
      shown.focus();
    });
    this.replaceChildren(button);
  }
}

if (!customElements.get("avant-moisson")) customElements.define("avant-moisson", AvantMoisson);

/** Asks a frame for its height. @param {HTMLIFrameElement} frame */
const ask = (frame) => frame.contentWindow?.postMessage({ type: "avant-moisson:parent" }, HOME.origin);

// The page says its height to whoever asks; only our own frames are asked and listened to.
addEventListener("message", ({ data, source, origin }) => {
  if (origin !== HOME.origin) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source) continue;
    if (data?.type === "avant-moisson:pret") ask(frame);
    if (data?.type === "avant-moisson:hauteur" && typeof data.hauteur === "number") {
      frame.height = String(Math.max(HEIGHTS.least, Math.ceil(data.hauteur)));
    }
    // Another screen begins at its top, and the frame itself does not scroll.
    if (data?.type === "avant-moisson:haut" && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
  }
});

// A plain frame may have said that it listens before this script came.
for (const frame of document.querySelectorAll("iframe")) {
  if (frame.src.startsWith(new URL("./", HOME).href)) ask(frame);
}

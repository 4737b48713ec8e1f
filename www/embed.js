// @ts-check
// Shows a preview in another site: `<avant-moisson src="https://data.maville.fr" type="dcat"></avant-moisson>`, and
// gives their height to the plain <iframe>s of the page. It only makes the frame and gives it its height: nothing is asked of
// a portal, nor of us, before a click.

// A classic script: modules of another site would need CORS.
const SCRIPT = /** @type {HTMLScriptElement} */ (document.currentScript);
const HOME = new URL("./index.html", SCRIPT.src);
const HEIGHTS = { least: 320, first: 720 };

/** @param {string} source @param {string} type */
function address(source, type) {
  const pairs = [["src", source], ["type", type]].filter(([, value]) => value);
  return `${HOME.href}#/controle?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&")}`;
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
    button.textContent = "Voir ce que data.gouv.fr afficherait de ce portail";
    button.addEventListener("click", () => {
      const shown = frame(address(this.getAttribute("src") ?? "", this.getAttribute("type") ?? ""));
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

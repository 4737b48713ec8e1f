// @ts-check
// Inside another site's frame: the page hides what the other site already has, and says its height to it once the
// other site has asked (embed.js does): nothing is told to whoever only frames the page.

if (window.parent !== window) {
  document.documentElement.classList.add("integre");
  let parent = "";
  // The body's own height: that of the document never goes below the frame's.
  const tell = () => {
    if (!parent) return;
    const hauteur = document.body.getBoundingClientRect().height;
    window.parent.postMessage({ type: "avant-moisson:hauteur", hauteur }, parent);
  };
  addEventListener("message", ({ data, source, origin }) => {
    if (source !== window.parent || data?.type !== "avant-moisson:parent" || origin === "null") return;
    parent = origin;
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
  // Only what a person asked for moves the other site's page.
  document.addEventListener("avant-moisson:haut", () => {
    if (parent && navigator.userActivation?.hasBeenActive) window.parent.postMessage({ type: "avant-moisson:haut" }, parent);
  });
  // Says nothing but that the page listens.
  window.parent.postMessage({ type: "avant-moisson:pret" }, "*");
}

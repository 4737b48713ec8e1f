// @ts-check
// Inside another site's frame: the page says its height, and hides what the other site already has.

if (window.parent !== window) {
  document.documentElement.classList.add("integre");
  // The body's own height: that of the document never goes below the frame's.
  const tell = () => {
    const hauteur = document.body.getBoundingClientRect().height;
    window.parent.postMessage({ type: "avant-moisson:hauteur", hauteur }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  addEventListener("load", tell);
}

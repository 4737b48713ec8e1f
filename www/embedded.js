// @ts-check
// Inside another site's frame: the page says its height, and hides what the other site already has.

if (window.parent !== window) {
  document.documentElement.classList.add("integre");
  const tell = () =>
    window.parent.postMessage({ type: "avant-moisson:hauteur", hauteur: document.documentElement.scrollHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
  addEventListener("load", tell);
}

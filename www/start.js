// Runs before the first paint: an address that leads to another screen must not flash the home screen.
if (location.hash.length > 2) document.documentElement.classList.add("ailleurs");

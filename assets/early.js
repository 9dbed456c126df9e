/* Runs before the page is drawn: dresses it for the view in the address, so that nothing flashes. */
(function () {
  "use strict";
  const root = document.documentElement;
  const onWeb = location.protocol === "http:" || location.protocol === "https:";
  const asked = new URLSearchParams(onWeb ? location.search : location.hash.slice(1));
  const known = {
    theme: ["light", "dark", "projector"],
    view: ["chart", "chronicle", "sources"],
    mode: ["explore", "present", "embed", "print"],
  };
  for (const [key, values] of Object.entries(known)) {
    const value = asked.get(key);
    if (values.includes(value)) root.dataset[key] = value;
  }
  root.dataset.scripted = "";
})();

/* Runs before the page is drawn: dresses it for the view in the address, so that nothing flashes or
   jumps. */
(() => {
  "use strict";
  const LABEL_PX = 13; // the chart's type at scale 1
  const LAST_ROW = 0.0305; // of the screen's height: the least type that the last row reads
  const HELD_PX = 6; // a hundredth of the screen, at most, on a telephone

  const root = document.documentElement;
  // the view stands behind `?` or `#`; where a key stands behind both, the `#` counts
  const asked = [location.hash, location.search].map(
    (part) => new URLSearchParams(part.replace(/^[?#]+/, "")),
  );
  const known = {
    theme: ["light", "dark", "projector"],
    view: ["chart", "chronicle", "sources"],
    mode: ["explore", "present", "embed", "print"],
  };
  for (const [key, values] of Object.entries(known)) {
    const [value] = asked.flatMap((part) => part.getAll(key).slice(-1));
    if (values.includes(value)) root.dataset[key] = value;
  }

  // what is not in the address of the whole timeline: its chart stands in the page (first_chart.py)
  const others = asked.flatMap((part) => [...part.keys()]).filter((key) => !(key in known));
  if (others.length) root.dataset.asked = "";

  /** The type scale for a whole room: type is measured by the screen's height, so that the last row
      can read it. */
  const roomScale = () =>
    Math.max(1.2, Math.min((LAST_ROW * window.innerHeight) / LABEL_PX, window.innerWidth / 520, 4));

  /** Is a page of this theme and mode read by a whole room? */
  const forRoom = (/** @type {{theme?: string, mode?: string}} */ { theme, mode }) =>
    mode === "present" || (theme === "projector" && mode !== "print");

  /** A hundredth of the screen, by which the stage measures, as CSS. */
  function unit() {
    const { innerHeight: tall, innerWidth: wide } = window;
    // a screen that stands is held in the hand, and is no projector's: type goes by its width
    const held = Math.min(wide / 72, Math.max(wide / 100, HELD_PX));
    return `${Math.min(tall / 100, tall > wide ? held : wide / 72)}px`;
  }

  /** Each of these has all elements styled anew: now there are none, and later only a change counts. */
  function wear(/** @type {string} */ name, /** @type {string} */ value) {
    if (root.style.getPropertyValue(name) !== value) root.style.setProperty(name, value);
  }

  wear("--u", unit());
  wear("--type-scale", String(forRoom(root.dataset) ? roomScale() : 1));
  // for page/theme.js, which goes on with it
  window.timelineEarly = { roomScale, forRoom, unit, wear };
  root.dataset.scripted = "";
  // behind a proxy the page's folder may be opened without its last slash: what is relative needs it
  const folder = (root.dataset.served || "").replace(/_timeline\/.*$/, "");
  if (folder && folder === `${location.pathname}/`) {
    history.replaceState(null, "", folder + location.search + location.hash);
  }
})();

/* The page's address: what it asks for, and the view written into it. */
parts.address = (() => {
  const REST = 250; // ms: typing and zooming change the address when they rest
  const onWeb = location.protocol === "http:" || location.protocol === "https:";
  const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;
  const OPTION = "--host 0.0.0.0";
  let writing = 0;
  /** @type {?string} */
  let known = null; // the view last read from the address or written into it

  /** What the address asks for: the view behind its `?`, its `#`, or both, as `state.parse` reads it. */
  const asked = () => location.search + (parts.state.isView(location.hash) ? location.hash : "");

  /** The address without a view. */
  const bare = () => location.href.replace(/[?#].*$/, "");

  /** The address of a view. @param {View} view */
  function of(view) {
    const query = parts.state.query(view);
    return bare() + (query && (onWeb ? "?" : "#") + query);
  }

  /** @param {View} view @param {boolean} push */
  function put(view, push) {
    try {
      history[push ? "pushState" : "replaceState"](null, "", of(view));
      known = asked();
    } catch {
      // a sandboxed frame has no history of its own: the view lives on in the page
    }
  }

  /**
   * Write the page's view into the address.
   * @param {function(): View} view the present one, whenever it is written
   * @param {boolean} push as a new entry of the history, at once
   */
  function write(view, push) {
    clearTimeout(writing);
    if (push) put(view(), true);
    else writing = setTimeout(() => put(view(), false), REST);
  }

  /**
   * Hear that the address asks for another view: the reader went back or forward, changed it by
   * hand, or followed a link such as `#event=…`. A link to a place in the page asks for none.
   * @param {function(string): void} hear is given what it asks for
   * @param {function(): View} view the present one
   */
  function heard(hear, view) {
    known = asked();
    const look = () => {
      const now = asked();
      if (now === known) return;
      // in a file, such a link has taken the place of the view: it is put back
      if (!now && location.hash.length > 1) {
        put(view(), false);
        return;
      }
      clearTimeout(writing);
      known = now;
      hear(now);
    };
    addEventListener("popstate", look);
    addEventListener("hashchange", look);
  }

  const told = (/** @type {string} */ name) =>
    /** @type {?HTMLMetaElement} */ (document.querySelector(`meta[name="timeline-${name}"]`))
      ?.content || "";

  /**
   * Where phones find this page: at the address that Python was told; else at the one in the
   * address bar, if that leads here from elsewhere; else at the one that Python found.
   * @param {string} query the view, without `?`
   * @returns {{address: string, why: string}} `why` phones will not get there, or ""
   */
  function reach(query) {
    const here = bare();
    const local = !onWeb || LOCAL.test(location.hostname);
    const base = told("address") || (local && told("network")) || here;
    const address = base + (query ? (/^https?:/.test(base) ? "?" : "#") + query : "");
    if (base !== here || !local) return { address, why: "" };
    return {
      address,
      why: onWeb
        ? "Phones cannot reach this page: its address leads to this computer alone. " +
          `Start it with ${OPTION}, or publish it.`
        : "Phones cannot reach this page: it is a file on this computer, not on the web.",
    };
  }

  return { OPTION, onWeb, asked, bare, of, reach, write, heard };
})();

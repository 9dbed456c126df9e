/* What stands behind this page: a server that makes files while it is at hand, or the files that
   were made at publishing; and who may frame it. */
parts.files = (() => {
  const GONE = "The server does not answer.";
  const OWN = "pages of its own host";
  /** @type {Record<string, string>} */
  const FRAMERS = { "'self'": OWN, SAMEORIGIN: OWN, "'none'": "no page", DENY: "no page" };

  /** @param {string} id @returns {{kind?: string, downloads?: Record<string, string>}} */
  const read = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");

  /**
   * Find the files that this page does not make itself.
   * @returns {{kind: string, whole: boolean, of: function(string, string): ?string}} kind: served,
   *   site or file; whole: they hold the whole timeline, whatever the view; of: the address of one,
   *   by its name (an ending, or the id of a tour and an ending) and what a server is asked, the
   *   view's query for one; null where there is none
   */
  function find() {
    const { downloads = {}, kind = "served" } = read("published");
    const made =
      /** @type {?HTMLMetaElement} */ (
        document.querySelector("meta[name=timeline-exports]")
      )?.content.split(" ") || [];
    const served = kind === "served";
    /** @param {string} path */
    const at = (path) => new URL(path, document.baseURI).href;

    /** @param {string} name @param {string} query */
    function of(name, query) {
      if (!served) return downloads[name] ? at(downloads[name]) : null;
      return made.includes(name) ? at(`export.${name}` + (query ? `?${query}` : "")) : null;
    }

    return { kind, whole: !served, of };
  }

  /**
   * Fetch a file from the server and give it to the reader: a link alone would not say what went
   * wrong.
   * @param {string} address
   * @param {string} name of the file
   * @returns {Promise<string>} what to tell the reader
   */
  async function bring(address, name) {
    const answer = await fetch(address).catch(() => null);
    if (!answer) return GONE;
    if (!answer.ok)
      return reason(await answer.text()) || `The server could not make it (${answer.status}).`;
    parts.save.save(name, await answer.blob());
    return `saved: ${name}`;
  }

  /** What a page of timeline/server/routes.py that is an error says of it. @param {string} html */
  const reason = (html) =>
    new DOMParser().parseFromString(html, "text/html").querySelector("p")?.textContent;

  /**
   * Ask the host whether it keeps pages of other hosts from framing this one.
   * @returns {Promise<string>} who may frame it; "" where everybody may, or nobody can be asked
   */
  async function framers() {
    if (read("published").kind === "file" || document.getElementById("offline")?.textContent)
      return "";
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    const rule = /frame-ancestors ([^;]*)/.exec(
      answer?.headers.get("Content-Security-Policy") || "",
    )?.[1];
    const told = rule ?? answer?.headers.get("X-Frame-Options") ?? "*";
    const named = told.trim().split(/\s+/);
    return named.includes("*") ? "" : named.map((one) => FRAMERS[one] || one).join(", ");
  }

  return { find, bring, framers };
})();

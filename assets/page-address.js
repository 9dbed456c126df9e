/* The page's address: what it asks for, and the view written into it. */
(function (timeline) {
  "use strict";

  const REST = 250; // ms: typing and zooming change the address when they rest
  const onWeb = location.protocol === "http:" || location.protocol === "https:";
  let writing = 0;

  /** The view in the address, as a query string; that of a file stands after its `#`. */
  const asked = () => (onWeb ? location.search : location.hash).replace(/^[?#]/, "");

  /** The address without a view. */
  const bare = () => location.href.replace(/[?#].*$/, "");

  /** The address of a view. */
  function of(view) {
    const query = timeline.state.query(view);
    return bare() + (query && (onWeb ? "?" : "#") + query);
  }

  /**
   * Write the page's view into the address.
   * @param {function(): Object} view the present one, whenever it is written
   * @param {boolean} push as a new entry of the history, at once
   */
  function write(view, push) {
    clearTimeout(writing);
    const put = () => {
      try {
        history[push ? "pushState" : "replaceState"](null, "", of(view()));
      } catch {
        // a sandboxed frame has no history of its own: the view lives on in the page
      }
    };
    if (push) put();
    else writing = setTimeout(put, REST);
  }

  /** Hear that the reader has gone back or forward, or changed a file's address by hand. */
  function heard(hear) {
    addEventListener("popstate", hear);
    if (!onWeb) addEventListener("hashchange", hear);
  }

  timeline.address = { onWeb, asked, bare, of, write, heard };
})((window.timeline = window.timeline || {}));

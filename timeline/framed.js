/* The page around a framed timeline: what it hears of its frame, and what it asks of it.

   The one name `timelineFrame` serves the component of Dash, where this file is a script of its own,
   and the widget of a notebook, where it stands before another in one module. */
var timelineFrame = (function () {
  "use strict";

  const VERSION = 1;
  const isTexts = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");
  const pairs = (query) => new URLSearchParams(query.replace(/^[?#]+/, ""));
  const keyOf = ({ view, event }) => JSON.stringify([view || "", event || ""]);

  /**
   * What a message of a frame tells. Pure.
   * @param {*} data what was posted
   * @returns {?Object} `view`, `event` and `ignored`, or `visible`; null for any other message
   */
  function read(data) {
    if (data === null || typeof data !== "object" || data.v !== VERSION) return null;
    const { type, query, ids, ignored } = data;
    if (type === "timeline:visible" && isTexts(ids)) return { visible: ids };
    if (type !== "timeline:view" || typeof query !== "string") return null;
    // the event too, which has a message of its own: what belongs together is told at once
    return { view: query, event: pairs(query).get("event") || "", ignored: isTexts(ignored) ? ignored : [] };
  }

  /**
   * The query that brings a frame to what is wanted. Pure.
   * @param {{view: string, event: string}} told what the frame last told
   * @param {{view: string, event: string}} wanted by the page around it
   */
  function asking(told, wanted) {
    const event = wanted.event || "";
    if (event === told.event) return wanted.view || ""; // the view may name another
    const query = pairs(wanted.view || "");
    if (event) query.set("event", event);
    else query.delete("event");
    return query.toString();
  }

  /**
   * Talk with one frame.
   * @param {HTMLIFrameElement} frame
   * @param {{view: string, event: string}} begun what its page begins with
   * @param {function(Object)} onTold is given what each message of the frame tells
   * @returns {{want: function({view: string, event: string}), end: function()}} `want`: what the
   *   page around it has now, whether it was told by the frame or is to be asked of it; before the
   *   page in the frame stands it waits
   */
  function talk(frame, begun, onTold) {
    let told = null;
    let waiting = null;
    // What was told and may still come back: it must not be asked for, or what a reader does in
    // the meantime would be undone. The last is what the frame shows.
    let echoes = [keyOf(begun)];

    function want(wanted) {
      const at = echoes.lastIndexOf(keyOf(wanted));
      if (at >= 0) {
        echoes = echoes.slice(at);
        waiting = null;
      } else if (!told) waiting = { ...wanted };
      else ask(wanted);
    }

    function ask(wanted) {
      const message = { type: "timeline:apply", v: VERSION, query: asking(told, wanted) };
      frame.contentWindow.postMessage(message, "*");
    }

    function hear({ source, data }) {
      const news = source === frame.contentWindow ? read(data) : null;
      if (!news) return;
      if ("view" in news) {
        told = news;
        echoes.push(keyOf(news));
        if (waiting) {
          ask(waiting);
          waiting = null;
          return; // it is the answer that tells
        }
      }
      onTold(news);
    }

    addEventListener("message", hear);
    return { want, end: () => removeEventListener("message", hear) };
  }

  return { read, asking, talk };
})();

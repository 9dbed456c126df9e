/* What the page around a frame may ask of it: one kind of message, and from the parent alone. */
parts.messages = (() => {
  const VERSION = 1;
  const LONGEST = 8192; // characters of a query, as LONGEST_QUERY of timeline/views/query.py

  /**
   * A message as this page understands it. Pure.
   * @param {*} data what was posted
   * @returns {?{query: string}|{wrong: string}} null for what is none of ours; `wrong`: why a
   *   message of ours cannot be obeyed
   */
  function read(data) {
    const type = data !== null && typeof data === "object" ? data.type : null;
    if (typeof type !== "string" || !type.startsWith("timeline:")) return null;
    if (type !== "timeline:apply") return { wrong: "the only type it obeys is timeline:apply" };
    if (data.v !== VERSION) return { wrong: `its v is not ${VERSION}` };
    if (typeof data.query !== "string") return { wrong: "its query is no text" };
    if (data.query.length > LONGEST)
      return { wrong: `its query is longer than ${LONGEST} characters` };
    return { query: data.query };
  }

  /**
   * Hear the parent.
   * @param {function(string): void} obey is given the query of each view that it asks for
   */
  function hear(obey) {
    let told = false;
    addEventListener("message", ({ source, data }) => {
      if (source !== window.parent) return;
      const asked = read(data);
      if (!asked) return;
      if (!("wrong" in asked)) obey(asked.query);
      else if (!told) {
        told = true;
        console.warn(`A message to this frame was ignored: ${asked.wrong}.`);
      }
    });
  }

  return { read, hear };
})();

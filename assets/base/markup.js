/* Text as part of markup, for Plotly and for HTML that is copied. */
parts.markup = (() => {
  /** @type {Record<string, string>} */
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

  const UNESCAPES = Object.fromEntries(
    Object.entries(ESCAPES).map(([sign, entity]) => [entity, sign]),
  );

  // the first letter that has a direction is of a script that runs from the right
  const LEFTWARDS =
    /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

  /** Text for Plotly, which reads a kind of HTML. What runs from the right is set apart from the
      chart, which runs from the left, so that its brackets and full stops stand where they belong:
      by characters, as a picture keeps no style. @param {string} text */
  function escaped(text) {
    const signs = text.replace(/[&<>]/g, (sign) => ESCAPES[sign]);
    return LEFTWARDS.test(text) ? `\u2067${signs}\u2069` : signs;
  }

  /** The text that `escaped` was given. @param {string} text */
  function unescaped(text) {
    return text.replace(/&(?:amp|lt|gt);/g, (entity) => UNESCAPES[entity]);
  }

  return { escaped, unescaped };
})();

/* The tools of the stage: a row of buttons that comes with the hand and goes when it rests, as the
   class looks at the stage. */
parts.tools = (() => {
  const IDLE = 3000; // ms
  const TOOLS = [
    ["back", "←", "Back"],
    ["next", "→", "Forward"],
    ["question", "Question"],
    ["dates", "Hide dates"],
    ["order", "Order", "Order these"],
    ["who", "Who?", "Who says it?"],
    ["follow", "Phones"],
    ["speaker", "Speaker"],
    ["full", "Full screen"],
    ["help", "Keys"],
    ["leave", "Leave"],
  ];

  /**
   * @param {ReturnType<typeof parts.stage.create>} stage
   * @returns `draw` takes what the
   *   stage does, and `onward` (there is more to come) and `guess` (who says it can be asked);
   *   `stir` shows them; `fit` is for a screen of another size
   */
  function create(stage) {
    const { host, tools } = stage;
    const made = new Map(
      TOOLS.map(([what, words, label]) => [
        what,
        parts.dom.el(
          "button",
          {
            type: "button",
            "data-does": what,
            "aria-label": label || null,
            title: label || null,
          },
          words,
        ),
      ]),
    );
    let idle = 0;
    tools.append(...made.values());
    /** @param {string} what @returns {HTMLButtonElement} */
    const tool = (what) => /** @type {HTMLButtonElement} */ (made.get(what));

    // what a mouse has pressed does not keep the focus: space still means next
    host.addEventListener("mousedown", (event) => {
      if (parts.dom.around(event, ".stage-tools, .stage-progress")) event.preventDefault();
    });

    /** @param {StageShown & {onward: boolean, guess: boolean}} shown */
    function draw({ step, k, count, layer, hiding, onward, guess }) {
      tool("back").disabled = k === 0 && !layer;
      tool("next").disabled = !onward;
      const has = {
        question: step?.question,
        dates: count,
        follow: count,
        full: document.fullscreenEnabled,
        order: count > 2,
        who: guess,
        speaker: count,
      };
      for (const [what, there] of Object.entries(has)) tool(what).hidden = !there;
      tool("question").textContent =
        layer === "question" ? "Evidence" : layer === "evidence" ? "Close" : "Question";
      tool("dates").textContent = hiding ? "Show dates" : "Hide dates";
      fit();
    }

    /* One line, whatever the screen: a second one would lie over the title. */
    function fit() {
      tools.style.removeProperty("--tools-fit");
      const { clientWidth, scrollWidth } = tools;
      if (scrollWidth > clientWidth)
        tools.style.setProperty("--tools-fit", String(clientWidth / (scrollWidth + 1)));
    }

    function stir() {
      host.dataset.tools = "";
      clearTimeout(idle);
      idle = setTimeout(() => {
        delete host.dataset.tools;
      }, IDLE);
    }

    return { draw, stir, fit };
  }

  return { create };
})();

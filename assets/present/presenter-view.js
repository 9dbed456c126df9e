/* What the presenter's window shows: the step on the screen, the next one, a clock, commands. */
parts.presenterView = (() => {
  const TICK = 500; // ms: no second of the clock is skipped
  /** @type {{what: string, words: string, key: string, name?: string, on?: (state: PresenterState) => boolean}[]} */
  const COMMANDS = [
    { what: "back", words: "Back", key: "←", name: "ArrowLeft" },
    { what: "next", words: "Forward", key: "→", name: "ArrowRight" },
    {
      what: "question",
      words: "Question",
      key: "Q",
      on: ({ layer }) => layer === "question" || layer === "evidence",
    },
    { what: "dates", words: "Hide dates", key: "D", on: ({ hideDates }) => hideDates },
    { what: "blank", words: "Blank", key: "B", on: ({ blank }) => blank },
  ];
  /** @type {Record<string, string>} */
  const LAYERS = {
    question: "question shown",
    evidence: "evidence shown",
    order: "the class orders events",
    who: "the class guesses who says it",
    jump: "list of steps shown",
    help: "keys shown",
    follow: "address for phones shown",
    end: "closing questions shown",
  };
  const GONE = "The stage has gone: its page was closed or left. Present again and press S.";

  /** What the class sees, in words. @param {PresenterState} state */
  function stateInWords({ layer, blank, hideDates, revealed, page }) {
    const dates = hideDates && (revealed ? "dates hidden, this one shown" : "dates hidden");
    const part = layer === "evidence" && page && page[1] > 1 ? ` ${page[0]} of ${page[1]}` : "";
    const said = [blank && "screen is blank", LAYERS[layer] && LAYERS[layer] + part, dates];
    return said.filter(Boolean).join(" · ");
  }

  /** What comes after the step on the screen. @param {PresenterState} state @returns {PresenterCard} */
  function following({ next, layer, closing = [] }) {
    if (next) return next;
    if (layer === "end") return { title: "This is the end" };
    return closing.length
      ? { title: "Closing questions", say: closing.join(" ") }
      : { title: "This is the last step" };
  }

  /** A length of time as `m:ss` or `h:mm:ss`. @param {Ms} ms */
  function duration(ms) {
    const all = Math.max(0, Math.floor(ms / 1000));
    const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  }

  /**
   * @param {Doc} doc the document
   * @param {function(string): void} onDo a command is pressed: back, next, question, dates or blank
   * @returns `fill(win)` builds it in a window; `isIn(document)`; `draw(state)` shows a state of the
   *   stage; `gone()` says that the stage left
   */
  function create(doc, onDo) {
    const { el } = parts.dom;
    /** @type {Record<string, HTMLElement>} */
    const pieces = {}; // the elements that change
    /** @type {Record<string, HTMLButtonElement>} */
    const buttons = {}; // by command
    /** @type {Document} */
    let page; // the window's document
    let minutes = 0; // planned
    // the present run: `from` when it began, `stopped` when it was paused or 0, in ms
    const clock = { started: 0, from: Date.now(), stopped: 0 };

    /** @param {string} name @param {keyof HTMLElementTagNameMap} tag @param {object} [about] */
    const part = (name, tag, about) => (pieces[name] = el(tag, about));

    /** @param {Window} win */
    function fill(win) {
      page = win.document;
      page.title = `Presenter: ${doc.timeline.title}`;
      page.body.replaceChildren(bar(), now(), next(), commands());
      put("tour", doc.timeline.title);
      win.setInterval(tick, TICK);
      tick();
    }

    function bar() {
      return el(
        "header",
        {},
        part("tour", "h1"),
        part("progress", "p", { class: "progress" }),
        el(
          "div",
          { class: "clock" },
          part("day", "time"),
          el(
            "p",
            {},
            part("run", "span", { role: "timer", "aria-label": "Since the start" }),
            " ",
            part("planned", "span", { class: "planned" }),
          ),
          part("pause", "button", { type: "button", click: pause }),
          el("button", { type: "button", click: restart }, "Start anew"),
        ),
        el(
          "div",
          { class: "pace", "aria-hidden": "true" },
          part("steps", "i", { class: "steps" }),
          part("spent", "i", { class: "spent" }),
        ),
      );
    }

    function now() {
      pieces.asked = el(
        "section",
        { class: "question" },
        el("h3", {}, "Question"),
        part("question", "p"),
      );
      pieces.main = el(
        "main",
        { tabindex: "0", "aria-label": "Now" },
        part("status", "p", { class: "status", role: "status" }),
        el(
          "div",
          { "aria-live": "polite", "aria-atomic": "true" },
          part("title", "h2"),
          part("date", "p", { class: "date" }),
        ),
        part("dateNote", "p", { class: "note" }),
        part("say", "p", { class: "say" }),
        part("closing", "ol", { class: "closing" }),
        pieces.asked,
        part("quoted", "div", { class: "quoted" }),
      );
      return pieces.main;
    }

    function next() {
      return el(
        "aside",
        { tabindex: "0", "aria-label": "Next" },
        el("p", { class: "kicker" }, "Next"),
        part("nextTitle", "h2"),
        part("nextDate", "p", { class: "date" }),
        part("nextSay", "p"),
      );
    }

    function commands() {
      return el(
        "section",
        { class: "commands", "aria-label": "Commands to the stage" },
        ...COMMANDS.map(
          ({ what, words, key, name, on }) =>
            (buttons[what] = el(
              "button",
              {
                type: "button",
                class: what,
                "aria-keyshortcuts": name || key,
                "aria-pressed": on ? "false" : null,
                click: () => onDo(what),
                // a mouse leaves the focus where it was, so that space goes on meaning "forward"
                mousedown: (/** @type {MouseEvent} */ event) => event.preventDefault(),
              },
              words,
              el("kbd", { "aria-hidden": "true" }, key),
            )),
        ),
      );
    }

    // ------------------------------------------------------------------ drawing

    /** @param {string} name @param {?string} [text] */
    function put(name, text) {
      const node = pieces[name];
      // a text that is set again would be read aloud again
      if (node.textContent !== (text || "")) node.textContent = text || "";
      node.hidden = !text;
    }

    /** Put nodes in a part's place, if they say anything else than those that stand there. @param {string} name @param {HTMLElement[]} nodes */
    function fillWith(name, nodes) {
      const said = nodes.map((node) => node.textContent).join("");
      if (pieces[name].textContent !== said) pieces[name].replaceChildren(...nodes);
      pieces[name].hidden = !nodes.length;
    }

    /** @param {Quoted} quoted */
    function quotation({ exact, editor, by, source, voice }) {
      const own = /^["“]|["”]$/.test(exact || ""); // marks within marks would stand double
      return el(
        "figure",
        {},
        el(
          "blockquote",
          {},
          el("p", { class: exact && !own ? "marked" : null }, exact || editor || ""),
        ),
        el("figcaption", {}, exact ? [voice, source].filter(Boolean).join(" ") : by),
      );
    }

    /** @param {PresenterState} state */
    function draw(state) {
      const { layer, closing = [] } = state;
      const ended = layer === "end" && closing.length > 0;
      /** @type {PresenterCard} */
      const step = ended ? { title: "Closing questions" } : state.now || { title: "No step" };
      const after = following(state);
      const evidence = layer === "evidence" ? state.evidence : undefined;
      page.documentElement.dataset.theme = state.theme;
      page.title = `Presenter: ${state.title}`;
      if (pieces.title.textContent !== step.title) pieces.main.scrollTop = 0;
      put("tour", state.title);
      put("progress", `${state.step} of ${state.count}`);
      const words = stateInWords(state);
      put("status", words || "the screen shows this step");
      pieces.status.classList.toggle("changed", Boolean(words));
      put("title", step.title);
      put("date", step.date);
      // while the class reads the evidence, that has the room
      put("dateNote", evidence ? "" : step.dateNote);
      put("say", evidence ? "" : step.say);
      put("question", step.question);
      fillWith("closing", ended ? closing.map((text) => el("li", {}, text)) : []);
      fillWith("quoted", (evidence || (step.quote ? [step.quote] : [])).map(quotation));
      put("nextTitle", after.title);
      put("nextDate", after.date);
      put("nextSay", after.say);
      pieces.asked.hidden = !step.question;
      pieces.status.classList.toggle("blank", Boolean(state.blank));
      pieces.steps.style.width = `${(state.step / state.count) * 100}%`;
      for (const { what, on } of COMMANDS) {
        const pressed = Boolean(on && on(state));
        if (on) buttons[what].setAttribute("aria-pressed", String(pressed));
        buttons[what].disabled = what === "question" && !step.question && !pressed;
      }
      minutes = state.minutes || 0;
      if (state.started !== clock.started) {
        Object.assign(clock, { started: state.started, from: state.started, stopped: 0 });
      }
      tick();
    }

    function gone() {
      page.documentElement.classList.add("gone");
      put("status", GONE);
      page.querySelectorAll("button").forEach((button) => {
        button.disabled = true;
      });
    }

    // ------------------------------------------------------------------ the clock

    function tick() {
      const time = Date.now();
      const run = (clock.stopped || time) - clock.from;
      const planned = minutes * 60000;
      const over = planned > 0 && run >= planned + 1000;
      put("day", new Date(time).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }));
      put("run", duration(run));
      const late = over ? `, ${duration(run - planned)} over` : "";
      put("planned", planned === 0 ? "" : `of ${minutes} min${late}`);
      put("pause", clock.stopped ? "Go on" : "Pause");
      pieces.planned.classList.toggle("over", over);
      pieces.spent.style.width = planned ? `${Math.min(run / planned, 1) * 100}%` : "0";
    }

    function pause() {
      const time = Date.now();
      if (clock.stopped) clock.from += time - clock.stopped;
      clock.stopped = clock.stopped ? 0 : time;
      tick();
    }

    function restart() {
      Object.assign(clock, { from: Date.now(), stopped: 0 });
      tick();
    }

    return { fill, isIn: (/** @type {Document} */ other) => other === page, draw, gone };
  }

  return { create };
})();

/* Presenting: which step, what lies over it, and the keys, clickers, hands and pens that say so.

   The view (tour, step, event) belongs to the page; what passes with the lesson (a question shown,
   a blank screen, hidden dates) is kept here and in no address. */
parts.present = (() => {
  const STEPPING = ["next", "back", "first", "last"];
  const FULL = ["order", "who", "jump", "help", "follow"]; // layers that a part of its own fills

  /**
   * @param {Doc} doc the document
   * @param {{onGo: (step: Step, k: number) => void, onLeave: () => void, onLayer: () => void,
   *   query: (step: Step) => string, sentence: () => string}} page `onGo`: the reader wants another
   *   step; `onLayer`: what lies over the step has changed, and with it the chart; `query`: the short
   *   address of a step; `sentence`: of the view
   */
  function create(doc, page) {
    const { el } = parts.dom;
    const root = document.documentElement;
    const stage = parts.stage.create(doc);
    const tools = parts.tools.create(stage);
    let active = false;
    /** @type {Step[]} */
    let steps = [];
    /** @type {View} */
    let view;
    let seen = false; // a view, since it was entered
    let k = 0;
    let layer = "";
    let evidence = 0; // page of it
    let round = 0;
    let blank = false;
    let hideDates = false;
    /** @type {Set<number>} */
    let revealed = new Set(); // events whose dates have been told
    /** @type {Set<string>} */
    let attributed = new Set(); // quotations whose source the class has seen: not asked for any more
    let started = 0;
    /** @type {?HTMLElement} */
    let from = null; // what had the focus before

    const tour = () => doc.tours.find(({ id }) => id === view.tour) || null;
    const hidden = () => hideDates && Boolean(steps[k]) && !revealed.has(steps[k].i);
    const channel = `timeline-${Math.random().toString(36).slice(2)}`;
    const speaker = parts.presenter.create(doc, {
      channel,
      onDo: (what, value) => does(what, value),
    });
    const order = parts.order.create(doc);
    const who = parts.who.create(doc);
    const screen = parts.screen.create(out);

    stage.host.addEventListener("click", (event) => {
      const button = parts.dom.around(event, "[data-does]");
      if (button) does(button.dataset.does || "", button.dataset.value);
      else if (blank) does("blank");
    });

    const closing = () => (tour() || { questions: [] }).questions;

    /* After the last step come the closing questions, where there are any. */
    const canNext = () =>
      k < steps.length - 1 ||
      hidden() ||
      (layer !== "" && layer !== "end") ||
      (closing().length > 0 && layer !== "end");

    // ------------------------------------------------------------------ doing

    /** @type {Record<string, (value?: string) => void>} */
    const ACTS = {
      next: forward,
      back: backward,
      first: () => go(0),
      last: () => go(steps.length - 1),
      goto: (value) => go(Number(value)),
      question() {
        if (layer === "question") openEvidence();
        else if (layer === "evidence") set("");
        else if (steps[k].question) set("question");
      },
      dates() {
        hideDates = !hideDates;
        revealed = new Set();
        set("");
      },
      blank: () => {
        blank = !blank;
        redraw();
        tell();
      },
      order: () => (layer === "order" ? set("") : openOrder()),
      who: () => (layer === "who" ? set("") : openWho()),
      jump: () => (layer === "jump" ? set("") : openJump()),
      follow: () => (layer === "follow" ? set("") : openFollow()),
      help: () => (layer === "help" ? set("") : openHelp()),
      speaker: () => speak(),
      full: () => screen.toggle(),
      close: () => set(""),
      leave: () => page.onLeave(),
    };

    /** @param {string} what @param {string} [value] */
    function does(what, value) {
      if (!active || !ACTS[what]) return;
      if (!steps.length && !["leave", "full", "help", "close"].includes(what)) return;
      if (blank && what !== "blank") {
        blank = false;
        redraw();
      }
      ACTS[what](value);
    }

    function forward() {
      if (FULL.includes(layer)) set("");
      else if (layer === "question" && hidden()) reveal();
      else if (layer === "question" && steps[k].evidence.length) openEvidence();
      else if (layer === "evidence" && evidence < stage.pages(steps[k]).length - 1) {
        evidence += 1;
        redraw();
      } else if (hidden()) reveal();
      else if (k < steps.length - 1) go(k + 1);
      else if (canNext()) set("end");
    }

    function backward() {
      if (FULL.includes(layer) || layer === "end" || layer === "question") set("");
      else if (layer === "evidence" && evidence > 0) {
        evidence -= 1;
        redraw();
      } else if (layer === "evidence") set(steps[k].question ? "question" : "");
      else go(k - 1);
    }

    function reveal() {
      revealed.add(steps[k].i);
      set("");
    }

    function openEvidence() {
      if (!steps[k].evidence.length) return;
      evidence = 0;
      set("evidence");
    }

    /** @param {number} to */
    function go(to) {
      if (!(to >= 0 && to < steps.length)) return;
      leaveLayer();
      if (to === k) redraw();
      else page.onGo(steps[to], to);
    }

    /** @param {string} name of a layer, or "" */
    function set(name) {
      const within = stage.extra.contains(document.activeElement);
      leaveLayer();
      layer = name;
      redraw();
      if (within) stage.title.focus({ preventScroll: true });
      tell();
    }

    function leaveLayer() {
      if (layer === "order") order.close();
      if (layer === "who") who.close();
      layer = "";
      stage.extra.replaceChildren();
    }

    /**
     * Fill the stage with a part of its own; `fill` draws into it, with the focus put inside.
     * @param {string} name @param {string} label @param {(host: HTMLElement) => void} fill
     */
    function fillWith(name, label, fill) {
      set(name);
      stage.extra.setAttribute("role", "region");
      stage.extra.setAttribute("aria-label", label);
      const host = el("div", { class: "stage-part" });
      stage.extra.append(el("h1", { class: "visually-hidden" }, label), host);
      fill(host);
      const first = /** @type {?HTMLElement} */ (
        host.querySelector("button:not(:disabled), [tabindex]")
      );
      if (first) first.focus();
      broadcast();
    }

    function openOrder() {
      fillWith("order", "Order these", (host) =>
        order.open(
          host,
          steps.map(({ i }) => i),
          {
            round: round++,
            calendar: view.calendar,
            onDone: () => set(""),
          },
        ),
      );
    }

    const known = (/** @type {Excerpt} */ { source, exact }) => `${source} ${exact}`;

    /** Of the event's quotations those whose source has not stood on the stage. @param {Step} step */
    const unattributed = (step) =>
      (doc.events[step.i].excerpts || []).filter((one) => !attributed.has(known(one)));

    function openWho() {
      const asked = unattributed(steps[k]);
      if (!who.can(asked)) {
        stage.tell("No quotation of this step is left whose source has not been shown.");
        return;
      }
      fillWith("who", "Who says it?", (host) =>
        who.open(host, asked, {
          hidden: hidden(),
          onDone: () => set(""),
          onTold: (one) => {
            attributed.add(known(one));
          },
        }),
      );
    }

    function openFollow() {
      fillWith("follow", "Follow along", (host) =>
        parts.follow.open(host, {
          query: page.query(steps[k]),
          title: hidden() ? "" : doc.columns.title[steps[k].i],
        }),
      );
    }

    function openJump() {
      fillWith("jump", "Jump to a step", (host) =>
        host.append(
          el("h2", {}, ...veiled(nameOf(), hideDates)),
          el(
            "ol",
            { class: "stage-jump" },
            ...steps.map((step, n) =>
              el(
                "li",
                {},
                el(
                  "button",
                  {
                    type: "button",
                    "data-does": "goto",
                    "data-value": n,
                    "aria-current": n === k ? "step" : null,
                  },
                  el("span", { class: "number" }, n + 1),
                  el(
                    "span",
                    {},
                    ...veiled(doc.columns.title[step.i], hideDates && !revealed.has(step.i)),
                  ),
                ),
              ),
            ),
          ),
        ),
      );
      parts.dom.one(stage.extra, "[aria-current]").focus();
    }

    /** @param {string} text @param {boolean} on @returns {(Node | string)[]} */
    const veiled = (text, on) => (on ? parts.dateless.nodes(text) : [text]);

    function openHelp() {
      fillWith("help", "Keys", (host) =>
        host.append(
          el("h2", {}, "Keys"),
          el(
            "dl",
            { class: "stage-keys", tabindex: "0" },
            ...parts.stageInput.HELP.map(([key, words]) =>
              el("div", {}, el("dt", {}, key), el("dd", {}, words)),
            ),
          ),
        ),
      );
    }

    function speak() {
      if (!speaker.open()) stage.tell("This frame may not open a second window.");
      broadcast();
    }

    // ------------------------------------------------------------------ keys, hands, pens

    /** @param {KeyboardEvent} event */
    function pressed(event) {
      if (!active || parts.dom.around(event, "dialog,input,textarea,select")) return undefined;
      const what = parts.stageInput.meaning(event);
      const part = layer === "order" ? order : layer === "who" ? who : null;
      if (
        !blank &&
        part &&
        what !== "escape" &&
        !event.ctrlKey &&
        !event.altKey &&
        !event.metaKey &&
        part.key(event)
      )
        return event.preventDefault();
      // a button that has the focus is pressed by these keys, as anywhere
      if ((event.key === "Enter" || event.key === " ") && parts.dom.around(event, "button, a"))
        return undefined;
      if (layer === "jump" && /^Arrow(Up|Down)$/.test(event.key)) return walk(event);
      if (!what) return undefined;
      event.stopPropagation();
      event.preventDefault();
      // a key held down would run through the lesson; an order half made is not lost by a clicker
      if (event.repeat || (layer === "order" && STEPPING.includes(what))) return undefined;
      return what === "escape" ? out() : does(what);
    }

    /* Out of what lies over the step, or else out of the presentation. */
    function out() {
      if (blank) does("blank");
      else if (layer) does("close");
      else page.onLeave();
    }

    /** Up and down in the list of steps. @param {KeyboardEvent} event */
    function walk(event) {
      event.preventDefault();
      event.stopPropagation();
      const all = [...stage.extra.querySelectorAll("button")];
      const next =
        all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) +
        (event.key === "ArrowDown" ? 1 : -1);
      if (all[next]) all[next].focus();
    }

    document.addEventListener("keydown", pressed, true);
    document.addEventListener("pointermove", () => {
      if (active) tools.stir();
    });
    document.addEventListener("pointerdown", () => {
      if (active) tools.stir();
    });
    parts.stageInput.swipes(
      () => active && layer !== "order" && layer !== "who",
      (what) => does(what),
    );

    // ------------------------------------------------------------------ drawing

    const nameOf = () => tour()?.title ?? page.sentence();

    function redraw() {
      paint();
      page.onLayer();
    }

    function paint() {
      root.style.setProperty(
        "--stage-rows",
        String(parts.stepChart.lanes(steps, k, doc.columns).size + 1.5),
      );
      stage.extra.hidden = !FULL.includes(layer);
      const shown = now();
      const { step } = shown;
      stage.draw(shown);
      if (step && !blank) {
        const read =
          layer === "evidence" ? stage.pages(step)[evidence] || [] : layer ? [] : [step.quote];
        for (const one of read) if (one && !one.editor) attributed.add(known(one));
      }
      tools.draw({
        ...shown,
        onward: canNext(),
        guess: Boolean(step) && who.can(unattributed(steps[k])),
      });
      broadcast();
    }

    /** @returns {StageShown} */
    const now = () => ({
      step: steps[k],
      k,
      count: steps.length,
      name: nameOf(),
      layer,
      page: evidence,
      hidden: hidden(),
      hiding: hideDates,
      calendar: view.calendar,
      blank,
      closing: closing(),
    });

    function broadcast() {
      if (!steps.length) return;
      speaker.post(
        parts.presenter.told(doc, {
          ...now(),
          step: steps[k],
          after: steps[k + 1],
          pages: layer === "evidence" ? stage.pages(steps[k]) : null,
          started,
          theme: view.theme,
          minutes: tour()?.minutes || 0,
        }),
      );
    }

    /**
     * Show the step of a view.
     * @param {View} next
     * @param {number[]} sight indexes of the events in sight, in order
     */
    function draw(next, sight) {
      const other = !seen || view.tour !== next.tour;
      view = next;
      seen = true;
      if (!active) enter();
      steps = parts.steps.of(doc, view, sight);
      const to = parts.steps.at(steps, view, doc);
      if (to !== k || other) leaveLayer();
      if (other) revealed = new Set();
      k = to;
      paint();
      tell();
    }

    /* What a screen reader says of what has just come onto the screen. */
    function tell() {
      const step = steps[k];
      if (!step) return;
      const words = blank ? "The screen is blank." : stage.body.innerText.replace(/\s+/g, " ");
      stage.tell(FULL.includes(layer) ? "" : `${k + 1} of ${steps.length}: ${words}`);
    }

    function enter() {
      active = true;
      layer = "";
      blank = false;
      hideDates = false;
      revealed = new Set();
      attributed = new Set();
      started = Date.now();
      screen.fill(false);
      from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      // a frame takes no focus from the page around it
      if (!parts.embed.framed || document.hasFocus()) stage.title.focus({ preventScroll: true });
      tools.stir();
    }

    function leave() {
      if (!active) return;
      active = false;
      leaveLayer();
      delete root.dataset.layer;
      screen.free();
      speaker.close();
      seen = false;
      if (from && from !== document.body) from.focus({ preventScroll: true });
    }

    /** The screen has another size. */
    function fit() {
      stage.fit();
      tools.fit();
    }

    /** What the chart shows, as of `parts.stepChart`. @param {Span} home @param {number} height px */
    const chart = (home, height) =>
      parts.stepChart.of(doc, { steps, k, veiled: hideDates, revealed }, home, height);

    return { draw, leave, chart, fillScreen: () => screen.fill(true), fit };
  }

  return { create };
})();

/* Presenting: which step, what lies over it, and the keys, clickers, hands and pens that say so.

   The view (tour, step, event) belongs to the page; what passes with the lesson (a question shown,
   a blank screen, hidden dates) is kept here and in no address. */
(function (timeline) {
  "use strict";

  const SWIPE = 50; // px
  const IDLE = 3000; // ms until the tools go again
  const MOST_LANES = 6;
  const GLIDE = 900; // ms from one step to the next
  const FULL = ["order", "who", "jump", "help", "follow"]; // layers that a part of its own fills

  const KEYS = [
    ["→ ↓ space", "next (Page Down of a clicker too)"], ["← ↑", "back (Page Up)"],
    ["Home End", "first, last step"], ["Q", "question, then the evidence"],
    ["D", "hide the dates; next reveals"], ["O", "order these"], ["W", "who says it?"],
    ["J", "jump to a step"], ["L", "let phones follow"], ["S", "speaker’s window"],
    ["B", "blank the screen"], ["F", "full screen"], ["?", "these keys"], ["Esc", "leave"],
  ];

  /**
   * @param {Object} doc the document
   * @param {{onGo: function(Object, number), onLeave: function(), query: function(Object): string}}
   *   page `onGo(step, k)`: the reader wants another step; `query`: the short address of a step
   */
  function create(doc, page) {
    const { el } = timeline.dom;
    const root = document.documentElement;
    const stage = timeline.stage.create(doc);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let active = false;
    let steps = [];
    let view = null;
    let k = 0;
    let layer = "";
    let evidence = 0; // page of it
    let round = 0;
    let blank = false;
    let hideDates = false;
    let revealed = new Set();
    let started = 0;
    let ownScreen = false; // full screen was asked for here
    let fByKey = false; // and F, not Esc, is about to end it
    let lock = null; // keeps the screen from sleeping
    let idle = 0;
    let frame = 0; // of the glide
    let arrive = null; // what ends the glide that is under way

    const tour = () => doc.tours.find(({ id }) => id === view.tour) || null;
    const hidden = () => hideDates && !revealed.has(k);
    const channel = `timeline-${Math.random().toString(36).slice(2)}`;
    const speaker = timeline.presenter.create(doc, { channel, onDo: (what, value) => does(what, value) });
    const order = timeline.order.create(doc);
    const who = timeline.who.create(doc);

    // ------------------------------------------------------------------ tools

    const TOOLS = [
      ["back", "←", "Back"], ["next", "→", "Forward"], ["question", "Question"], ["dates", "Hide dates"],
      ["order", "Order these"], ["who", "Who says it?"], ["follow", "Phones"], ["speaker", "Speaker"],
      ["full", "Full screen"], ["help", "Keys"], ["leave", "Leave"],
    ];
    const tool = new Map(TOOLS.map(([what, words, label]) => [what, el("button", {
      type: "button", "data-does": what, "aria-label": label || null, title: label || null,
    }, words)]));
    stage.tools.append(...tool.values());
    stage.host.addEventListener("click", (event) => {
      const button = event.target.closest("[data-does]");
      if (button) does(button.dataset.does, button.dataset.value);
      else if (blank) does("blank");
    });

    function drawTools() {
      const step = steps[k];
      tool.get("back").disabled = k === 0 && !layer;
      tool.get("next").disabled = !canNext();
      const has = {
        question: step && step.question, dates: steps.length, follow: true, full: document.fullscreenEnabled,
        order: steps.length > 2, who: step && who.can(step.i), speaker: steps.length,
      };
      for (const [what, there] of Object.entries(has)) tool.get(what).hidden = !there;
      tool.get("question").textContent = layer === "question" ? "Evidence" : "Question";
      tool.get("dates").textContent = hideDates ? "Show dates" : "Hide dates";
    }

    const closing = () => (tour() || { questions: [] }).questions;

    /* After the last step come the closing questions, where there are any. */
    const canNext = () => k < steps.length - 1 || hidden() || (closing().length > 0 && layer !== "end");

    /* The tools come with the hand and go when it rests; the class looks at the stage. */
    function stir() {
      stage.host.dataset.tools = "";
      clearTimeout(idle);
      idle = setTimeout(() => { delete stage.host.dataset.tools; }, IDLE);
    }

    // ------------------------------------------------------------------ doing

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
      blank: () => { blank = !blank; redraw(); },
      order: () => (layer === "order" ? set("") : openOrder()),
      who: () => (layer === "who" ? set("") : openWho()),
      jump: () => (layer === "jump" ? set("") : openJump()),
      follow: () => (layer === "follow" ? set("") : openFollow()),
      help: () => (layer === "help" ? set("") : openHelp()),
      speaker: () => speak(),
      full: () => full(),
      close: () => set(""),
      leave: () => page.onLeave(),
    };

    function does(what, value) {
      if (!active || !ACTS[what]) return;
      if (!steps.length && !["leave", "full", "help"].includes(what)) return;
      if (blank && what !== "blank") blank = false;
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
      revealed.add(k);
      set("");
    }

    function openEvidence() {
      if (!steps[k].evidence.length) return;
      evidence = 0;
      set("evidence");
    }

    function go(to) {
      if (!(to >= 0 && to < steps.length)) return;
      leaveLayer();
      if (to === k) redraw();
      else page.onGo(steps[to], to);
    }

    function set(name) {
      leaveLayer();
      layer = name;
      redraw();
    }

    function leaveLayer() {
      if (layer === "order") order.close();
      if (layer === "who") who.close();
      layer = "";
      stage.extra.replaceChildren();
    }

    /* Fill the stage with a part of its own; `fill` draws into it, with the focus put inside. */
    function fillWith(name, label, fill) {
      set(name);
      stage.extra.setAttribute("role", "region");
      stage.extra.setAttribute("aria-label", label);
      const host = el("div", { class: "stage-part" });
      stage.extra.append(el("h1", { class: "visually-hidden" }, label), host);
      fill(host);
      const first = host.querySelector("button:not(:disabled), [tabindex]");
      if (first) first.focus();
      broadcast();
    }

    function openOrder() {
      fillWith("order", "Order these", (host) => order.open(host, steps.map(({ i }) => i), {
        round: round++, calendar: view.calendar, onDone: () => set(""),
      }));
    }

    function openWho() {
      const step = steps[k];
      if (!who.can(step.i)) return;
      fillWith("who", "Who says it?", (host) => who.open(host, step.i, {
        seen: step.quote, onDone: () => set(""),
      }));
    }

    function openFollow() {
      fillWith("follow", "Follow along", (host) => timeline.follow.open(host, {
        query: page.query(steps[k]), title: doc.columns.title[steps[k].i],
      }));
    }

    function openJump() {
      fillWith("jump", "Jump to a step", (host) => host.append(
        el("h2", {}, nameOf()),
        el("ol", { class: "stage-jump" }, ...steps.map((step, n) => el("li", {},
          el("button", {
            type: "button", "data-does": "goto", "data-value": n, "aria-current": n === k ? "step" : null,
          }, el("span", { class: "number" }, n + 1), ...(hideDates && !revealed.has(n)
            ? timeline.dateless.nodes(doc.columns.title[step.i]) : [doc.columns.title[step.i]])))))));
      stage.extra.querySelector("[aria-current]").focus();
    }

    function openHelp() {
      fillWith("help", "Keys", (host) => host.append(el("h2", {}, "Keys"),
        el("dl", { class: "stage-keys", tabindex: "0" }, ...KEYS.map(([key, words]) => el("div", {},
          el("dt", {}, key), el("dd", {}, words))))));
    }

    function speak() {
      if (!speaker.open()) stage.tell("This frame may not open a second window.");
      broadcast();
    }

    // ------------------------------------------------------------------ the screen

    function full() {
      if (document.fullscreenElement) document.exitFullscreen();
      else askFullScreen();
    }

    /* In a frame without leave, and on a telephone, the stage fills what there is. */
    function askFullScreen() {
      if (!document.fullscreenEnabled || document.fullscreenElement) return;
      root.requestFullscreen().then(() => { ownScreen = true; }, () => {});
    }

    document.addEventListener("fullscreenchange", () => {
      // the browser keeps Esc for itself while the screen is full: leaving one is leaving both
      if (document.fullscreenElement || !ownScreen) return;
      ownScreen = false;
      if (active && !fByKey) page.onLeave();
      fByKey = false;
    });

    function stayAwake(on) {
      if (on && !lock && navigator.wakeLock && document.visibilityState === "visible") {
        navigator.wakeLock.request("screen").then((held) => { lock = held; }, () => {});
      } else if (!on && lock) {
        lock.release();
        lock = null;
      }
    }

    // ------------------------------------------------------------------ keys, hands, pens

    const BY_KEY = {
      ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next", n: "next",
      ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
      Home: "first", End: "last", b: "blank", ".": "blank", f: "full", F5: "full", "?": "help",
      q: "question", d: "dates", o: "order", w: "who", j: "jump", l: "follow", s: "speaker", p: "leave",
    };

    function pressed(event) {
      if (!active || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target.closest("dialog,input,textarea,select")) return;
      const part = { order, who }[layer];
      if (!blank && part && event.key !== "Escape" && part.key(event)) return event.preventDefault();
      // a button that has the focus is pressed by these keys, as anywhere
      if ((event.key === "Enter" || event.key === " ") && event.target.closest("button, a")) return undefined;
      if (layer === "jump" && /^Arrow(Up|Down)$/.test(event.key)) return walk(event);
      event.stopPropagation();
      if (event.key === "Escape") {
        event.preventDefault();
        if (blank || FULL.includes(layer)) does(blank ? "blank" : "close");
        else page.onLeave();
        return undefined;
      }
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const what = event.shiftKey && key === " " ? "back" : BY_KEY[key];
      if (!what) return undefined;
      event.preventDefault();
      if (what === "full") fByKey = Boolean(document.fullscreenElement);
      does(what);
      return undefined;
    }

    /* Up and down in the list of steps. */
    function walk(event) {
      event.preventDefault();
      event.stopPropagation();
      const all = [...stage.extra.querySelectorAll("button")];
      const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (all[next]) all[next].focus();
    }

    let from = null;
    function down(event) {
      stir();
      from = event.pointerType === "mouse" || layer === "order" || layer === "who" ? null
        : { id: event.pointerId, x: event.clientX, y: event.clientY };
    }

    function up(event) {
      if (!from || event.pointerId !== from.id) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      from = null;
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > 1.5 * Math.abs(dy)) does(dx < 0 ? "next" : "back");
    }

    document.addEventListener("keydown", pressed, true);
    document.addEventListener("pointermove", () => { if (active) stir(); });
    document.addEventListener("pointerdown", (event) => { if (active) down(event); });
    document.addEventListener("pointerup", (event) => { if (active) up(event); });
    document.addEventListener("visibilitychange", () => stayAwake(active));

    // ------------------------------------------------------------------ drawing

    const nameOf = () => (tour() ? tour().title : page.sentence());

    function redraw() {
      paint();
      page.onLayer();
    }

    function paint() {
      root.style.setProperty("--stage-rows", Math.max(3, lanesInUse(MOST_LANES).size + 1.5));
      stage.extra.hidden = !FULL.includes(layer);
      stage.draw({
        step: steps[k], k, count: steps.length, name: nameOf(), layer, page: evidence,
        hidden: hidden(), calendar: view.calendar, blank, closing: closing(),
      });
      drawTools();
      broadcast();
    }

    function card(n) {
      const step = steps[n];
      if (!step) return null;
      const { quote } = step;
      return {
        title: doc.columns.title[step.i], date: (view.calendar === "os" ? doc.columns.wordsOs : doc.columns.words)[step.i], say: step.say,
        question: step.question, dateNote: doc.events[step.i].dateNote || "",
        quote: quote && { exact: quote.exact, source: doc.sources[quote.source].label, speaker: quote.speaker || "" },
      };
    }

    function broadcast() {
      if (!steps.length) return;
      speaker.post({
        type: "stage", v: 1, title: nameOf(), step: k + 1, count: steps.length, now: card(k), next: card(k + 1),
        layer, hideDates, revealed: !hidden(), blank, started, theme: view.theme,
        minutes: (tour() || {}).minutes || 0,
      });
    }

    /**
     * Show the step of a view.
     * @param {Object} next the view
     * @param {number[]} sight indexes of the events in sight, in order
     */
    function draw(next, sight) {
      const before = view;
      view = next;
      if (!active) enter();
      steps = timeline.steps.of(doc, view, sight);
      const to = timeline.steps.at(steps, view, doc);
      if (to !== k || !before || before.tour !== view.tour) leaveLayer();
      if (!before || before.tour !== view.tour) revealed = new Set();
      k = to;
      paint();
      const step = steps[k];
      if (step) stage.tell(`${k + 1} of ${steps.length}: ${hidden() ? "" : doc.columns.title[step.i]}`);
    }

    function enter() {
      active = true;
      layer = "";
      blank = false;
      hideDates = false;
      revealed = new Set();
      started = Date.now();
      stayAwake(true);
      stage.title.focus({ preventScroll: true });
      stir();
    }

    function leave() {
      if (!active) return;
      active = false;
      leaveLayer();
      delete root.dataset.layer;
      halt();
      stayAwake(false);
      speaker.close();
      if (document.fullscreenElement && ownScreen) document.exitFullscreen();
      ownScreen = false;
      view = null;
    }

    /* The lanes of the steps, those nearest to the place first, as many as there is height for. */
    function lanesInUse(most) {
      const found = new Set();
      const byNearness = [...steps.keys()].sort((a, b) => Math.abs(a - k) - Math.abs(b - k));
      for (const n of byNearness) {
        if (found.size < most) found.add(doc.columns.lane[steps[n].i]);
      }
      return found;
    }

    /**
     * What the chart shows: the marks of the steps alone, the place ringed unless its date is asked.
     * @param {[number, number]} home the chart's widest window, ms
     * @param {number} height px at hand, at type scale 1
     * @returns {Object} a part of the chart's state
     */
    function chart(home, height) {
      const mask = new Uint8Array(doc.columns.id.length);
      const lanes = lanesInUse(Math.max(1, Math.min(MOST_LANES, timeline.frame.lanesIn(height))));
      steps.forEach(({ i }, n) => {
        mask[i] = !hideDates || revealed.has(n) ? 1 : 0;
      });
      const long = timeline.steps.length(steps, doc.columns, home);
      const step = steps[k];
      const asked = hidden();
      return {
        mask,
        window: step && !asked ? timeline.steps.window(step, doc.columns, long) : asked ? home : null,
        selected: step && !asked ? doc.columns.id[step.i] : null,
        lanes: doc.lanes.map((_, n) => lanes.has(n)),
        only: { events: steps.map(({ i }) => i), length: long, place: step && !asked ? step.i : -1 },
      };
    }

    /**
     * Glide: call `show(t)` with 0…1 until the place is reached; at once where motion is unwanted.
     * Another glide, or leaving, ends this one where it is.
     * @returns {Promise}
     */
    function glide(show) {
      halt();
      if (calm.matches) return Promise.resolve(show(1));
      const begun = performance.now();
      return new Promise((done) => {
        arrive = done;
        const move = (now) => {
          const t = Math.min(1, Math.max(0, (now - begun) / GLIDE));
          show(t * t * (3 - 2 * t));
          if (t < 1) frame = requestAnimationFrame(move);
          else halt();
        };
        frame = requestAnimationFrame(move);
      });
    }

    function halt() {
      cancelAnimationFrame(frame);
      if (arrive) arrive();
      arrive = null;
    }

    return { draw, leave, chart, glide, askFullScreen, fit: stage.fit };
  }

  timeline.present = { create };
})((window.timeline = window.timeline || {}));

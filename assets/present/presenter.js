/* The presenter's window: made and filled by the stage's page, so that no server is asked.

   It holds no script of its own. What it shows comes over a BroadcastChannel, and what is pressed
   in it goes back the same way. */
parts.presenter = (() => {
  // one name for every page: after a reload the stage finds the window that still stands
  const NAME = "timeline-presenter";
  const FEATURES = "popup,width=960,height=640";
  const HEARD = ["next", "back", "first", "last", "question", "dates", "blank"];

  /**
   * Two ends of one channel, both in this page; direct calls where there are no channels.
   * @param {string} name
   * @param {function(PresenterMessage): void} stage hears
   * @param {function(PresenterState): void} presenter hears
   * @returns {{toStage: function(PresenterMessage): void, toPresenter: function(PresenterState): void, close: function(): void}}
   */
  function connect(name, stage, presenter) {
    if (!window.BroadcastChannel) return { toStage: stage, toPresenter: presenter, close() {} };
    const [atStage, atPresenter] = [stage, presenter].map(
      (/** @type {function(*): void} */ hear) => {
        const end = new BroadcastChannel(name);
        end.addEventListener("message", ({ data }) => hear(data));
        return end;
      },
    );
    return {
      toStage: (message) => atPresenter.postMessage(message),
      toPresenter: (message) => atStage.postMessage(message),
      close() {
        atStage.close();
        atPresenter.close();
      },
    };
  }

  /** A sheet that an extension of the browser has put in may not be read. @param {CSSStyleSheet} sheet */
  function rules(sheet) {
    try {
      return [...sheet.cssRules];
    } catch {
      return [];
    }
  }

  /* The themes and the layer of present/presenter.css, as text: a link would ask the server. */
  function styles() {
    return [...document.styleSheets]
      .flatMap(rules)
      .filter(
        (rule) =>
          (rule instanceof CSSLayerBlockRule && rule.name === "presenter") ||
          (rule instanceof CSSStyleRule && rule.style.getPropertyValue("--paper")),
      )
      .map((rule) => rule.cssText)
      .join("\n");
  }

  /** The document of a window; null where there is none, or none that this page may touch. @param {?Window} win */
  function inside(win) {
    try {
      return win && !win.closed ? win.document : null;
    } catch {
      return null;
    }
  }

  /**
   * What the window is told of the stage.
   * @param {Doc} doc the document
   * @param {StageShown & {step: Step, after: Step | undefined, pages: ?Claim[][], started: Ms, theme: string,
   *   minutes: number}} shown what the stage draws, and the step `after` it; all `pages` of the
   *   evidence, if it is shown; when the lesson `started` (ms), its `minutes`, and the `theme`
   * @returns {PresenterState} a state of the stage, as `parts.presenterView` draws it
   */
  function told(doc, shown) {
    const { layer, step, after, calendar, page, pages, blank, started, theme, minutes, closing } =
      shown;
    const spoken = (/** @type {Excerpt} */ { exact, source, voice }) => ({
      exact,
      source: doc.sources[source].label,
      voice: voice || "",
    });
    const card = (/** @type {Step} */ { i, say, asked, quote }) => ({
      title: doc.columns.title[i],
      date: parts.told.dated(doc, i, calendar).join(" · "),
      say,
      question: asked,
      quote: quote && spoken(quote),
      dateNote: parts.told.known(doc.events[i]).filter(Boolean).join(" "),
    });
    return {
      type: "stage",
      v: 1,
      title: shown.name,
      step: shown.k + 1,
      count: shown.count,
      now: card(step),
      next: after ? card(after) : null,
      layer,
      hideDates: shown.hiding,
      revealed: !shown.hidden,
      blank,
      started,
      theme,
      minutes,
      closing,
      ...(layer === "evidence" && pages
        ? {
            page: /** @type {[number, number]} */ ([page + 1, pages.length]),
            evidence: pages[page].map((one) =>
              one.editor ? { editor: one.editor, by: one.by } : spoken(one),
            ),
          }
        : {}),
    };
  }

  /**
   * @param {Doc} doc the document
   * @param {{channel: string, onDo: function(string, string=): void}} stage `channel` a name of this page alone;
   *   `onDo(what)` a command: next, back, first, last, question, dates or blank
   * @returns {{open: function(): boolean, post: function(PresenterState): void, close: function(): void}} `open` makes the
   *   window or brings it to the front, and is false where none may be opened; `post` shows a state
   *   of the stage, now or when the window is opened
   */
  function create(doc, { channel, onDo }) {
    const { el } = parts.dom;
    const view = parts.presenterView.create(doc, (what) =>
      line?.toStage({ type: "do", v: 1, what }),
    );
    /** @type {?Window} */
    let win = null;
    /** @type {?ReturnType<typeof connect>} */
    let line = null;
    /** @type {?PresenterState} */
    let state = null; // the last one posted

    /** @param {PresenterMessage} message */
    function hearCommand(message) {
      if (message.type === "do" && message.what) onDo(message.what, message.value);
      else if (message.type === "hello" && state) line?.toPresenter(state);
    }

    /** @param {PresenterState} message */
    function hearState(message) {
      if (message.type === "stage" && stands()) view.draw(message);
    }

    /* The window may have been closed by hand, or reloaded, which empties it. */
    function stands() {
      const page = inside(win);
      if (win && page && !view.isIn(page)) fill(win);
      return Boolean(page);
    }

    /** @param {Window} made */
    function fill(made) {
      const page = made.document;
      const root = page.documentElement;
      root.lang = document.documentElement.lang;
      root.className = "presenter";
      root.dataset.theme = document.documentElement.dataset.theme;
      page.head.replaceChildren(
        el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
        el("style", {}, styles()),
      );
      view.fill(made);
      made.addEventListener("keydown", pressed);
      line?.toStage({ type: "hello", v: 1 });
    }

    function open() {
      if (!stands()) {
        win = window.open("", NAME, FEATURES);
        // the name may be that of a window which has gone elsewhere
        if (win && !inside(win)) win = window.open("", "_blank", FEATURES);
        if (!win || !inside(win)) return false;
        if (!line) line = connect(channel, hearCommand, hearState);
        window.addEventListener("pagehide", gone);
        fill(win);
      }
      win?.focus();
      return true;
    }

    /** @param {PresenterState} next */
    function post(next) {
      state = next;
      if (stands()) line?.toPresenter(state);
    }

    function close() {
      if (!line) return;
      window.removeEventListener("pagehide", gone);
      if (win) win.close();
      line.close();
      win = line = null;
    }

    /* No code of this page runs once it has left: the window is told while it leaves. */
    function gone() {
      if (stands()) view.gone();
      win = null;
    }

    /** @param {KeyboardEvent} event */
    function pressed(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { key } = event;
      // a button that has the focus is pressed by these keys, as anywhere
      if ((key === "Enter" || key === " ") && parts.dom.around(event, "button")) return;
      // where the words are longer than the window, those that have the focus can be read to their end
      const long = parts.dom.around(event, "main, aside");
      if (/^Arrow(Up|Down)$/.test(key) && long && long.scrollHeight > long.clientHeight) return;
      const meant = parts.stageInput.meaning(event);
      const what = meant && HEARD.includes(meant) ? meant : "";
      // clickers send F5, which would empty this window
      if (what || key === "F5") event.preventDefault();
      if (what && !event.repeat) line?.toStage({ type: "do", v: 1, what });
    }

    return { open, post, close };
  }

  return { create, told };
})();

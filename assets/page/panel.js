/* The event panel: one event with its date, how the date is known, and the words of the sources. */
parts.panel = (() => {
  /**
   * @param {Doc} doc the document
   * @param {{onSelect: function(string): void, onFilter: function(ListKey, string): void,
   *   onClose: function(): void, onCite: function(?Excerpt): void, onStep: function(string, number): void,
   *   onPresent: function(): void, onReadSource: function(number, number=): void,
   *   address: function(string): string}} listeners
   */
  function create(doc, listeners) {
    const { el, glyph } = parts.dom;
    const host = parts.dom.byId("event");
    const body = parts.dom.byId("event-body");
    const { columns, vocabulary } = doc;
    const index = new Map(columns.id.map((id, i) => [id, i]));
    /** @type {?string} */
    let drawn = null;

    const source = (/** @type {Excerpt} */ excerpt) => doc.sources[excerpt.source];
    /** @param {string} words @param {Record<string, unknown>} attributes */
    const button = (words, attributes) => el("button", { type: "button", ...attributes }, words);

    /** @param {Excerpt} excerpt */
    function quotation(excerpt) {
      return el(
        "blockquote",
        {
          "data-excerpt": true,
          "data-source": source(excerpt).id,
          cite: null,
        },
        excerpt.before ? el("span", { class: "context" }, excerpt.before) : null,
        el("span", { class: "exact" }, excerpt.exact),
        excerpt.after ? el("span", { class: "context" }, excerpt.after) : null,
      );
    }

    /** @param {Excerpt} excerpt */
    function mark(excerpt) {
      return el(
        "span",
        excerpt.verified ? { class: "verified", title: doc.said.checked } : { class: "unverified" },
        parts.told.checked(doc, excerpt),
      );
    }

    /** @param {Excerpt} excerpt */
    function asides(excerpt) {
      const { id, label } = source(excerpt);
      return el(
        "h3",
        { class: "voice", id: `voice-${id}` },
        label,
        " ",
        el("span", {}, parts.told.about(doc, excerpt)),
      );
    }

    /** @param {Excerpt[]} excerpts of one source */
    function card(excerpts) {
      const { id, label } = source(excerpts[0]);
      // there may be a dozen of each: its name says which one it is
      const named = (/** @type {string} */ words, /** @type {Excerpt} */ excerpt) =>
        `${words} ${label}: “${parts.told.opening(excerpt.exact)}”`;
      return el(
        "article",
        { class: "card", "aria-labelledby": `voice-${id}` },
        asides(excerpts[0]),
        ...excerpts.map((excerpt) =>
          el(
            "div",
            { class: "quotation" },
            excerpt.speaker ? el("p", { class: "speaker" }, excerpt.speaker) : null,
            quotation(excerpt),
            el(
              "p",
              { class: "under" },
              mark(excerpt),
              " ",
              excerpt.dates ? el("span", {}, `${excerpt.dates} `) : null,
              button("cite", {
                class: "quiet",
                "aria-label": named("cite", excerpt),
                click: () => listeners.onCite(excerpt),
              }),
              " ",
              button("read in source", {
                class: "quiet",
                "aria-label": named("read in source", excerpt),
                click: () => listeners.onReadSource(excerpt.source, excerpt.at),
              }),
            ),
            excerpt.note ? el("p", { class: "note" }, excerpt.note) : null,
          ),
        ),
      );
    }

    /** @param {string} words @param {Element} node the button */
    function copy(words, node) {
      parts.save.copy(words).then((said) => {
        if (said !== parts.save.COPIED) return; // a dialog shows the words
        node.textContent = said;
        setTimeout(() => {
          node.textContent = "copy link";
        }, 1600);
      });
    }

    /** @param {number} i @param {EventTold} event @param {string} calendar */
    function dates(i, event, calendar) {
      const [date, other] = parts.told.dated(doc, i, calendar);
      const pieces = [el("p", { class: "date" }, el("b", {}, date))];
      if (other) pieces.push(el("p", { class: "calendars" }, other));
      const known = parts.told.known(event).filter(Boolean);
      if (known.length) pieces.push(el("p", { class: "known" }, known.join(" ")));
      return pieces;
    }

    /** @param {Excerpt} claim */
    function who(claim) {
      const told = parts.told.who(doc, claim);
      return [told.voice, el("b", {}, told.source)];
    }

    /** @param {Disagreement} item */
    function disagreement(item) {
      return el(
        "section",
        { class: "disagreement" },
        el("h3", {}, item.head, el("span", {}, item.asks)),
        el(
          "ul",
          {},
          ...item.claims.map((claim) =>
            claim.editor
              ? el(
                  "li",
                  {},
                  el("b", {}, doc.said.editor),
                  ": ",
                  claim.told,
                  el("span", { class: "basis" }, claim.rests),
                )
              : el(
                  "li",
                  {},
                  ...who(claim),
                  `${claim.lead} `,
                  el("q", { class: "exact" }, claim.exact),
                  " ",
                  mark(claim),
                  el("span", { class: "basis" }, ` ${claim.weighed}`),
                ),
          ),
        ),
        item.note ? el("p", { class: "note" }, item.note) : null,
      );
    }

    /** @param {number} i */
    function links(i) {
      const arrows = parts.told.arrows(doc, i);
      if (!arrows.length) return null;
      return el(
        "section",
        { class: "links" },
        el("h3", {}, doc.said.arrows),
        el("ul", {}, ...arrows.map(arrow)),
      );
    }

    /** @param {ReturnType<typeof parts.told.arrows>[number]} arrow */
    function arrow({ sign, words, other, contested, said, notes }) {
      return el(
        "li",
        { class: contested ? "contested" : null },
        el(
          "p",
          {},
          el("span", { class: "sign", "aria-hidden": "true" }, sign),
          ` ${words} `,
          el("a", { href: `?event=${columns.id[other]}` }, columns.title[other]),
          contested ? el("em", {}, ` ${doc.said.contested}`) : null,
        ),
        ...said.map((claim) =>
          el(
            "p",
            { class: "claim" },
            ...who(claim),
            `${claim.lead} `,
            el("q", { class: "exact", "data-source": source(claim).id }, claim.exact),
            " ",
            mark(claim),
          ),
        ),
        ...notes.map((note) => el("p", { class: "note" }, note)),
      );
    }

    /** @param {number} i */
    function tags(i) {
      /** @type {[ListKey, string, (string | {id: string, name: string, who?: string})[]][]} */
      const all = [
        ...(doc.events[i].people || []).map(
          ([head, people]) =>
            /** @type {[ListKey, string, {id: string, name: string}[]]} */ ([
              "person",
              head,
              people.map((n) => vocabulary.people[n]),
            ]),
        ),
        ["place", "Places", columns.places[i].map((n) => vocabulary.places[n])],
        ["tag", "Tags", columns.tags[i].map((n) => vocabulary.tags[n])],
      ];
      const groups = all.filter(([, , items]) => items.length);
      if (!groups.length) return null;
      return el(
        "dl",
        { class: "about" },
        ...groups.map(([key, name, items]) =>
          el(
            "div",
            {
              class: name.includes(" ") ? "wide" : null,
            },
            el("dt", {}, name),
            el(
              "dd",
              {},
              ...items.map((item) => {
                const id = typeof item === "string" ? item : item.id;
                const words = typeof item === "string" ? item.replaceAll("-", " ") : item.name;
                return button(words, {
                  class: "tag",
                  title: (typeof item !== "string" && item.who) || null,
                  click: () => listeners.onFilter(key, id),
                });
              }),
            ),
          ),
        ),
      );
    }

    /**
     * Two clocks on one line: when it happened, and when each witness wrote.
     * @param {number} i @param {EventTold} event @param {string} calendar
     */
    function clocks(i, event, calendar) {
      const told = [...new Set((event.excerpts || []).map((excerpt) => excerpt.source))];
      const dated = told.map((n) => doc.sources[n]).filter(({ written }) => written);
      if (!dated.length) return null;
      const [from, to] = doc.timeline.clock;
      const percent = (/** @type {Ms} */ ms) =>
        Math.max(0, Math.min(100, ((ms - from) / (to - from)) * 100));
      /** @param {Ms} start @param {Ms} end @param {string} words @param {string} kind */
      const tick = (start, end, words, kind) => {
        const left = percent(start);
        return el(
          "li",
          {
            class: `clock-tick ${kind}${left > 60 ? " late" : ""}`,
            style: `--at: ${left}%; --long: ${percent(end) - left}%`,
          },
          el("span", {}, words),
        );
      };
      const undated = told.filter((n) => !doc.sources[n].written).map((n) => doc.sources[n].label);
      return el(
        "section",
        { class: "clocks" },
        el("h3", {}, doc.said.clocks),
        el(
          "ul",
          { class: "clock" },
          tick(
            columns.start[i],
            columns.end[i],
            `the event, ${parts.told.listed(doc, i, calendar)}`,
            "happened",
          ),
          ...dated.map(({ written, label, writing }) =>
            tick(.../** @type {Span} */ (written), `${label}, ${writing}`, "written"),
          ),
        ),
        undated.length
          ? el(
              "p",
              { class: "known" },
              parts.told.closed(doc, `${doc.said.undated}: ${undated.join(", ")}`),
            )
          : null,
      );
    }

    /** Words a pupil may not know and people, each in a line. @param {number} i @param {EventTold} event */
    function glossary(i, event) {
      const lines = [
        ...(event.terms || []).map((n) => [doc.terms[n].term, doc.terms[n].gloss]),
        ...columns.people[i].map((n) => [vocabulary.people[n].name, vocabulary.people[n].who]),
      ].filter(([, words]) => words);
      if (!lines.length) return null;
      return el(
        "details",
        { class: "glossary" },
        el("summary", {}, "Words and people"),
        el(
          "dl",
          {},
          ...lines.map(([name, words]) => el("div", {}, el("dt", {}, name), el("dd", {}, words))),
        ),
      );
    }

    /** Where the reader stands in a tour: what is said here, and the question to the class. @param {PanelState} state */
    function tourBar(state) {
      const tour = doc.tours.find(({ id }) => id === state.tour);
      if (!tour) return null;
      const step = tour.steps[state.step - 1];
      const to = (/** @type {number} */ number, /** @type {string} */ words) =>
        button(words, {
          class: "step",
          disabled: number < 1 || number > tour.steps.length,
          click: () => listeners.onStep(tour.id, number),
        });
      return el(
        "section",
        { class: "tour", "aria-label": "Tour" },
        el(
          "p",
          { class: "tour-name" },
          el("b", {}, tour.title),
          ` · ${state.step} of ${tour.steps.length}`,
        ),
        el("p", { class: "say" }, step.say),
        step.question
          ? el(
              "details",
              {},
              el("summary", {}, "A question"),
              el("p", {}, step.question),
              step.open ? el("p", { class: "note" }, step.open) : null,
            )
          : null,
        el(
          "div",
          { class: "steps" },
          to(state.step - 1, "← back"),
          to(state.step + 1, "forward →"),
          button("present", { class: "step", click: () => listeners.onPresent() }),
          button("leave the tour", { class: "step close", click: () => listeners.onStep("", 1) }),
        ),
      );
    }

    /** @param {Excerpt[]} excerpts */
    function bySource(excerpts) {
      /** @type {Map<number, Excerpt[]>} */
      const groups = new Map();
      for (const excerpt of excerpts) {
        groups.set(excerpt.source, [...(groups.get(excerpt.source) || []), excerpt]);
      }
      return [...groups.values()];
    }

    /** @param {?string} id @param {string} words @param {string} sign */
    function step(id, words, sign) {
      return el(
        "button",
        {
          type: "button",
          class: "step",
          disabled: !id,
          title: id ? columns.title[Number(index.get(id))] : null,
          click: () => listeners.onSelect(id || ""),
        },
        sign === "←" ? `${sign} ${words}` : `${words} ${sign}`,
      );
    }

    /** @param {PanelState} state */
    function draw(state) {
      const i = index.get(state.selected) ?? null;
      const key = JSON.stringify([
        i,
        state.calendar,
        state.previous,
        state.next,
        state.hidden,
        state.tour,
        state.step,
        state.told,
      ]);
      if (key === drawn) return;
      const moved = drawn !== null && JSON.parse(drawn)[0] !== i;
      drawn = key;
      // emptied first: a browser that lays the page out between the two would see the sheet of a phone
      // as a long text within the page, and scroll what lies under it away
      if (i === null) body.replaceChildren();
      host.classList.toggle("chosen", i !== null);
      document.documentElement.toggleAttribute("data-chosen", i !== null);
      if (i === null) return;
      const event = doc.events[i];
      const kind = doc.kinds[columns.kind[i]];
      const excerpts = event.excerpts || [];
      const sort = parts.told.sort(doc, i);
      const title = columns.title[i];
      body.replaceChildren(
        tourBar(state) || "",
        el(
          "div",
          { class: "steps" },
          step(state.previous, "previous", "←"),
          step(state.next, "next", "→"),
          button("cite", {
            class: "step",
            "aria-label": `cite ${title}`,
            click: () => listeners.onCite(null),
          }),
          button("copy link", {
            class: "step",
            click: (/** @type {MouseEvent} */ e) =>
              copy(listeners.address(columns.id[i]), /** @type {Element} */ (e.target)),
          }),
          button("share", { class: "step", "data-does": "share" }),
          button("close", { class: "step close", click: () => listeners.onClose() }),
        ),
        sort.length
          ? el(
              "p",
              { class: "kicker" },
              el("span", { class: `hue-${kind.hue}` }, glyph(kind, doc.glyphs)),
              " ",
              sort.join(" · "),
            )
          : "",
        el("h2", { tabindex: "-1", id: "event-title" }, title),
        ...dates(i, event, state.calendar),
        state.hidden
          ? el("p", { class: "note" }, "This event lies outside the present filters.")
          : "",
        state.told ? el("p", { class: "note", role: "status" }, state.told) : "",
        event.summary ? el("p", { class: "summary" }, event.summary) : "",
        glossary(i, event) || "",
        ...bySource(excerpts).map(card),
        event.silence ? el("p", { class: "note" }, event.silence) : "",
        ...(event.disagreements || []).map(disagreement),
        links(i) || "",
        clocks(i, event, state.calendar) || "",
        event.knownAs
          ? el(
              "p",
              { class: "known" },
              parts.told.closed(doc, `${doc.said.also}: ${event.knownAs.join("; ")}`),
            )
          : "",
        tags(i) || "",
      );
      if (moved) host.scrollTop = 0;
    }

    /** Move focus to the event's title, so that it is read out. */
    function focus() {
      const title = document.getElementById("event-title");
      if (title) title.focus({ preventScroll: true });
    }

    return { draw, focus };
  }

  return { create };
})();

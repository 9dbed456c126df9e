/* The chronicle: the events in sight as a list. It stands in the HTML; this code only hides, marks
   and, for long timelines, adds entries. No Dash callback writes here, so it never flashes. */
parts.chronicle = (() => {
  const STANDING = 500; // as in timeline/page/templates/chronicle.html: so many are laid out
  const FIRST = 24; // of a longer list, laid out at once; the others when typing rests
  const CHUNK = 60; // more of them, whenever the end of the list comes near
  const REST = 350; // ms

  /**
   * @param {Doc} doc the document
   * @param {{onHover: function(?string): void}} listeners
   */
  function create(doc, listeners) {
    const { el, glyph } = parts.dom;
    const list = parts.dom.byId("chronicle");
    const more = parts.dom.byId("chronicle-more");
    const columns = doc.columns;
    const count = columns.id.length;
    const windowed = count > STANDING;
    /** @type {Map<string, HTMLElement>} */
    const entries = new Map();
    const keep = (/** @type {HTMLElement} */ node) => entries.set(node.dataset.event || "", node);
    for (const node of list.children) keep(/** @type {HTMLElement} */ (node));
    /** @type {?string} */
    let shown = null; // the ids laid out, as one string a draw compares with
    /** @type {number[]} */
    let inSight = []; // indexes of the events in sight, for a windowed list
    let laid = 0;
    let filling = 0; // timer
    let filled = () => {};
    /** @type {?string} */
    let selected = null;
    let calendar = "ns";

    for (const type of ["mouseover", "focusin"]) {
      list.addEventListener(type, (event) => {
        const node = parts.dom.around(event, "[data-event]");
        if (node) listeners.onHover(node.dataset.event || null);
      });
    }
    for (const type of ["mouseleave", "focusout"]) {
      list.addEventListener(type, () => listeners.onHover(null));
    }
    if (windowed) {
      new IntersectionObserver(
        (seen) => {
          if (seen.some((one) => one.isIntersecting)) lay(laid + CHUNK);
        },
        { rootMargin: "600px" },
      ).observe(more);
    }

    const weights = ["core", "supporting", "context"];

    /** @param {number} i */
    function make(i) {
      const kind = doc.kinds[columns.kind[i]];
      const heard = [
        doc.sorts.includes("kind") ? kind.title : "",
        doc.sorts.includes("lane") ? doc.lanes[columns.lane[i]].title : "",
        columns.disputed[i] ? doc.differ : "",
      ]
        .filter(Boolean)
        .join(", ");
      return el(
        "li",
        { class: `entry ${weights[columns.weight[i]]}`, "data-event": columns.id[i] },
        el("span", { class: "entry-date" }, words(i)),
        el("span", { class: `entry-glyph hue-${kind.hue}` }, glyph(kind, doc.glyphs)),
        el(
          "div",
          { class: "entry-words" },
          el("a", { class: "entry-title", href: `?event=${columns.id[i]}` }, columns.title[i]),
          heard ? el("span", { class: "visually-hidden" }, heard) : null,
          summary(i),
        ),
      );
    }

    /** @param {number} i */
    function summary(i) {
      const told = doc.events[i].summary;
      return told ? el("p", { class: "entry-summary" }, told) : null;
    }

    /** Entries that were made before their summaries had come. @param {number} from @param {number} to */
    function fill(from, to) {
      for (let i = from; i < to; i += 1) {
        const words_ = entries.get(columns.id[i])?.querySelector(".entry-words");
        if (words_ && !words_.querySelector(".entry-summary")) words_.append(summary(i) || "");
      }
    }

    /** An entry of a long list is kept once it is made. @param {number} i */
    function made(i) {
      const id = columns.id[i];
      const node = entries.get(id) || make(i);
      entries.set(id, node);
      return node;
    }

    /** @param {number} i */
    function words(i) {
      return parts.told.listed(doc, i, calendar);
    }

    /** @param {number} upTo so many */
    function lay(upTo) {
      const target = Math.min(upTo, inSight.length);
      if (target <= laid) return;
      const added = document.createDocumentFragment();
      for (; laid < target; laid += 1) added.append(made(inSight[laid]));
      list.append(added);
      mark();
    }

    function mark() {
      for (const node of list.querySelectorAll(".selected")) {
        node.classList.remove("selected");
        node.querySelector("a")?.removeAttribute("aria-current");
      }
      const node = selected && entry(selected);
      if (!node) return;
      node.classList.add("selected");
      node.querySelector("a")?.setAttribute("aria-current", "true");
    }

    /** The entry of an event, if it is laid out. @param {string} id @returns {?HTMLElement} */
    function entry(id) {
      if (!windowed) return entries.get(id) || null;
      return list.querySelector(`[data-event="${CSS.escape(id)}"]`);
    }

    /** @param {number[]} visible indexes of the events in sight */
    function drawStanding(visible) {
      const here = new Set(visible);
      for (let i = 0; i < count; i += 1) {
        const node = made(i);
        const hidden = !here.has(i);
        if (node.hidden !== hidden) node.hidden = hidden;
      }
    }

    /**
     * The first entries after the chart is painted, which the reader looks at; the rest, up to what
     * is promised, when the typing rests.
     * @param {number[]} visible indexes of the events in sight
     */
    function drawWindowed(visible) {
      inSight = visible;
      clearTimeout(filling);
      filled(); // what is overtaken is not waited for
      const whenAll = new Promise((resolve) => {
        filled = () => resolve(undefined);
      });
      requestAnimationFrame(() => {
        if (inSight !== visible) return;
        filling = setTimeout(() => {
          laid = 0;
          list.replaceChildren();
          lay(FIRST);
          mark();
          filling = setTimeout(() => {
            lay(STANDING);
            filled();
          }, REST);
        });
      });
      return whenAll;
    }

    /**
     * @param {{visible: number[], selected: ?string, calendar: string}} state indexes of the
     *   events in sight, in order; the id of the selected one
     * @returns {Promise<unknown>} kept when all that is promised is laid out
     */
    function draw(state) {
      if (state.calendar !== calendar) {
        calendar = state.calendar;
        if (!windowed) {
          for (let i = 0; i < count; i += 1) {
            parts.dom.one(made(i), ".entry-date").textContent = words(i);
          }
        } else {
          shown = null;
          entries.clear();
        }
      }
      let drawn = Promise.resolve();
      const key = state.visible.join(",");
      if (key !== shown) {
        shown = key;
        if (windowed) drawn = drawWindowed(state.visible);
        else drawStanding(state.visible);
      }
      if (state.selected !== selected || windowed) {
        selected = state.selected;
        mark();
      }
      return drawn;
    }

    return { draw, entry, fill };
  }

  return { create };
})();

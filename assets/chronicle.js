/* The chronicle: the events in sight as a list. It stands in the HTML; this code only hides, marks
   and, for long timelines, adds entries. No Dash callback writes here, so it never flashes. */
(function (timeline) {
  "use strict";
  const { STANDING, CHUNK } = { STANDING: 500, CHUNK: 60 };

  /**
   * @param {Object} doc the document
   * @param {{onHover: function(?string)}} listeners
   * @returns {{draw: function, entry: function(string): ?HTMLElement, neighbour: function}}
   */
  function create(doc, listeners) {
    const { el, glyph } = timeline.dom;
    const list = document.getElementById("chronicle");
    const more = document.getElementById("chronicle-more");
    const columns = doc.columns;
    const count = columns.id.length;
    const windowed = count > STANDING;
    const entries = new Map();
    for (const node of list.children) entries.set(node.dataset.event, node);
    let shown = null; // the ids laid out, as one string a draw compares with
    let inSight = []; // indexes of the events in sight, for a windowed list
    let laid = 0;
    let selected = null;
    let calendar = "ns";

    for (const type of ["mouseover", "focusin"]) {
      list.addEventListener(type, (event) => {
        const node = event.target.closest("[data-event]");
        if (node) listeners.onHover(node.dataset.event);
      });
    }
    for (const type of ["mouseleave", "focusout"]) {
      list.addEventListener(type, () => listeners.onHover(null));
    }
    if (windowed) {
      new IntersectionObserver((seen) => {
        if (seen.some((one) => one.isIntersecting)) lay(laid + CHUNK);
      }, { rootMargin: "600px" }).observe(more);
    }

    const weights = ["core", "supporting", "context"];

    function make(i) {
      const kind = doc.kinds[columns.kind[i]];
      const summary = doc.events[i].summary;
      return el("li", { class: `entry ${weights[columns.weight[i]]}`, "data-event": columns.id[i] },
        el("span", { class: "entry-date" }, words(i)),
        el("span", { class: `entry-glyph hue-${kind.hue}` }, glyph(kind, doc.glyphs)),
        el("div", { class: "entry-words" },
          el("a", { class: "entry-title", href: `?event=${columns.id[i]}` }, columns.title[i]),
          summary ? el("p", { class: "entry-summary" }, summary) : null));
    }

    function words(i) {
      return calendar === "os" ? columns.wordsOs[i] : columns.words[i];
    }

    function lay(upTo) {
      const target = Math.min(upTo, inSight.length);
      if (target <= laid) return;
      const added = document.createDocumentFragment();
      for (; laid < target; laid += 1) added.append(make(inSight[laid]));
      list.append(added);
      mark();
    }

    function mark() {
      for (const node of list.querySelectorAll(".selected")) {
        node.classList.remove("selected");
        node.querySelector("a").removeAttribute("aria-current");
      }
      const node = selected && entry(selected);
      if (!node) return;
      node.classList.add("selected");
      node.querySelector("a").setAttribute("aria-current", "true");
    }

    /** The entry of an event, if it is laid out. */
    function entry(id) {
      if (!windowed) return entries.get(id) || null;
      return list.querySelector(`[data-event="${CSS.escape(id)}"]`);
    }

    function drawStanding(visible) {
      const here = new Set(visible);
      for (let i = 0; i < count; i += 1) {
        const node = entries.get(columns.id[i]);
        const hidden = !here.has(i);
        if (node.hidden !== hidden) node.hidden = hidden;
      }
    }

    function drawWindowed(visible) {
      inSight = visible;
      laid = 0;
      list.replaceChildren();
      // what fills the first screens now; the rest, up to what is promised, when there is time
      lay(CHUNK);
      const promised = Math.min(visible.length, STANDING);
      const fill = () => {
        if (inSight !== visible || laid >= promised) return;
        lay(laid + CHUNK);
        later(fill);
      };
      later(fill);
    }

    const later = (task) => ("requestIdleCallback" in window
      ? window.requestIdleCallback(task, { timeout: 200 })
      : setTimeout(task, 30));

    /**
     * @param {{visible: number[], selected: ?string, calendar: string}} state indexes of the
     *   events in sight, in order; the id of the selected one
     */
    function draw(state) {
      if (state.calendar !== calendar) {
        calendar = state.calendar;
        if (!windowed) {
          for (let i = 0; i < count; i += 1) {
            entries.get(columns.id[i]).querySelector(".entry-date").textContent = words(i);
          }
        } else shown = null;
      }
      const key = state.visible.join(",");
      if (key !== shown) {
        shown = key;
        if (windowed) drawWindowed(state.visible);
        else drawStanding(state.visible);
      }
      if (state.selected !== selected || windowed) {
        selected = state.selected;
        mark();
      }
    }

    return { draw, entry };
  }

  timeline.chronicle = { create };
})((window.timeline = window.timeline || {}));

/**
 * The strip under the chart: the whole range, a tick for each event, and a brush on it.
 *
 * The brush is moved by pointer (its edges, its middle, empty ground for a new one, a double
 * click for the whole range) or by key, through two sliders.
 */
parts.overview = (() => {
  const DAY_MS = 86400000;
  const LEAST_MS = 7 * DAY_MS; // the narrowest window that the brush makes
  const REACH = { mouse: 8, touch: 18 }; // px from an edge within which a pointer takes hold of it
  const STILL = 3; // px a pointer may tremble and still be a click
  const TICK = [0.84, 0.56, 0.34]; // height by weight, of the strip
  const FADED = 0.16; // opacity of what the filters leave out
  const DIGIT_PX = 7; // of a year label at type scale 1, at most
  const LABEL_ROOM = 1.6; // times the room that the chart's axis gives a label

  /**
   * The next whole year or month from `ms` in `direction` (1 or -1), in ms.
   * @param {Ms} ms @param {number} direction @param {"year" | "month"} unit
   */
  function step(ms, direction, unit) {
    const { civil, dayNumber } = parts.state;
    const [year, month] = civil(Math.floor(ms / DAY_MS));
    const at = unit === "year" ? dayNumber(year, 1, 1) : dayNumber(year, month, 1);
    if (direction < 0 && at * DAY_MS < ms) return at * DAY_MS;
    const months =
      year * 12 + (unit === "year" ? 0 : month - 1) + direction * (unit === "year" ? 12 : 1);
    return dayNumber(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1) * DAY_MS;
  }

  /** An edge in words, no finer than it is: "1923", "October 1923", "21 October 1923". @param {Ms} ms @param {boolean} isEnd */
  function words(ms, isEnd) {
    const day = Math.round(ms / DAY_MS);
    const [, month, date] = parts.state.civil(day);
    const shown = parts.state.iso(isEnd ? day - 1 : day);
    const text = date > 1 ? shown : shown.slice(0, month > 1 ? -3 : -6);
    return parts.state.edgeWords(text);
  }

  /**
   * @param {HTMLElement} element to be filled; its height is kept
   * @param {{frame: Span, home: ?Span, onWindow: function(Span, boolean): void}} options
   *   `frame`: of the timeline, ms; `home`: what the strip shows, ms, the frame if absent;
   *   `onWindow([ms0, ms1], final)`: the reader moves (false) or has moved (true) the window
   * @returns {{draw: function(OverviewState): void, resize: function(): void}} `draw({mask, columns, kinds, window, home,
   *   theme, left, right, path, place})`: `mask` Uint8Array, `columns` and `kinds` of the document, `window`
   *   and `home` in ms, `theme` its tokens, `left` and `right` insets in px of the chart's plot;
   *   `path`: indexes of the events that a presentation goes through, `place`: of the one it is at;
   *   `veiled`: what is filtered out is left out
   */
  function create(element, { frame, home, onWindow }) {
    const node = (/** @type {string} */ className) => {
      const made = document.createElement("div");
      made.className = className;
      return made;
    };
    const strip = node("overview-strip");
    const canvas = document.createElement("canvas");
    const before = node("overview-shade");
    const after = node("overview-shade");
    const brush = node("overview-window");
    const years = node("overview-years");
    const handles = ["Start of the window", "End of the window"].map((label) => {
      const handle = node("overview-handle");
      handle.setAttribute("role", "slider");
      handle.setAttribute("aria-label", label);
      handle.setAttribute("aria-orientation", "horizontal");
      handle.tabIndex = 0;
      return handle;
    });
    canvas.setAttribute("aria-hidden", "true");
    years.setAttribute("aria-hidden", "true");
    element.classList.add("overview");
    strip.append(canvas, before, after, brush, ...handles);
    element.replaceChildren(strip, years);

    let range = home || frame; // what the strip shows
    let shown = range; // the window as drawn
    /** @type {OverviewState} */
    let given; // the last argument of draw
    /** @type {unknown[]} */
    let drawn = []; // what the ticks were last drawn from
    let inset = ""; // insets and type as last drawn
    /** @type {?{id: number, px: number, hold: 0 | 1 | "middle" | "ground", from: Span, moved: boolean}} */
    let drag = null;
    let waiting = 0;

    // Measured when it may have changed, since asking makes the browser lay out the whole page.
    /** @type {?Size} */
    let size = null;
    const measure = () => (size = size || { width: strip.clientWidth, height: strip.clientHeight });
    const width = () => measure().width;
    const toPx = (/** @type {Ms} */ ms) => ((ms - range[0]) / (range[1] - range[0])) * width();
    const toMs = (/** @type {number} */ px) => range[0] + (px / width()) * (range[1] - range[0]);
    const clamp = (/** @type {Ms} */ ms) => Math.min(Math.max(ms, range[0]), range[1]);
    /** @param {Span} span @returns {Span} */
    const clamped = ([from, to]) => [clamp(from), clamp(to)];
    const isWhole = () => shown[1] - shown[0] > 0.995 * (range[1] - range[0]);

    // ---- drawing ----

    /** @param {OverviewState} state */
    function draw(state) {
      given = state;
      range = state.home || home || frame;
      const place = [state.left || 0, state.right || 0, state.theme.typeScale].join(" ");
      if (place !== inset) {
        inset = place;
        size = null;
        element.style.setProperty("--overview-left", `${state.left || 0}px`);
        element.style.setProperty("--overview-right", `${state.right || 0}px`);
      }
      // A reader who is moving the window is not overruled by what the page last heard.
      if (!drag) shown = clamped(state.window || range);
      const { mask, columns, theme } = state;
      const scale = globalThis.devicePixelRatio || 1;
      const path = (state.path || []).join();
      const from = [
        mask,
        path,
        state.place,
        state.veiled,
        columns,
        theme,
        ...range,
        width(),
        measure().height,
        scale,
        theme.typeScale,
      ];
      if (from.some((value, i) => value !== drawn[i])) {
        drawn = from;
        drawTicks(state, scale);
        drawYears(theme.typeScale || 1);
      }
      drawWindow();
    }

    /**
     * One pass that notes, for each look, which pixel columns have a tick; then one that fills.
     * @param {OverviewState} state
     * @param {number} scale device pixels of a pixel
     */
    function drawTicks({ mask, columns, kinds, theme, path, place, veiled }, scale) {
      const across = Math.max(1, Math.round(width() * scale));
      const high = Math.max(1, Math.round(measure().height * scale));
      canvas.width = across;
      canvas.height = high;
      const looks = new Map();
      const perMs = across / (range[1] - range[0]);
      for (let i = 0; i < mask.length; i += 1) {
        const look = (columns.kind[i] * 3 + columns.weight[i]) * 2 + mask[i];
        let at = looks.get(look);
        if (!at) {
          at = {
            passes: mask[i],
            kind: columns.kind[i],
            weight: columns.weight[i],
            columns: new Uint8Array(across),
          };
          looks.set(look, at);
        }
        const x = Math.round((columns.mark[i] - range[0]) * perMs);
        if (x >= 0 && x < across) at.columns[x] = 1;
      }
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const thick = Math.max(1, Math.round(1.5 * scale));
      // What is filtered out lies beneath, and the heavy above the light.
      // where the class is asked for dates, what is filtered out would tell them
      const order = [...looks.values()]
        .filter((look) => look.passes || !veiled)
        .sort((a, b) => a.passes - b.passes || b.weight - a.weight);
      for (const look of order) {
        context.globalAlpha = look.passes ? 1 : FADED;
        context.fillStyle = theme.hues[kinds[look.kind].hue];
        const tall = Math.round(high * TICK[look.weight]);
        const top = Math.round((high - tall) / 2);
        for (let x = 0; x < across; x += 1) {
          if (look.columns[x]) context.fillRect(x - (thick >> 1), top, thick, tall);
        }
      }
      if (path && path.length)
        drawPath(
          context,
          path.map((i) => Math.round((columns.mark[i] - range[0]) * perMs)),
          high,
          theme,
          scale,
        );
      if (place >= 0)
        drawPlace(context, (columns.mark[place] - range[0]) * perMs, high, theme, scale);
    }

    /**
     * The way of a presentation from its first place to its last.
     * @param {CanvasRenderingContext2D} context @param {number[]} xs @param {number} high
     * @param {Theme} theme @param {number} scale
     */
    function drawPath(context, xs, high, theme, scale) {
      context.globalAlpha = 1;
      context.fillStyle = theme.red;
      const first = Math.min(...xs);
      context.fillRect(
        first,
        Math.round(high / 2 - scale),
        Math.max(...xs) - first,
        Math.round(2 * scale),
      );
    }

    /**
     * @param {CanvasRenderingContext2D} context @param {number} x @param {number} high
     * @param {Theme} theme @param {number} scale
     */
    function drawPlace(context, x, high, theme, scale) {
      context.globalAlpha = 1;
      context.strokeStyle = theme.red;
      context.fillStyle = theme.paper;
      context.lineWidth = 3 * scale;
      context.beginPath();
      context.arc(x, high / 2, Math.max(5 * scale, 0.3 * high), 0, 2 * Math.PI);
      context.stroke();
    }

    /** @param {number} typeScale */
    function drawYears(typeScale) {
      const perMs = width() / (range[1] - range[0]);
      const { values, texts } = parts.ticks.ticks(frame, perMs, {
        typeScale: typeScale * LABEL_ROOM,
        calendar: "ns",
      });
      /** @param {string} text @param {string} className @param {string} left */
      const label = (text, className, left) => {
        const span = document.createElement("span");
        span.textContent = text;
        span.className = className;
        span.style.left = left;
        return span;
      };
      /** @type {HTMLElement[]} */
      const labels = [];
      values.forEach((ms, i) => {
        const half = (texts[i].length * DIGIT_PX * typeScale) / 2;
        const room = Math.min(
          toPx(ms) + (given.left || 0),
          width() - toPx(ms) + (given.right || 0),
        );
        if (room >= half) labels.push(label(texts[i], "", `${toPx(ms)}px`));
      });
      // Large type on a narrow strip: the first and the last year say enough.
      const ends = [
        label(words(frame[0], false), "first", "0"),
        label(words(frame[1], true), "last", ""),
      ];
      years.replaceChildren(...(labels.length > 1 ? labels : ends));
    }

    function drawWindow() {
      const [start, end] = shown.map(toPx);
      before.style.width = `${start}px`;
      after.style.left = `${end}px`;
      brush.style.left = `${start}px`;
      brush.style.width = `${Math.max(2, end - start)}px`;
      brush.classList.toggle("whole", isWhole());
      handles.forEach((handle, i) => {
        handle.style.left = `${i ? end : start}px`;
        const limits = i ? [shown[0], range[1]] : [range[0], shown[1]];
        const inFrame = (/** @type {Ms} */ ms) => Math.min(Math.max(ms, frame[0]), frame[1]);
        // An end is the first moment after: its year is that of the day before.
        const year = (/** @type {Ms} */ ms, /** @type {number} */ isEnd) =>
          parts.state.civil(Math.round(inFrame(ms) / DAY_MS) - isEnd)[0];
        handle.setAttribute("aria-valuemin", String(year(limits[0], 0)));
        handle.setAttribute("aria-valuemax", String(year(limits[1], 1)));
        handle.setAttribute("aria-valuenow", String(year(shown[i], i)));
        handle.setAttribute("aria-valuetext", words(inFrame(shown[i]), i === 1));
      });
    }

    // ---- moving ----

    /** @param {Span} window_ @param {boolean} final */
    function move(window_, final) {
      shown = clamped(window_);
      drawWindow();
      if (final) {
        cancelAnimationFrame(waiting);
        waiting = 0;
        onWindow(shown, true);
      } else if (!waiting) {
        waiting = requestAnimationFrame(() => {
          waiting = 0;
          onWindow(shown, false);
        });
      }
    }

    /**
     * The window with its edge `i` at `ms`, the other edge held.
     * @param {number} i @param {Ms} ms @param {Span} window
     * @returns {Span}
     */
    function withEdge(i, ms, [start, end]) {
      const least = Math.min(LEAST_MS, range[1] - range[0]);
      return i
        ? [start, Math.max(clamp(ms), start + least)]
        : [Math.min(clamp(ms), end - least), end];
    }

    /**
     * A window as wide as `[start, end]`, from `ms` on, kept within the range.
     * @param {Ms} ms @param {Span} window
     * @returns {Span}
     */
    function placed(ms, [start, end]) {
      const first = Math.min(Math.max(ms, range[0]), range[1] - (end - start));
      return [first, first + (end - start)];
    }

    /**
     * What a pointer at `px` takes hold of: an edge (0 or 1), the "middle", or the "ground".
     * @param {number} px @param {string} pointerType
     */
    function holdAt(px, pointerType) {
      const reach = pointerType === "touch" ? REACH.touch : REACH.mouse;
      const [start, end] = shown.map(toPx);
      // Inside a narrow window less of it belongs to the edges, so that the middle can be had.
      const inside = Math.min(reach, (end - start) / 4);
      if (px >= start - reach && px <= start + inside) return 0;
      if (px >= end - inside && px <= end + reach) return 1;
      return px > start && px < end && !isWhole() ? "middle" : "ground";
    }

    const positionOf = (/** @type {PointerEvent} */ event) =>
      event.clientX - strip.getBoundingClientRect().left;

    strip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || drag) return;
      const px = positionOf(event);
      drag = {
        id: event.pointerId,
        px,
        hold: holdAt(px, event.pointerType),
        from: shown,
        moved: false,
      };
      strip.setPointerCapture(event.pointerId);
      if (typeof drag.hold === "number") handles[drag.hold].focus({ preventScroll: true });
      event.preventDefault(); // no text is selected
    });

    strip.addEventListener("pointermove", (event) => {
      const px = positionOf(event);
      if (!drag) {
        const hold = holdAt(px, event.pointerType);
        strip.dataset.hold = typeof hold === "number" ? "edge" : hold;
        return;
      }
      if (event.pointerId !== drag.id) return;
      if (!drag.moved && Math.abs(px - drag.px) <= STILL) return;
      drag.moved = true;
      move(dragged(px, drag), false);
    });

    /** @param {number} px @param {NonNullable<typeof drag>} grip */
    function dragged(px, grip) {
      const { hold, from } = grip;
      const by = toMs(px) - toMs(grip.px);
      if (hold === "middle") return placed(from[0] + by, from);
      if (hold !== "ground") return withEdge(hold, from[hold] + by, from);
      const [first, last] = [toMs(grip.px), toMs(px)].map(clamp).sort((a, b) => a - b);
      return withEdge(1, last, placed(first, [first, Math.max(last, first + LEAST_MS)]));
    }

    /** @param {PointerEvent} event @param {boolean} kept */
    function release(event, kept) {
      if (!drag || event.pointerId !== drag.id) return;
      const { hold, from, moved } = drag;
      const px = positionOf(event);
      const target = moved ? dragged(px, drag) : placed(toMs(px) - (from[1] - from[0]) / 2, from);
      drag = null;
      if (!kept) move(from, true);
      else if (moved || (hold === "ground" && !isWhole())) move(target, true);
    }

    strip.addEventListener("pointerup", (event) => release(event, true));
    strip.addEventListener("pointercancel", (event) => release(event, false));
    strip.addEventListener("dblclick", () => move(range, true));

    handles.forEach((handle, i) => {
      handle.addEventListener("keydown", (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const unit = event.shiftKey ? "month" : "year";
        /** @type {Record<string, () => Ms>} */
        const moves = {
          ArrowLeft: () => step(shown[i], -1, unit),
          ArrowDown: () => step(shown[i], -1, unit),
          ArrowRight: () => step(shown[i], 1, unit),
          ArrowUp: () => step(shown[i], 1, unit),
          Home: () => (i ? shown[0] : range[0]),
          End: () => (i ? range[1] : shown[1]),
        };
        if (!(event.key in moves)) return;
        event.preventDefault();
        event.stopPropagation();
        move(withEdge(i, moves[event.key](), shown), true);
      });
    });

    return {
      draw,
      /** Draw again after the element changed its size. */
      resize() {
        size = null;
        if (given) draw(given);
      },
    };
  }

  return { create };
})();

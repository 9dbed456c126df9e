/* What is drawn of a state: what stands where, and its figure. Pure: but what a draw needs beside the
   state is made once for a document, and kept while it fits. */
parts.cache = (() => {
  const LEAST_SPAN = 10 * 86400000; // ms: the closest look
  const LABEL_PX = 13;

  /** @type {WeakMap<Doc, ReturnType<typeof studio>>} */
  const studios = new WeakMap();

  /**
   * @param {Doc} doc the document
   * @returns {ReturnType<typeof studio>} `prepared`; `draw(state, size)`: what stands where, and the
   *   figure of it; `last()` of them; `looks(drawn)`: a figure that has all looks there are
   */
  function of(doc) {
    const found = studios.get(doc) || studio(doc);
    studios.set(doc, found);
    return found;
  }

  /** @param {Doc} doc */
  function studio(doc) {
    const prepared = parts.frame.prepare(doc);
    /** @type {Frame} */
    let frame;
    let frameKey = "";
    /** @type {Float64Array} */
    let widths;
    let widthsKey = "";
    /** @type {?{frame: Frame, mask: Uint8Array, given: Parameters<typeof parts.visible.scene>[3]}} */
    let kept = null; // thresholds of the last mask
    /** @type {?Drawn} */
    let last = null; // what was drawn last, and for which state and size

    /** @param {ChartState} state @param {Size} size */
    function frameFor(state, size) {
      const ts = doc.themes[state.theme].typeScale;
      const key = [
        state.theme,
        ts,
        size.width,
        size.height,
        (state.lanes || []).join(""),
        onlyKey(state),
      ].join("|");
      if (key !== frameKey) {
        frame = parts.frame.frame(doc, prepared, state, size);
        frameKey = key;
      }
      return frame;
    }

    /** @param {{theme: string, mask: Uint8Array}} state */
    function placementFor(state) {
      const { sans, typeScale } = doc.themes[state.theme];
      const key = `${sans}|${typeScale}`;
      if (key !== widthsKey) {
        // measured as large as it is drawn: letters do not grow quite in step with their size
        widths = parts.frame.labelWidths(doc, sans, LABEL_PX * typeScale).map((w) => w / typeScale);
        widthsKey = key;
        kept = null;
      }
      if (!kept || kept.frame !== frame || !sameMask(kept.mask, state.mask)) {
        const given = {
          prepared: frame.placing,
          w: widths,
          mask: Uint8Array.from(state.mask),
          y0: frame.home[0],
          y1: frame.home[1],
          floor: frame.floor,
          beside: doc.beside,
        };
        kept = {
          frame,
          mask: given.mask,
          given: { ...given, thresholds: parts.labels.thresholds(given) },
        };
      }
      return kept.given;
    }

    /** @param {ChartState} state @param {Size} given @returns {Drawn} */
    function draw(state, given) {
      const size = whole(given);
      const theFrame = frameFor(state, size);
      /** @type {Span} */
      const home = [
        theFrame.home[0] * doc.geometry.YEAR_MS,
        theFrame.home[1] * doc.geometry.YEAR_MS,
      ];
      const window = within(state.window || home, home);
      const full = {
        ...state,
        window,
        mask: state.mask || prepared.all,
        phone: matchMedia("(max-width: 719px)").matches,
        selected: state.selected ? (prepared.index.get(state.selected) ?? -1) : -1,
      };
      const scene = parts.visible.scene(doc, prepared, theFrame, placementFor(full), full);
      const data = parts.traces.of(doc, prepared, theFrame, scene, full);
      const drawn = {
        state: { ...state, mask: state.mask && Uint8Array.from(state.mask) },
        size,
        ts: theFrame.ts,
        frame: theFrame,
        home,
        scene,
        figure: { data, layout: parts.layout.layout(doc, prepared, theFrame, scene, full) },
      };
      last = drawn;
      return drawn;
    }

    /** A figure in which every look of a mark, bar and label is drawn once, whatever the filters. @param {Drawn} drawn */
    function looks({ frame: theFrame, scene, state, figure }) {
      const { kind, weight, start, end, sureStart, sureEnd } = doc.columns;
      const found = new Map();
      for (let i = 0; i < prepared.n; i += 1) {
        const hatched = sureStart[i] !== start[i] || sureEnd[i] !== end[i];
        const name = [kind[i], weight[i], prepared.span[i], hatched].join();
        if (!found.has(name)) found.set(name, i);
      }
      const labels = prepared.n
        ? [
            {
              i: 0,
              side: parts.labels.SIDE.right,
              at: 0,
              anchor: 0,
              off: 0,
              left: 0,
              right: 0,
              row: 0,
            },
          ]
        : [];
      const sheet = {
        ...scene,
        painted: [...found.values()],
        pale: new Set(),
        labels,
        strip: [],
        selected: -1,
      };
      const data = parts.traces.living(parts.traces.of(doc, prepared, theFrame, sheet, state));
      return { data, layout: figure.layout };
    }

    return { prepared, draw, looks, last: () => last };
  }

  /** Plotly draws on whole pixels: of a fraction it would make another scale than ours. @param {Size} size @returns {Size} */
  function whole({ width, height }) {
    return { width: Math.floor(width), height: Math.floor(height) };
  }

  /** Would two states look the same? @param {ChartState} one @param {ChartState} other */
  function same(one, other) {
    const masks =
      one.mask && other.mask ? sameMask(one.mask, other.mask) : !one.mask === !other.mask;
    const list = (/** @type {?unknown[] | undefined} */ value) => (value || []).join();
    return (
      masks &&
      list(one.window) === list(other.window) &&
      list(one.lanes) === list(other.lanes) &&
      (one.selected || "") === (other.selected || "") &&
      one.theme === other.theme &&
      one.calendar === other.calendar &&
      onlyKey(one) === onlyKey(other)
    );
  }

  const onlyKey = (/** @type {ChartState} */ { only }) =>
    only ? `${only.events.join()}|${only.length}|${only.place}` : "";

  /** @param {Uint8Array} one @param {Uint8Array} other */
  function sameMask(one, other) {
    if (one.length !== other.length) return false;
    for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
    return true;
  }

  /** The window asked for, moved and narrowed until it lies within home. @param {Span} span @param {Span} home @returns {Span} */
  function within(span, home) {
    const all = home[1] - home[0];
    const least = Math.min(LEAST_SPAN, all);
    const length = Math.min(all, Math.max(least, span[1] - span[0]));
    const middle = (span[0] + span[1]) / 2;
    const start = Math.min(home[1] - length, Math.max(home[0], middle - length / 2));
    return [start, start + length];
  }

  /**
   * A window looked at closer, or from further, about a centre.
   * @param {Span} span @param {number} factor > 1 is closer @param {Ms} centre
   * @returns {Span}
   */
  function zoomed(span, factor, centre) {
    const least = LEAST_SPAN / (span[1] - span[0]);
    const k = Math.max(1 / factor, Math.min(least, 1));
    return [centre - (centre - span[0]) * k, centre + (span[1] - centre) * k];
  }

  return { of, same, whole, within, zoomed };
})();

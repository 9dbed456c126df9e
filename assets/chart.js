/* The chart: Plotly draws it, this keeps it in step with the view and moves it under the hand.

   `figure` is pure and makes the first draw; `create` takes over the drawn graph. While a reader
   drags or zooms, the drawn SVG is only transformed; Plotly redraws when the hand rests. */
(function (timeline) {
  "use strict";

  const FADE = 160; // ms, as in chart.css
  const LEAST_SPAN = 10 * 86400000; // ms: the closest look
  const REST = 140; // ms without a movement until the chart is redrawn
  const SLACK = 6; // px around a mark that still count as the mark

  const LABEL_PX = 13;

  const studios = new WeakMap();

  /* All that a draw needs beside the state: made once for a document, reused while it fits. */
  function studioOf(doc) {
    if (!studios.has(doc)) studios.set(doc, studio(doc));
    return studios.get(doc);
  }

  function studio(doc) {
    const prepared = timeline.frame.prepare(doc);
    let frame = null;
    let frameKey = "";
    let widths = null;
    let widthsKey = "";
    let kept = null; // thresholds of the last mask
    let last = null; // what was drawn last, and for which state and size

    function frameFor(state, size) {
      const ts = doc.themes[state.theme].typeScale;
      const key = [state.theme, ts, size.width, size.height, (state.lanes || []).join("")].join("|");
      if (key !== frameKey) {
        frame = timeline.frame.frame(doc, prepared, state, size);
        frameKey = key;
      }
      return frame;
    }

    function placementFor(state) {
      const { sans } = doc.themes[state.theme];
      if (sans !== widthsKey) {
        widths = timeline.frame.labelWidths(doc, sans, LABEL_PX);
        widthsKey = sans;
        kept = null;
      }
      if (!kept || kept.frame !== frame || !sameMask(kept.mask, state.mask)) {
        const given = {
          prepared: frame.placing, w: widths, mask: Uint8Array.from(state.mask),
          y0: frame.home[0], y1: frame.home[1], floor: frame.floor,
        };
        kept = { frame, mask: given.mask, given: { ...given, thresholds: timeline.labels.thresholds(given) } };
      }
      return kept.given;
    }

    /** @returns {{frame, scene, figure}} what stands where, and the Plotly figure of it */
    function draw(state, size) {
      const theFrame = frameFor(state, size);
      const home = homeOf(doc, theFrame);
      const window = within(state.window || home, home);
      const full = {
        ...state, window, mask: state.mask || prepared.all,
        selected: state.selected ? prepared.index.get(state.selected) ?? -1 : -1,
      };
      const scene = timeline.scene.scene(doc, prepared, theFrame, placementFor(full), full);
      const data = timeline.scene.traces(doc, prepared, theFrame, scene, full);
      last = {
        state: { ...state, mask: state.mask && Uint8Array.from(state.mask) }, size,
        ts: theFrame.ts, frame: theFrame, scene,
        figure: { data, layout: layout(doc, prepared, theFrame, scene, full) },
      };
      return last;
    }

    return { prepared, draw, last: () => last };
  }

  /* Would two states look the same? */
  function sameState(one, other) {
    const masks = one.mask && other.mask ? sameMask(one.mask, other.mask) : !one.mask === !other.mask;
    const list = (value) => (value || []).join();
    return masks && list(one.window) === list(other.window) && list(one.lanes) === list(other.lanes)
      && (one.selected || "") === (other.selected || "") && one.theme === other.theme
      && one.calendar === other.calendar;
  }

  function sameMask(one, other) {
    if (one.length !== other.length) return false;
    for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
    return true;
  }

  function homeOf(doc, frame) {
    return frame.home.map((year) => year * doc.geometry.YEAR_MS);
  }

  /* The window asked for, moved and narrowed until it lies within home. */
  function within(span, home) {
    const whole = home[1] - home[0];
    const least = Math.min(LEAST_SPAN, whole);
    const length = Math.min(whole, Math.max(least, span[1] - span[0]));
    const middle = (span[0] + span[1]) / 2;
    const start = Math.min(home[1] - length, Math.max(home[0], middle - length / 2));
    return [start, start + length];
  }

  function layout(doc, prepared, frame, scene, state) {
    const tokens = doc.themes[state.theme];
    const { ts } = frame;
    const rim = [scene.window[0], scene.window[1]];
    const perMs = frame.plotWidth / (rim[1] - rim[0]);
    const { values, texts } = timeline.axis.ticks(rim, perMs, { typeScale: ts, calendar: state.calendar });
    return {
      width: frame.width, height: frame.height, autosize: false,
      margin: { l: 0, r: 0, t: frame.top, b: 0, pad: 0 },
      paper_bgcolor: tokens.paper, plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: tokens.sans, size: LABEL_PX * ts, color: tokens.ink },
      showlegend: false, hovermode: false, dragmode: false, clickmode: "none",
      barmode: "overlay", bargap: 0,
      xaxis: {
        type: "date", range: rim, fixedrange: true, side: "top", zeroline: false, showline: false,
        domain: [frame.gutter / frame.width, (frame.gutter + frame.plotWidth) / frame.width],
        gridcolor: tokens.hairline, gridwidth: 1, layer: "below traces",
        tickmode: "array", tickvals: values, ticktext: texts, tickangle: 0, ticks: "",
        tickfont: { size: LABEL_PX * ts, color: tokens.muted }, ticklabelstandoff: Math.round(2 * ts),
        automargin: false, ticklabeloverflow: "allow", // else Plotly measures every tick, twice
      },
      yaxis: {
        range: [frame.plotHeight, 0], fixedrange: true, showgrid: false, zeroline: false, showline: false,
        ...laneNames(doc, prepared, frame, scene, tokens),
      },
      shapes: frame.bands.filter(Boolean).filter((_, k) => k % 2 === 0).map((band) => ({
        type: "rect", layer: "below", xref: "paper", yref: "y", x0: 0, x1: 1, y0: band.top, y1: band.bottom,
        fillcolor: tokens.band, line: { width: 0 },
      })),
    };
  }

  /* The names are the ticks of the y axis, which stands free at the left edge and reads rightwards. */
  function laneNames(doc, prepared, frame, scene, tokens) {
    const { escape } = timeline.scene;
    const counts = timeline.scene.waiting(doc, prepared, scene);
    const tickvals = [];
    const ticktext = [];
    frame.bands.forEach((band, lane) => {
      if (!band) return;
      const more = counts[lane] ? `+${counts[lane]}, zoom in` : "";
      const small = `<span style="font-size:${10.5 * frame.ts}px;font-weight:400">${more}</span>`;
      tickvals.push((band.top + band.bottom) / 2);
      ticktext.push(escape(band.name) + (more && !frame.narrow ? `<br>${small}` : ""));
    });
    return {
      anchor: "free", position: frame.inset / frame.width, side: "right", tickmode: "array", tickvals, ticktext, ticks: "",
      tickfont: { size: frame.namePx, color: tokens.muted, weight: 600 },
      ticklabelstandoff: 0, automargin: false, ticklabeloverflow: "allow",
    };
  }

  /**
   * The figure of a state. Pure.
   * @param {Object} doc the page's document
   * @param {{mask: ?Uint8Array, window: ?[number, number], selected: ?string, theme: string,
   *   calendar: string, lanes: ?boolean[]}} state window in ms, home if null
   * @param {{width: number, height: number}} size px at hand
   * @returns {{data: Object[], layout: Object}} for Plotly; layout.height is what the lanes need
   */
  function figure(doc, state, size) {
    return studioOf(doc).draw(state, size).figure;
  }

  /**
   * Take over a drawn graph.
   * @param {HTMLElement} gd Plotly's graph element, drawn from `figure`
   * @param {Object} doc
   * @param {{onSelect: function(string), onWindow: function([number, number], boolean),
   *   onHover: function(?string)}} handlers onWindow gets ms and whether the movement has ended
   */
  function create(gd, doc, handlers) {
    const host = gd.closest("#timeline") || gd.parentElement;
    const works = studioOf(doc);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let now = works.last() || works.draw({ mask: null, window: null, theme: "light", calendar: "ns" }, sizeOf());
    let { state, size } = now;
    let seen = now.scene.window; // what the eye sees; differs from the scene's while it moves
    let resting = 0;
    let waiting = 0; // animation frame
    let asked = null; // the window of the next frame
    let hovered = null;
    const over = overlay(host);
    const mover = timeline.mover(gd);

    function sizeOf() {
      if (!host.clientWidth) return size; // the chart is hidden just now
      return { width: Math.max(240, host.clientWidth), height: Math.max(160, host.clientHeight) };
    }

    const home = () => homeOf(doc, now.frame);

    /**
     * Draw a state; keys left out stay as they were.
     * @returns {Promise} kept when it is shown, fades included
     */
    function draw(change) {
      const before = state;
      state = { ...state, ...change };
      const still = sameState(before, state) && doc.themes[state.theme].typeScale === now.ts;
      if (still && !asked) return Promise.resolve();
      cancel();
      const faded = before.mask !== state.mask;
      return paint().then(() => (faded && !calm.matches
        ? new Promise((done) => { setTimeout(done, FADE); }) : undefined));
    }

    function paint() {
      over.hide();
      now = works.draw(state, size);
      state = now.state;
      seen = now.scene.window;
      mover.reset();
      const drawn = Plotly.react(gd, now.figure.data, now.figure.layout, gd._context);
      return Promise.resolve(drawn).then(() => {
        mover.read(now);
        if (hovered) point(hovered);
      });
    }

    function cancel() {
      clearTimeout(resting);
      cancelAnimationFrame(waiting);
      waiting = 0;
      asked = null;
    }

    /* Show a window by moving what is drawn; redraw when the hand rests. */
    function move(span) {
      asked = within(span, home());
      if (!waiting) waiting = requestAnimationFrame(step);
      clearTimeout(resting);
      resting = setTimeout(settle, REST);
    }

    function step() {
      waiting = 0;
      if (!asked) return;
      seen = asked;
      over.hide();
      mover.show(now, seen, ticksOf(seen));
      handlers.onWindow(seen, false);
    }

    function ticksOf(span) {
      return timeline.axis.ticks(span, now.frame.plotWidth / (span[1] - span[0]), {
        typeScale: now.frame.ts, calendar: state.calendar,
      });
    }

    function settle() {
      const span = asked || seen;
      cancel();
      state = { ...state, window: span };
      return paint().then(() => handlers.onWindow(span, true));
    }

    /** Zoom at once. @param {number} factor > 1 looks closer @param {number} [centre] ms */
    function zoom(factor, centre) {
      const from = asked || seen;
      move(zoomed(from, factor, centre === undefined ? (from[0] + from[1]) / 2 : centre));
      return settle();
    }

    function zoomed(span, factor, centre) {
      const least = LEAST_SPAN / (span[1] - span[0]);
      const k = Math.max(1 / factor, Math.min(least, 1));
      return [centre - (centre - span[0]) * k, centre + (span[1] - centre) * k];
    }

    /** Move by a fraction of the window; later is positive. */
    function pan(fraction) {
      const by = fraction * (seen[1] - seen[0]);
      move([seen[0] + by, seen[1] + by]);
      return settle();
    }

    const msAt = (x) => seen[0] + ((x - now.frame.gutter) / now.frame.plotWidth) * (seen[1] - seen[0]);

    /* The event, link or strip under a point in px of the graph. */
    function under(x, y) {
      return hit(doc, works.prepared, now, x - now.frame.gutter, y - now.frame.top);
    }

    function hoverAt(x, y) {
      const found = waiting || asked ? null : under(x, y);
      const id = found && found.event !== undefined ? doc.columns.id[found.event] : null;
      gd.style.cursor = found ? "pointer" : "";
      if (found && found.link) over.link(doc, now, found.link, x, y);
      else if (found && found.strip !== undefined) over.note(now, `${found.count} more here: zoom in`, x, y);
      if (id === hovered && (id || found)) return;
      if (!found) over.hide();
      if (id !== hovered) {
        hovered = id;
        if (id) point(id);
        handlers.onHover(id);
      }
    }

    /** Point at an event, as hovering it does; null for none. */
    function point(id) {
      hovered = id;
      const i = id ? works.prepared.index.get(id) : undefined;
      if (i === undefined) over.hide();
      else over.event(doc, works.prepared, now, i, state.calendar);
    }

    function clickAt(x, y) {
      const found = under(x, y);
      if (!found) return;
      if (found.event !== undefined) handlers.onSelect(doc.columns.id[found.event]);
      else if (found.strip !== undefined) zoom(3, msAt(x));
      else if (found.link) {
        const i = works.prepared.index.get(state.selected);
        handlers.onSelect(doc.columns.id[found.link.from === i ? found.link.to : found.link.from]);
      }
    }

    timeline.gestures(gd, host, {
      area: () => ({ left: now.frame.gutter, right: now.frame.gutter + now.frame.plotWidth }),
      width: () => now.frame.plotWidth,
      window: () => asked || seen,
      zoomable: () => seen[1] - seen[0] < home()[1] - home()[0] - 1,
      msAt,
      move,
      settle,
      zoomBy: (factor, centre) => move(zoomed(asked || seen, factor, centre)),
      zoom,
      pan,
      home: () => { move(home()); return settle(); },
      hoverAt,
      leave: () => { if (hovered) handlers.onHover(null); hovered = null; over.hide(); },
      clickAt,
      emptyAt: (x, y) => !under(x, y),
    });
    mover.read(now);

    return {
      draw,
      zoom,
      pan,
      hover: point,
      home,
      window: () => seen,
      /** Left and right edge of the plot, px from the left of the graph, and the graph's width. */
      box: () => ({
        left: now.frame.gutter, right: now.frame.gutter + now.frame.plotWidth, width: now.frame.width,
      }),
      /** Ids that pass the filters and overlap the window, drawn or in a strip. */
      visible: () => {
        const { start, end, id } = doc.columns;
        return id.filter((_, i) => (!state.mask || state.mask[i]) && end[i] > seen[0] && start[i] < seen[1]);
      },
      resize: () => {
        const next = sizeOf();
        if (next.width === size.width && next.height === size.height) return Promise.resolve();
        size = next;
        return paint();
      },
    };
  }

  /* What lies at (x, y) px of the plot: a label, a mark or a bar; else an arc; else a strip. */
  function hit(doc, prepared, now, x, y) {
    const { frame, scene } = now;
    if (x < 0 || x > frame.plotWidth) return null;
    const half = frame.pitch / 2;
    let best = null;
    let near = Infinity;
    const offer = (i, distance) => {
      if (distance < near) {
        near = distance;
        best = { event: i };
      }
    };
    for (const i of scene.marks) {
      if (Math.abs(frame.rowY(i) - y) > half) continue;
      const r = prepared.r[i] * frame.ts;
      const mark = Math.abs(scene.x(prepared.m[i]) - x) - r;
      if (mark <= SLACK) offer(i, Math.max(0, mark));
      const [left, right] = [scene.x(prepared.x0[i]), scene.x(prepared.x1[i])];
      if (x >= left && x <= right) offer(i, SLACK / 2);
    }
    for (const label of scene.labels) {
      if (Math.abs(frame.rowY(label.i) - y) <= half && x >= label.left && x <= label.right) offer(label.i, 0.5);
    }
    if (best) return best;
    for (const { link, points } of timeline.scene.curves(doc, prepared, frame, scene)) {
      if (points.some(([px, py]) => Math.hypot(px - x, py - y) < SLACK + 2)) return { link };
    }
    return hitStrip(prepared, now, x, y);
  }

  function hitStrip(prepared, { frame, scene }, x, y) {
    const lane = frame.bands.findIndex((band, k) => (
      band && frame.strips[k] && y >= band.bottom - frame.stripHeight - 4 && y <= band.bottom));
    if (lane < 0) return null;
    const reach = 12 * frame.ts;
    const count = scene.strip.filter((i) => (
      prepared.lane[i] === lane && Math.abs(scene.x(prepared.m[i]) - x) < reach)).length;
    return count ? { strip: lane, count } : null;
  }

  /* The ring and the slip of paper that point at an event; HTML, so that hovering redraws nothing. */
  function overlay(host) {
    const ring = document.createElement("div");
    const slip = document.createElement("div");
    ring.className = "chart-ring";
    slip.className = "chart-slip";
    for (const element of [ring, slip]) {
      element.hidden = true;
      element.setAttribute("aria-hidden", "true");
      host.append(element);
    }

    function write(title, words) {
      slip.replaceChildren();
      const strong = document.createElement("strong");
      strong.textContent = title;
      slip.append(strong);
      if (words) {
        const span = document.createElement("span");
        span.textContent = words;
        slip.append(span);
      }
      slip.hidden = false;
    }

    /* Beside a point, on the side that has room, within the host. */
    function place(now, x, y, away) {
      const { width, height } = now.frame;
      const w = slip.offsetWidth;
      const h = slip.offsetHeight;
      const left = x + away + w <= width ? x + away : Math.max(0, x - away - w);
      slip.style.left = `${Math.max(0, Math.min(left, width - w))}px`;
      slip.style.top = `${Math.max(0, Math.min(y - h / 2, height - h))}px`;
    }

    return {
      hide() {
        ring.hidden = true;
        slip.hidden = true;
      },
      event(doc, prepared, now, i, calendar) {
        const { frame, scene } = now;
        const at = scene.x(prepared.m[i]);
        const y = frame.top + frame.rowY(i);
        if (!frame.bands[prepared.lane[i]] || scene.x(prepared.x1[i]) < 0 || scene.x(prepared.x0[i]) > frame.plotWidth) {
          this.hide();
          return;
        }
        const x = frame.gutter + Math.min(frame.plotWidth, Math.max(0, at));
        const d = 2 * (prepared.r[i] + 4) * frame.ts;
        ring.hidden = at < 0 || at > frame.plotWidth;
        Object.assign(ring.style, { left: `${x - d / 2}px`, top: `${y - d / 2}px`, width: `${d}px`, height: `${d}px` });
        write(doc.columns.title[i], (calendar === "os" ? doc.columns.wordsOs : doc.columns.words)[i]);
        place(now, x, y, d / 2 + 3);
      },
      link(doc, now, link, x, y) {
        ring.hidden = true;
        const claim = link.claims[0];
        const said = claim ? `“${claim.exact}” (${doc.sources[claim.source].label})` : "";
        write(`${doc.columns.label[link.from]} → ${doc.columns.label[link.to]}: ${link.contested ? "contested" : link.relation}`, said);
        place(now, x, y, 14);
      },
      note(now, text, x, y) {
        ring.hidden = true;
        write(text, "");
        place(now, x, y, 14);
      },
    };
  }

  /**
   * The sign of a kind, as in the chart.
   * @param {Object} kind of the document: {shape, hue}
   * @param {Object} doc
   * @param {number} [size] px
   * @returns {SVGElement} in the colour of the kind, by CSS variable
   */
  function glyph(kind, doc, size = 14) {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    const path = document.createElementNS(ns, "path");
    const { path: d, stroke } = doc.glyphs[kind.shape];
    const put = (element, attributes) => Object.entries(attributes)
      .forEach(([name, value]) => element.setAttribute(name, value));
    put(svg, {
      class: "glyph", width: size, height: size, viewBox: "-8 -8 16 16", "aria-hidden": "true",
      focusable: "false", style: `color: var(--hue-${kind.hue})`,
    });
    put(path, stroke
      ? { d, fill: "none", stroke: "currentColor", "stroke-width": stroke }
      : { d, fill: "currentColor" });
    svg.append(path);
    return svg;
  }

  timeline.chart = { figure, create, glyph, within };
})((window.timeline = window.timeline || {}));

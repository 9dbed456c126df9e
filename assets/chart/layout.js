/* Plotly's layout of a scene: axes, bands, the names of the lanes. Pure. */
parts.layout = (() => {
  const LABEL_PX = 13;
  const MORE_PX = 10.5; // of the count under a lane's name, at type scale 1
  const LINE = 1.25; // height of a line, in ems
  const ZOOM = 80; // px of the zoom buttons, as in page/page.css
  const BLANK = "\u00a0"; // keeps a count's place while there is nothing to count

  /**
   * @param {Doc} doc
   * @param {Prepared} prepared of `parts.frame.prepare`
   * @param {Frame} frame of `parts.frame.frame`
   * @param {Scene} scene of `parts.visible.scene`
   * @param {{theme: string, calendar: string, still?: ?boolean, phone: boolean}} state phone: the
   *   zoom buttons stand below the chart
   * @returns {Object} for Plotly
   */
  function layout(doc, prepared, frame, scene, state) {
    const tokens = doc.themes[state.theme];
    const { ts } = frame;
    /** @type {Span} */
    const rim = [scene.window[0], scene.window[1]];
    const perMs = frame.plotWidth / (rim[1] - rim[0]);
    const { values, texts } = parts.ticks.ticks(rim, perMs, {
      typeScale: ts,
      calendar: state.calendar,
    });
    const words = texts.map((text, k) =>
      fits(frame, state, (values[k] - rim[0]) * perMs, text, tokens) ? text : "",
    );
    return {
      width: frame.width,
      height: frame.height,
      autosize: false,
      margin: { l: 0, r: 0, t: frame.top, b: 0, pad: 0 },
      paper_bgcolor: tokens.paper,
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: tokens.sans, size: LABEL_PX * ts, color: tokens.ink },
      showlegend: false,
      hovermode: false,
      dragmode: false,
      clickmode: "none",
      barmode: "overlay",
      bargap: 0,
      xaxis: {
        type: "date",
        range: rim,
        fixedrange: true,
        side: "top",
        zeroline: false,
        showline: false,
        domain: [frame.gutter / frame.width, (frame.gutter + frame.plotWidth) / frame.width],
        gridcolor: tokens.hairline,
        gridwidth: 1,
        layer: "below traces",
        tickmode: "array",
        tickvals: values,
        ticktext: words,
        tickangle: 0,
        ticks: "",
        tickfont: { size: LABEL_PX * ts, color: tokens.muted },
        ticklabelstandoff: Math.round(2 * ts),
        automargin: false,
        ticklabeloverflow: "allow", // else Plotly measures every tick, twice
      },
      yaxis: {
        range: [frame.plotHeight, 0],
        fixedrange: true,
        showgrid: false,
        zeroline: false,
        showline: false,
        ...laneNames(doc, prepared, frame, scene, state, tokens),
      },
      shapes: frame.bands
        .filter((band) => band !== null)
        .filter((_, k) => k % 2 === 0)
        .map((band) => ({
          type: "rect",
          layer: "below",
          xref: "paper",
          yref: "y",
          x0: 0,
          x1: 1,
          y0: band.top,
          y1: band.bottom,
          fillcolor: tokens.band,
          line: { width: 0 },
        })),
    };
  }

  /**
   * Do the words of a tick stand whole in the graph, and clear of the zoom buttons in its corner?
   * @param {Frame} frame @param {{still?: ?boolean, phone: boolean}} state @param {number} x px
   * @param {string} text @param {Theme} tokens
   */
  function fits(frame, state, x, text, tokens) {
    const half = parts.frame.textWidth(text, LABEL_PX * frame.ts, 400, tokens.sans) / 2;
    const buttons = frame.brief || !(frame.only || state.still || state.phone); // the stage has none
    const taken = buttons ? ZOOM * frame.ts : 0;
    return frame.gutter + x + half <= frame.width && frame.gutter + x - half >= taken;
  }

  /**
   * The names are the ticks of the y axis, which stands free at the left edge and reads rightwards.
   * The count of what waits in a lane's strip is a tick of its own: it changes, the name stays.
   * @param {Doc} doc @param {Prepared} prepared @param {Frame} frame @param {Scene} scene
   * @param {{theme: string}} state @param {Theme} tokens
   */
  function laneNames(doc, prepared, frame, scene, state, tokens) {
    const { escaped } = parts.markup;
    const counts = parts.visible.waiting(doc, prepared, scene);
    // where there is no room for them, and on a screen for a whole room, counts are left out
    const counted = !frame.narrow && state.theme !== "projector";
    /** @type {number[]} */
    const tickvals = [];
    /** @type {string[]} */
    const ticktext = [];
    frame.bands.forEach((band, lane) => {
      if (!band) return;
      const middle = (band.top + band.bottom) / 2;
      const half = counted && frame.strips[lane] ? (LINE * frame.namePx) / 2 : 0;
      tickvals.push(middle - half);
      ticktext.push(escaped(band.name));
      if (!half) return;
      tickvals.push(middle + half);
      ticktext.push(
        `<span style="font-size:${MORE_PX * frame.ts}px;font-weight:400">${moreWords(
          counts[lane],
        )}</span>`,
      );
    });
    return {
      anchor: "free",
      position: frame.inset / frame.width,
      side: "right",
      tickmode: "array",
      tickvals,
      ticktext,
      ticks: "",
      tickfont: { size: frame.namePx, color: tokens.muted, weight: 600 },
      ticklabelstandoff: 0,
      automargin: false,
      ticklabeloverflow: "allow",
    };
  }

  /** "zoom in" is said only where zooming will show at least one of them. @param {{all: number, byZooming: number}} count */
  function moreWords({ all, byZooming }) {
    if (!all) return BLANK;
    return byZooming ? `+${all}, zoom in` : `+${all}`;
  }

  return { layout };
})();

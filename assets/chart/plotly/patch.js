/* A change of the filters, or of the event chosen, written straight into the SVG that Plotly has drawn.

   A redraw by Plotly takes some 30 to 60 ms, half of it for axes that a filter does not touch. Here
   the marks, bars and labels of the next figure are matched to the nodes drawn, by event; what is
   gone is taken out, what is new is copied from a sheet on which Plotly drew one of each look.
   Node by node the result is what Plotly makes of that figure, so that its next drawing changes no
   pixel; where something cannot be matched nothing is changed, and Plotly draws. */
parts.patch = (() => {
  const { ROLES, TEXTS, indexOf, outlineOf, textOf } = parts.names;

  const round = (/** @type {number} */ px) => Math.round(px * 100) / 100; // as Plotly writes lengths

  /** @param {Figure} figure @param {string} role */
  const traceOf = (figure, role) =>
    /** @type {Trace} */ (figure.data.find((trace) => trace.uid === role));

  /** What a copy takes over from its model; the rest is written by `dress`. @param {string} role @param {Trace} trace @param {number} k */
  function lookOf(role, { marker }, k) {
    if (role === "marks") return `marks|${marker.symbol[k]}|${marker.size[k]}|${marker.color[k]}`;
    return role === "ends" ? `ends|${marker.color[k]}` : TEXTS.includes(role) ? "labels" : role;
  }

  /**
   * @param {Graph} gd Plotly's graph element
   * @param {object} config that it is drawn with
   */
  function swift(gd, config) {
    /** @typedef {{group: Element | undefined, nodes: Map<string, Element>}} Role */
    /** @typedef {Role & {role: string, trace: Trace, found: {key: string, node: Element, k: number, fresh: boolean}[]}} Plan */

    /** @type {?Map<string, Role>} */
    let drawn = null; // role -> {group, nodes: Map(key -> node)}
    /** @type {Map<string, Element>} */
    let spares = new Map(); // role and key -> a node taken out, as good as new
    /** @type {?{frame: Frame, window: Span}} */
    let known = null; // frame and window that the spares are right for
    /** @type {Set<Element>} */
    const fading = new Set(); // nodes that are seen to fade
    /** @type {Map<string, Element>} */
    let models = new Map(); // look -> node: what is copied for an event that comes

    /** Look up what Plotly has drawn of `now`. @param {Drawn} now */
    function read(now) {
      if (!known || known.frame !== now.frame || known.window.join() !== now.scene.window.join()) {
        known = { frame: now.frame, window: now.scene.window };
        spares = new Map();
      }
      /** @type {Map<string, Role>} */
      const roles = new Map();
      const groups = parts.names.groups(gd);
      for (const role of ROLES) {
        const trace = traceOf(now.figure, role);
        const keys = keysOf(trace);
        const group = groups.get(role);
        /** @type {Map<string, Element>} */
        const nodes = new Map();
        for (const node of group ? group.children : []) {
          nodes.set(keys[indexOf(node)], node);
        }
        roles.set(role, { group, nodes });
      }
      return roles;
    }

    /** A key for each point: the event, counted where it has several. @param {Trace} trace @returns {string[]} */
    function keysOf(trace) {
      const times = new Map();
      return (trace.customdata || []).map((/** @type {string} */ id) => {
        const n = times.get(id) || 0;
        times.set(id, n + 1);
        return `${id}|${n}`;
      });
    }

    /**
     * The nodes of a role in the next figure, in order; null if one of them cannot be had.
     * @param {string} role @param {Role} drawn of it @param {Drawn} next
     * @returns {?Plan}
     */
    function nodesFor(role, { group, nodes }, next) {
      const trace = traceOf(next.figure, role);
      const found = [];
      const keys = keysOf(trace);
      for (let k = 0; k < keys.length; k += 1) {
        const key = keys[k];
        let node = nodes.get(key);
        const fresh = !node;
        if (fresh) {
          // one that was put aside is dressed by its model too: it may have been learnt of another theme
          const model = models.get(lookOf(role, trace, k));
          node =
            model && (spares.get(role + key) || /** @type {Element} */ (model.cloneNode(true)));
        }
        if (!node || !group) return null;
        found.push({ key, node, k, fresh });
      }
      return { role, trace, group, nodes, found };
    }

    /**
     * Let Plotly draw one of each look, out of sight, to copy from.
     * @param {Figure} figure in which every look is drawn
     */
    function learn(figure) {
      const sheet = document.createElement("div");
      sheet.className = "chart-sheet";
      document.body.append(sheet);
      Promise.resolve(Plotly.newPlot(sheet, figure.data, figure.layout, config)).then((drawing) => {
        /** @type {Map<string, Element>} */
        const nodes = new Map();
        const hatchings = parts.dom.svg("defs", { class: "chart-hatchings" });
        for (const [role, group] of parts.names.groups(drawing)) {
          const trace = traceOf(figure, role);
          for (const node of group.children) nodes.set(lookOf(role, trace, indexOf(node)), node);
        }
        for (const [look, node] of nodes) {
          // one that cannot be copied is left to Plotly
          if (look.startsWith("ends") && !keepHatching(drawing, hatchings, outlineOf(node)))
            nodes.delete(look);
        }
        gd.querySelector(".chart-hatchings")?.remove();
        parts.names.canvas(gd)?.append(hatchings);
        models = nodes;
        spares = new Map();
        Plotly.purge(sheet);
        sheet.remove();
      });
    }

    /**
     * Plotly numbers its hatchings anew with every drawing; those of the copies must last.
     * @param {Element} sheet @param {Element} hatchings that last @param {SVGPathElement} outline of a bar
     */
    function keepHatching(sheet, hatchings, outline) {
      const own = outline && parts.names.hatchingOf(sheet, outline);
      if (!own) return false;
      const hatching = /** @type {Element} */ (own.cloneNode(true));
      hatching.id = `${own.id}-kept`;
      hatchings.append(hatching);
      outline.style.fill = `url(#${hatching.id})`;
      return true;
    }

    /** @param {Plan} plan @param {Drawn} now */
    function place({ role, trace, group, nodes, found }, now) {
      if (!group) return;
      const left = new Map(nodes);
      /** @type {?Element} */
      let at = nodes.values().next().value || null;
      nodes.clear();
      for (const { key, node, k, fresh } of found) {
        dress[role](node, trace, k, now, fresh);
        left.delete(key);
        spares.delete(role + key);
        nodes.set(key, node);
      }
      for (const [key, node] of left) {
        if (node === at) at = node.nextElementSibling;
        node.remove();
        spares.set(role + key, node);
      }
      for (const { node } of found) {
        while (at && at.parentNode !== group) at = at.nextElementSibling;
        if (node === at) at = node.nextElementSibling;
        else group.insertBefore(node, at);
      }
    }

    /** @param {Drawn} now @param {Ms} ms */
    const xOf = ({ frame, scene }, ms) =>
      round(((ms - scene.window[0]) / (scene.window[1] - scene.window[0])) * frame.plotWidth);

    /**
     * Alone by a filter: Plotly's own redraws give a node to another event. On the node itself, since
     * a class of the graph would have all of them styled anew.
     * @param {SVGElement} node @param {number} opacity
     */
    function fade(node, opacity) {
      if (node.style.opacity === String(opacity)) return;
      node.classList.add("fades");
      fading.add(node);
      node.style.opacity = String(opacity);
    }

    /** @param {SVGElement} node @param {number} weight */
    function embolden(node, weight) {
      if (node.style.fontWeight !== String(weight)) node.style.fontWeight = String(weight);
    }

    /** @param {Element} node @param {string} name @param {string | number} value */
    function put(node, name, value) {
      if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
    }

    /** Where Plotly puts a bar: on whole pixels, and never thinner than one. @param {Trace} trace @param {number} k @param {Drawn} now */
    function barPath(trace, k, now) {
      const visible = (/** @type {number} */ v, /** @type {number} */ from) =>
        Math.abs(v - from) >= 2 ? Math.round(v) : v > from ? Math.ceil(v) : Math.floor(v);
      const [from, to] = [xOf(now, trace.base[k]), xOf(now, trace.base[k] + trace.x[k])];
      const [top, foot] = [-1, 1].map((side) => round(trace.y[k] + (side * trace.width[k]) / 2));
      const x0 = visible(from, to);
      const y0 = visible(top, foot);
      return `M${x0},${y0}V${visible(foot, y0)}H${visible(to, x0)}V${y0}Z`;
    }

    /** @type {Record<string, (node: Element, trace: Trace, k: number, now: Drawn, fresh: boolean) => void>} */
    const dress = {
      marks(node, trace, k, now, fresh) {
        if (fresh)
          put(node, "transform", `translate(${xOf(now, trace.x[k])},${round(trace.y[k])})`);
        fade(/** @type {SVGElement} */ (node), trace.marker.opacity[k]);
      },
      spans(node, trace, k, now, fresh) {
        const path = outlineOf(node);
        if (fresh) put(path, "d", barPath(trace, k, now));
        fade(path, trace.marker.opacity[k]);
        if (fresh) path.style.fill = trace.marker.color[k];
      },
      ends(node, trace, k, now, fresh) {
        const path = outlineOf(node);
        if (fresh) put(path, "d", barPath(trace, k, now));
        fade(path, trace.marker.opacity[k]);
        const model = fresh && models.get(lookOf("ends", trace, k));
        if (model) path.style.fill = outlineOf(model).style.fill;
      },
      labels(node, trace, k, now, fresh) {
        const text = textOf(node);
        const font = trace.textfont;
        put(text, "x", xOf(now, trace.x[k]));
        put(text, "y", round(trace.y[k]));
        put(text, "text-anchor", trace.textposition[k] === "middle left" ? "end" : "start");
        if (!fresh) return;
        put(text, "data-unformatted", trace.text[k]);
        text.textContent = parts.markup.unescaped(trace.text[k]);
        embolden(text, font.weight[k]);
        text.style.fill = typeof font.color === "string" ? font.color : font.color[k];
      },
      emphasis: (...given) => dress.labels(...given),
    };

    /** The outline of the strips, as Plotly writes it. @param {Element} outline @param {Drawn} now */
    function drawStrip(outline, now) {
      const trace = traceOf(now.figure, "strip");
      let path = "";
      let started = false;
      trace.x.forEach((/** @type {?Ms} */ ms, /** @type {number} */ k) => {
        if (ms === null) {
          path += "Z";
          started = false;
          return;
        }
        path += `${started ? "L" : "M"}${xOf(now, ms)},${round(trace.y[k])}`;
        started = true;
      });
      put(outline, "d", path);
    }

    /** The counts under the lanes' names. @param {Drawn} now */
    function drawCounts(now) {
      const { tickvals, ticktext } = now.figure.layout.yaxis;
      for (const tick of parts.names.laneTicks(gd)) {
        const words = parts.names.wordsOf(tick);
        const k = tickvals.indexOf(parts.names.tickAt(tick));
        const text = />([^<]*)</.exec(ticktext[k])?.[1];
        if (!words || text === undefined) continue;
        if (words.textContent !== text) words.textContent = text;
      }
    }

    return {
      /**
       * Show a figure that differs from the present one by its filters and the event chosen alone.
       * @param {Drawn} now
       * @param {Drawn} next what is to be drawn
       * @returns {boolean} whether it is shown; if not, nothing was changed
       */
      show(now, next) {
        const roles = drawn || read(now);
        drawn = roles;
        const plans = [...roles]
          .map(([role, of]) => nodesFor(role, of, next))
          .filter((plan) => plan !== null);
        const strip = parts.names.strip(gd);
        if (plans.length < ROLES.length || !strip) return false;
        for (const plan of plans) place(plan, next);
        drawStrip(strip, next);
        drawCounts(next);
        return true;
      },
      learn,
      /** What was learnt holds no longer: another theme, another size of type. */
      unlearn() {
        models = new Map();
        spares = new Map();
      },
      /** Plotly draws: what was looked up holds no longer, and nothing fades. */
      forget() {
        drawn = null;
        for (const node of fading) node.classList.remove("fades");
        fading.clear();
      },
    };
  }

  return swift;
})();

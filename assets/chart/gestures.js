/* Wheel, drag and pinch on the chart, as changes of the window. Nothing here draws. */
parts.gestures = (() => {
  const CLICK = 4; // px a pointer may stray and still click
  const WHEEL = 0.0022; // zoom a px of wheel
  const LINE = 16; // px of a wheel's "line"
  const DOUBLE = 320; // ms between the two taps of a double one

  /**
   * Listen on a chart.
   * @param {Graph} gd the graph
   * @param {HTMLElement} host the element that takes the focus
   * @param {GestureChart} chart
   */
  function gestures(gd, host, chart) {
    const framed = window.self !== window.top;
    /** @typedef {{x: number, y: number}} Point px of the graph */
    /** @typedef {{pinch: true, moved: true, window: Span, gap: number, centre: Ms}} Pinch */
    /** @typedef {{pinch?: undefined, from: Point, window: Span, moved: boolean, drag: boolean}} Drag */

    /** @type {Map<number, Point>} */
    const pointers = new Map();
    /** @type {?(Pinch | Drag)} */
    let grip = null; // a drag or pinch under way
    let tapped = 0;

    if (!host.hasAttribute("tabindex")) host.tabIndex = 0;

    const at = (/** @type {MouseEvent} */ event) => {
      const box = gd.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const inPlot = (/** @type {Point} */ { x }) =>
      x >= chart.area().left && x <= chart.area().right;
    const hasFocus = () => host.contains(document.activeElement);

    // Plotly's own drag layer hears nothing: chart/chart.css takes it out of the pointer's reach.
    gd.addEventListener(
      "wheel",
      (event) => {
        const here = at(event);
        if (framed || !(event.ctrlKey || event.metaKey || hasFocus()) || !inPlot(here)) return;
        const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? LINE * 20 : 1;
        const across = event.shiftKey ? event.deltaY : event.deltaX;
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          if (!chart.zoomable()) return;
          event.preventDefault();
          slide(-across * unit);
          return;
        }
        // at home there is nothing further out: let the page scroll
        if (event.deltaY > 0 && !chart.zoomable() && !event.ctrlKey) return;
        event.preventDefault();
        // a trackpad's pinch arrives as a wheel with Ctrl and small steps
        const gain = event.ctrlKey && Math.abs(event.deltaY) < 30 && !event.deltaMode ? 5 : 1;
        const by = Math.max(-240, Math.min(240, event.deltaY * unit * gain));
        chart.zoomBy(Math.exp(-by * WHEEL), chart.msAt(here.x));
      },
      { passive: false },
    );

    /** @param {number} px */
    function slide(px) {
      const [a, b] = chart.window();
      const by = (-px / chart.width()) * (b - a);
      chart.move([a + by, b + by]);
    }

    gd.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button !== 0) return;
      pointers.set(event.pointerId, at(event));
      if (pointers.size > 2) return;
      grip =
        pointers.size === 2
          ? pinchFrom()
          : {
              from: at(event),
              window: chart.window(),
              moved: false,
              drag: inPlot(at(event)),
            };
      if (event.pointerType === "mouse") host.focus({ preventScroll: true });
    });

    /** @returns {Pinch} */
    function pinchFrom() {
      const [one, two] = [...pointers.values()];
      return {
        pinch: true,
        moved: true,
        window: chart.window(),
        gap: Math.max(20, Math.abs(one.x - two.x)),
        centre: chart.msAt((one.x + two.x) / 2),
      };
    }

    gd.addEventListener("pointermove", (event) => {
      const here = at(event);
      if (!pointers.has(event.pointerId)) {
        if (event.pointerType === "mouse") chart.hoverAt(here.x, here.y);
        return;
      }
      pointers.set(event.pointerId, here);
      if (!grip) return;
      if (grip.pinch) pinch(grip);
      else drag(event, here, grip);
    });

    /** @param {PointerEvent} event @param {Point} here @param {Drag} held */
    function drag(event, here, held) {
      const dx = here.x - held.from.x;
      if (!held.moved) {
        if (!held.drag || Math.hypot(dx, here.y - held.from.y) < CLICK) return;
        held.moved = true;
        gd.setPointerCapture(event.pointerId);
        gd.classList.add("dragging");
      }
      const [a, b] = held.window;
      const by = (-dx / chart.width()) * (b - a);
      chart.move([a + by, b + by]);
    }

    /** The moments under the two fingers stay under them. @param {Pinch} held */
    function pinch(held) {
      const [one, two] = [...pointers.values()];
      const k = held.gap / Math.max(20, Math.abs(one.x - two.x));
      const length = (held.window[1] - held.window[0]) * k;
      const share = ((one.x + two.x) / 2 - chart.area().left) / chart.width();
      chart.move([held.centre - share * length, held.centre + (1 - share) * length]);
    }

    /** @param {PointerEvent} event */
    function release(event) {
      if (!pointers.delete(event.pointerId) || !grip) return;
      const held = grip;
      grip = null;
      gd.classList.remove("dragging");
      if (held.moved) {
        if (pointers.size === 0) chart.settle();
        return;
      }
      if (event.type === "pointercancel") return;
      const here = at(event);
      const twice = event.timeStamp - tapped < DOUBLE;
      tapped = twice ? 0 : event.timeStamp;
      if (twice && chart.emptyAt(here.x, here.y)) chart.home();
      else chart.clickAt(here.x, here.y);
    }
    gd.addEventListener("pointerup", release);
    gd.addEventListener("pointercancel", release);
    gd.addEventListener("pointerleave", (event) => {
      if (!gd.hasPointerCapture(event.pointerId)) {
        pointers.delete(event.pointerId);
        chart.leave();
      }
    });
  }

  return gestures;
})();

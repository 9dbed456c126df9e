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
   * @param {Object} chart what to do; see `parts.chart.create`
   */
  function gestures(gd, host, chart) {
    const framed = window.self !== window.top;
    const pointers = new Map();
    let grip = null; // a drag or pinch under way
    let tapped = 0;

    if (!host.hasAttribute("tabindex")) host.tabIndex = 0;

    const at = (event) => {
      const box = gd.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const inPlot = ({ x }) => x >= chart.area().left && x <= chart.area().right;
    const hasFocus = () => host.contains(document.activeElement);

    // Plotly's own drag layer hears nothing: chart/chart.css takes it out of the pointer's reach.
    gd.addEventListener("wheel", (event) => {
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
    }, { passive: false });

    function slide(px) {
      const [a, b] = chart.window();
      const by = (-px / chart.width()) * (b - a);
      chart.move([a + by, b + by]);
    }

    gd.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button !== 0) return;
      pointers.set(event.pointerId, at(event));
      if (pointers.size > 2) return;
      grip = pointers.size === 2 ? pinchFrom() : {
        from: at(event), window: chart.window(), moved: false, drag: inPlot(at(event)),
      };
      if (event.pointerType === "mouse") host.focus({ preventScroll: true });
    });

    function pinchFrom() {
      const [one, two] = [...pointers.values()];
      return {
        pinch: true, moved: true, window: chart.window(),
        gap: Math.max(20, Math.abs(one.x - two.x)), centre: chart.msAt((one.x + two.x) / 2),
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
      if (grip.pinch) pinch();
      else drag(event, here);
    });

    function drag(event, here) {
      const dx = here.x - grip.from.x;
      if (!grip.moved) {
        if (!grip.drag || Math.hypot(dx, here.y - grip.from.y) < CLICK) return;
        grip.moved = true;
        gd.setPointerCapture(event.pointerId);
        gd.classList.add("dragging");
      }
      const [a, b] = grip.window;
      const by = (-dx / chart.width()) * (b - a);
      chart.move([a + by, b + by]);
    }

    /* The moments under the two fingers stay under them. */
    function pinch() {
      const [one, two] = [...pointers.values()];
      const k = grip.gap / Math.max(20, Math.abs(one.x - two.x));
      const length = (grip.window[1] - grip.window[0]) * k;
      const share = ((one.x + two.x) / 2 - chart.area().left) / chart.width();
      chart.move([grip.centre - share * length, grip.centre + (1 - share) * length]);
    }

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

/* Put into a page before its own scripts: it notes when the chart is painted. */
(() => {
  "use strict";
  const { marks, ready, chart, seen } = window.probed; // selectors; see App in pages.py
  const QUIET = 100; // ms without a change in the chart: the answer stands
  const LIMIT = 20000; // ms

  const probe = { painted: null };
  // After the frame that shows what has changed: a message is handled when the frame is painted.
  const afterPaint = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });

  const there = (selector) => Boolean(document.querySelector(selector || "*"));
  const visible = (selector) =>
    [...document.querySelectorAll(selector)].some((node) => node.getBoundingClientRect().width);

  /** Promises the ms from asking for the page until something is painted. */
  const when = (is) => new Promise((resolve) => {
    (function look() {
      if (!is()) requestAnimationFrame(look);
      else afterPaint(() => resolve(performance.now()));
    })();
  });

  /** Until the first marks are and, where the page says so itself, it answers. */
  probe.drawn = when(() => there(marks) && there(ready));
  /** Until the chart is seen, be it a picture of it. */
  probe.seen = seen ? when(() => visible(seen)) : probe.drawn;

  /** From the next event of this type: `probe.painted` promises the ms until what is there rests. */
  probe.watch = (type, where = chart) => {
    probe.painted = new Promise((resolve, reject) => {
      let began = null;
      let painted = null;
      let quiet = 0;
      const places = document.querySelectorAll(where);
      const observer = new MutationObserver(() => {
        if (began === null) return;
        afterPaint(() => {
          painted = performance.now();
          clearTimeout(quiet);
          quiet = setTimeout(finish, QUIET);
        });
      });
      const limit = setTimeout(() => {
        observer.disconnect();
        reject(new Error(`nothing was painted after '${type}'`));
      }, LIMIT);
      function finish() {
        clearTimeout(limit);
        observer.disconnect();
        resolve(painted - began);
      }
      for (const place of places) {
        observer.observe(place, {
          subtree: true, childList: true, attributes: true, characterData: true,
        });
      }
      addEventListener(type, (event) => { began = event.timeStamp; }, { capture: true, once: true });
    });
    probe.painted.catch(() => {}); // the caller sees it when it asks
  };

  let frames = null;
  probe.startFrames = () => {
    frames = [];
    let last = performance.now();
    const counted = frames;
    requestAnimationFrame(function next(now) {
      if (frames !== counted) return;
      counted.push(now - last);
      last = now;
      requestAnimationFrame(next);
    });
  };
  /** The times between frames since `startFrames`, ms. */
  probe.frames = () => {
    const counted = frames;
    frames = null;
    return counted.slice(1);
  };

  window.probe = probe;
})();

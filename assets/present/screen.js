/* The screen of a presentation: full where that is allowed, and awake. */
parts.screen = (() => {
  /**
   * @param {function(): void} onEsc the browser has ended the full screen, as it does by Esc
   * @returns `fill()`, `toggle()`, `free()`
   */
  function create(onEsc) {
    let active = false;
    let asked = false; // the full screen is ours
    /** @type {?Promise<void>} */
    let ending = null; // a promise, while we end it
    /** @type {?WakeLockSentinel} */
    let lock = null; // keeps the screen from sleeping

    /** Take the screen: awake, and full if a reader's act has just asked for it. @param {boolean} full */
    function fill(full) {
      active = true;
      stayAwake();
      if (full) ask();
    }

    /* In a frame without leave, and on a telephone, the stage fills what there is. */
    function ask() {
      if (ending) {
        ending.then(() => active && ask());
        return;
      }
      if (!document.fullscreenEnabled || document.fullscreenElement) return;
      asked = true;
      document.documentElement.requestFullscreen().then(
        () => {
          if (!active) {
            end();
            return;
          }
          // Esc comes to us first, to close what lies over a step; held down it is still the browser's
          const { keyboard } = /** @type {*} */ (navigator);
          keyboard?.lock?.(["Escape"]).catch(() => {});
        },
        () => {
          asked = false;
        },
      );
    }

    /* It has ended when its event has come, with the next frame, and not when nothing is full. */
    function end() {
      const frame = () => new Promise(requestAnimationFrame);
      ending =
        ending ||
        document
          .exitFullscreen()
          .catch(() => {})
          .then(frame)
          .then(() => {
            ending = null;
          });
    }

    function toggle() {
      if (document.fullscreenElement && !ending) end();
      else ask();
    }

    /** Give the screen back. */
    function free() {
      active = false;
      if (lock) lock.release();
      if (document.fullscreenElement && asked) end();
    }

    document.addEventListener("fullscreenchange", () => {
      if (document.fullscreenElement) return;
      const lost = asked && !ending;
      asked = false;
      if (active && lost) onEsc();
    });

    function stayAwake() {
      // in a frame without leave the asking itself would be a complaint on the console
      const may =
        /** @type {*} */ (document).featurePolicy?.allowsFeature("screen-wake-lock") ??
        window.self === window.top;
      if (!active || lock || !may || !navigator.wakeLock || document.hidden) return;
      navigator.wakeLock.request("screen").then(
        (held) => {
          if (!active) return held.release();
          lock = held;
          // the browser lets go of it when another tab is shown
          return held.addEventListener("release", () => {
            lock = null;
          });
        },
        () => {},
      );
    }

    document.addEventListener("visibilitychange", stayAwake);
    return { fill, toggle, free };
  }

  return { create };
})();

/* The quiet notice that the server is gone, in a page that Python serves: such a page is marked
   with the address of the script that asks. A published copy has no mark and asks nobody. */
parts.online = (() => {
  /* A notice is promised within 3 s, of the server's end and of its return. The worst case is a
     pulled cable just after an answer: EVERY + PATIENCE. The return is seen after one LONG. */
  const EVERY = 1500; // ms from asking to asking
  const LONG = 2500; // the same, once the server has been gone for a while
  const PATIENCE = 1000; // ms to an answer
  const A_WHILE = 20; // askings without one
  const WORDS = "No connection to the server. Everything on this page goes on working.";

  /**
   * How long to wait from one asking to the next.
   * @param {number} failures askings without an answer until now
   * @returns {number} ms
   */
  const pause = (failures) => (failures < A_WHILE ? EVERY : LONG);

  /** @param {Worker} asker */
  function watch(asker) {
    const notice = parts.dom.el("p", { id: "offline", role: "status", "aria-live": "polite" });
    const address = new URL("healthz", document.baseURI).href;
    let asked = 0; // counts up; only the answer to the last asking counts
    let failures = 0;
    let timer = 0;
    document.body.append(notice); // empty: a screen reader tells what changes in what is there

    function ask() {
      clearTimeout(timer);
      if (document.hidden) return;
      asked += 1;
      asker.postMessage({ id: asked, address, patience: PATIENCE });
      timer = setTimeout(ask, pause(failures));
    }

    asker.addEventListener(
      "message",
      (/** @type {MessageEvent<{id: number, up: boolean}>} */ { data: { id, up } }) => {
        if (id !== asked) return;
        failures = up ? 0 : failures + 1;
        const words = up ? "" : WORDS;
        if (notice.textContent !== words) notice.textContent = words;
      },
    );
    for (const name of ["online", "offline"]) addEventListener(name, ask);
    document.addEventListener("visibilitychange", ask);
    ask();
  }

  function start() {
    const { served } = document.documentElement.dataset;
    if (!served) return;
    try {
      watch(new Worker(served));
    } catch {
      // a sandboxed frame may start no worker: the page works as well without the notice
    }
  }

  start();
  return { pause, EVERY, LONG, PATIENCE };
})();

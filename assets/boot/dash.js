/* Dash joins a page that is alive: its scripts wait in a template until the page is usable and has
   time, and its callbacks know the page as the component `timeline` (timeline/server/dash_app.py).
   The page never needs it: where it does not come, it is asked for once more, and that is all. */
parts.dash = (() => {
  const AGAIN = 10000; // ms until what did not come is asked for once more
  const REST = 150; // ms without a change until callbacks are told the view
  const ASKED = ["_dash-layout", "_dash-dependencies"]; // what Dash asks for when it starts

  let living = /** @type {Living} */ ({}); // the page, once Dash may come

  /**
   * Have Dash come, where it is served. Call it when the page is usable.
   * @param {Living} page
   */
  function join(page) {
    living = page;
    const waiting = /** @type {?HTMLTemplateElement} */ (document.getElementById("late-dash"));
    if (!waiting) return;
    const left = [...waiting.content.querySelectorAll("script")];
    parts.dom.idle(() =>
      begin(left).catch(() => setTimeout(() => begin(left).catch(() => {}), AGAIN)),
    );
  }

  /** One script after another, since each needs those before; the last starts Dash. @param {HTMLScriptElement[]} left */
  async function begin(left) {
    while (left.length > 1) {
      await run(left[0]);
      left.shift();
    }
    const { requests_pathname_prefix: prefix } = JSON.parse(
      parts.dom.byId("_dash-config").textContent || "",
    );
    const answers = await Promise.all(ASKED.map((name) => fetch(prefix + name)));
    if (!answers.every(({ ok }) => ok)) throw new Error("Dash is not there");
    for (const script of left.splice(0)) await run(script);
  }

  /** @param {HTMLScriptElement} waiting */
  function run(waiting) {
    const script = document.createElement("script");
    for (const { name, value } of waiting.attributes) script.setAttribute(name, value);
    script.textContent = waiting.textContent;
    return parts.dom.run(script);
  }

  /* The component: it draws nothing, tells what the page shows, and shows what callbacks set. */
  function TimelineView(/** @type {BridgeProps} */ { view, event, visible, setProps }) {
    const { useEffect, useLayoutEffect, useRef } = window.React;
    const held = useRef(/** @type {Record<string, unknown>} */ ({ view, event, visible })).current; // what Dash has of each property
    const answered = useRef(/** @type {Record<string, unknown>} */ ({})).current; // what was told in answer to a callback, until the page changes
    const page = window.timeline;

    /** @returns {Record<string, unknown>} */
    const now = () => ({ view: page.view(), event: living.event(), visible: page.visible() });

    /** Tell what Dash does not have. @param {Record<string, unknown>} of */
    function tell(of) {
      const changed = Object.entries(of).filter(
        ([key, value]) => String(value) !== String(held[key]),
      );
      Object.assign(held, of);
      if (changed.length) setProps(Object.fromEntries(changed));
    }

    /**
     * What was set may not be what is shown (a lane that is not there): callbacks are told, and only
     * once, since one that sets the same again would be told for ever.
     * @param {string} key
     */
    function answer(key) {
      const shown = now()[key];
      if (shown === answered[key]) return;
      answered[key] = shown;
      tell({ [key]: shown });
    }

    /**
     * A property that a callback has set is shown; what is no text, as nothing returned, is not.
     * @param {string} key
     * @param {unknown} value
     * @param {Living["obey"]} show
     */
    function hear(key, value, show) {
      if (value === held[key]) return;
      const before = held[key];
      held[key] = value;
      if (typeof value !== "string") {
        console.warn(
          `timeline: a callback set ${key} to ${JSON.stringify(value)}, which is no text; it is passed over`,
        );
        answer(key);
      } else show(value, before).then(() => answer(key));
    }

    /* With each drawing, since Dash does not draw for what is told: a callback may set what stood here
       when it was last drawn. In the same moment, before the page can tell more. Nobody has set what
       stands here at first, so this comes before the page is told of. */
    useLayoutEffect(() => {
      hear("view", view, living.obey);
      hear("event", event, living.choose);
    });
    useEffect(() => {
      let waiting = 0;
      const later = () => {
        for (const key of Object.keys(answered)) delete answered[key];
        clearTimeout(waiting);
        waiting = setTimeout(() => tell(now()), REST);
      };
      tell(now());
      const end = page.on("view", later);
      document.documentElement.dataset.dash = ""; // for tests, and for styles of a developer's own
      return () => {
        clearTimeout(waiting);
        end();
      };
    }, []);

    return null;
  }

  window.timeline_page = { TimelineView };

  return { join };
})();

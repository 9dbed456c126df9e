/* Dash's controls: what they report asks the page's controller for a new view and returns nothing;
   and they are set to the view that another part of the page has made. */
(function (timeline) {
  "use strict";
  const page = () => timeline.page;
  const registry = (window.dash_clientside = window.dash_clientside || {});
  const IDS = { q: "search", view: "view-switch", theme: "theme-switch", calendar: "calendar-switch" };
  const shown = { q: "", view: "chart", theme: "light", calendar: "ns" }; // by the controls

  /* A callback without an output still returns: Dash warns of undefined. */
  const ask = (change) => (...values) => {
    if (page().ready()) change(...values);
    return registry.no_update;
  };

  registry.timeline = {
    figure: () => page().firstFigure(),
    search: ask((value) => page().change({ q: value || "" })),
    show: ask((value) => page().change({ view: value })),
    date: ask((value) => page().change({ calendar: value })),
    dress: ask((value) => page().change({ theme: value })),
    clear: ask(() => page().clear()),
    disputed: ask(() => page().toggleDisputed()),
    zoomIn: ask(() => page().zoom(1.6)),
    zoomOut: ask(() => page().zoom(1 / 1.6)),
    zoomHome: ask(() => page().zoomHome()),
    openFilter: ask((opened, id) => page().filterOpened(id.replace("filter-", ""), opened)),
  };

  timeline.controls = {
    /** Set them to a view. */
    set(view) {
      for (const [key, id] of Object.entries(IDS)) {
        if (shown[key] === view[key]) continue;
        shown[key] = view[key];
        registry.set_props(id, { value: view[key] });
      }
    },
    /** Close the list of a filter. */
    unlist: (key) => registry.set_props(`filter-${key}`, { opened: false }),
    /** They have reported: they need not be set to that. */
    heard(partial) {
      for (const key of Object.keys(IDS)) if (key in partial) shown[key] = partial[key];
    },
  };
})((window.timeline = window.timeline || {}));

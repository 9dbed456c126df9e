/* What Dash's controls report; each asks the page's controller for a new view and returns nothing. */
(function () {
  "use strict";
  const page = () => window.timeline.page;
  const registry = (window.dash_clientside = window.dash_clientside || {});

  /* A callback without an output still returns: Dash warns of undefined. */
  const ask = (change) => (...values) => {
    if (page().ready()) change(...values);
    return window.dash_clientside.no_update;
  };

  registry.timeline = {
    figure: () => page().firstFigure(),
    search: ask((value) => page().change({ q: value || "" })),
    show: ask((value) => page().change({ view: value }, { push: true })),
    date: ask((value) => page().change({ calendar: value })),
    dress: ask((value) => page().change({ theme: value })),
    clear: ask(() => page().clear()),
    disputed: ask(() => page().toggleDisputed()),
    zoomIn: ask(() => page().zoom(1.6)),
    zoomOut: ask(() => page().zoom(1 / 1.6)),
    zoomHome: ask(() => page().zoomHome()),
    openFilter: ask((opened, id) => page().filterOpened(id.replace("filter-", ""), opened)),
  };
})();

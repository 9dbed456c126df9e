/* vis-timeline as its documentation begins: items and groups in data sets, a view that filters. */
window.peer = (() => {
  let doc;
  let view;
  let mask = null;
  return {
    draw(host, doc_, tell) {
      doc = doc_;
      const items = new vis.DataSet(doc.events.map((event, i) => ({
        id: i, group: event.lane, content: document.createTextNode(event.label).data,
        start: event.start, ...(event.span ? { end: event.end } : { type: "box" }),
      })));
      view = new vis.DataView(items, { filter: ({ id }) => !mask || Boolean(mask[id]) });
      const groups = new vis.DataSet(doc.lanes.map((content, id) => ({ id, content })));
      return new Promise((done) => {
        const timeline = new vis.Timeline(host, view, groups, {
          start: doc.frame[0], end: doc.frame[1], maxHeight: 640, verticalScroll: true,
          zoomKey: "ctrlKey", orientation: "top",
          onInitialDrawComplete: done,
        });
        timeline.on("select", ({ items: [i] }) => i !== undefined && tell(i));
      });
    },
    show(mask_) {
      mask = mask_;
      view.refresh();
    },
    mark(at) {
      const drawn = [...document.querySelectorAll(".vis-item .vis-item-content")]
        .map((node) => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return [node, (left + right) / 2, (top + bottom) / 2];
        })
        .filter(([node, x, y]) => node.contains(document.elementFromPoint(x, y)));
      return drawn[Math.floor(((at + 1) * drawn.length) / 8) % drawn.length].slice(1);
    },
  };
})();

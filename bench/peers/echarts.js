/* ECharts: one custom series, a bar or a disc with its label for each event, in the rows of
   `doc.events[i].row`, as its example of a Gantt chart draws them. */
window.peer = (() => {
  const HEIGHT = 18;
  let chart;
  let doc;
  const item = (i) => {
    const { start, end, row, label } = doc.events[i];
    return { value: [start, row, end, i], name: label };
  };

  const renderItem = (params, api) => {
    const event = doc.events[api.value(3)];
    const [left, y] = api.coord([api.value(0), api.value(1)]);
    const [right] = api.coord([api.value(2), api.value(1)]);
    const { x: plot, width } = params.coordSys;
    const from = Math.max(left, plot);
    const to = Math.min(right, plot + width);
    if (to < plot || from > plot + width) return undefined;
    const style = { fill: event.span ? "#8fa8c8" : "#a33" };
    const children = [event.span && to - from > 6
      ? { type: "rect", shape: { x: from, y: y - HEIGHT / 2, width: to - from, height: HEIGHT - 4 },
          style }
      : { type: "circle", shape: { cx: from, cy: y, r: 4 }, style }];
    children.push({ type: "text", style: {
      text: event.label, x: from + 7, y: y - 6, fontSize: 12, fill: "#222",
      width: 110, overflow: "truncate" } });
    return { type: "group", children };
  };

  return {
    draw(host, doc_, tell, painted) {
      doc = doc_;
      chart = window.echarts.init(host, null, { renderer: "canvas" });
      const rows = Math.max(...doc.events.map(({ row }) => row)) + 1;
      chart.on("click", ({ value }) => tell(value[3]));
      return new Promise((done) => {
        chart.on("finished", () => {
          painted();
          done();
        });
        chart.setOption({
          animation: false,
          grid: { left: 90, right: 12, top: 10, bottom: 30 },
          xAxis: { type: "time", min: doc.frame[0], max: doc.frame[1] },
          yAxis: { type: "value", min: -0.5, max: rows - 0.5, inverse: true, show: false },
          dataZoom: [{ type: "inside", filterMode: "none" }],
          series: [{ type: "custom", renderItem, encode: { x: [0, 2], y: 1 },
            data: doc.events.map((_, i) => item(i)), progressive: 0, clip: true }],
        });
      });
    },
    show(mask) {
      const data = [];
      for (let i = 0; i < mask.length; i += 1) if (mask[i]) data.push(item(i));
      chart.setOption({ series: [{ data }] });
    },
    mark(at) {
      const inSight = doc.events.filter(({ row }) => row < 30);
      const { start, row } = inSight[Math.floor(((at + 1) * inSight.length) / 8) % inSight.length];
      const [x, y] = chart.convertToPixel({ gridIndex: 0 }, [start, row]);
      const box = chart.getDom().getBoundingClientRect();
      return [box.left + x + 2, box.top + y - 2]; // within a bar too
    },
  };
})();

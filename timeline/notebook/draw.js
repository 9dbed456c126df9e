/* Unpacks plotly.js, which most of this page's weight is, and draws the one figure. */
(function () {
  "use strict";
  const read = (id) => document.getElementById(id).textContent;
  const bytes = Uint8Array.from(atob(read("plotly")), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  new Response(inflated).blob().then((code) => {
    const script = document.createElement("script");
    script.src = URL.createObjectURL(code);
    script.onload = () => {
      const { data, layout, config } = JSON.parse(read("figure"));
      window.Plotly.newPlot("chart", data, layout, config);
    };
    document.body.append(script);
  });
})();

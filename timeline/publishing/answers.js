/* Answers what Dash's renderer asks its server for when it starts, out of the page itself.

   A host of static files cannot: the two addresses have no ending, so that it would not call
   them JSON, which the renderer insists on. */
(function () {
  "use strict";
  const answers = JSON.parse(document.getElementById("dash-answers").textContent);
  const outside = window.fetch;
  window.fetch = function (resource, options) {
    const address = typeof resource === "string" ? resource : resource.url;
    const name = String(address).split(/[?#]/)[0].split("/").pop();
    if (!Object.hasOwn(answers, name)) return outside.call(window, resource, options);
    const headers = { "Content-Type": "application/json" };
    return Promise.resolve(new Response(JSON.stringify(answers[name]), { headers }));
  };
})();

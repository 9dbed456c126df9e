/* Asks whether the server answers. Runs as a worker, because a browser writes each failed request
   on the console of whoever made it: on the page's, in a lesson without a network, every second. */
self.onmessage = ({ data: { id, address, patience } }) => {
  const signal = AbortSignal.timeout(patience);
  fetch(address, { method: "HEAD", cache: "no-store", signal }).then(
    // any answer is a connection, a refusal too; these are of a proxy before a server that is gone
    ({ status }) => postMessage({ id, up: ![502, 503, 504].includes(status) }),
    () => postMessage({ id, up: false }),
  );
};

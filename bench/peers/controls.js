/* What the peers share: the events, a search, a filter of lanes, and a place where the event that was
   clicked is told. A peer is `window.peer`: `draw(host, doc, tell, painted)` draws all events once,
   `show(mask)` those that pass, `mark(at)` gives the middle of the at-th of eight marks in sight. */
(async () => {
  const doc = await (await fetch("/data.json")).json();
  const { events, lanes } = doc;
  const text = events.map((event) => `${event.title} ${event.text}`.toLowerCase());
  const search = document.getElementById("search");
  const boxes = lanes.map((lane, k) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: k });
    label.append(box, lane);
    document.getElementById("lanes").append(label);
    return box;
  });
  let count = 0;
  const painted = () => {
    document.documentElement.dataset.painted = String((count += 1));
  };
  const tell = (i) => {
    const { title, date, text: words } = events[i];
    const parts = [["h2", title], ["p", date], ["p", words]].map(([tag, told]) =>
      Object.assign(document.createElement(tag), { textContent: told }));
    document.getElementById("told").replaceChildren(...parts);
  };
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = new Set(boxes.filter((box) => box.checked).map((box) => Number(box.value)));
    window.peer.show(Uint8Array.from(events, (event, i) => Number(
      (!chosen.size || chosen.has(event.lane)) && words.every((word) => text[i].includes(word)))));
  };
  search.addEventListener("input", show);
  for (const box of boxes) box.addEventListener("change", show);
  await window.peer.draw(document.getElementById("chart"), doc, tell, painted);
  document.documentElement.dataset.ready = "";
})();

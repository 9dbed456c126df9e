/* The widget of a notebook: the page in a frame, and what it tells as traits of a model.

   `timelineFrame` stands before it in the same module. */
async function inflated(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

async function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.title = model.get("_title");
  frame.setAttribute("sandbox", model.get("_sandbox"));
  frame.setAttribute("allow", model.get("_allow"));
  frame.style.cssText = "display: block; width: 100%; border: 0";
  const now = () => ({ view: model.get("view"), event: model.get("event") });
  const grow = () => { frame.style.height = `${model.get("height")}px`; };
  const talk = timelineFrame.talk(frame, { view: model.get("_begun"), event: "" }, (news) => {
    for (const [key, value] of Object.entries(news)) model.set(key, value);
    model.save_changes();
  });
  const want = () => talk.want(now());
  // both may change in one step: what is wanted is asked for once both are there
  const later = () => queueMicrotask(want);
  model.on("change:view", later);
  model.on("change:event", later);
  model.on("change:height", grow);
  grow();
  want(); // shown a second time, it shows what the first came to
  el.append(frame);
  frame.srcdoc = await inflated(model.get("_page"));
  return () => {
    talk.end();
    model.off("change:view", later);
    model.off("change:event", later);
    model.off("change:height", grow);
  };
}

export default { render };

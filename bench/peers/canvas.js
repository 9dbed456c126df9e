/* A canvas drawn by hand, the least that does it: bars, discs and labels in their rows, drawn anew as
   a whole for each frame of a drag. */
window.peer = (() => {
  const [GUTTER, TOP, PITCH, HEIGHT, WIDTH] = [90, 24, 18, 14, 110];
  let doc;
  let host;
  let mask = null;
  let painted;
  let span;
  let due = 0;
  const x = (ms) =>
    GUTTER + ((ms - span[0]) / (span[1] - span[0])) * (host.clientWidth - GUTTER);

  function paint() {
    due = 0;
    const canvas = host.firstElementChild;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    ctx.clearRect(0, 0, host.clientWidth, host.clientHeight);
    ctx.font = "12px sans-serif";
    ctx.textBaseline = "middle";
    doc.events.forEach((event, i) => {
      if (mask && !mask[i]) return;
      const y = TOP + event.row * PITCH;
      const [left, right] = [x(event.start), x(event.end)];
      if (y > host.clientHeight || right < GUTTER - WIDTH || left > host.clientWidth) return;
      ctx.fillStyle = event.span ? "#8fa8c8" : "#a33";
      if (event.span && right - left > 6) ctx.fillRect(left, y - HEIGHT / 2, right - left, HEIGHT);
      else {
        ctx.beginPath();
        ctx.arc(left, y, 4, 0, 7);
        ctx.fill();
      }
      ctx.fillStyle = "#222";
      ctx.fillText(event.short, left + 7, y);
    });
    painted();
  }
  const redraw = () => {
    due = due || requestAnimationFrame(paint);
  };

  function hands(canvas, tell) {
    let from = null;
    canvas.addEventListener("pointerdown", (event) => {
      from = { at: event.clientX, span, moved: false };
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const by = ((event.clientX - from.at) / (host.clientWidth - GUTTER)) * (span[1] - span[0]);
      from.moved = from.moved || Math.abs(event.clientX - from.at) > 3;
      span = [from.span[0] - by, from.span[1] - by];
      redraw();
    });
    addEventListener("pointerup", (event) => {
      if (from && !from.moved) {
        const box = canvas.getBoundingClientRect();
        const [px, py] = [event.clientX - box.left, event.clientY - box.top];
        const hit = doc.events.findIndex((one, i) => (!mask || mask[i])
          && Math.abs(TOP + one.row * PITCH - py) < HEIGHT / 2
          && px > x(one.start) - 5 && px < Math.max(x(one.end), x(one.start) + 5));
        if (hit >= 0) tell(hit);
      }
      from = null;
    });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const middle = span[0] + ((event.offsetX - GUTTER) / (host.clientWidth - GUTTER)) * (span[1] - span[0]);
      const by = 1.2 ** Math.sign(event.deltaY);
      span = span.map((ms) => middle + (ms - middle) * by);
      redraw();
    }, { passive: false });
  }

  return {
    draw(host_, doc_, tell, painted_) {
      [host, doc, painted, span] = [host_, doc_, painted_, doc_.frame];
      const canvas = document.createElement("canvas");
      canvas.width = host.clientWidth * devicePixelRatio;
      canvas.height = host.clientHeight * devicePixelRatio;
      canvas.style.cssText = "width: 100%; height: 100%";
      host.append(canvas);
      hands(canvas, tell);
      paint();
    },
    show(mask_) {
      mask = mask_;
      redraw();
    },
    mark(at) {
      const inSight = doc.events.filter(({ row }) => row < 30);
      const { start, row } = inSight[Math.floor(((at + 1) * inSight.length) / 8) % inSight.length];
      const box = host.getBoundingClientRect();
      return [box.left + x(start) + 2, box.top + TOP + row * PITCH];
    },
  };
})();

/* What lies under a point of the chart. Pure: it asks the scene, not the document. */
parts.hit = (() => {
  const SLACK = 6; // px around a mark that still count as the mark

  /**
   * What lies at (x, y) px of the plot: a label, a mark or a bar; else an arc; else a strip.
   * @param {Doc} doc
   * @param {Prepared} prepared
   * @param {{frame: Frame, scene: Scene}} now what is drawn
   * @param {number} x
   * @param {number} y
   * @returns {?Hit}
   */
  function hit(doc, prepared, now, x, y) {
    const { frame, scene } = now;
    if (x < 0 || x > frame.plotWidth) return null;
    const half = frame.pitch / 2;
    let best = null;
    let near = Infinity;
    const offer = (/** @type {number} */ i, /** @type {number} */ distance) => {
      if (distance < near) {
        near = distance;
        best = { event: i };
      }
    };
    for (const i of scene.marks) {
      if (Math.abs(frame.rowY(i) - y) > half) continue;
      const r = prepared.r[i] * frame.ts;
      const mark = Math.abs(scene.x(prepared.m[i]) - x) - r;
      if (mark <= SLACK) offer(i, Math.max(0, mark));
      const [left, right] = [scene.x(prepared.x0[i]), scene.x(prepared.x1[i])];
      if (x >= left && x <= right) offer(i, SLACK / 2);
    }
    for (const label of scene.labels) {
      if (Math.abs(frame.rowY(label.i) - y) <= half && x >= label.left && x <= label.right)
        offer(label.i, 0.5);
    }
    if (best) return best;
    for (const { link, points } of parts.visible.curves(doc, prepared, frame, scene)) {
      if (points.some(([px, py]) => Math.hypot(px - x, py - y) < SLACK + 2)) return { link };
    }
    return hitStrip(prepared, now, x, y);
  }

  /** @param {Prepared} prepared @param {{frame: Frame, scene: Scene}} now @param {number} x @param {number} y */
  function hitStrip(prepared, { frame, scene }, x, y) {
    const lane = frame.bands.findIndex(
      (band, k) =>
        band && frame.strips[k] && y >= band.bottom - frame.stripHeight - 4 && y <= band.bottom,
    );
    if (lane < 0) return null;
    const reach = 12 * frame.ts;
    const here = (/** @type {number[]} */ some) =>
      some.filter((i) => prepared.lane[i] === lane && Math.abs(scene.x(prepared.m[i]) - x) < reach)
        .length;
    const count = here(scene.strip);
    return count ? { strip: lane, count, byZooming: count - here(scene.hopeless) } : null;
  }

  return hit;
})();

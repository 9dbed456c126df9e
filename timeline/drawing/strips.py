"""How dense the events are that have no mark of their own: a stepped outline in each lane."""

from __future__ import annotations

import numpy as np

from timeline.drawing.measures import BIN, LEAST_BIN
from timeline.drawing.scene import Scene
from timeline.placing.labels import STRIP_HEIGHT

Outline = list[tuple[float, float]]


def outlines(scene: Scene) -> list[Outline]:
    """The outlines of the strips, each closed along its foot; px of the plot."""
    frame = scene.frame
    step = BIN * frame.type_scale
    count = int(np.ceil(frame.plot_width / step))
    density = np.zeros((len(frame.bands), count + 1))
    lanes = scene.table["lane_order"].to_numpy(dtype=np.int64)
    for i in scene.shown.strip:
        at = int(scene.px(scene.at("mark_ms", i)) // step)
        if 0 <= at < count:
            density[lanes[i], at] += 1
    most = max(1.0, float(density.max(initial=0)))
    full = STRIP_HEIGHT * frame.type_scale
    found: list[Outline] = []
    for lane, band in enumerate(frame.bands):
        if band is None:
            continue
        foot = band.bottom - 2
        for at in np.flatnonzero(density[lane]).tolist():
            top = foot - max(LEAST_BIN, full * float(np.sqrt(density[lane, at] / most)))
            if at == 0 or not density[lane, at - 1]:
                found.append([(at * step, foot)])
            found[-1] += [(at * step, top), ((at + 1) * step, top)]
            if not density[lane, at + 1]:
                found[-1].append(((at + 1) * step, foot))
    return found

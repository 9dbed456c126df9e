"""How large and how strong each part of the chart is drawn, px at type scale 1.

`assets/chart/traces.js` has the same for the browser.
"""

from __future__ import annotations

from typing import Final

BAR_SHARE: Final = 0.62  # height of a bar as a share of a label's
WHISKER: Final = 2.0  # thickness of the line of a vague moment
BAR_OPACITY: Final = 0.34
SOFT_OPACITY: Final = 0.6  # of the hatched part of a bar
WHISKER_OPACITY: Final = 0.55
FADED: Final = 0.13  # of a mark that is filtered out
HATCH: Final = 5.0  # a hatching's size; its strokes lie √2 times as far apart
HATCH_SHARE: Final = 0.28  # of that size is a stroke's width
BIN: Final = 4.0  # a step of the density strip
STRIP_OPACITY: Final = 0.75
LEAST_BIN: Final = 3.0  # the height of a step in which one event stands, at least
LOWER: Final = 1.1  # a label's line below the middle of its row: the eye centres the letters
ERA_PX: Final = 11.5
ERA_TINTS: Final = (0.038, 0.018)  # of ink, by turns
MORE_PX: Final = 10.5  # the count of what waits in a strip
HALO: Final = {"labels": 1.5, "emphasis": 3.0}  # paper about a label's letters
RING: Final = 4.5  # between a mark's edge and the ring of the selected event
RING_STROKE: Final = 2.0
ARC_STROKE: Final = 1.4
ARC_DASH: Final = (5.0, 4.0)
ARROW: Final = 8.0  # size of an arrow's head

"""Where plotly.js draws what the tests look at: classes and fields that it does not promise.

The twin of `assets/chart/plotly/names.js`, and the one place of the tests that knows them.
Selectors are for `Page.locator` and, in a script, for `querySelector`; `script` puts them there.
"""

from __future__ import annotations

from typing import Final

GRAPH: Final = ".js-plotly-plot"
CANVAS: Final = ".main-svg"
MARKS: Final = ".tracemarks path.point"
BARS: Final = ".barlayer .point path"
SIGNS: Final = ".scatterlayer path.point"
"""Marks, and what else a trace of points draws."""
_WORDS: Final = "text:not([data-unformatted='\u00a0'])"  # a blank one only keeps its group alive
LABELS: Final = f".tracelabels {_WORDS}"
CHOSEN_LABEL: Final = f".traceemphasis {_WORDS}"
NAMES: Final = f".textpoint {_WORDS}"
"""All words in the plot: labels, the chosen one's too, and the names of eras."""
RING: Final = ".chosen-ring path"
ARROWS: Final = ".chosen-arcs .arc"
STRIP: Final = ".js-fill"
TICKS: Final = ".xtick text"
LANES: Final = ".ytick"
OVER: Final = ".nsewdrag"
"""What lies over the plot."""

CHART: Final = f"#timeline {GRAPH}"
RANGE: Final = f"document.querySelector('{CHART}')._fullLayout.xaxis.range"
"""The window that Plotly has drawn, ms, as an expression of the browser's."""
WIDTH: Final = f"document.querySelector('{CHART}')._fullLayout.width"
PLOT: Final = """graph => {
  const { _offset: left, _length: width } = graph._fullLayout.xaxis;
  return { left, width };
}"""
"""Where the plot stands in its graph, px."""
MARK_OF: Final = f"""(graph, id) => {{
  const k = graph.data.find((trace) => trace.uid === "marks").customdata.indexOf(id);
  return graph.querySelectorAll("{MARKS}")[k];
}}"""
"""The mark of an event."""


def script(text: str) -> str:
    """A script in which `@MARKS@` and the like stand for what is above."""
    for name, value in globals().items():
        if name.isupper():
            text = text.replace(f"@{name}@", str(value))
    return text

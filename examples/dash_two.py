"""Two timelines in one Dash app: what is chosen in the first is told, and shown by the second.

python examples/dash_two.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from dash import Dash, Input, Output, html

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # where this project is not installed

import timeline  # noqa: E402
from timeline.dash import TimelineView  # noqa: E402

t = timeline.load(ROOT / "data" / "events.yaml")
app = Dash()
app.layout = html.Main(
    [
        html.P(id="said"),
        TimelineView(id="whole", timeline=t, view="lane=germany,britain", height=560),
        TimelineView(id="dark", timeline=t, view="mode=embed&theme=dark", height=360),
    ]
)


@app.callback(
    Output("said", "children"),
    Output("dark", "view"),
    Input("whole", "view"),
    Input("whole", "visible"),
)
def follow(view: str, visible: list[str]) -> tuple[str, str]:
    """Tell how many events are in sight, and show the same ones in the dark."""
    return f"{len(visible)} events in sight: {view}", f"{view}&mode=embed&theme=dark"


if __name__ == "__main__":
    app.run()

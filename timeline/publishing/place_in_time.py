"""Where an event stands in the time of its timeline, as a small drawing in its page."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from timeline.drawing.ticks import ticks

HEIGHT: Final = 52
_LINE: Final = 34
_ROOM: Final = 300.0  # px: the narrowest screen decides how many years are named


def strip(document: dict[str, Any], i: int) -> str:
    """An SVG as wide as its place; lengths along it are per cent, so that type keeps its size.

    It holds the frame, the eras, the events that arrows join to this one, and this one.
    """
    low, high = map(float, document["timeline"]["frame"])
    columns = document["columns"]

    def at(ms: float) -> float:
        return min(max((ms - low) / (high - low), 0.0), 1.0) * 98 + 1

    eras = [
        f'<rect class="era" x="{at(era["start"]):.2f}%" y="14" '
        f'width="{at(era["end"]) - at(era["start"]):.2f}%" height="{_LINE - 14}">'
        f"<title>{escape(era['title'])}</title></rect>"
        for era in document["eras"]
    ]
    moments, words = ticks((low, high), _ROOM)
    years = [
        f'<line class="year" x1="{at(ms):.2f}%" x2="{at(ms):.2f}%" y1="{_LINE}" y2="{_LINE + 4}"/>'
        f'<text x="{at(ms):.2f}%" y="{HEIGHT - 4}">{escape(word)}</text>'
        for ms, word in zip(moments, words, strict=True)
        if 4 < at(ms) < 96
    ]
    joined = sorted(
        {
            link["to"] if link["from"] == i else link["from"]
            for link in document["links"]
            if i in (link["from"], link["to"])
        }
    )
    others = [
        f'<line class="joined" x1="{at(columns["mark"][n]):.2f}%" '
        f'x2="{at(columns["mark"][n]):.2f}%" y1="{_LINE - 9}" y2="{_LINE}">'
        f"<title>{escape(columns['title'][n])}</title></line>"
        for n in joined
    ]
    start, end, mark = (at(columns[key][i]) for key in ("start", "end", "mark"))
    here = (
        f'<rect class="here" x="{start:.2f}%" y="{_LINE - 5}" '
        f'width="{max(end - start, 0.1):.2f}%" height="5"/>'
        f'<line class="here" x1="{mark:.2f}%" x2="{mark:.2f}%" y1="8" y2="{_LINE}"/>'
    )
    label = escape(f"{columns['words'][i]}, between {words[0]} and {words[-1]}" if words else "")
    return (
        f'<svg class="strip" width="100%" height="{HEIGHT}" role="img" aria-label="{label}">'
        f"{''.join(eras)}"
        f'<line class="base" x1="0" x2="100%" y1="{_LINE}" y2="{_LINE}"/>'
        f"{''.join(years)}{''.join(others)}{here}</svg>"
    )

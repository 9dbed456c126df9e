"""What cases of whole timelines need on both sides: the timelines, and letters of one width.

A case file's `given.timelines` are files of the program written as JSON, which YAML reads. Where
a timeline says `crowd: n`, n events a year apart are added, as nobody would read them written out.
Python measures text by a table and the browser by its fonts; in these cases every character is
half as wide as its type is high, so that both sides have the same numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from timeline.drawing import frame
from timeline.drawing.theme import LABEL_PX
from timeline.model import Timeline
from timeline.page.document import build_document
from timeline.placing.geometry import Floats
from timeline.prepared import prepare
from timeline.reading.load import read

CASES: Final = Path(__file__).parent / "cases"
_EM: Final = 0.5  # of the type's height: a character's width

# in the page: what a canvas measures
MEASURE: Final = f"""() => {{
    CanvasRenderingContext2D.prototype.measureText = function (text) {{
        return {{ width: {_EM} * parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * text.length }};
    }};
}}"""


def timelines(file: str) -> dict[str, Timeline]:
    """The timelines of a case file, by name."""
    given = json.loads((CASES / file).read_text("utf-8"))["given"]["timelines"]
    return {name: _read(dict(written)) for name, written in given.items()}


def _read(written: dict[str, Any]) -> Timeline:
    crowd = [
        {"id": f"e{n}", "title": "One of many", "date": str(1905 + n % 30)}
        for n in range(written.pop("crowd", 0))
    ]
    written["events"] = [*written.get("events", []), *crowd]
    return read(json.dumps(written).encode(), "case.yaml")


def documents(file: str) -> dict[str, dict[str, Any]]:
    """The same as the browser reads them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "text_widths", even_widths)
        return {name: build_document(prepare(t)) for name, t in timelines(file).items()}


def even_widths(texts: Iterable[str], _bold: Sequence[bool]) -> Floats:
    """In place of `text_widths`: px at the type size of labels."""
    return np.array([_EM * LABEL_PX * len(text) for text in texts], dtype=np.float64)


def label_widths(labels: Iterable[str]) -> Floats:
    """What the browser takes for a label's width, a quarter of a pixel being its unit."""
    return np.ceil(even_widths(labels, ()) * 4 + 2) / 4

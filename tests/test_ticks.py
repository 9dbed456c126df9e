"""Ticks of the time axis: the shared cases in Python (the browser's: browser/cases.test.js)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from timeline.drawing.ticks import DAY_MS, ticks
from timeline.views.query import edge_ms

CASES = json.loads((Path(__file__).parent / "cases" / "ticks.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["ticks"], ids=lambda case: case["name"])
def test_ticks_are_those_of_the_shared_cases(case: dict[str, Any]) -> None:
    given = case["in"]
    values, words = ticks(
        (edge_ms(given["from"])[0], edge_ms(given["to"])[1]),
        given["width"],
        type_scale=given["typeScale"],
        calendar=given["calendar"],
    )
    assert [[ms / DAY_MS for ms in values], words] == case["out"]

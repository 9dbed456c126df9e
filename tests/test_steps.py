"""Which steps of a tour are shown, as which number, asking what: the shared cases in Python."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from drawn_cases import CASES, timelines
from ready import seen

from timeline.errors import ViewError
from timeline.slides.story import tell
from timeline.telling.tour_steps import drawn

STEPS = json.loads((CASES / "steps.json").read_text("utf-8"))["steps"]
TIMELINES = timelines("steps.json")


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case["name"])
def test_a_deck_tells_the_steps_that_the_stage_shows(case: dict[str, Any]) -> None:
    t, tour = TIMELINES[case["in"]["timeline"]], case["in"]["tour"]
    if not case["out"]:
        assert tour not in {one.id for one in drawn(t)}
        with pytest.raises(ViewError):
            tell(seen(t), tour, "", "")
        return
    cards = tell(seen(t), tour, "https://school.example/", "").cards
    found = []
    for card in cards:
        step = parse_qs(urlsplit(card.address).query).get("step", ["1"])
        found.append([int(step[0]), card.event.id, card.say, card.question])
    assert found == case["out"]

"""The page in the letters of other machines: what is measured there is drawn there."""

from __future__ import annotations

from pathlib import Path

import pytest
from letters import SETS, chromium_in
from playwright.sync_api import Browser
from serving import Site, apply
from test_drawn_labels import MEASURE
from test_embed import lanes

VIEWS = ("", "lane=germany&event=german-october", "from=1917&to=1924&theme=projector")


@pytest.mark.parametrize("name", SETS)
def test_names_stand_whole_and_apart_in_other_letters(
    browser: Browser, site: Site, tmp_path: Path, name: str
) -> None:
    with chromium_in(name, browser, tmp_path) as other:
        page = other.new_page(viewport={"width": 320, "height": 240})
        site.open(page, "mode=embed")
        assert lanes(page) == [lane.short for lane in site.timeline.lanes]
        faults = {}
        for width, height in ((390, 700), (1280, 800)):
            page.set_viewport_size({"width": width, "height": height})
            for query in VIEWS:
                apply(page, query)
                drawn = page.evaluate(MEASURE)
                if drawn["faults"]:
                    faults[width, query] = drawn["faults"]
        assert faults == {}

"""The labels as the browser drew them: no two overlap, none is cut off, in any view."""

from __future__ import annotations

import random
from collections.abc import Callable

import plotly_dom
import pytest
from playwright.sync_api import Page
from serving import Site, apply

VIEWS_A_SIZE = 20
SIZES = [390, 520, 640, 768, 900, 1024, 1280, 1440, 1680, 1920]

# Boxes are measured on the SVG itself; half a pixel is the rounding of the rasteriser.
MEASURE = plotly_dom.script("""() => {
  const slack = 0.5;
  const graph = document.querySelector("@CHART@");
  const plot = (@PLOT@)(graph);
  const left = graph.getBoundingClientRect().left + plot.left;
  const right = left + plot.width;
  const seen = node => {
    for (let one = node; one && one !== graph; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0')
        return false;
    }
    return true;
  };
  const texts = [...graph.querySelectorAll("@NAMES@")].filter(seen);
  const boxes = texts.map(node => {
    const box = node.getBoundingClientRect();
    return { words: node.textContent, chosen: node.matches("@CHOSEN_LABEL@"),
      left: box.left, right: box.right, top: box.top, bottom: box.bottom };
  }).filter(box => box.right > box.left);
  const faults = [];
  boxes.forEach((one, i) => {
    if (one.left < left - slack || one.right > right + slack)
      faults.push(`clipped: ${one.words} ${one.left}-${one.right} in ${left}-${right}`);
    for (const other of boxes.slice(i + 1)) {
      if (one.left < other.right - slack && other.left < one.right - slack &&
          one.top < other.bottom - slack && other.top < one.bottom - slack)
        faults.push(`overlap: ${one.words} / ${other.words}`);
    }
  });
  // the chosen event's label stands on paper ground and may hide what is beneath it
  const marks = [...graph.querySelectorAll("@MARKS@")]
    .filter(node => Number(node.style.opacity) > 0.5)
    .map(node => node.getBoundingClientRect());
  for (const label of boxes.filter(box => !box.chosen)) {
    for (const mark of marks) {
      if (mark.left < label.right - 1.5 && label.left < mark.right - 1.5 &&
          mark.top < label.bottom - 4 && label.top < mark.bottom - 4)
        faults.push(`covers a mark: ${label.words} at ${mark.left}`);
    }
  }
  return { count: boxes.length, faults };
}""")


def random_view(rng: random.Random, site: Site) -> str:
    """Some window, theme, filter and selection."""
    parts = []
    if rng.random() < 0.7:
        first = rng.randint(1904, 1939)
        parts.append(f"from={first}&to={rng.randint(first, 1940)}")
    elif rng.random() < 0.5:
        year, month = rng.randint(1917, 1930), rng.randint(1, 9)
        parts.append(f"from={year}-{month:02}-01&to={year}-{month + rng.randint(1, 3):02}-15")
    if rng.random() < 0.4:
        key, items = rng.choice(
            [
                ("lane", site.timeline.lanes),
                ("kind", site.timeline.kinds),
                ("source", site.timeline.sources),
            ]
        )
        parts.append(f"{key}={rng.choice(items).id}")
    if rng.random() < 0.4:
        parts.append(f"event={rng.choice(site.timeline.events).id}")
    parts.append(f"theme={rng.choice(['light', 'dark', 'projector'])}")
    return "&".join(parts)


@pytest.mark.parametrize("width", SIZES)
def test_no_label_overlaps_another_or_is_cut_off(
    shown: Callable[..., Page], site: Site, width: int
) -> None:
    rng = random.Random(width)
    height = rng.choice([640, 800, 900, 1080])
    page = shown(viewport={"width": width, "height": height})
    faults = {}
    labels = 0
    for _ in range(VIEWS_A_SIZE):
        query = random_view(rng, site)
        apply(page, query)
        drawn = page.evaluate(MEASURE)
        labels += drawn["count"]
        if drawn["faults"]:
            faults[query] = drawn["faults"]
    assert faults == {}
    assert labels > VIEWS_A_SIZE  # the measure saw labels at all

"""The figure: what is drawn for a view, at which size, in which colours."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go
import pytest
from ready import seen

import timeline
from timeline import dates
from timeline.dates.calendars import from_gregorian, from_julian
from timeline.drawing import theme
from timeline.drawing.frame import frame_chart
from timeline.drawing.plotly.figure import build_figure
from timeline.drawing.ticks import DAY_MS, ticks
from timeline.model import Timeline
from timeline.placing.geometry import LANE_PADDING, MAX_MARKS, ROW_PITCH, STRIP_HEIGHT
from timeline.placing.labels import text_widths
from timeline.views.table import DIFFERS
from timeline.views.table import frame as bounds_of

DATA = Path(__file__).parents[1] / "data" / "events.yaml"
DAY = 86_400_000.0


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(DATA)


def role(figure: go.Figure, name: str) -> Any:
    """The one trace of a role."""
    found = [trace for trace in figure.data if trace.meta["role"] == name]
    assert len(found) == 1, f"{len(found)} traces with the role {name}"
    return found[0]


def ms(day: str) -> float:
    first, _ = dates.parse(day).bounds
    assert first is not None
    return first * DAY


def with_label(t: Timeline, words: str) -> Timeline:
    """The timeline with other words for the title and the label of its first core event."""
    at = next(i for i, event in enumerate(t.events) if event.weight == "core")
    changed = replace(t.events[at], title=words, label=words)
    return replace(t, events=(*t.events[:at], changed, *t.events[at + 1 :]))


def test_every_event_has_one_mark_when_height_is_free(built_in: Timeline) -> None:
    marks = role(build_figure(seen(built_in)), "marks")
    assert sorted(marks.ids) == sorted(event.id for event in built_in.events)


def test_kinds_have_the_shape_and_the_colour_of_their_tokens(built_in: Timeline) -> None:
    marks = role(build_figure(seen(built_in), theme="dark"), "marks")
    events = {event.id: event for event in built_in.events}
    kinds = {kind.id: kind for kind in built_in.kinds}
    for event_id, symbol, colour in zip(
        marks.ids, marks.marker.symbol, marks.marker.color, strict=True
    ):
        kind = kinds[events[event_id].kind]
        assert symbol == theme.GLYPHS[kind.shape].symbol
        assert colour == theme.THEMES["dark"].hues[kind.hue]


def test_weight_is_size_of_the_mark_and_boldness_of_the_label(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in))
    marks, labels = role(figure, "marks"), role(figure, "labels")
    events = {event.id: event for event in built_in.events}
    size: dict[tuple[str, str], set[float]] = {}
    for event_id, px in zip(marks.ids, marks.marker.size, strict=True):
        event = events[event_id]
        size.setdefault((event.kind, event.weight), set()).add(round(px, 3))
    for kind in {kind for kind, _ in size}:
        steps = [size.get((kind, weight)) for weight in ("context", "supporting", "core")]
        px = [step for step in steps if step]
        assert all(len(step) == 1 for step in px)
        assert [min(step) for step in px] == sorted(min(step) for step in px)
    bold = {event.label for event in built_in.events if event.weight == "core"}
    for words, weight in zip(labels.text, labels.textfont.weight, strict=True):
        assert (weight == 600) is (words.replace("&amp;", "&").removesuffix(DIFFERS) in bold)


def test_a_span_is_a_bar_as_long_as_its_certain_part_with_hatched_ends(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in))
    table = timeline.table(built_in).set_index("id")
    span = table.loc["third-period"]
    solid, hatched = role(figure, "spans"), role(figure, "ends")
    stretch = [
        (base, base + x)
        for base, x, words in zip(solid.base, solid.x, solid.customdata, strict=True)
        if span["title"] in words
    ]
    assert stretch == [(span["sure_start_ms"], span["sure_end_ms"])]
    ends = [
        (base, base + x)
        for base, x, words in zip(hatched.base, hatched.x, hatched.customdata, strict=True)
        if span["title"] in words
    ]
    assert ends == [
        (span["start_ms"], span["sure_start_ms"]),
        (span["sure_end_ms"], span["end_ms"]),
    ]
    assert hatched.marker.pattern.shape == "/"


def test_a_vague_moment_has_a_thin_whisker_over_all_it_may_be(built_in: Timeline) -> None:
    table = timeline.table(built_in).set_index("id")
    vague = table[table["imprecise"] & ~table["is_span"]].iloc[0]
    spans = role(build_figure(seen(built_in)), "spans")
    at = next(i for i, words in enumerate(spans.customdata) if vague["title"] in words)
    assert spans.width[at] < 4
    assert (spans.base[at], spans.base[at] + spans.x[at]) == (vague["start_ms"], vague["end_ms"])


def test_an_event_known_to_the_day_has_no_whisker(built_in: Timeline) -> None:
    table = timeline.table(built_in)
    exact = table[~table["imprecise"] & ~table["is_span"]]
    assert len(exact)
    spans = role(build_figure(seen(built_in)), "spans")
    assert not any(title in words for title in exact["title"] for words in spans.customdata)


def test_bars_and_marks_share_a_date_axis_that_plotly_is_told_of(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in))
    assert figure.layout.xaxis.type == "date"
    assert figure.layout.yaxis.fixedrange is True


def test_a_filter_fades_what_does_not_pass_and_keeps_its_place(built_in: Timeline) -> None:
    whole = role(build_figure(seen(built_in)), "marks")
    some = role(build_figure(seen(built_in, "kind=strike")), "marks")
    place = dict(zip(whole.ids, whole.y, strict=True))
    events = {event.id: event for event in built_in.events}
    for event_id, y, opacity in zip(some.ids, some.y, some.marker.opacity, strict=True):
        assert y == place[event_id]
        assert (opacity == 1) is (events[event_id].kind == "strike")


def test_a_faded_mark_lies_under_no_label(built_in: Timeline) -> None:
    width = 1100
    figure = build_figure(seen(built_in, "weight=core"), width=width)
    marks, labels = role(figure, "marks"), role(figure, "labels")
    start, end = figure.layout.xaxis.range
    left, right = figure.layout.xaxis.domain
    scale = (right - left) * width / (end - start)
    pale = [k for k, opacity in enumerate(marks.marker.opacity) if opacity < 1]
    assert pale
    long = text_widths([html.unescape(words) for words in labels.text], [True] * len(labels.text))
    for x, y, place, w in zip(labels.x, labels.y, labels.textposition, long, strict=True):
        for k in pale:
            if abs(marks.y[k] - y) < 4:
                off = (marks.x[k] - x) * scale
                assert not (-w < off < 0 if place == "middle left" else 0 < off < w)


def test_a_view_of_lanes_is_a_chart_of_those_lanes(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "lane=germany,britain"))
    assert list(figure.layout.yaxis.ticktext) == ["Germany", "Britain"]
    assert figure.layout.height < build_figure(seen(built_in)).layout.height / 2


def test_the_window_of_the_view_is_the_range_of_the_axis(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "from=1917&to=1930"))
    assert list(figure.layout.xaxis.range) == [ms("1917-01-01"), ms("1931-01-01")]
    assert list(figure.layout.xaxis.ticktext)[:2] == ["1917", "1918"]


def test_home_has_room_at_both_ends(built_in: Timeline) -> None:
    start, end = build_figure(seen(built_in)).layout.xaxis.range
    table = timeline.table(built_in)
    assert start < table["start_ms"].min()
    assert end > table["end_ms"].max()


def test_a_low_chart_shows_fewer_rows_and_counts_what_waits(built_in: Timeline) -> None:
    low = build_figure(seen(built_in), height=480)
    assert low.layout.height <= 480
    drawn = len(role(low, "marks").ids)
    waiting = sum(
        int(re.sub("<.*?>", "", words).rpartition("+")[2])
        for words in low.layout.yaxis.ticktext
        if "+" in words
    )
    assert drawn + waiting == len(built_in.events)
    assert waiting
    assert len(role(low, "strip").x)


def test_the_selected_event_has_a_red_ring_a_red_label_and_its_arcs(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "event=socialism-in-one-country"))
    ring, label = role(figure, "ring"), role(figure, "emphasis")
    assert ring.marker.color == theme.THEMES["light"].red
    assert list(label.text) == [f"Socialism in one country{DIFFERS}"]
    assert label.textfont.color == (theme.THEMES["light"].red_text,)
    links = [
        link for link in built_in.links if "socialism-in-one-country" in (link.source, link.target)
    ]
    curves = {
        name: sum(x is None for x in role(figure, name).x) for name in ("arcs", "arcs-contested")
    }
    assert curves["arcs"] == sum(not link.contested_by for link in links)
    assert curves["arcs-contested"] == sum(bool(link.contested_by) for link in links)
    assert role(figure, "arcs").line.dash == "solid"
    assert "px" in role(figure, "arcs-contested").line.dash


def paths(trace: Any) -> list[list[tuple[float, float]]]:
    """The curves of a trace of arcs."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(trace.x, trace.y, strict=True):
        found[-1] += [(x, y)] if x is not None else []
        found += [[]] if x is None else []
    return found[:-1]


def test_an_arc_along_the_rows_has_a_flat_top_between_two_of_them(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "event=general-strike&lane=britain,germany"))
    arc = max(paths(role(figure, "arcs")), key=lambda arc: abs(arc[-1][0] - arc[0][0]))
    rows = sorted(set(role(figure, "marks").y))
    pitch = min(b - a for a, b in pairwise(rows))
    flat = min(y for _, y in arc)
    assert min(abs(flat - y) for y in rows) == pytest.approx(pitch / 2, abs=1)
    level = [y for _, y in arc if y - flat < 0.1 * (arc[0][1] - flat)]
    assert len(level) > len(arc) / 4


def test_a_steep_arc_bows_and_strays_little_from_its_way(built_in: Timeline) -> None:
    arcs = paths(role(build_figure(seen(built_in, "event=socialism-in-one-country")), "arcs"))
    steep = max(arcs, key=lambda arc: abs(arc[-1][1] - arc[0][1]))
    heights = [y for _, y in steep]
    assert heights in (sorted(heights), sorted(heights, reverse=True))


def drawn_from(tmp_path: Path, events: list[tuple[str, str]], links: str = "") -> Timeline:
    """A timeline of one lane: (id, date) of each event."""
    listed = "".join(f"- {{id: {id_}, title: {id_}, date: {date}}}\n" for id_, date in events)
    path = tmp_path / "events.yaml"
    path.write_text(f"timeline: {{title: T, range: 1900/1940}}\nevents:\n{listed}{links}")
    return timeline.load(path)


LINKED = """
sources: [{id: text, title: A text}]
links: [{from: a, to: b, relation: resembles, claims: [{source: text, exact: so it was}]}]
"""


@pytest.mark.parametrize(("first", "last"), [("1905", "1935"), ("1918-01", "1922-01")])
def test_an_arc_between_marks_of_one_height_arches_evenly(
    first: str, last: str, tmp_path: Path
) -> None:
    t = drawn_from(tmp_path, [("a", first), ("b", last)], LINKED)
    figure = build_figure(seen(t, "event=a"))
    (arc,) = paths(role(figure, "arcs"))
    x, y = ([float(at) for at in axis] for axis in zip(*arc, strict=True))
    mark = role(figure, "marks").y[0]
    middle = len(arc) // 2
    assert x == sorted(x)
    assert x[middle] == pytest.approx((x[0] + x[-1]) / 2, rel=0.05)
    # there is no room above the only row: the arch hangs below it
    assert max(y) == y[middle]
    assert min(y) > mark
    assert y[: middle + 1] == sorted(y[: middle + 1])
    assert y[middle:] == sorted(y[middle:], reverse=True)
    top = [at for at in y if max(y) - at < 0.1 * (max(y) - mark)]
    assert len(top) > len(y) / 4


def test_an_arc_between_neighbours_bows_and_is_no_arch(tmp_path: Path) -> None:
    t = drawn_from(tmp_path, [("a", "1920-01"), ("b", "1920-12")], LINKED)
    (arc,) = paths(role(build_figure(seen(t, "event=a")), "arcs"))
    y = [at for _, at in arc]
    rounded = [at for at in y if max(y) - at < 0.1 * (max(y) - min(y))]
    assert len(rounded) < len(y) / 2


def crowded(tmp_path: Path, more: str = "") -> Timeline:
    """More events of one year than a low chart has room for, and one in a lane below."""
    months = "".join(
        f"- {{id: m{n}, title: A strike with a long name {n}, lane: one, "
        f"date: 1920-{n % 12 + 1:02}}}\n"
        for n in range(30)
    )
    path = tmp_path / "crowded.yaml"
    path.write_text(
        f"timeline: {{title: T, range: 1900/1940}}\nevents:\n{months}"
        f"- {{id: alone, title: Alone, date: 1910, lane: two}}\n{more}"
    )
    return timeline.load(path)


def test_events_without_a_place_wait_in_the_strip_of_their_own_lane(tmp_path: Path) -> None:
    t = crowded(tmp_path)
    table = timeline.table(t)
    frame = frame_chart(table, t.lanes, bounds_of(t), width=700, height=200)
    one, two = frame.shown
    late = table["id"][frame.layout.late]
    assert len(late) > 5
    assert "alone" not in set(late)
    rows = frame.layout.rows_in_lane
    taken = [band.bottom - band.top for band in (one, two)]
    pitch = frame.row_y[table["id"] == "alone"][0] - two.first
    assert taken[1] == pytest.approx(2 * pitch * rows[1] + LANE_PADDING)
    assert taken[0] == pytest.approx(2 * pitch * rows[0] + LANE_PADDING + STRIP_HEIGHT)
    free = frame_chart(table, t.lanes, bounds_of(t), width=700)
    assert not free.layout.late.any()
    assert [band.bottom - band.top for band in free.shown] == [
        pytest.approx(ROW_PITCH * n + LANE_PADDING) for n in free.layout.rows_in_lane
    ]


def test_the_arc_of_an_event_that_waits_ends_in_the_strip(tmp_path: Path) -> None:
    t = crowded(tmp_path)
    table = timeline.table(t)
    frame = frame_chart(table, t.lanes, bounds_of(t), width=700, height=200)
    waiting = table["id"][frame.layout.late].iloc[0]
    link = LINKED.replace("from: a, to: b", f"from: {waiting}, to: alone")
    (arc,) = paths(
        role(
            build_figure(seen(crowded(tmp_path, link), "event=alone"), width=700, height=200),
            "arcs",
        )
    )
    strip = frame.shown[0].bottom - STRIP_HEIGHT / 2
    row = frame.row_y[table["id"] == waiting][0]
    assert abs(arc[0][1] - strip) < abs(arc[0][1] - row)


@pytest.mark.parametrize("type_scale", [1.0, 1.5])
def test_rows_spread_to_fill_the_height_and_no_further_than_twice_as_many_would_need(
    built_in: Timeline, type_scale: float
) -> None:
    table, bounds = timeline.table(built_in), bounds_of(built_in)
    seen = set()
    for height in range(100, 4000, 50):
        frame = frame_chart(
            table, built_in.lanes, bounds, width=1000, height=height, type_scale=type_scale
        )
        rows = sum(frame.layout.rows_in_lane)
        firsts = [frame.shown[lane].first for lane in table["lane_order"]]
        pitches = (frame.row_y - firsts) / (frame.layout.row + 0.5)
        assert np.ptp(pitches) < 1e-6
        pitch = pitches[0] / type_scale
        assert ROW_PITCH - 1e-6 <= pitch <= 2.1 * ROW_PITCH + 1e-6
        if ROW_PITCH + 1e-6 < pitch < 2.1 * ROW_PITCH - 1e-6:
            assert frame.height == pytest.approx(height)
            seen.add("filled")
        elif pitch > 2 * ROW_PITCH:
            assert frame.height <= height
            seen.add("rows as far apart as may be")
        else:
            assert frame.height >= height
            seen.add("rows as near as may be")
        assert rows
    assert len(seen) == 3


def test_the_heavy_are_painted_above_the_light_under_every_filter(built_in: Timeline) -> None:
    rank = timeline.table(built_in).set_index("id")["rank"]
    whole = list(role(build_figure(seen(built_in)), "marks").ids)
    assert whole == sorted(whole, key=lambda event: -rank[event])
    some = list(role(build_figure(seen(built_in, "kind=strike&event=general-strike")), "marks").ids)
    assert some == [event for event in whole if event in some]


def test_names_of_eras_stand_apart(built_in: Timeline) -> None:
    for width in (500, 850, 1280):
        figure = build_figure(seen(built_in), width=width)
        names, layout = role(figure, "era-names"), figure.layout
        scale = (layout.xaxis.domain[1] - layout.xaxis.domain[0]) * width
        scale /= layout.xaxis.range[1] - layout.xaxis.range[0]
        assert list(names.x) == sorted(names.x)
        taken = text_widths(list(names.text), [False] * len(names.text)) * 11.5 / 13
        for (a, b), px in zip(pairwise(names.x), taken, strict=False):
            assert (b - a) * scale > px


def test_a_label_without_room_beside_its_bar_stands_inside_it(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "from=1930&to=1932"))
    labels = role(figure, "labels")
    at = list(labels.text).index("Third period")
    start, end = figure.layout.xaxis.range
    assert start < labels.x[at] < end
    assert labels.textposition[at] == "middle right"
    span = timeline.table(built_in).set_index("id").loc["third-period"]
    assert span["mark_ms"] < start
    assert span["end_ms"] > end


def test_words_stand_on_paper_where_a_hairline_crosses_them(built_in: Timeline) -> None:
    for name in ("light", "dark"):
        shadow = role(build_figure(seen(built_in), theme=name), "labels").textfont.shadow
        assert set(re.findall("#[0-9A-F]{6}", shadow)) == {theme.THEMES[name].paper}


def test_a_pointer_is_told_title_date_and_summary(built_in: Timeline) -> None:
    marks = role(build_figure(seen(built_in)), "marks")
    told = dict(zip(marks.ids, marks.customdata, strict=True))
    words = timeline.table(built_in).set_index("id")["words"]
    for event in built_in.events:
        title, date, *summary = told[event.id].split("<br>")
        assert html.unescape(title) == f"<b>{event.title}</b>"
        assert html.unescape(date) == words[event.id]
        assert html.unescape(" ".join(summary)) == " ".join(event.summary.split())
        assert max(map(len, summary), default=0) < 80


def test_hostile_words_of_a_summary_are_escaped(built_in: Timeline) -> None:
    changed = replace(built_in.events[0], summary='<img src="https://example.org/x"> & more')
    t = replace(built_in, events=(changed, *built_in.events[1:]))
    marks = role(build_figure(seen(t)), "marks")
    told = marks.customdata[list(marks.ids).index(changed.id)]
    assert told.endswith('&lt;img src="https://example.org/x"&gt; &amp; more')


def test_no_arcs_and_no_ring_without_a_selection(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in))
    assert not role(figure, "arcs").x
    assert not [trace for trace in figure.data if trace.meta["role"] in ("ring", "emphasis")]


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_colour_of_the_figure_is_a_token(built_in: Timeline, name: theme.ThemeName) -> None:
    figure = build_figure(seen(built_in, "event=general-strike"), theme=name)
    known = theme.THEMES[name]
    colours = {known.paper, known.band, known.ink, known.muted, known.secondary, known.red}
    colours |= {known.red_text, *known.hues.values()}
    used: set[str] = {shape.fillcolor for shape in figure.layout.shapes}
    for trace in figure.data:
        for place in (
            trace.marker,
            trace.line if trace.type == "scatter" else None,
            trace.textfont,
        ):
            colour = place.color if place is not None else None
            used |= {colour} if isinstance(colour, str) else set(colour or ())
    assert used <= colours
    assert figure.layout.template.layout.paper_bgcolor == known.paper


def test_type_grows_with_the_projector_and_marks_no_faster(built_in: Timeline) -> None:
    plain = build_figure(seen(built_in), width=1920)
    large = build_figure(seen(built_in), width=1920, theme="projector", type_scale=2)
    assert role(large, "labels").textfont.size == 2 * role(plain, "labels").textfont.size
    assert max(role(large, "marks").marker.size) <= 2 * max(role(plain, "marks").marker.size)


HOSTILE = (
    "<b>bold</b>",
    "&lt;i&gt; &amp;nbsp;",
    '<a href="javascript:alert(1)">x</a>',
    "$x^2$ %{x} {{y}}",
    "a < b > c & d",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_escaped_wherever_plotly_reads_html(
    built_in: Timeline, words: str
) -> None:
    figure = build_figure(seen(with_label(built_in, words)), width=1600)
    shown = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown in [text.removesuffix(DIFFERS) for text in role(figure, "labels").text]
    assert any(f"<b>{shown}</b>" in hover for hover in role(figure, "marks").customdata)
    assert not any(
        words in text for text in role(figure, "labels").text if "<" in words or "&" in words
    )


def test_a_bad_part_of_a_view_is_named_and_the_rest_applies(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "lane=narnia&kind=strike"))
    assert len(figure.layout.meta["ignored"]) == 1
    assert "narnia" in figure.layout.meta["ignored"][0]
    assert figure.layout.meta["query"] == "kind=strike"


def test_the_sentence_of_the_view_comes_with_the_figure(built_in: Timeline) -> None:
    said = build_figure(seen(built_in, "lane=germany")).layout.meta["sentence"]
    count = sum(event.lane == "germany" for event in built_in.events)
    assert said.startswith(f"{count} of {len(built_in.events)} events")


def test_the_same_view_gives_the_same_figure(built_in: Timeline) -> None:
    one, other = (build_figure(seen(built_in, "event=general-strike")) for _ in range(2))
    assert one.to_json() == other.to_json()


def test_the_legend_names_the_kinds_in_sight_only(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "kind=strike"))
    names = [trace.name for trace in figure.data if trace.meta["role"] == "legend"]
    assert names == [kind.title for kind in built_in.kinds if kind.id == "strike"]
    assert not build_figure(seen(built_in), legend=False).layout.showlegend


def test_the_legend_is_of_the_window_and_of_the_selected_event(built_in: Timeline) -> None:
    figure = build_figure(seen(built_in, "kind=killing&from=1940&event=general-strike"))
    names = [trace.name for trace in figure.data if trace.meta["role"] == "legend"]
    assert names == [kind.title for kind in built_in.kinds if kind.id in ("strike", "killing")]


def test_never_more_marks_than_a_browser_keeps_up_with(built_in: Timeline) -> None:
    days = [f"{1905 + n % 35}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(900)]
    crowd = tuple(
        replace(built_in.events[0], id=f"e{n}", date=dates.parse(day)) for n, day in enumerate(days)
    )
    figure = build_figure(
        seen(replace(built_in, events=crowd, links=(), tours=(), disagreements=()))
    )
    assert 0 < len(role(figure, "marks").ids) <= MAX_MARKS


@pytest.mark.parametrize("calendar", ["ns", "os"])
def test_ticks_have_room_at_every_zoom(calendar: Literal["ns", "os"]) -> None:
    for last in ("1904-02-01", "1904-09-01", "1906-01-01", "1941-01-01", "2900-01-01"):
        span = ms("1904-01-01"), ms(last)
        values, words = ticks(span, 1000, calendar=calendar)
        assert len(values) >= 2
        assert all(span[0] <= value <= span[1] for value in values)
        px = np.diff(values) * 1000 / (span[1] - span[0])
        room = [max(len(a), len(b)) * 6.8 for a, b in pairwise(words)]
        assert (px >= room).all(), last


@pytest.mark.parametrize("width", [250, 500, 1000])
@pytest.mark.parametrize("days", [7, 18])
def test_a_timeline_of_days_has_a_tick_whenever_it_is(width: int, days: int) -> None:
    for start in range(from_gregorian(1923, 12, 1), from_gregorian(1925, 1, 1)):
        span = start * DAY_MS, (start + days) * DAY_MS
        values, words = ticks(span, width)
        assert len(values) >= (2 if width > 250 else 1), start
        px = np.diff(values) * width / (span[1] - span[0])
        widths = text_widths(words, [False] * len(words))
        assert (px >= (widths[1:] + widths[:-1]) / 2 + 4).all(), words


@pytest.mark.parametrize("calendar", ["ns", "os"])
def test_ticks_before_the_common_era_have_room_for_its_letters(
    calendar: Literal["ns", "os"],
) -> None:
    for years in (1, 3, 10, 14, 40, 150, 700, 1900):
        span = ms("-2999-01-01"), ms(f"{years - 2999:05}-01-01")
        values, words = ticks(span, 1000, calendar=calendar)
        px = np.diff(values) * 1000 / (span[1] - span[0])
        widths = text_widths(words, [False] * len(words))
        assert (px >= (widths[1:] + widths[:-1]) / 2 + 4).all(), words


def test_every_year_about_the_turn_of_the_eras_has_one_tick() -> None:
    values, words = ticks((ms("-0002-01-01"), ms("0003-01-01")), 900)
    assert words == ["3 BCE", "2 BCE", "1 BCE", "1 CE", "2", "3"]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (-430, 60, "400 300 200 100 BCE 1 CE"),
        (-3000, 700, "3000 2500 2000 1500 1000 500 BCE 1 CE 500"),
        (-101, 100, "100 75 50 25 BCE 1 CE 25 50 75 100"),
    ],
)
def test_a_tick_stands_at_the_turn_of_the_era(first: int, last: int, words: str) -> None:
    before, after = words.split(" BCE ")
    span = (from_gregorian(first, 1, 1) * DAY_MS, from_gregorian(last, 1, 2) * DAY_MS)
    values, texts = ticks(span, 900 if first > -200 else 720)
    assert texts == [*(f"{year} BCE" for year in before.split()), "1 CE", *after.split()[2:]]
    assert values[texts.index("1 CE")] == from_gregorian(1, 1, 1) * DAY_MS


@pytest.mark.parametrize(
    ("month", "days"),
    [((1923, 2), 28), ((1924, 2), 29), ((1923, 4), 30), ((1923, 12), 31)],
)
@pytest.mark.parametrize(
    ("step", "last"),
    [
        (1, {28: 28, 29: 29, 30: 30, 31: 31}),
        (2, {28: 27, 29: 27, 30: 29, 31: 29}),
        (4, {28: 25, 29: 25, 30: 25, 31: 25}),
        (7, {28: 22, 29: 22, 30: 22, 31: 22}),
        (14, {28: 15, 29: 15, 30: 15, 31: 15}),
    ],
)
def test_the_last_tick_of_a_month_leaves_a_whole_step_to_the_next_month(
    month: tuple[int, int], days: int, step: int, last: dict[int, int]
) -> None:
    start = from_gregorian(*month, 1)
    span = start * DAY_MS, (start + days) * DAY_MS
    width = 105 * days / step  # so many px that a label has room every so many days
    values, words = ticks(span, width)
    of_month = range(1, last[days] + 1, step)
    assert [word.split()[0] for word in words] == [*map(str, of_month), "1"]
    assert [at / DAY_MS - start for at in values] == [*(day - 1 for day in of_month), days]


def test_february_of_1900_has_a_last_day_more_in_old_style() -> None:
    for calendar, days in (("ns", 28), ("os", 29)):
        convert = from_julian if calendar == "os" else from_gregorian
        start = convert(1900, 2, 1)
        values, words = ticks(
            (start * DAY_MS, (start + days) * DAY_MS), 105 * days, calendar=calendar
        )
        assert [words[-2], words[-1]] == [f"{days} Feb 1900", "1 Mar 1900"]
        assert values[-1] == (start + days) * DAY_MS


def test_old_style_years_begin_thirteen_days_later_in_the_twentieth_century() -> None:
    span = ms("1904-01-01"), ms("1941-01-01")
    new, old = (ticks(span, 900, calendar=calendar) for calendar in ("ns", "os"))
    assert new[1] == old[1]
    assert {b - a for a, b in zip(new[0], old[0], strict=True)} == {13 * DAY}


def test_years_before_christ_are_counted_without_a_year_nought() -> None:
    _, words = ticks((ms("-0060-01-01"), ms("0041-01-01")), 900)
    assert "10 BCE" in words
    assert "10" in words
    assert not any(word.startswith(("0", "-")) for word in words)

"""Decks reopened with python-pptx, measured with the fonts themselves, and drawn by LibreOffice."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from counts import STEPS, TOTAL
from PIL import ImageFont
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt
from ready import seen

import timeline
from timeline.drawing.theme import THEMES
from timeline.errors import ViewError
from timeline.evidence.verified import load_record
from timeline.model import Event, Kind, Lane, Step, Timeline, Tour
from timeline.placing import text_fit
from timeline.slides import one_slide, slides
from timeline.slides.template import CHART_TYPE, MARGIN, TYPE
from timeline.telling import dating

ROOT = Path(__file__).resolve().parents[1]
EMU = 12_700
FONTS = Path("/usr/share/fonts/truetype/liberation")
ADDRESS = "https://example.org/history/timeline/"
MADE = "2025-05-29"
SIZES = {"16:9": (960.0, 540.0), "4:3": (720.0, 540.0)}

# Liberation Sans has Arial's widths. No free font of every Linux has Georgia's: Liberation Serif is
# taken, widened by what separates the two over the quotations of the built-in timeline.
FACES = {
    ("sans", False): ("LiberationSans-Regular.ttf", 1.0),
    ("sans", True): ("LiberationSans-Bold.ttf", 1.0),
    ("serif", False): ("LiberationSerif-Regular.ttf", 1.094),
    ("serif", True): ("LiberationSerif-Bold.ttf", 1.198),
}

T = timeline.load(ROOT / "data" / "events.yaml")
QUOTED = next(event for event in T.events if event.excerpts)
RECORD = load_record(ROOT / "data" / "verified.json")
TOURS = [tour.id for tour in T.tours]
VIEW = "lane=china,germany"


@cache
def deck(tour: str = "", view: str = "", size: str = "16:9", address: str = ADDRESS) -> bytes:
    return slides(seen(T, view, record=RECORD), tour, address, size, made=MADE)


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


@dataclass(frozen=True)
class Found:
    """A shape and its place on the slide, points."""

    shape: Any
    grouped: str  # what the group that holds it says
    x: float
    y: float
    w: float
    h: float

    @property
    def text(self) -> str:
        return self.shape.text_frame.text if self.shape.has_text_frame else ""

    @property
    def descr(self) -> str:
        return self.shape._element.xpath(".//p:cNvPr")[0].get("descr", "")

    @property
    def decorative(self) -> bool:
        return bool(list(self.shape._element.iter("{*}decorative")))


def found(slide: Any) -> Iterator[Found]:
    """Every shape but groups; children stand where the slide has them: no group scales its own."""
    for shape in slide.shapes:
        if shape.shape_type == 6:
            frame = shape._element.grpSpPr.find("{*}xfrm")
            assert frame.find("{*}off").items() == frame.find("{*}chOff").items()
            said = shape._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr", "")
            for child in shape.shapes:
                yield _placed(child, said)
        else:
            yield _placed(shape, "")


def _placed(shape: Any, said: str) -> Found:
    return Found(
        shape, said, *(n / EMU for n in (shape.left, shape.top, shape.width, shape.height))
    )


def is_chart(slide: Any) -> bool:
    return slide.slide_layout.name == "Chart"


def steps_of(deck_: Any) -> list[Any]:
    return [slide for slide in deck_.slides if slide.slide_layout.name == "Step"]


DECKS = [pytest.param(tour, "", size, id=f"{tour}-{size}") for tour in TOURS for size in SIZES] + [
    pytest.param("", VIEW, size, id=f"view-{size}") for size in SIZES
]
every_deck = pytest.mark.parametrize(("tour", "view", "size"), DECKS)


@every_deck
def test_a_lesson_is_title_chart_steps_questions_and_sources(
    tour: str, view: str, size: str
) -> None:
    made = opened(deck(tour, view, size))
    assert (made.slide_width / EMU, made.slide_height / EMU) == SIZES[size]
    names = [slide.slide_layout.name for slide in made.slides]
    told = next((one for one in T.tours if one.id == tour), None)
    assert names[:3] == ["Title", "Chart", "Step"]
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert all(titles), "outline view and screen readers need a title on every slide"
    assert titles[0] == T.title
    by_id = {event.id: event for event in T.events}
    if told:
        assert [slide.shapes.title.text_frame.text for slide in steps_of(made)] == [
            by_id[step.event].title for step in told.steps
        ]
        assert "Questions" in titles
        asked = made.slides[titles.index("Questions")].placeholders[1].text_frame.text
        assert asked.split("\n") == list(told.questions)
    else:
        events = [event for event in T.events if event.lane in ("china", "germany")]
        assert {slide.shapes.title.text_frame.text for slide in steps_of(made)} == {
            event.title for event in events
        }
    assert titles[-1].startswith("Sources")


@every_deck
def test_the_quotation_of_a_step_is_exact_and_cited(tour: str, view: str, size: str) -> None:
    by_title = {event.title: event for event in T.events}
    told = next((one for one in T.tours if one.id == tour), None)
    labels = {source.id: source.label for source in T.sources}
    for number, slide in enumerate(steps_of(opened(deck(tour, view, size)))):
        event = by_title[slide.shapes.title.text_frame.text]
        if not event.excerpts:  # no text tells of it
            continue
        words, cited = (p.text for p in slide.placeholders[2].text_frame.paragraphs)
        quoted = [one for one in event.excerpts if one.exact == words]
        assert quoted, f"{event.id}: {words!r} is no excerpt of the event"
        assert any(f"{labels[one.source]} · " in cited for one in quoted)
        assert "written" in cited or "printed" in cited or "date of writing not known" in cited
        assert cited.endswith("✓\u00a0verified")
        if told and told.steps[number].quote and "/" not in told.steps[number].quote:
            assert quoted[0].source == told.steps[number].quote


def test_the_notes_hold_what_is_said_asked_known_and_cited() -> None:
    made = opened(deck("chain-of-defeats"))
    tour = next(tour for tour in T.tours if tour.id == "chain-of-defeats")
    by_id = {event.id: event for event in T.events}
    assert all(by_id[step.event].dated for step in tour.steps)  # so all have a basis
    for number, (slide, step) in enumerate(zip(steps_of(made), tour.steps, strict=True), 1):
        notes = slide.notes_slide.notes_text_frame.text
        assert f"Say: {step.say}" in notes
        assert not step.question or f"Ask: {step.question}" in notes
        assert f". {dating.basis(T, by_id[step.event])}" in notes
        assert "Quoted: " in notes
        assert f"Live: {ADDRESS}?tour=chain-of-defeats" in notes
        assert number == 1 or f"step={number}" in notes
    assert all(slide.has_notes_slide for slide in made.slides)
    assert "General Strike in Britain" in made.slides[1].notes_slide.notes_text_frame.text


@every_deck
def test_every_shape_that_means_something_says_it_in_words(tour: str, view: str, size: str) -> None:
    for slide in opened(deck(tour, view, size)).slides:
        for one in found(slide):
            assert one.shape.name
            said = one.text or one.descr or one.grouped or one.decorative
            assert said, f"{one.shape.name} says nothing and is not marked as decoration"
        assert not slide.shapes._spTree.xpath(".//p:pic"), "native shapes, no pictures"


def test_a_step_is_read_from_its_title_to_its_strip() -> None:
    slide = steps_of(opened(deck("chain-of-defeats")))[0]
    assert [shape.name for shape in slide.shapes] == [
        "title",
        "tour",
        "progress",
        "date",
        "QR code",
        "link",
        "sentence",
        "quotation",
        "rule of the quotation",
        "strip of time",
        "footer",
        "slide number",
    ]


def test_the_chart_names_its_shapes_after_the_events() -> None:
    made = opened(deck("last-years"))
    names = {shape.name for shape in made.slides[1].shapes}
    tour = next(tour for tour in T.tours if tour.id == "last-years")
    by_id = {event.id: event for event in T.events}
    assert {f"event: {by_id[step.event].title}" for step in tour.steps} <= names
    assert {"lanes", "axis", "legend"} <= names


@every_deck
def test_all_shapes_stand_inside_the_slide(tour: str, view: str, size: str) -> None:
    width, height = SIZES[size]
    for slide in opened(deck(tour, view, size)).slides:
        for one in found(slide):
            assert one.x >= -0.1, one.shape.name
            assert one.y >= -0.1, one.shape.name
            assert one.x + one.w <= width + 0.1, one.shape.name
            assert one.y + one.h <= height + 0.1, one.shape.name


def overlapping(slide: Any) -> list[str]:
    boxes = [one for one in found(slide) if one.text]
    return [
        f"{a.shape.name} {a.text!r} and {b.shape.name} {b.text!r}"
        for a, b in combinations(boxes, 2)
        if min(a.x + a.w, b.x + b.w) - max(a.x, b.x) > 0.5
        and min(a.y + a.h, b.y + b.h) - max(a.y, b.y) > 0.5
    ]


@every_deck
def test_no_two_texts_overlap(tour: str, view: str, size: str) -> None:
    for slide in opened(deck(tour, view, size)).slides:
        assert overlapping(slide) == []


@cache
def _font(name: str) -> Any:
    path = FONTS / name
    if not path.is_file():
        pytest.skip(f"{path} is missing: install fonts-liberation")
    return ImageFont.truetype(str(path), 1000)


@cache
def _measured(text: str, face: tuple[str, bool]) -> float:
    """Sizes of the type that a text is wide."""
    name, times = FACES[face]
    return float(_font(name).getlength(text)) / 1000 * times


def _face(run: Any) -> tuple[str, bool]:
    latin = run._r.rPr.find("{*}latin")
    return ("serif" if latin.get("typeface") == "+mj-lt" else "sans", bool(run.font.bold))


def _lines(paragraph: Any, room: float) -> tuple[int, float]:
    """How many lines a paragraph takes in the fonts themselves, and its longest word."""
    line, lines, longest, longest_word = 0.0, 1, 0.0, 0.0
    for run in paragraph.runs:
        size, face = run.font.size.pt, _face(run)
        for word in re.split(r"(?<= )", run.text):
            own = _measured(word, face) * size
            bare = _measured(word.rstrip(), face) * size
            longest_word = max(longest_word, bare)
            if line and line + bare > room:
                lines, line = lines + 1, 0.0
            line += own
            if line > room and bare > room:  # broken by the program, at any character
                lines += int(line // room)
                line %= room
            longest = max(longest, line)
    return lines, longest


def _leading(paragraph: Any) -> float:
    exact = paragraph._p.find(".//{*}lnSpc/{*}spcPts")
    if exact is not None:
        return int(exact.get("val")) / 100
    return 1.2 * max((run.font.size.pt for run in paragraph.runs), default=0.0)


def overflowing(slide: Any) -> list[str]:
    """Texts that are larger than their boxes, or smaller than can be read from the last row."""
    least = CHART_TYPE if is_chart(slide) else TYPE
    wrong = []
    for one in found(slide):
        if not one.text or one.shape.name == "slide number":
            continue
        frame = one.shape.text_frame
        runs = [run for paragraph in frame.paragraphs for run in paragraph.runs]
        wrong += [
            f"{run.text!r}: {run.font.size.pt} pt" for run in runs if run.font.size.pt < least
        ]
        tall = 0.0
        for paragraph in frame.paragraphs:
            hanging = int(paragraph._p.pPr.get("marL", 0)) / EMU
            wraps = frame.word_wrap is not False
            lines, longest = _lines(paragraph, one.w - hanging if wraps else 1e6)
            if not wraps and longest > one.w + 0.5:
                wrong.append(f"{one.text!r}: {longest:.0f} of {one.w:.0f} pt")
            before = paragraph._p.find(".//{*}spcBef/{*}spcPts")
            tall += lines * _leading(paragraph) + (
                int(before.get("val")) / 100 if before is not None else 0
            )
        if tall > one.h + 1:
            wrong.append(f"{one.text!r}: {tall:.0f} pt high in {one.h:.0f}")
    return wrong


@every_deck
def test_every_text_fits_its_box_and_can_be_read(tour: str, view: str, size: str) -> None:
    for slide in opened(deck(tour, view, size)).slides:
        assert overflowing(slide) == []


def links(slide: Any) -> list[tuple[Any, Any]]:
    """Every click with its relation."""
    clicks = slide.shapes._spTree.xpath(".//a:hlinkClick")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return [(click, slide.part.rels[click.get(key)]) for click in clicks]


@every_deck
def test_every_link_leads_somewhere(tour: str, view: str, size: str) -> None:
    made = opened(deck(tour, view, size))
    parts = {slide.part.partname: slide for slide in made.slides}
    for slide in made.slides:
        assert links(slide) or slide.slide_layout.name == "Text"
        for click, relation in links(slide):
            if relation.is_external:
                assert relation.target_ref.startswith(ADDRESS)
            else:
                assert click.get("action") == "ppaction://hlinksldjump"
                assert relation.target_part.partname in parts


def test_a_mark_leads_to_its_step_and_the_strip_back_to_the_chart() -> None:
    made = opened(deck("chain-of-defeats"))
    chart = made.slides[1]
    marks = {
        one.grouped.partition(",")[0]: one.shape.click_action.target_slide
        for one in found(chart)
        if one.shape.name.startswith("mark: ")
    }
    assert len(marks) == STEPS["chain-of-defeats"]
    for title, target in marks.items():
        assert target.shapes.title.text_frame.text.startswith(title)
    band = next(one.shape for one in found(steps_of(made)[0]) if one.shape.name == "band")
    assert band.click_action.target_slide.part is chart.part


def test_without_an_address_no_slide_links_outside_or_has_a_code() -> None:
    made = opened(deck("last-years", address=""))
    assert not any(relation.is_external for slide in made.slides for _, relation in links(slide))
    assert not any(shape.name == "QR code" for slide in made.slides for shape in slide.shapes)
    assert "tour=" not in "".join(one.text for slide in made.slides for one in found(slide))


def test_the_theme_of_the_deck_is_the_plates() -> None:
    for name in THEMES:
        made = opened(one_slide(seen(T, f"theme={name}")))
        part = made.slide_master.part.part_related_by(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
        )
        blob = part.blob.decode()
        theme = THEMES[name]
        for slot, colour in (
            ("dk1", theme.ink),
            ("lt1", theme.paper),
            ("lt2", theme.band),
            ("accent1", theme.hues["red"]),
            ("hlink", theme.red_text),
        ):
            assert f'<a:{slot}><a:srgbClr val="{colour[1:]}"/></a:{slot}>' in blob
        assert '<a:majorFont><a:latin typeface="Georgia"/>' in blob
        assert '<a:minorFont><a:latin typeface="Arial"/>' in blob
        assert "outerShdw" not in blob
        assert "gradFill" not in blob


LAYOUTS = {
    "Title": ["Title", "Subtitle"],
    "Chart": ["Title"],
    "Step": ["Title", "Sentence", "Quotation"],
    "Text": ["Title", "Text"],
}


@pytest.mark.parametrize("size", ["16:9", "4:3"])
@pytest.mark.parametrize(("name", "filled"), LAYOUTS.items())
def test_a_slide_that_a_teacher_adds_has_its_places_within_the_margins(
    name: str, filled: list[str], size: str
) -> None:
    made = opened(one_slide(seen(T), size=size))
    layout = made.slide_layouts.get_by_name(name)
    assert [shape.name for shape in layout.placeholders] == [*filled, "Footer", "Slide Number"]
    added = made.slides.add_slide(layout)
    assert len(added.placeholders) == len(filled)
    room = made.slide_width - 2 * Pt(MARGIN)
    for shape in (*added.placeholders, *layout.placeholders):
        assert Pt(MARGIN) <= shape.left < shape.left + shape.width <= Pt(MARGIN) + room
        assert 0 < shape.top < shape.top + shape.height < made.slide_height
    boxes = [
        (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in layout.placeholders
    ]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_properties_footers_and_numbers_are_set() -> None:
    made = opened(deck("last-years"))
    core = made.core_properties
    assert core.title == "The Permanent Revolution: Last years"
    assert core.language == "en-GB"
    assert core.author == ""
    for slide in list(made.slides)[1:]:
        held = {one.shape.name: one.text for one in found(slide)}
        assert held["footer"] == T.title
        assert "slide number" in held


def test_the_same_lesson_is_the_same_bytes() -> None:
    assert slides(seen(T), tour="last-years") == slides(seen(T), tour="last-years")


def test_filters_narrow_a_tour_and_a_window_does_not() -> None:
    some = opened(slides(seen(T, "lane=germany"), "chain-of-defeats", ADDRESS))
    assert len(steps_of(some)) == 4
    assert "step=3" in steps_of(some)[1].notes_slide.notes_text_frame.text
    assert (
        len(steps_of(opened(slides(seen(T, "tour=chain-of-defeats&step=3&from=1923&to=1924")))))
        == (STEPS["chain-of-defeats"])
    )


def test_one_slide_shows_the_present_view_with_its_event_ringed() -> None:
    made = opened(one_slide(seen(T, "lane=britain,china&event=general-strike"), ADDRESS))
    assert len(made.slides) == 1
    slide = made.slides[0]
    assert slide.shapes.title.text_frame.text == T.title
    texts = {one.text for one in found(slide)}
    assert any(f"of {TOTAL} events: Britain or China" in text for text in texts)
    names = [one.shape.name for one in found(slide)]
    assert names.count("ring") == 1
    assert any(name.startswith("arc: ") for name in names)
    assert overlapping(slide) == []
    assert overflowing(slide) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_timeline_stands_on_one_slide(size: str) -> None:
    slide = opened(one_slide(seen(T), ADDRESS, size)).slides[0]
    assert overlapping(slide) == []
    assert overflowing(slide) == []
    said = " ".join(one.descr or one.grouped for one in found(slide))
    labels = [one for one in found(slide) if one.shape.name == "label"]
    assert len(labels) > 12  # fewer, the more lanes there are
    assert "without a name on this slide" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tour": "chain-of-defeat"}, "did you mean 'chain-of-defeats'"),
        ({"view": "q=nowhere"}, "no event matches the view 'q=nowhere'"),
        ({"size": "16:10"}, "write one of 16:9, 4:3"),
        ({"made": "yesterday"}, "write it as 2025-05-29"),
        ({"address": "example.org"}, "beginning with https://"),
        ({"address": "https://example.org/" + "x" * 4000, "tour": "last-years"}, "too long"),
    ],
)
def test_what_cannot_be_made_is_one_clear_line(asked: dict[str, str], said: str) -> None:
    with pytest.raises(ViewError, match=re.escape(said)) as error:
        slides(seen(T, asked.pop("view", "")), **asked)
    assert "\n" not in str(error.value)


def many(count: int, lanes: int, words: str = "Event") -> Timeline:
    """A timeline of so many events in so many lanes."""
    date = timeline.load(ROOT / "examples" / "minimal.yaml").events[0].date
    sample = [event.date for event in T.events]
    return Timeline(
        title=words,
        events=tuple(
            Event(
                f"e{n}",
                f"{words} {n}",
                f"{words} {n}"[:28],
                sample[n % len(sample)] if n else date,
                f"lane{n % lanes}",
                "kind",
                summary=f"{words} happened.",
            )
            for n in range(count)
        ),
        lanes=tuple(Lane(f"lane{n}", f"{words} lane {n}", f"{n}") for n in range(lanes)),
        kinds=(Kind("kind", "Kind", "disc", "ink"),),
    )


def test_too_many_events_for_a_lesson_are_counted() -> None:
    with pytest.raises(ViewError, match="500 events make too many slides"):
        slides(seen(many(500, 4)))


def test_many_lanes_are_shared_out_over_slides_of_the_chart() -> None:
    made = opened(one_slide(seen(many(200, 40))))
    assert len(made.slides) > 1
    assert made.slides[0].shapes.title.text_frame.text == f"Event (1 of {len(made.slides)})"
    shown = [
        one.text.removeprefix("Event lane ")
        for slide in made.slides
        for one in found(slide)
        if one.shape.name.startswith("lane: ")
    ]
    assert shown == [str(n) for n in range(40)]
    for slide in made.slides:
        assert overlapping(slide) == []


def test_a_legend_of_too_many_kinds_says_how_many_it_leaves_out() -> None:
    kinds = tuple(Kind(f"kind{n}", f"Kind of thing {n}", "disc", "ink") for n in range(100))
    plain = many(100, 3)
    events = tuple(
        replace(event, kind=kind.id) for event, kind in zip(plain.events, kinds, strict=True)
    )
    (slide,) = opened(one_slide(seen(replace(plain, events=events, kinds=kinds)))).slides
    held = [one for one in found(slide) if one.shape.name.startswith("meaning: ")]
    named = [one.text for one in held if one.text.startswith("Kind of thing ")]
    # the sign of what stands in a strip is one more of those that are not shown
    assert held[-1].text in (f"and {100 - len(named)} more", f"and {101 - len(named)} more")
    assert overlapping(slide) == []
    assert overflowing(slide) == []


def test_thousands_of_events_are_one_slide() -> None:
    (slide,) = opened(one_slide(seen(many(3000, 5)))).slides
    assert overlapping(slide) == []
    assert len(list(found(slide))) < 3000


HOSTILE = [
    "a\x00b\x0bc\x1bd\ufffe\ud800e",
    "W" * 400,
    "ثورة أكتوبر في روسيا والصراع على السلطة",
    "מהפכת אוקטובר",
    "🎉👩‍👩‍👧‍👦 party 🧨🇩🇪",
    "<a:t>&amp;]]></a:t> \"quoted\" 'quoted'",
    "十月革命とその後の長い長い物語" * 6,
    "_x0041_ and \t tab and \r return",
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_hostile_words_neither_break_the_file_nor_leave_their_boxes(words: str, size: str) -> None:
    t = T.events[40]
    source = T.sources[0]
    quote = replace(t.excerpts[0], exact=words * 3, speaker=words, source=source.id, note=words)
    event = replace(t, title=words, label=words[:28], summary=words * 4, excerpts=(quote,))
    hostile = replace(
        T,
        title=words,
        subtitle=words * 2,
        events=(event, replace(event, id="other")),
        sources=(replace(source, label=words, title=words * 3),),
        lanes=tuple(replace(lane, title=words, short=words[:12]) for lane in T.lanes),
        kinds=tuple(replace(kind, title=words) for kind in T.kinds),
        eras=tuple(replace(era, title=words) for era in T.eras),
        links=(),
        disagreements=(),
        tours=(
            Tour("tour", words, (Step(event.id, words, words),), 5, words * 3, (words, words * 2)),
        ),
    )
    width, height = SIZES[size]
    for data in (
        slides(seen(hostile), tour="tour", address=ADDRESS, size=size),
        slides(seen(hostile), size=size),
        one_slide(seen(hostile), size=size),
    ):
        for slide in opened(data).slides:
            assert slide.shapes.title.text_frame.text
            assert overlapping(slide) == []
            for one in found(slide):
                assert one.x + one.w <= width + 0.1
                assert one.y + one.h <= height + 0.1


def hostile_events() -> Timeline:
    """Every one of the hostile texts as an event of its own."""
    events = tuple(
        replace(event, id=f"e{n}", title=words, label=words[:28], summary=words)
        for n, (words, event) in enumerate(zip(HOSTILE, T.events, strict=False))
    )
    return replace(T, events=events, links=(), tours=(), disagreements=())


def test_words_of_a_script_that_runs_leftwards_are_set_so() -> None:
    event = replace(T.events[0], title="מהפכת אוקטובר", excerpts=())
    made = opened(slides(seen(replace(T, events=(event,), tours=(), links=()))))
    title = steps_of(made)[0].shapes.title.text_frame.paragraphs[0]._p.pPr
    assert (title.get("rtl"), title.get("algn")) == ("1", "r")


def test_a_quotation_too_long_for_every_size_says_that_words_are_left_out() -> None:
    long = replace(QUOTED.excerpts[0], exact="All the words of a very long speech. " * 60)
    event = replace(QUOTED, excerpts=(long,))
    made = opened(slides(seen(replace(T, events=(event,), tours=(), links=()))))
    quoted = steps_of(made)[0].placeholders[2].text_frame.paragraphs[0].text
    assert quoted.endswith(" […]")
    assert long.exact.startswith(quoted.removesuffix(" […]"))


def test_a_quotation_too_long_gives_way_to_a_shorter_one_of_its_event() -> None:
    short = QUOTED.excerpts[0]
    long = replace(short, exact="All the words of a very long speech. " * 60)
    event = replace(QUOTED, excerpts=(long, short))
    made = opened(slides(seen(replace(T, events=(event,), tours=(), links=()))))
    assert steps_of(made)[0].placeholders[2].text_frame.paragraphs[0].text == short.exact


def office() -> str | None:
    """LibreOffice, where it runs: half removed, it leaves a script that starts nothing."""
    program = shutil.which("soffice")
    if program is None:
        return None
    try:
        asked = [program, "--version"]
        answer = subprocess.run(asked, capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return program if b"Office" in answer.stdout else None


@pytest.mark.parametrize("script", ["exit 127", "exec /nowhere/soffice.bin", "true"])
def test_a_half_removed_office_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    wrapper = tmp_path / "soffice"
    wrapper.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office() is None
    with pytest.raises(pytest.skip.Exception, match="does not run"):
        prints({}, tmp_path)


def prints(decks: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """The decks as LibreOffice prints them, in one run of it: a PDF beside each."""
    program = office()
    if program is None:
        pytest.skip("soffice is missing or does not run: install LibreOffice (libreoffice-impress)")
    for name, data in decks.items():
        (folder / f"{name}.pptx").write_bytes(data)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.pptx") for name in decks),
        ],
        check=True,
        capture_output=True,
        timeout=280,
    )
    return {name: folder / f"{name}.pdf" for name in decks}


def outside(page: Any) -> list[str]:
    """What is printed beyond the edges of a page."""
    text = page.get_textpage()
    width, height = page.get_size()
    rects = (text.get_rect(at) for at in range(text.count_rects()))
    return [
        text.get_text_bounded(left, bottom, right, top)
        for left, bottom, right, top in rects
        if left < -1 or bottom < -1 or right > width + 1 or top > height + 1
    ]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_libreoffice_prints_every_slide_with_its_title_and_nothing_outside(tmp_path: Path) -> None:
    """All decks in one test, since LibreOffice takes seconds to start."""
    printed = prints(
        {
            "wide": deck("chain-of-defeats"),
            "narrow": deck("one-idea", size="4:3"),
            "view": deck("", VIEW, "4:3"),
            "whole": one_slide(seen(T, "event=general-strike"), ADDRESS),
            "hostile": slides(seen(hostile_events()), address=ADDRESS),
        },
        tmp_path,
    )
    for name, path in printed.items():
        made = opened(path.with_suffix(".pptx").read_bytes())
        document = pypdfium2.PdfDocument(path)
        assert len(document) == len(made.slides), name
        for page, slide in zip(document, made.slides, strict=True):
            words = _squeezed(page.get_textpage().get_text_range())
            # hostile words have signs that no printer shows
            if name != "hostile":
                assert _squeezed(slide.shapes.title.text_frame.text) in words
            assert outside(page) == [], name
        document.close()
    assert code_on(printed["wide"], page=4) == f"{ADDRESS}?tour=chain-of-defeats&step=3"


def code_on(path: Path, page: int) -> str:
    """What a telephone reads in the only code of a printed page."""
    document = pypdfium2.PdfDocument(path)
    (code,) = zxingcpp.read_barcodes(document[page].render(scale=2).to_pil())
    document.close()
    return str(code.text)


TITLES = [
    "\"quoted\" 'single' “curly” «guillemets» „low“",
    "%{x} %{hovertext} {{x}} ${y} <extra></extra>",
    "WWWWWWW MMMMMM WWWWWWW MMMMM WWWWW MMM",
    "Trotsky works out the theory of permanent revolution, and is not believed",
    "Приезд Ленина в Петроград и апрельские тезисы о задачах пролетариата",
    "Η άφιξη του Λένιν στην Πετρούπολη και οι θέσεις του Απριλίου",
    "הגעתו של לנין לפטרוגרד והתזות של אפריל על משימות הפרולטריון",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    *('"' * n + "«„" * 3 + "{} " * n + "ends here" for n in range(4, 16, 2)),
]


def lines_in(face: ImageFont.FreeTypeFont, text: str, size: float, room: float) -> int:
    """How many lines a face needs, words broken where they are longer than a line."""
    count, taken = 1, 0.0
    for word in text.split(" "):
        own = face.getlength(word) * size / 1000
        gap = face.getlength(" ") * size / 1000 if taken else 0.0
        if taken and taken + gap + own > room:
            count, taken, gap = count + 1, 0.0, 0.0
        while own > room:
            count, own = count + 1, own - room
        taken += gap + own
    return count


@pytest.mark.parametrize("name", ["DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf"])
def test_the_date_stands_below_its_title_in_wide_and_in_narrow_faces(
    tmp_path: Path, name: str
) -> None:
    try:
        face = ImageFont.truetype(name, 1000)
    except OSError:
        pytest.skip(f"{name} is missing: install fonts-dejavu and fonts-liberation")
    events = [{"id": f"e{n}", "title": t, "date": str(1900 + n)} for n, t in enumerate(TITLES)]
    path = tmp_path / "titles.yaml"
    path.write_text(json.dumps({"timeline": {"title": "Titles"}, "events": events}), "utf-8")
    made = opened(slides(seen(timeline.load(path)))).slides
    for n, words in enumerate(TITLES):
        shapes = {shape.name: shape for shape in made[n + 2].shapes}
        title, date = shapes["title"], shapes["date"]
        run = title.text_frame.paragraphs[0].runs[0]
        needed = lines_in(face, run.text, run.font.size.pt, title.width / EMU)
        tall = needed * text_fit.LEADING["serif bold"] * run.font.size.pt
        assert tall <= title.height / EMU + 0.1, words
        assert title.top + title.height <= date.top
        assert title.text_frame.vertical_anchor == MSO_ANCHOR.BOTTOM, "a gap above, not below"


@pytest.mark.parametrize("calendar", ["ns", "os"])
def test_each_of_two_calendars_is_named_in_one_order_throughout_the_deck(calendar: str) -> None:
    first, other = ("Old", "New") if calendar == "os" else ("New", "Old")
    order = re.compile(f"{first} Style .*{other} Style ")
    tour = "calendar-of-1917"
    made = opened(deck(tour, f"calendar={calendar}")).slides
    [steps] = [one.steps for one in T.tours if one.id == tour]
    events = {event.id: event for event in T.events}
    told = [slide for slide in made if any(shape.name == "date" for shape in slide.shapes)]
    assert len(told) == len(steps)
    for slide, step in zip(told, steps, strict=True):
        [date] = [shape.text_frame.text for shape in slide.shapes if shape.name == "date"]
        notes = slide.notes_slide.notes_text_frame.text
        [dated] = [line for line in notes.splitlines() if line.startswith("Date: ")]
        if events[step.event].old_style:
            assert order.match(date)
            assert order.search(dated)
    unsaid = re.compile(r"\d \(\d")  # "3 (16) April 1917": which is which?
    everything = [slide.notes_slide.notes_text_frame.text for slide in made]
    everything += [str(name) for slide in made for name in slide._element.xpath("//@descr")]
    assert [text for text in everything if unsaid.search(text)] == []

"""Text for a slide: as wide as its face, in lines, at the largest size that fits."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.placing.text_fit import (
    LEADING,
    Face,
    cut,
    fit,
    height,
    likely_height,
    settle,
    sizes,
    width,
    wrap,
)
from timeline.placing.text_widths import TYPE_SIZE, text_widths

FACES = get_args(Face)
TEXTS = st.text("ab W—,;\n", max_size=60)
WORDS = "The strike, in its ninth day; was called off: nobody had asked the miners – or why"


@pytest.mark.parametrize("bold", [False, True])
def test_sans_is_as_wide_as_the_labels_of_the_chart(bold: bool) -> None:
    for text in ("", " ", "strike", "“1905”", "WWW iii"):
        measured = text_widths([text], [bold])[0] / TYPE_SIZE
        assert width(text, "sans bold" if bold else "sans", 10) == pytest.approx(10 * measured)


def test_serif_is_wider_and_its_brackets_widest() -> None:
    plain = width("a strike", "sans", 10)
    assert width("a strike", "serif", 10) == pytest.approx(1.14 * plain)
    assert width("a strike", "serif bold", 10) == pytest.approx(1.06 * plain + 8 * 1.4)
    for sign in "{}[]^":
        given = width(sign, "serif bold", 10) - 1.06 * width(sign, "sans", 10)
        assert given == pytest.approx(1.4 + 1.5), sign
    given = width("(", "serif bold", 10) - 1.06 * width("(", "sans", 10)
    assert given == pytest.approx(1.4)


@pytest.mark.parametrize(("char", "more"), [("🎉", 4), ("漢", 0), ("©", 0), ("→", 0)])
def test_emoji_take_more_than_the_square_of_their_size(char: str, more: float) -> None:
    measured = 10 * text_widths([char], [False])[0] / TYPE_SIZE
    assert width(char, "sans", 10) == pytest.approx(measured + more)


def room_for(text: str) -> float:
    return width(text, "sans", 10)


def test_lines_hold_as_many_words_as_fit_and_a_long_word_is_broken() -> None:
    assert wrap("a strike of miners", "sans", 10, room_for("a strike of")) == [
        "a strike of",
        "miners",
    ]
    assert wrap("a strike of miners", "sans", 10, room_for("a strike of") - 0.01) == [
        "a strike",
        "of miners",
    ]
    assert wrap("aaaaaaaa bb", "sans", 10, room_for("aaa") + 0.01) == ["aaa", "aaa", "aa", "bb"]
    assert wrap("bb aaaaaaa", "sans", 10, room_for("aaa") + 0.01) == ["bb", "aaa", "aaa", "a"]
    assert wrap("aaa", "sans", 10, 1) == ["a", "a", "a"]
    assert wrap("one\n\ntwo", "sans", 10, 500) == ["one", "", "two"]
    assert wrap("two  spaces", "sans", 10, 500) == ["two  spaces"]
    assert wrap("", "sans", 10, 500) == [""]


@settings(deadline=None)
@given(TEXTS, st.sampled_from(FACES), st.floats(5, 200))
def test_no_line_is_wider_than_its_box_and_no_letter_is_lost(
    text: str, face: Face, room: float
) -> None:
    lines = wrap(text, face, 10, room)
    for line in lines:
        assert len(line.strip()) <= 1 or width(line, face, 10) <= room * (1 + 1e-9)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert height(text, face, 10, room) == pytest.approx(len(lines) * LEADING[face] * 10)


@pytest.mark.parametrize("face", FACES)
def test_the_faces_themselves_break_later_than_the_wide_ones(face: Face) -> None:
    rooms = range(20, 600, 7)
    pairs = [
        (likely_height(WORDS, face, 10, room), height(WORDS, face, 10, room)) for room in rooms
    ]
    assert all(likely <= tall for likely, tall in pairs)
    assert any(likely < tall for likely, tall in pairs)


def test_likely_heights_are_those_of_a_box_so_much_wider() -> None:
    wider: dict[Face, float] = {
        "sans": 1 / 0.95,
        "sans bold": 1 / 0.95,
        "serif": 1.14 / 0.96,
        "serif bold": 1.34 / 1.08,
    }
    for face, times in wider.items():
        for room in range(20, 600, 7):
            wide = height(WORDS, face, 10, room * times)
            assert likely_height(WORDS, face, 10, room) == wide


@pytest.mark.parametrize("face", FACES)
def test_a_text_takes_the_largest_size_at_which_it_fits(face: Face) -> None:
    among = (30, 24, 18, 12)
    for room in (60, 120, 240, 480, 960):
        for tall in (20, 40, 80, 160):
            fitting = [size for size in among if height(WORDS, face, size, room) <= tall]
            found = fit(WORDS, face, among, room, tall)
            if fitting:
                taken = height(WORDS, face, max(fitting), room)
                assert found == (WORDS, max(fitting), taken, True)
            else:
                short = cut(WORDS, face, 12, room, tall)
                assert found == (short, 12, height(short, face, 12, room), False)


def test_a_text_just_as_high_as_its_box_fits() -> None:
    tall = height("a strike", "sans", 20, 500)
    assert fit("a strike", "sans", (20, 10), 500, tall).size == 20
    assert fit("a strike", "sans", (20, 10), 500, tall - 0.01).size == 10
    assert settle("a strike", "sans", (20, 10), 500, tall).size == 20
    assert settle("a strike", "sans", (20, 10), 500, tall - 0.01).size == 10
    assert cut("a strike", "sans", 20, 500, tall) == "a strike"


@pytest.mark.parametrize("face", FACES)
def test_a_title_settles_where_wide_and_narrow_faces_break_alike(face: Face) -> None:
    among = (30, 24, 18, 12)
    surer = 0
    for room in range(60, 960, 30):
        for tall in (40, 80, 160):
            sure = [
                size
                for size in among
                if height(WORDS, face, size, room) <= tall
                and height(WORDS, face, size, room) == likely_height(WORDS, face, size, room)
            ]
            found = settle(WORDS, face, among, room, tall)
            if sure:
                taken = height(WORDS, face, max(sure), room)
                assert found == (WORDS, max(sure), taken, True)
                surer += found != fit(WORDS, face, among, room, tall)
            else:
                assert found == fit(WORDS, face, among, room, tall)
    assert surer


@settings(deadline=None)
@given(st.text("ab ,;", min_size=1, max_size=50), st.floats(12, 120), st.floats(13, 60))
def test_a_text_cut_short_is_as_many_words_as_fit(text: str, room: float, tall: float) -> None:
    short = cut(text, "sans", 10, room, tall)
    if height(text, "sans", 10, room) <= tall:
        assert short == text
        return
    words = text.split(" ")
    fits = [
        n
        for n in range(1, len(words) + 1)
        if height(" ".join(words[:n]) + "…", "sans", 10, room) <= tall
    ]
    if fits:
        assert short == " ".join(words[: max(fits)]).rstrip(" ,;") + "…"
    else:
        assert short.endswith("…")
        assert words[0].startswith(short[:-1])
        assert len(short) == 2 or height(short, "sans", 10, room) <= tall
        longer = words[0][: len(short)] + "…"
        assert len(short) - 1 == len(words[0]) or height(longer, "sans", 10, room) > tall


def test_of_a_word_that_does_not_fit_as_much_is_left_as_does_and_one_letter_at_least() -> None:
    room = width("strik…", "sans", 10) + 0.01
    assert cut("strikes everywhere", "sans", 10, room, 13) == "strik…"
    assert cut("strikes everywhere", "sans", 10, 1, 13) == "s…"


@pytest.mark.parametrize("mark", " ,;:–—")
def test_no_sign_between_words_stands_before_the_dots(mark: str) -> None:
    text = f"strike{mark} miners and what came of it"
    room = width(f"strike{mark}…", "sans", 10) + 1
    assert cut(text, "sans", 10, room, 13) == "strike…"
    wider = width(f"strike{mark} (more)", "sans", 10) + 1
    assert cut(text, "sans", 10, wider, 13, sign=" (more)") == "strike (more)"


def test_sizes_go_down_by_two_points_to_the_least() -> None:
    assert list(sizes(28, 20)) == [28, 26, 24, 22, 20]
    assert list(sizes(28, 21)) == [28, 26, 24, 22, 21]
    assert list(sizes(20, 20)) == [20]
    assert list(sizes(24.5, 20)) == [24.5, 22.5, 20.5, 20]

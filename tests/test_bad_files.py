"""The seeded mistakes of tests/bad: each file says in its first lines where it goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.errors import FileProblems
from timeline.reading.load import load

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def expectations(path: Path) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8", errors="replace")
    found = re.findall(r"^# expect (\d+): (.+)$", text, re.MULTILINE)
    return [(int(line), fragment) for line, fragment in found]


def test_there_are_at_least_forty_seeded_mistakes() -> None:
    assert len(BAD) >= 40


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_seeded_mistake_is_reported_at_its_line_and_nothing_else_is(path: Path) -> None:
    expected = expectations(path)
    assert expected, "the file does not say what to expect"

    with pytest.raises(FileProblems) as caught:
        load(path)

    found = [(problem.line, problem.message) for problem in caught.value.problems]
    for line, fragment in expected:
        assert any(at == line and fragment in message for at, message in found), found
    assert len(found) == len(expected), found
    assert all(str(problem).startswith(f"{path}:") for problem in caught.value.problems)

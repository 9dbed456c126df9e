"""`python -m timeline export` as a user meets it; its files reopened by their own readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pybtex.database import parse_file

from timeline.__main__ import main

EVENTS = str(Path(__file__).resolve().parents[1] / "data" / "events.yaml")


def test_a_view_is_written_as_jsonld(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "germany.jsonld"
    assert main(["export", EVENTS, str(out), "--view", "lane=germany"]) == 0
    assert "5 of 77 events" in capsys.readouterr().out
    graph = json.loads(out.read_text(encoding="utf-8"))
    assert graph["@context"] == "https://schema.org"
    text = json.dumps(graph, ensure_ascii=False)
    assert "German Communist rising called off" in text
    assert "General Strike in Britain" not in text


def test_the_sources_of_a_view_are_written_as_bibtex(tmp_path: Path) -> None:
    out = tmp_path / "exile.bib"
    assert main(["export", EVENTS, str(out), "--view", "from=1939&to=1940"]) == 0
    entries = parse_file(str(out)).entries
    assert "museum" in entries
    assert "linden" not in entries


@pytest.mark.parametrize(
    ("name", "view", "said"),
    [
        ("out.docx", "", "end the name in .bib or .jsonld"),
        ("out.bib", "q=nowhere", "no event answers to the view 'q=nowhere'"),
        ("missing/out.bib", "", "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_one_clear_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, view: str, said: str
) -> None:
    assert main(["export", EVENTS, str(tmp_path / name), "--view", view]) == 1
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == 1
    assert said in errors[0]
    assert list(tmp_path.rglob("*.*")) == []


def test_what_of_a_view_is_ignored_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "some.bib"
    assert main(["export", EVENTS, str(out), "--view", "lane=narnia,china"]) == 0
    assert "ignored lane=narnia: no such lane" in capsys.readouterr().err

"""`python -m timeline check`: what it prints, where it complains, how it ends."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.cli import main
from timeline.evidence.verified import load_record, record_of
from timeline.prepared import prepare
from timeline.reading.load import load
from timeline.telling import in_brief, people

ROOT = Path(__file__).parents[1]
TEXT = "The strike lasted “nine days” – no more. " + "And so on. " * 20


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "t.txt").write_bytes(TEXT.encode())
    path = tmp_path / "strikes.yaml"
    path.write_text(
        f"""\
timeline: {{title: Strikes, range: 1900/1940}}
sources:
- {{id: report, title: R, file: t.txt, sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}}}
events:
- id: strike
  title: The strike
  date: 1926
  excerpts: [{{source: report, exact: nine days, at: {TEXT.index("nine")}}}]
- {{id: later, title: Later, date: 1950}}
links:
- from: later
  to: strike
  relation: then
  claims: [{{source: report, exact: And so on., at: 41}}]
""",
        encoding="utf-8",
    )
    return path


def check(
    capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, list[str], list[str]]:
    status = main(["check", *(str(argument) for argument in arguments)])
    out, err = capsys.readouterr()
    return status, out.splitlines(), err.splitlines()


def test_check_counts_and_proves_and_writes_the_record(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = check(capsys, file, "--sources", file.parent / "texts")
    assert (status, err) == (0, [])
    assert out[0] == f"{file}: Strikes"
    assert out[1] == "2 events (2 core), 1 of them not drawn"
    assert out[2] == "1 source, 1 link (0 contested), 0 disagreements, 0 tours"
    assert f"report: 7.3% of {len(TEXT)} characters quoted, at most 35%" in out
    assert out[-1] == "2 excerpts, 2 verified"
    facts = json.loads((file.parent / "strikes.verified.json").read_bytes())
    assert [row["at"] for row in facts["excerpts"]] == [19, 41]


@pytest.mark.parametrize(
    ("left_out", "said", "verified"),
    [
        (f", at: {TEXT.index('nine')}", f"at is missing; found at {TEXT.index('nine')}", 1),
        (
            f", sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}",
            f"sha256 is missing; the text t.txt has {hashlib.sha256(TEXT.encode()).hexdigest()}",
            0,
        ),
    ],
    ids=["at", "sha256"],
)
def test_what_is_left_out_of_a_proof_is_a_mistake_with_the_texts_at_hand_as_file_md_says(
    file: Path, capsys: pytest.CaptureFixture[str], left_out: str, said: str, verified: int
) -> None:
    whole = file.read_text("utf-8")
    assert left_out in whole
    file.write_text(whole.replace(left_out, ""), "utf-8")
    status, out, err = check(capsys, file)
    assert (status, err) == (0, [])
    assert out[-1] == "2 excerpts, not checked against their texts: add --sources DIR"
    status, out, (message, *more) = check(capsys, file, "--sources", file.parent / "texts")
    assert (status, more) == (1, [])
    assert message.endswith(said)
    assert out[-1].startswith(f"2 excerpts, {verified} verified")


def test_an_id_that_is_no_name_of_a_folder_on_windows_is_remarked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    text = "events:\n- {id: com1, title: A, date: 1917}\n- {id: com1-a, title: B, date: 1918}\n"
    path.write_text(text, "utf-8")
    status, out, err = check(capsys, path)
    assert (status, err) == (0, [])
    assert [line for line in out if line.startswith("note: ")] == [
        f"note: {path}:2: event 'com1': a published site cannot be written or copied to Windows, "
        "which has no folder of this name for the event's page: choose another id before the "
        "timeline is published"
    ]


def test_two_timelines_in_a_folder_keep_their_records_apart(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The usual name has the usual record; what an earlier version wrote for all still counts."""
    events = file.with_name("events.yaml")
    one = file.read_text(encoding="utf-8")
    events.write_text(one[: one.index("links:")], encoding="utf-8")
    for path in (file, events):
        assert check(capsys, path, "--sources", file.parent / "texts")[0] == 0
    proved = [len(record_of(path).excerpts) for path in (file, events)]
    assert proved == [2, 1]
    assert load_record(file.parent / "verified.json") == record_of(events)
    file.with_name("strikes.verified.json").unlink()
    assert record_of(file) == record_of(events)


def test_what_is_odd_is_noted_with_its_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = check(capsys, file)
    notes = [line for line in out if line.startswith("note: ")]
    assert notes[0].startswith(f"note: {file}:9: event 'later' is not drawn: 1950 lies outside")
    assert "event 'later' quotes no source" in notes[1]
    assert notes[2].startswith(f"note: {file}:11: link 'later' → 'strike': The dates run")


def test_without_the_texts_check_says_what_it_could_not_check(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = check(capsys, file)
    assert (status, err) == (0, [])
    assert out[-1] == "2 excerpts, not checked against their texts: add --sources DIR"
    assert not list(file.parent.glob("*verified.json"))


def test_an_unproved_excerpt_is_an_error_and_no_record_is_written(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("at: 19", "at: 20"), encoding="utf-8")
    status, out, err = check(capsys, file, "--sources", file.parent / "texts")
    assert status == 1
    assert err == [
        f"{file}:8: event 'strike': excerpt 1: at 20: the words do not stand there; found at 19"
    ]
    assert out[-1] == "2 excerpts, 1 verified"
    assert not list(file.parent.glob("*verified.json"))


def test_mistakes_of_the_file_go_to_standard_error(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("events: [{id: a, title: A, date: 1900-13}]\nevnets: []\n", encoding="utf-8")
    status, out, err = check(capsys, file)
    assert (status, out) == (1, [])
    assert [line.split(": ")[0] for line in err] == [f"{file}:1", f"{file}:2"]


def test_missing_file_and_missing_folder_are_one_clear_line(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(capsys, "no.yaml") == (1, [], ["no.yaml: there is no such file"])
    status, _, err = check(capsys, file, "--sources", file.parent / "none")
    assert status == 1
    assert err == [f"{file.parent / 'none'}: there is no such folder (--sources)"]


@pytest.mark.parametrize("arguments", [[], ["check"], ["chekc", "a.yaml"], ["check", "a", "b"]])
def test_wrong_usage_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m timeline" in capsys.readouterr().err


def test_a_terminal_without_unicode_gets_no_traceback(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "check", str(file)],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u2192" in done.stdout


def test_the_smallest_example_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = check(capsys, ROOT / "examples" / "minimal.yaml")
    assert (status, err) == (0, [])
    assert out[1] == "3 events (3 core), 0 of them not drawn"
    assert out[-1] == "0 excerpts, 0 verified"


def test_what_only_a_disagreement_quotes_speaks_of_its_event_and_its_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        """\
sources: [{id: s, title: S}]
people: [{id: kamenev, name: Lev Kamenev}]
events:
- {id: a, title: A, date: 1926, people: [kamenev]}
- {id: b, title: B, date: 1926, people: [kamenev]}
disagreements:
- {event: a, about: its day, claims: [{source: s, exact: one}, {source: s, exact: other}]}
""",
        "utf-8",
    )
    assert main(["check", str(path)]) == 0
    said = "".join(capsys.readouterr())
    assert "'a' quotes no source" not in said
    assert "event 'a': no excerpt here names 'kamenev'" in said
    assert "'b' quotes no source" in said
    assert "event 'b': no excerpt here names" not in said
    t = load(path)
    prepared = prepare(t)
    for event, told in zip(t.events, ("People added by the editors", "People"), strict=True):
        line = people.line(t, event, prepared.said[event.id], prepared.naming.by_source(event))
        assert line == f"{told}: Lev Kamenev."


def test_where_the_editors_alone_differ_no_source_is_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        """\
sources: [{id: s, title: S}]
events: [{id: a, title: A, date: 1926}]
disagreements:
- {event: a, about: its day, claims: [{editor: One., basis: B}, {editor: Two., basis: C}]}
""",
        "utf-8",
    )
    assert main(["check", str(path)]) == 0
    assert "event 'a' quotes no source: weigh it as context" in "".join(capsys.readouterr())
    prepared = prepare(load(path))
    assert in_brief.silence(prepared.timeline, prepared.said["a"]) == in_brief.SILENT

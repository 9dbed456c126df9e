"""Names of files that are made of titles: in any script, and safe wherever they are saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from werkzeug.http import parse_options_header

from timeline.files import MOST_BYTES, disposition, file_name, is_device
from timeline.publishing import publish
from timeline.reading.load import read
from timeline.server.app import create_app

CASES = json.loads(Path(__file__).with_name("cases").joinpath("names.json").read_text("utf-8"))
RUSSIAN = "timeline: {title: Русская революция}\nevents:\n- {id: a, title: Февраль, date: 1917}\n"


@pytest.mark.parametrize("case", CASES["name"], ids=lambda case: case["name"])
def test_a_title_makes_a_name(case: dict[str, str]) -> None:
    assert file_name(case["in"]) == case["out"]
    assert 0 < len(case["out"].encode()) <= MOST_BYTES
    assert file_name(case["out"]) == case["out"]


@pytest.mark.parametrize("case", CASES["name"], ids=lambda case: case["name"])
def test_a_name_comes_whole_through_its_header_and_in_ascii_for_the_rest(
    case: dict[str, str],
) -> None:
    name = f"{case['out']}.csv"
    header = disposition(name)
    header.encode("ascii")
    assert not {"\r", "\n"} & set(header)
    kind, told = parse_options_header(header)
    assert (kind, told["filename"]) == ("attachment", name)
    plain = header.split("filename=")[1].split(";")[0]
    assert plain.removesuffix(".csv").replace("-", "").isalnum()
    assert plain.endswith(".csv")


@pytest.mark.parametrize(
    "name", ["con", "nul", "AUX", "com1", "lpt9", "con.x", "nul.tar.gz", "prn "]
)
def test_windows_takes_a_name_for_a_device_whatever_ends_it(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["con-x", "x.con", "icon", "com", "com10", "com1-a", ".con", ""])
def test_other_names_are_those_of_files(name: str) -> None:
    assert not is_device(name)


def test_a_served_file_and_those_of_a_site_bear_the_title_in_its_script(tmp_path: Path) -> None:
    t = read(RUSSIAN.encode(), str(tmp_path / "t.yaml"))
    client = create_app(t).server.test_client()
    header = client.get("/export.timelinejs.csv").headers["Content-Disposition"]
    assert parse_options_header(header)[1]["filename"] == "русская-революция.timelinejs.csv"
    assert "filename=timeline.timelinejs.csv;" in header
    publish(t, tmp_path / "site", check=True)
    names = {path.name for path in (tmp_path / "site" / "downloads").iterdir()}
    assert {"русская-революция.html", "русская-революция.csv", "русская-революция.pptx"} <= names

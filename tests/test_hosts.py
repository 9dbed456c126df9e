"""Whose name a request may use: a page of another site must not read what is served here."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from test_app_command import MINIMAL, TEXT, Ended, minimal, run_here

from timeline.reading.load import read
from timeline.server import hosts
from timeline.server.app import create_app

__all__ = ["minimal", "run_here"]  # fixtures
FOREIGN = (
    "evil.example", "evil.example:8050", "localhost.evil.example", "evillocalhost",
    "school.example.evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", " ",
    "localhost:80:80", "localhost:x", "[::1", "[::1]x", "::1", "lo\u0441alhost", "a" * 300,
    "localhost, evil.example", "2130706433", "localhost/x",
)  # fmt: skip
OWN = (
    "localhost", "LOCALHOST:8050", "localhost.", "127.0.0.1", "127.8.9.1:5", "[::1]", "[::1]:80",
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
)  # fmt: skip
NUMBERS = ("192.168.1.20:8050", "10.0.0.7", "[fd00::7]:8050", "0.0.0.0:8050")


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0"])
def test_a_foreign_name_is_none_of_ours(host: str, bound: str) -> None:
    assert not hosts.of(bound, loopback=bound == "127.0.0.1").has(host)


@pytest.mark.parametrize("host", OWN)
def test_this_machine_is_always_ours(host: str) -> None:
    assert hosts.of("127.0.0.1", loopback=True).has(host)
    assert hosts.of("0.0.0.0", loopback=False).has(host)


@pytest.mark.parametrize("host", NUMBERS)
def test_numbers_are_ours_on_a_network_alone(host: str) -> None:
    assert hosts.of("0.0.0.0", loopback=False).has(host)
    assert not hosts.of("127.0.0.1", loopback=True).has(host)


def test_names_that_were_told_are_ours() -> None:
    ours = hosts.of(
        "Lab3.local",
        loopback=False,
        address="https://Schüle.example:8443/history/",
        more=(hosts.checked("Teacher.Local"), hosts.checked("192.168.1.20")),
    )
    for name in ("lab3.local", "TEACHER.local:8050", "xn--schle-mva.example", "192.168.1.20"):
        assert ours.has(name), name
    assert not ours.has("local")


@pytest.mark.parametrize("name", ["", "http://a.example", "a b", "a.example:80/x", "a..b", "::1x"])
def test_what_is_no_name_is_told(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a host"):
        hosts.checked(name)


def test_nothing_of_the_page_leaves_by_a_foreign_name() -> None:
    t = read(b"events: [{id: a, title: A secret, date: 1926}]", "f")
    client = create_app(t, answers_to=hosts.Hosts()).server.test_client()
    for path in ("/", "/document.json", "/export.csv", "/oembed?url=http://localhost/", "/healthz"):
        assert client.get(path).status_code == 200  # and is kept in memory
        for method in ("GET", "HEAD", "OPTIONS", "POST"):
            answer = client.open(path, method=method, headers={"Host": "evil.example"})
            assert answer.status_code == 421
            assert b"secret" not in answer.data
            assert "Content-Security-Policy" in answer.headers
    assert "--host-name" in client.get("/", headers={"Host": "evil.example"}).text


# As the command tells it


def shown(ended: Ended, **headers: str) -> tuple[int, bool]:
    """The status of the page, and whether it holds more of a text than what is quoted."""
    assert ended.client is not None
    answer = ended.client.get("/", headers=headers)
    return answer.status_code, b"nothing moved today, all" in answer.data


def test_the_text_of_a_source_goes_to_this_machine_alone(
    minimal: Path, run_here: Callable[..., Ended]
) -> None:
    long = b"## nothing moved today, all said, and much more was said that day\n"
    minimal.with_name("gazette.txt").write_bytes(long)
    minimal.write_text(MINIMAL.replace(_hash(TEXT), _hash(long)), encoding="utf-8")
    given = (minimal, "--sources", minimal.parent)
    ended = run_here(*given)
    assert shown(ended) == (200, True)
    assert shown(ended, Host="evil.example") == (421, False)
    assert shown(ended, **{"X-Forwarded-Host": "evil.example"}) == (200, True)
    for more in (
        ("--address", "https://school.example/"),
        ("--host-name", "school.example"),
        ("--behind-proxy", "1"),
        ("--host", "0.0.0.0"),
    ):
        ended = run_here(*given, *more)
        assert shown(ended) == (200, False), more
        expected = 200 if "school.example" in "".join(more) else 421
        assert shown(ended, Host="school.example")[0] == expected, more
        assert shown(ended, Host="evil.example")[0] == 421, more


def _hash(text: bytes) -> str:
    return sha256(text).hexdigest()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--host-name", "a b"), "'a b' is not the name of a host"),
        (("--behind-proxy", "0"), "'0' is no number of proxies"),
        (("--behind-proxy", "many"), "'many' is no number of proxies"),
    ],
)
def test_a_slip_in_the_options_is_told(
    given: tuple[str, ...], told: str, run_here: Callable[..., Ended]
) -> None:
    ended = run_here(*given)
    assert ended.status == 2
    assert told in ended.err

"""`/oembed`, asked as a site asks that shows what people paste into it. https://oembed.com"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page
from serving import EVENTS, Site, served
from static_server import serve_folder

from timeline.model import Timeline
from timeline.reading.load import load
from timeline.server.app import create_app
from timeline.server.oembed import SIZE

HERE = "http://localhost/"


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load(EVENTS)


@pytest.fixture(scope="module")
def client(timeline: Timeline) -> FlaskClient:
    return create_app(timeline).server.test_client()


@pytest.fixture(scope="module")
def school(timeline: Timeline) -> FlaskClient:
    return create_app(timeline, address="https://school.example/timeline/").server.test_client()


def ask(client: FlaskClient, url: str, **more: Any) -> Any:
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return client.get(f"/oembed?url={quote(url, safe='', errors='surrogatepass')}{query}")


class Frame(HTMLParser):
    """The only element of an answer's HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str] = {}
        self.words = ""
        self.feed(html)
        assert self.tags == ["iframe"]
        assert self.words == ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes = {name: value or "" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_answer_is_what_the_specification_says(client: FlaskClient, timeline: Timeline) -> None:
    answer = ask(client, f"{HERE}?event=general-strike", format="json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found = answer.get_json()
    event = next(one for one in timeline.events if one.id == "general-strike")
    assert found | {"html": ""} == {
        "type": "rich",
        "version": "1.0",
        "title": event.title,
        "provider_name": timeline.title,
        "provider_url": HERE,
        "cache_age": 3600,
        "html": "",
        "width": SIZE[0],
        "height": SIZE[1],
    }
    frame = Frame(found["html"]).attributes
    assert frame["src"] == f"{HERE}?event=general-strike&mode=embed"
    assert frame["title"] == f"{event.title} · {timeline.title}"
    assert frame["allow"] == "fullscreen"
    assert (frame["width"], frame["height"]) == (str(SIZE[0]), str(SIZE[1]))


@pytest.mark.parametrize(
    ("query", "framed"),
    [
        ("", "mode=embed"),
        ("?", "mode=embed"),
        ("?lane=germany&from=1923&to=1924&theme=dark", None),
        ("?tour=one-idea&step=3&mode=present", "tour=one-idea&step=3&mode=embed"),
        ("?mode=embed&event=general-strike", "event=general-strike&mode=embed"),
        ("?lane=narnia&utm_source=x", "mode=embed"),
        ("#lane=germany", "lane=germany&mode=embed"),
        (
            "?lane=germany&event=lenin-dies#event=general-strike",
            "lane=germany&event=general-strike&mode=embed",
        ),
        ("?lane=germany#chronicle", "lane=germany&mode=embed"),
    ],
)
def test_every_view_is_framed_as_it_is_asked_for(
    client: FlaskClient, query: str, framed: str | None
) -> None:
    found = ask(client, f"{HERE}{query}").get_json()
    src = Frame(found["html"]).attributes["src"]
    # the order of the keys is that of every address of the page
    expected = (
        framed if framed is not None else f"{query[1:].replace('&theme', '&mode=embed&theme')}"
    )
    assert src == f"{HERE}?{expected}"


@pytest.mark.parametrize(
    ("limits", "size"),
    [
        ({"maxwidth": 400}, (400, SIZE[1])),
        ({"maxheight": 300}, (SIZE[0], 300)),
        ({"maxwidth": 400, "maxheight": 300}, (400, 300)),
        ({"maxwidth": 9999, "maxheight": 9999}, SIZE),
        ({"maxwidth": 10}, (10, SIZE[1])),
        ({"maxwidth": ""}, SIZE),
    ],
)
def test_the_frame_is_no_larger_than_is_asked(
    client: FlaskClient, limits: dict[str, Any], size: tuple[int, int]
) -> None:
    found = ask(client, HERE, **limits).get_json()
    assert (found["width"], found["height"]) == size
    frame = Frame(found["html"]).attributes
    assert (frame["width"], frame["height"]) == (str(size[0]), str(size[1]))


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "http://evil.example@localhost/",
        "http://localhost:81/",
        "http://localhost:99999/",
        "http://localhost/other",
        "http://localhost//evil.example/",
        "//localhost/",
        "ftp://localhost/",
        "javascript:alert(1)//localhost/",
        "data:text/html,http://localhost/",
        "localhost",
        "/",
        "http://[::1",
        "\x00http://localhost\x00/",
        f"{HERE}?q={'x' * 3000}",
    ],
    ids=ascii,
)
def test_another_address_is_not_found(client: FlaskClient, url: str) -> None:
    answer = ask(client, url)
    assert answer.status_code == 404
    assert answer.mimetype == "text/plain"
    assert len(answer.get_data(as_text=True).splitlines()) == 1
    assert url not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 400),
        ("?url=", 400),
        ("?format=json", 400),
        (f"?url={HERE}&format=xml", 501),
        (f"?url={HERE}&format=XML", 501),
        (f"?url={HERE}&format=", 501),
        (f"?url={HERE}&maxwidth=wide", 400),
        (f"?url={HERE}&maxwidth=-1", 400),
        (f"?url={HERE}&maxheight=0", 400),
        (f"?url={HERE}&maxheight={'9' * 5000}", 400),
        (f"?url={HERE}&maxwidth=٣", 400),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(
    client: FlaskClient, asked: str, status: int
) -> None:
    answer = client.get(f"/oembed{asked}")
    assert answer.status_code == status
    assert len(answer.get_data(as_text=True).splitlines()) == 1


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "' onload='alert(1)", "<!--", "\ud800", "%22%3E&amp;"]
)
def test_hostile_words_of_an_address_stay_words(client: FlaskClient, text: str) -> None:
    for query in (f"q={text}", f"event={text}", f"lane={quote(text, errors='replace')}"):
        answer = ask(client, f"{HERE}?{query}")
        assert answer.status_code == 200
        frame = Frame(answer.get_json()["html"]).attributes
        assert set(frame) == {"src", "title", "width", "height", "style", "loading", "allow"}
        assert frame["src"].startswith(f"{HERE}?")


def test_a_told_address_is_the_timelines_own_by_http_and_https(school: FlaskClient) -> None:
    for url in ("https://school.example/timeline/", "http://school.example/timeline"):
        found = ask(school, f"{url}?event=general-strike").get_json()
        src = Frame(found["html"]).attributes["src"]
        assert src == "https://school.example/timeline/?event=general-strike&mode=embed"
    assert ask(school, "https://school.example/").status_code == 404
    assert ask(school, HERE).status_code == 404, "where the server stands is nobody's business"


@pytest.mark.parametrize("host", ["a b", 'a"b', "user@host", "x" * 300, ""])
def test_a_host_that_is_none_gets_no_frame(client: FlaskClient, host: str) -> None:
    answer = client.get(f"/oembed?url=http://{quote(host)}/", headers={"Host": host})
    assert answer.status_code in (400, 404)


@pytest.fixture(scope="module")
def frameable() -> Iterator[Site]:
    with served(frame_ancestors=("*",)) as site:
        yield site


def test_from_the_link_in_the_page_to_a_frame_that_works(
    page: Page, frameable: Site, tmp_path: Path, console_errors: list[str]
) -> None:
    """The way of a site that is given an address: the page's link, the answer, its HTML."""
    page.goto(f"{frameable.url}?lane=germany&event=german-october")
    link = page.locator("link[type='application/json+oembed']")
    assert link.get_attribute("title") == "The German crisis of October 1923"
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.ok
    html = answer.json()["html"]
    head = '<!DOCTYPE html><title>A site</title><link rel="icon" href="data:,">'
    (tmp_path / "pasted.html").write_text(f"{head}{html}", encoding="utf-8")
    with serve_folder(tmp_path) as host:
        page.goto(f"{host.url}pasted.html")
        frame = page.frames[1]
        frame.wait_for_selector("html[data-ready]", state="attached")
        view = "lane=germany&event=german-october&mode=embed"
        assert frame.evaluate("timeline.view()") == view
        assert frame.evaluate("[innerWidth, innerHeight]") == list(SIZE)
    assert console_errors == []

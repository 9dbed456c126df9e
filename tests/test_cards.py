"""What the address of a view tells a link preview, and that saying it costs the page nothing."""

from __future__ import annotations

import gzip
import random
import re
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from counts import STEPS, TOTAL, events_in
from flask.testing import FlaskClient
from playwright.sync_api import Page
from serving import EVENTS, Site
from test_app_command import Ended, minimal, run_here

from timeline.images import installed
from timeline.model import Timeline
from timeline.prepared import prepare
from timeline.publishing import as_one_file, publish
from timeline.reading.load import load
from timeline.server.app import create_app
from timeline.server.gzip_splice import Splice
from timeline.server.previews import REMEMBERED, Cards, tags
from timeline.telling import preview

__all__ = ["minimal", "run_here"]

HOSTILE = [
    '"><script>alert(1)</script>',
    "'onload='alert(1)",
    "</head><body>",
    "--><svg/onload=alert(1)>",
    "\u202egnitnuocca",
    "&quot;&#34;",
    "\ud800",
]


class Head(HTMLParser):
    """The tags that a browser finds in the head of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside = False
        self.metas: dict[str, str] = {}
        self.links: dict[str, dict[str, str]] = {}
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inside = self.inside or tag == "head"
        if not self.inside:
            return
        self.tags.append(tag)
        if tag == "meta":
            name = values.get("property", values.get("name", ""))
            assert name not in self.metas, f"{name} is there twice"
            self.metas[name] = values.get("content", "")
        if tag == "link":
            self.links[values["rel"]] = values
        if tag == "script" and "src" in values:
            self.scripts.append(values["src"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self.inside = False


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load(EVENTS)


@pytest.fixture(scope="module")
def client(timeline: Timeline) -> FlaskClient:
    return create_app(timeline).server.test_client()


def head(client: FlaskClient, query: str = "") -> Head:
    answer = client.get(f"/?{query}" if query else "/")
    assert answer.status_code == 200
    return Head(answer.get_data(as_text=True))


def test_the_whole_timeline_tells_its_title_and_what_it_is(
    client: FlaskClient, timeline: Timeline
) -> None:
    found = head(client).metas
    assert found["og:title"] == found["og:site_name"] == timeline.title
    assert found["og:type"] == "website"
    assert found["og:url"] == "http://localhost/"
    assert found["og:description"].startswith(timeline.subtitle)
    assert found["og:description"].endswith(f"{TOTAL} events, 1904–1940")


def test_an_event_tells_its_title_date_and_summary(client: FlaskClient, timeline: Timeline) -> None:
    event = next(one for one in timeline.events if one.id == "general-strike")
    found = head(client, "event=general-strike&theme=dark").metas
    assert found["og:title"] == event.title
    assert found["og:description"].startswith("4–12 May 1926. ")
    assert event.summary[:60] in found["og:description"]
    assert found["og:type"] == "article"
    assert found["og:url"] == "http://localhost/?event=general-strike&theme=dark"


def test_a_step_of_a_tour_tells_the_tour_and_the_step(client: FlaskClient) -> None:
    found = head(client, "tour=one-idea&step=3").metas
    assert found["og:title"] == "One idea, 1904–1930"
    assert found["og:description"].startswith(
        f"3 of {STEPS['one-idea']}: Trotsky writes Results and Prospects. "
    )


def test_a_filtered_view_tells_its_sentence(client: FlaskClient) -> None:
    found = head(client, "lane=germany&from=1923&to=1924").metas
    assert (
        found["og:description"]
        == f"{events_in('germany', '1923', '1924')} of {TOTAL} events: Germany, 1923–1924"
    )


@pytest.mark.parametrize(
    "query", ["lane=germany,britain&from=1919", "q=strike&disputed=1", "person=trotsky&to=1920"]
)
def test_the_sentence_told_is_the_one_that_the_page_shows(
    client: FlaskClient, shown: Callable[..., Page], query: str
) -> None:
    told = head(client, query).metas["og:description"]
    assert told == shown(query).locator("#status").text_content()


def test_a_view_has_a_picture_where_pictures_are_made_and_there_is_something_to_draw(
    client: FlaskClient,
) -> None:
    can_draw = installed()
    found = head(client, "lane=germany&theme=dark").metas
    assert found["twitter:card"] == ("summary_large_image" if can_draw else "summary")
    if can_draw:
        asked = urlsplit(found["og:image"])
        assert asked.path == "/export.png"
        assert asked.query == "lane=germany&theme=dark&width=1200&height=630"
        assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
        assert client.head(found["og:image"]).status_code == 200
    nothing = head(client, "q=zzzzz").metas
    assert "og:image" not in nothing
    assert nothing["twitter:card"] == "summary"


def test_without_pictures_there_is_no_address_of_one(timeline: Timeline) -> None:
    card = Cards(prepare(timeline)).of("event=general-strike")
    assert "og:image" not in tags(card, timeline.title, "https://a.example/", pictures=False)
    assert "og:image" not in tags(card, timeline.title, "", pictures=True)


def test_a_frame_tells_the_address_of_the_whole_view(client: FlaskClient) -> None:
    found = head(client, "event=general-strike&mode=embed").metas
    assert found["og:url"] == "http://localhost/?event=general-strike"
    kept = head(client, "tour=one-idea&mode=present").metas
    assert kept["og:url"] == "http://localhost/?tour=one-idea&mode=present"


TOLD = ("og:title", "og:site_name", "og:description", "og:type", "og:image:alt")
MARKED = """
timeline: {title: Who was right?, subtitle: A question?}
people: [{id: king, name: Martin Luther King Jr.}]
events:
  - {id: a, title: Did it happen?, date: 1950, people: [king]}
  - {id: b, title: An arrival, date: 1917-04-16, old_style: 1917-04-03, summary: Somebody arrives.}
tours: [{id: t, title: Tour, steps: [{event: a, say: Look.}]}]
"""


def test_a_served_view_and_its_published_page_tell_the_same(tmp_path: Path) -> None:
    path = tmp_path / "marked.yaml"
    path.write_text(MARKED, "utf-8")
    t = load(path)
    publish(t, tmp_path / "site", address="https://a.example/")
    cards = Cards(prepare(t))
    for query, page in (("", ""), ("event=a", "e/a/"), ("event=b", "e/b/")):
        html = (tmp_path / "site" / page / "index.html").read_text("utf-8")
        lines = tags(cards.of(query), t.title, "https://a.example/", pictures=True)
        served = dict(re.findall('property="([^"]+)" content="([^"]*)"', lines))
        for name in TOLD:
            assert f'<meta property="{name}" content="{served[name]}">' in html
        assert f'<meta name="description" content="{served["og:description"]}">' in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "A question? 2 events, 1917–1950"),
        ("to=1920", "1 of 2 events: to 1920"),
        ("event=a", "1950. Who was right?"),
        ("event=b", "New Style 16 April 1917 · Old Style 3 April 1917. Somebody arrives."),
        (
            "event=b&calendar=os",
            "Old Style 3 April 1917 · New Style 16 April 1917. Somebody arrives.",
        ),
        ("tour=t", "1 of 1: Did it happen? Look."),
    ],
)
def test_a_description_is_made_of_sentences(query: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "marked.yaml"
    path.write_text(MARKED, "utf-8")
    assert Cards(prepare(load(path))).of(query).description == words


def test_a_long_description_ends_with_a_whole_word(client: FlaskClient, timeline: Timeline) -> None:
    for event in timeline.events:
        told = head(client, f"event={event.id}").metas["og:description"]
        assert len(told) <= preview.LONGEST
        if told.endswith("…"):
            assert f"{told[:-1].rsplit(' ', 1)[-1]}" in f"{event.date.words()}. {event.summary}"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_words_of_an_address_stay_words(client: FlaskClient, text: str) -> None:
    plain = [head(client).tags, head(client, "q=zzzzz").tags]  # with a picture, without one
    typed = quote(text, safe="", errors="surrogatepass")
    for query in (f"q={typed}", f"lane={typed}", f"q={typed}&event=general-strike", typed):
        found = head(client, query)
        assert found.tags in plain, query
        assert found.metas["og:url"].startswith("http://localhost/")
    searched = head(client, f"q={typed}").metas["og:description"]
    assert f" of {TOTAL} events: “" in searched


def test_hostile_titles_of_a_file_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    bad = '"><script>alert(1)</script>'
    path.write_text(
        f"timeline: {{title: '{bad}', subtitle: '</head>{bad}'}}\n"
        f"events:\n- {{id: a, title: 'A {bad}', date: 1926, summary: '{bad}</title>'}}\n"
    )
    client = create_app(load(path)).server.test_client()
    for query in ("", "event=a"):
        found = head(client, query)
        assert len(found.scripts) == found.tags.count("script") >= 2, "each is one of the page's"
        assert all(re.match(r"/_(timeline|plotly|npm)/", address) for address in found.scripts)
        assert bad in found.metas["og:title"]
        assert bad in found.metas["og:description"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example/<script>",
        'a"b',
        "evil host",
        "evil@host",
        "x" * 300,
        "[::1",
        "evil:b",
        "evil:0",
    ],
)
def test_a_host_that_is_none_is_not_repeated(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    if answer.status_code == 400:
        return
    found = Head(answer.get_data(as_text=True))
    assert "og:url" not in found.metas
    assert "alternate" not in found.links
    assert host not in answer.get_data(as_text=True)


def test_a_told_address_is_the_one_that_stands_in_the_tags(timeline: Timeline) -> None:
    app = create_app(timeline, address="https://school.example/timeline")
    found = head(app.server.test_client(), "event=general-strike")
    assert found.metas["og:url"] == "https://school.example/timeline/?event=general-strike"
    asked = urlsplit(found.links["alternate"]["href"])
    assert asked.netloc + asked.path == "school.example/timeline/oembed"
    assert parse_qs(asked.query)["url"] == [found.metas["og:url"]]


def test_a_copy_that_is_published_carries_no_tags_of_the_server(timeline: Timeline) -> None:
    html = as_one_file(prepare(timeline)).decode()
    assert "og:title" in html
    assert not [name for name in ("og:url", "og:image", "alternate") if f'"{name}"' in html]


# ---------------------------------------------------------------- and the page stays packed


def test_but_for_its_tags_the_page_is_the_same_for_every_view(client: FlaskClient) -> None:
    def body(query: str) -> str:
        html = client.get(f"/{query}").get_data(as_text=True)
        before, rest = html.split('<meta property="og:type"', 1)
        return before + rest.split("</head>", 1)[1]

    assert body("") == body("?event=general-strike") == body("?q=strike")


def test_the_page_comes_compressed_with_its_tags(client: FlaskClient) -> None:
    for query in ("", "?event=general-strike", "?q=%22%3E"):
        plain = client.get(f"/{query}")
        packed = client.get(f"/{query}", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 3
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert int(packed.headers["Content-Length"]) == len(packed.data)


def test_a_view_that_a_reader_has_is_not_sent_again_and_another_one_is(client: FlaskClient) -> None:
    one, other = "/?event=general-strike", "/?event=german-october"
    tag = client.get(one).headers["ETag"]
    assert client.get(one, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(other, headers={"If-None-Match": tag}).status_code == 200
    packed = client.get(one, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    assert packed != tag


def test_the_browser_opens_a_page_put_together_from_compressed_parts(
    page: Page, site: Site, console_errors: list[str]
) -> None:
    with page.expect_response(lambda answer: "event=general-strike" in answer.url) as first:
        site.open(page, "event=general-strike")
    assert first.value.headers["content-encoding"] == "gzip"
    title = page.locator("meta[property='og:title']").get_attribute("content")
    assert title == page.locator("#event-title").text_content()
    assert console_errors == []


def test_a_thousand_views_fill_no_memory(timeline: Timeline) -> None:
    cards = Cards(prepare(timeline))
    for number in range(1000):
        cards.of(f"q={number}")
    assert cards.of.cache_info().currsize == REMEMBERED


@pytest.mark.parametrize("seed", range(20))
def test_a_seam_is_the_page_with_its_words(seed: int) -> None:
    chance = random.Random(seed)
    before = chance.randbytes(chance.randrange(70_000)) * chance.randrange(3)
    after = b"</head>" + b"the same again " * chance.randrange(9_000)
    words = chance.choice([b"", b"<meta>", chance.randbytes(50_000), b"a" * 100_000])
    splice = Splice.at(before + after, b"</head>")
    assert splice.body(words) == before + words + after
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert reader.decompress(splice.gzipped(words)) == before + words + after
    assert reader.eof, "one member, checked by its sum and size"
    assert reader.unused_data == b""


# ---------------------------------------------------------------- who may frame it, on the line


def test_frame_ancestors_are_told_on_the_command_line(
    minimal: Path, run_here: Callable[..., Ended]
) -> None:
    client = run_here(minimal, "--frame-ancestors", "https://school.example 'self'").client
    assert client is not None
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://school.example 'self'")


@pytest.mark.parametrize(
    "wrong", ["", "school", "'self'; script-src *", "'none' *", "javascript:x"]
)
def test_frame_ancestors_that_are_none_are_refused_in_a_line(
    minimal: Path, wrong: str, run_here: Callable[..., Ended]
) -> None:
    ended = run_here(minimal, "--frame-ancestors", wrong)
    assert ended.status == 2
    assert "--frame-ancestors" in ended.err.splitlines()[-1]
    assert ended.client is None

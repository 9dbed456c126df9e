"""The page in a folder of a host, behind proxies that take the folder off the path or leave it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from folder_proxy import in_folder
from playwright.sync_api import Page, Response, expect
from serving import EVENTS, served

from timeline.model import Timeline
from timeline.reading.load import load, read
from timeline.server import proxy
from timeline.server.app import create_app


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://school.example", "/"),
        ("https://school.example/", "/"),
        ("https://school.example/school/history", "/school/history/"),
        ("https://school.example/school/history/", "/school/history/"),
        ("https://school.example//evil.example/", "/evil.example/"),
        ("https://school.example/a/./b/../c/", "/a/c/"),
        ("https://school.example/schule/geschichte%20neu/", "/schule/geschichte%20neu/"),
        ("https://school.example/schüle/", "/sch%C3%BCle/"),
    ],
)
def test_the_folder_is_the_path_of_the_address(address: str, path: str) -> None:
    assert proxy.of(address) == path


def walk(page: Page, base: str) -> None:
    """Use what asks a server, or writes an address: all of it below the folder."""
    page.goto(base.rstrip("/"))  # the last slash is easily forgotten
    page.wait_for_selector("html[data-ready]", state="attached")
    page.goto(f"{base}?event=general-strike")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("timeline.view()") == "event=general-strike"
    assert page.url == f"{base}?event=general-strike"
    page.locator("#doings").get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share")
    field = dialog.locator(".share-field").first
    expect(field).to_have_value(f"{base}?event=general-strike")
    data = dialog.locator('.way:has(h3:text-is("Data")) li :is(a, button)')
    for link in data.all()[:2]:
        with page.expect_download():
            link.click()
    page.keyboard.press("Escape")
    page.evaluate("timeline.apply('mode=present')")
    page.keyboard.press("l")
    follow = page.locator(".follow-address").first
    expect(follow).to_have_attribute("data-address", re.compile(re.escape(base)))
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    opened.value.close()
    page.evaluate("timeline.apply('mode=print')")
    page.evaluate("timeline.apply('')")
    page.evaluate("dispatchEvent(new Event('online'))")  # asks its server anew
    page.goto(f"{base}?mode=embed")
    page.wait_for_selector("html[data-dash][data-mode=embed]", state="attached")


@pytest.mark.parametrize(
    ("path", "strips"), [("/school/history/", True), ("/sch%C3%BCle/a%20b/", False)]
)
def test_nothing_is_asked_beside_the_folder(
    page: Page, console_errors: list[str], path: str, strips: bool
) -> None:
    failed: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            failed.append(f"{answer.status} {answer.url}")

    page.context.on("response", note)
    with in_folder(path, strips=strips) as proxy:
        base = f"http://127.0.0.1:{proxy.server_port}{path}"
        with served(address=base) as site:
            proxy.upstream = urlsplit(site.url).port or 0
            walk(page, base)
            page.goto(site.url)  # and past the proxy
            page.wait_for_selector("html[data-ready]", state="attached")
            page.goto("about:blank")
    assert proxy.outside == []
    below = {asked.partition("?")[0].removeprefix(path) for asked in proxy.inside}
    assert {"", "healthz", "_dash-layout", "export.csv"} <= below
    assert failed == []
    assert console_errors == []


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load(EVENTS)


@pytest.fixture(scope="module")
def client(timeline: Timeline) -> FlaskClient:
    app = create_app(timeline, address="https://school.example/school/history")
    return app.server.test_client()


@pytest.mark.parametrize("before", ["", "/school/history"])
def test_with_the_folder_or_without_it_the_same_is_answered(
    client: FlaskClient, before: str
) -> None:
    page = client.get(f"{before}/?event=general-strike").text
    own = [part.split('"')[0] for part in page.split('src="')[1:]]
    assert own
    assert all(address.startswith("/school/history/") for address in own)
    assert {client.get(address).status_code for address in own} == {200}
    assert client.get(f"{before}/healthz").data == b"ok"
    assert client.get(f"{before}/document.json").is_json
    missing = client.get(f"{before}/nowhere")
    assert missing.status_code == 404
    assert 'href="/school/history/"' in missing.text
    base = "https://school.example/school/history/"
    assert f'content="{base}?event=general-strike"' in page
    assert client.get(f"{before}/oembed?url={quote(base)}").json["provider_url"] == base
    written = json.loads(client.get(f"{before}/export.json?event=general-strike").data)
    assert written["timeline"]["address"].startswith(base)


def test_a_path_that_only_begins_like_the_folder_is_not_in_it(client: FlaskClient) -> None:
    assert client.get("/school/history").status_code == 200
    assert client.get("/school/historyhealthz").status_code == 404
    assert client.get("/school/").status_code == 404


FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "school.example",
    "X-Forwarded-Prefix": "/elsewhere",
    "X-Forwarded-Port": "7",
    "Forwarded": "host=forwarded.example;proto=https",
}


@pytest.fixture
def one_event() -> Callable[..., FlaskClient]:
    t = read(b"events: [{id: a, title: A, date: 1926}]", "f")
    return lambda **settings: create_app(t, **settings).server.test_client()


def test_what_a_stranger_forwards_is_not_believed(one_event: Callable[..., FlaskClient]) -> None:
    page = one_event().get("/", headers=FORWARDED).text
    assert 'property="og:url" content="http://localhost/"' in page
    assert "school.example" not in page
    assert "elsewhere" not in page


def test_of_so_many_proxies_the_words_are_believed(
    one_event: Callable[..., FlaskClient],
) -> None:
    page = one_event(proxies=1).get("/", headers=FORWARDED).text
    assert 'property="og:url" content="https://school.example/"' in page
    assert "elsewhere" not in page
    assert "forwarded.example" not in page
    # what a stranger put before the word of the last proxy is no proxy's
    forged = FORWARDED | {"X-Forwarded-Host": "evil.example, school.example"}
    page = one_event(proxies=1).get("/", headers=forged).text
    assert "evil.example" not in page
    page = one_event(proxies=2).get("/", headers=forged | {"X-Forwarded-Proto": "https, http"}).text
    assert 'property="og:url" content="https://evil.example/"' in page

"""Follow along: a camera reads the code, a phone opens the step, and where no phone can is told."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from serving import Site
from test_app_command import run, served

from timeline import addresses
from timeline.page import npm
from timeline.server import listening, network

Show = Callable[..., Page]
QUERY = "tour=chain-of-defeats&step=4&view=chronicle"
SCREENS = {
    "light": {"width": 1280, "height": 720},
    "dark": {"width": 1024, "height": 768},
    "projector": {"width": 1920, "height": 1080},
}

with_code = pytest.mark.skipif(
    npm.script(npm.QR) is None, reason="npm has not installed lean-qr: there is no code to read"
)


def scanned(page: Page) -> list[str]:
    """What a camera reads off the screen."""
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        return [found.text for found in zxingcpp.read_barcodes(picture)]


def present(shown: Show, theme: str = "light", **options: Any) -> Page:
    """The fourth step of a tour, presented, with the panel for the phones on it."""
    page = shown(f"mode=present&tour=chain-of-defeats&step=4&theme={theme}", **options)
    page.keyboard.press("l")
    page.wait_for_selector(".follow-address")
    return page


def reached(page: Page, **metas: str) -> dict[str, str]:
    """`timelineParts.address.reach` in a page whose HTML tells these addresses."""
    script = """(metas) => {
        const added = [];
        for (const [name, content] of Object.entries(metas)) {
            const meta = document.createElement("meta");
            Object.assign(meta, { name: `timeline-${name}`, content });
            document.head.append(meta);
            added.push(meta);
        }
        const found = timelineParts.address.reach("event=a");
        for (const meta of added) meta.remove();
        return found;
    }"""
    found: dict[str, str] = page.evaluate(script, metas)
    return found


@with_code
@pytest.mark.parametrize("theme", SCREENS)
def test_a_camera_reads_the_address_in_every_theme(shown: Show, site: Site, theme: str) -> None:
    page = present(shown, theme, viewport=SCREENS[theme])
    assert scanned(page) == [f"{site.url}?{QUERY}"]
    code = page.locator(".follow-code").bounding_box()
    assert code is not None
    assert code["height"] >= 0.4 * SCREENS[theme]["height"]


def test_the_address_stands_beneath_in_large_type_without_its_scheme(
    shown: Show, site: Site
) -> None:
    page = present(shown)
    address = page.locator(".follow-address")
    assert address.inner_text() == f"{site.url.removeprefix('http://')}?{QUERY}"
    sizes = page.evaluate(
        "[...document.querySelectorAll('.follow *')].map("
        "(one) => parseFloat(getComputedStyle(one).fontSize) / innerHeight)"
    )
    assert min(sizes) >= 0.0304


@with_code
def test_a_phone_that_scans_opens_the_step_in_the_chronicle(
    shown: Show, new_page: Callable[..., Page], site: Site
) -> None:
    [address] = scanned(present(shown))
    phone = new_page(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=3,
    )
    phone.goto(address)
    phone.wait_for_selector("html[data-ready]", state="attached")
    tour = next(tour for tour in site.timeline.tours if tour.id == "chain-of-defeats")
    event = next(event for event in site.timeline.events if event.id == tour.steps[3].event)
    assert phone.evaluate("document.documentElement.dataset.view") == "chronicle"
    assert phone.locator("#event h2").filter(has_text=event.title).is_visible()
    assert phone.locator("#event", has_text="4 of").count() == 1


def test_on_this_machine_alone_it_says_that_phones_cannot_come(shown: Show) -> None:
    told = present(shown).locator(".follow-why").inner_text()
    assert "Phones cannot reach this page" in told
    assert "--host 0.0.0.0" in told


def test_the_address_found_on_the_network_replaces_that_of_this_machine(shown: Show) -> None:
    found = reached(shown(), network="http://192.168.1.20:8050/")
    assert found == {"address": "http://192.168.1.20:8050/?event=a", "why": ""}


def test_an_address_that_was_told_replaces_every_other(shown: Show) -> None:
    found = reached(
        shown(), network="http://192.168.1.20:8050/", address="https://school.example/t/"
    )
    assert found == {"address": "https://school.example/t/?event=a", "why": ""}


def test_without_the_library_the_address_stands_alone_and_says_so(page: Page, site: Site) -> None:
    site.open(page)
    page.evaluate("""() => {
        delete window.leanQr;
        const host = document.getElementById("colophon") || document.body;
        timelineParts.follow.open(host, { query: "event=a", title: "A" });
    }""")
    assert page.locator(".follow svg").count() == 0
    assert page.locator(".follow-address").inner_text().endswith("/?event=a")
    assert "no code to scan" in page.locator(".follow-why").first.inner_text()


@with_code
def test_in_one_file_the_code_is_drawn_and_says_it_stays_here(page: Page, one_file: Path) -> None:
    page.goto(one_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate("""() => {
        const host = document.createElement("div");
        host.style.cssText = "position: fixed; inset: 0; z-index: 900; background: var(--paper)";
        document.body.append(host);
        timelineParts.follow.open(host, { query: "event=a", title: "A" });
    }""")
    assert scanned(page) == [f"{one_file.as_uri()}#event=a"]
    assert "not on the web" in page.locator(".follow-why").inner_text()


# ---------------------------------------------------------------- the library


def test_a_library_that_npm_has_not_installed_is_left_out(tmp_path: Path) -> None:
    assert npm.script(npm.QR, tmp_path) is None


def test_a_module_becomes_a_script_with_its_licence_on_top(tmp_path: Path) -> None:
    folder = tmp_path / "node_modules" / "lean-qr"
    folder.mkdir(parents=True)
    (folder / "index.js").write_text("exports.generate = 7;", encoding="utf-8")
    (folder / "package.json").write_text('{"version": "2.7.4", "license": "MIT"}', encoding="utf-8")
    (folder / "LICENSE").write_text("MIT License\n\nCopyright (c) A. Body\n", encoding="utf-8")
    made = (npm.script(npm.QR, tmp_path) or b"").decode()
    assert made.startswith("/*! lean-qr 2.7.4 · MIT · Copyright (c) A. Body */\n")
    assert "window.leanQr" in made


# ---------------------------------------------------------------- the address


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://school.example", "https://school.example/"),
        ("http://192.168.1.20:8050/", "http://192.168.1.20:8050/"),
        ("https://school.example/history/", "https://school.example/history/"),
        ("http://[fd00::2]:8050", "http://[fd00::2]:8050/"),
        ("http://teacher-pc.local:8050/", "http://teacher-pc.local:8050/"),
    ],
)
def test_an_address_is_kept_as_a_browser_writes_it(given: str, kept: str) -> None:
    assert addresses.checked(given) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "school.example",
        "ftp://school.example",
        "javascript:alert(1)",
        "http://",
        "http://a b/",
        "http://user@school.example/",
        "http://school.example/?view=chart",
        "http://school.example/#top",
        "http://school.example:99999/",
        "http://[fd00::g]/",
        'http://school.example/"><script>',
        "http://school.example/\u202e",
    ],
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not an address such as"):
        addresses.checked(wrong)


def test_a_server_for_this_machine_alone_has_no_address_on_the_network() -> None:
    with listening.bind("127.0.0.1", 0) as sock:
        assert network.on_network(sock) == ""


def test_the_address_on_the_network_leads_to_the_server() -> None:
    with listening.bind("0.0.0.0", 0) as sock:
        found = network.on_network(sock)
        if not found:
            pytest.skip("this machine has no network")
        host, port = found.removeprefix("http://").rstrip("/").rsplit(":", 1)
        socket.create_connection((host, int(port)), timeout=10).close()


def test_the_app_tells_the_page_and_the_terminal_what_it_found(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("events:\n- {id: strike, title: Strike, date: 1926}\n", encoding="utf-8")
    with listening.bind("0.0.0.0", 0) as sock:
        found = network.on_network(sock)
    with served(path, "--host", "0.0.0.0", "--address", "https://school.example") as (at, process):
        with urlopen(at, timeout=10) as answer:
            html = answer.read().decode()
        assert process.stdout is not None
        assert process.stdout.readline() == "phones: https://school.example/\n"
    assert '<meta name="timeline-address" content="https://school.example/">' in html
    assert ('name="timeline-network"' in html) == bool(found)


def test_a_wrong_address_is_wrong_usage(tmp_path: Path) -> None:
    ended = run("--address", "school.example")
    assert ended.returncode == 2
    assert "--address" in ended.stderr

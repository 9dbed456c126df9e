"""What the server answers: addresses, methods, bodies, headers, compression."""

from __future__ import annotations

import gzip
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from dash import ClientsideFunction, Dash, Input, Output, html
from flask.testing import FlaskClient

from timeline.page import packing, plotly_js
from timeline.reading.load import read
from timeline.server import compressed, headers, listening, routes
from timeline.server.app import create_app

HISTORY = read(
    b"timeline: {title: Strikes & <Councils>}\nevents: [{id: strike, title: Strike, date: 1926}]\n",
    "history.yaml",
)


def small_app() -> Dash:
    app = create_app(HISTORY, children=html.P(id="told"))
    app.clientside_callback(
        ClientsideFunction("others", "tell"), Output("told", "children"), Input("timeline", "view")
    )
    app.clientside_callback("(event) => event", Output("told", "title"), Input("timeline", "event"))
    return app


@pytest.fixture(scope="module")
def app() -> Dash:
    return small_app()


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def test_the_page_answers_at_its_root(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "_dash-config" in answer.get_data(as_text=True)


def test_healthz_says_ok(client: FlaskClient) -> None:
    assert client.get("/healthz").data == b"ok"


def test_document_is_served_as_json(client: FlaskClient) -> None:
    answer = client.get("/document.json")
    assert answer.mimetype == "application/json"
    assert answer.get_json()["v"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/wp-admin/setup.php",
        "/export.exe",
        "/oembeds",
        "/assets/none.css",
        "/assets/..%2f..%2fapp.py",
        "/assets/%00",
        "/_plotly/other.js",
        "/_dash-component-suites/os/path.py",
        "/_dash-component-suites/dash/dash.py",
        "/_dash-component-suites/dash/../../app.py",
        "/_dash-component-suites/dash/..%2f..%2fapp.py",
        "/_dash-component-suites/dash/%00.js",
        "/_dash-component-suites/dash/dash-renderer/build/dash_renderer.min.js.map",
    ],
)
def test_an_unknown_address_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert len(answer.data) < 1000
    assert "Strikes &amp; &lt;Councils&gt;" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/", 405),
        ("POST", "/healthz", 405),
        ("DELETE", "/document.json", 405),
        ("GET", "/_dash-update-component", 405),
        ("PUT", "/_dash-update-component", 405),
        ("POST", "/nowhere", 404),
        ("HEAD", "/", 200),
        ("HEAD", "/nowhere", 404),
    ],
)
def test_a_wrong_method_is_told_from_a_missing_address(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    assert client.open(path, method=method).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"{}",
        b'{"output": 7}',
        b'{"output": ["told.children"]}',
        b'{"output": "told.children"}',
        b'{"output": "told.children", "inputs": [{"id": "q", "property": "value"}]}',
        b'{"output": "nothing.children", "inputs": null, "state": 3}',
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"output": "\\ud800"}',
        b'{"output": NaN}',
    ],
)
def test_a_body_that_dash_did_not_send_is_a_bad_request(client: FlaskClient, body: bytes) -> None:
    for content_type in ("application/json", "text/plain"):
        answer = client.post("/_dash-update-component", data=body, content_type=content_type)
        assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/_dash-update-component", "/", "/nowhere"])
def test_a_large_body_is_refused(client: FlaskClient, path: str) -> None:
    assert client.post(path, data=b" " * (routes.MAX_BODY + 1)).status_code == 413


def test_errors_do_not_repeat_what_was_asked(client: FlaskClient) -> None:
    answer = client.get("/<script>alert(1)</script>")
    assert b"alert" not in answer.data


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/healthz", "/nowhere", "/_dash-layout"):
        sent = client.get(path).headers
        assert "default-src 'none'" in sent["Content-Security-Policy"]
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert sent["Referrer-Policy"] == "same-origin"
        assert "fullscreen=(self)" in sent["Permissions-Policy"]


def test_policy_admits_the_inline_scripts_of_dash_and_no_others(app: Dash) -> None:
    sent = app.server.test_client().get("/").headers["Content-Security-Policy"]
    scripts = next(rule for rule in sent.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert all(source in scripts for source in app.csp_hashes())


@pytest.mark.parametrize("source", ["'self'; script-src *", "a b", "", "self\n", "javascript:x"])
def test_a_frame_ancestor_cannot_add_a_rule(source: str) -> None:
    with pytest.raises(ValueError, match="not a CSP source"):
        headers.install(Dash(__name__), (source,))


@pytest.mark.parametrize("source", ["'none'", "*", "https://school.example:8443", "https:"])
def test_frame_ancestors_are_sent(source: str) -> None:
    app = Dash(__name__)
    app.layout = html.P()
    headers.install(app, (source,))
    sent = app.server.test_client().get("/").headers["Content-Security-Policy"]
    assert sent.endswith(f"frame-ancestors {source}")


def test_files_come_compressed_to_those_who_can_read_it(client: FlaskClient) -> None:
    plain = client.get("/document.json")
    packed = client.get("/document.json", headers={"Accept-Encoding": "gzip, br"})
    refused = client.get("/document.json", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_what_is_kept_for_good_comes_by_brotli_a_while_after_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packing, "BEST", packing.GOOD)  # it takes seconds else
    app = small_app()
    compressed.warm(app)
    client = app.server.test_client()
    named = compressed.linked(client.get("/").get_data(as_text=True))
    script = next(path for path in named if "_timeline/page" in path and path.endswith(".js"))
    plain = client.get(script).data
    both = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    before = client.get(script, headers=both)
    compressed.squeeze(app).join()
    after = client.get(script, headers=both)
    assert [before.headers["Content-Encoding"], after.headers["Content-Encoding"]] == ["gzip", "br"]
    assert brotli.decompress(after.data) == gzip.decompress(before.data) == plain
    assert len(after.data) < len(before.data)
    assert len({answer.headers["ETag"] for answer in (before, after, client.get(script))}) == 3
    older = client.get(script, headers={"Accept-Encoding": "gzip, br;q=0"})
    assert older.data == before.data
    # the page itself has a place for words that differ from answer to answer
    assert client.get("/", headers=both).headers["Content-Encoding"] == "gzip"


def test_a_file_that_a_reader_has_is_not_sent_again(client: FlaskClient) -> None:
    packing = {"Accept-Encoding": "gzip"}
    first = client.get("/", headers=packing)
    again = client.get("/", headers={**packing, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Content-Security-Policy" in again.headers


def test_fingerprinted_files_are_kept_for_good_and_the_page_is_asked_for_again(
    client: FlaskClient,
) -> None:
    page = client.get("/")
    assert page.headers["Cache-Control"] == "no-cache"
    named = [path for path in compressed.linked(page.get_data(as_text=True)) if ".js" in path]
    assert len(named) > 5
    for path in named:
        assert client.get(path).headers["Cache-Control"] == compressed.FOR_GOOD


def test_a_warm_app_has_every_file_that_the_page_names_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = small_app()
    weight = compressed.warm(app)
    assert weight > 300_000
    client = app.server.test_client()
    page = client.get("/").get_data(as_text=True)
    monkeypatch.setattr(app.server, "view_functions", {})  # nothing but memory can answer now
    for path in [*compressed.linked(page), "/_dash-layout", "/_dash-dependencies"]:
        assert client.get(path).status_code == 200


def test_what_the_engine_asks_for_stands_before_it_and_dash_waits(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    scripts = [path for path in compressed.linked(page) if path.endswith(".js")]
    place = {
        name: next(i for i, script in enumerate(scripts) if name in script)
        for name in ("early", "_plotly/", "_timeline/page", "dash_renderer")
    }
    assert place["early"] < place["_plotly/"] < place["_timeline/page"]
    waiting = page.partition("<template")[2].partition("</template>")[0]
    assert scripts[place["dash_renderer"]] in waiting
    assert "_dash-component-suites" not in page.replace(waiting, "")
    bundle = client.get(scripts[place["_plotly/"]])
    assert bundle.mimetype == "text/javascript"
    assert plotly_js.find_bundle().version in bundle.get_data(as_text=True)[:400]


def test_without_the_basic_bundle_the_full_one_is_served(tmp_path: Path) -> None:
    bundle = plotly_js.find_bundle(tmp_path)
    assert not bundle.basic
    assert bundle.path.stat().st_size > 3_000_000


def test_a_basic_bundle_of_another_version_is_left_alone(tmp_path: Path) -> None:
    basic = tmp_path / plotly_js.BASIC
    basic.parent.mkdir(parents=True)
    basic.write_text("/**\n* plotly.js (basic - minified) v1.0.0\n*/", encoding="utf-8")
    assert not plotly_js.find_bundle(tmp_path).basic
    version = plotly_js.find_bundle(tmp_path).version
    basic.write_text(f"/**\n* plotly.js (basic - minified) v{version}\n*/", encoding="utf-8")
    assert plotly_js.find_bundle(tmp_path).basic


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # as plotly.js is handed over today: in brackets it is read once
        (
            '(typeof self !== "undefined" ? self : this, () => {\nreturn Plotly;\n}));\n',
            '(typeof self !== "undefined" ? self : this, (() => {\nreturn Plotly;\n})));\n',
        ),
        # and otherwise: as it is
        ("(this, function() {\nreturn Plotly;\n}));\n", None),
        ('(typeof self !== "undefined" ? self : this, () => {\nreturn Plotly;\n}))', None),
        ("", None),
    ],
)
def test_a_bundle_is_read_in_brackets_where_it_is_one_function(
    tmp_path: Path, written: str, read: str | None
) -> None:
    path = tmp_path / "plotly.js"
    path.write_text(written, encoding="utf-8")
    content = plotly_js.read(plotly_js.Bundle(path, "4.1.1", basic=True))
    assert content.decode() == (written if read is None else read)


def test_both_bundles_of_today_are_one_function(tmp_path: Path) -> None:
    for bundle in (plotly_js.find_bundle(), plotly_js.find_bundle(tmp_path)):
        assert len(plotly_js.read(bundle)) == bundle.path.stat().st_size + 2 + (
            not bundle.path.read_bytes().endswith(b"\n")
        ), bundle.path


def test_the_page_names_no_other_machine(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    named = re.findall(r"(?:src|href)=\"(?:https?:)?//([^/\"]*)", page)
    assert set(named) <= {"localhost"}, "the address of the page itself, for those who frame it"


@pytest.fixture
def taken_port() -> Iterator[int]:
    with listening.bind("127.0.0.1", 0) as sock:
        yield int(sock.getsockname()[1])


def test_a_port_in_use_is_told_with_a_free_one(taken_port: int) -> None:
    with pytest.raises(listening.AddressError, match=rf"port {taken_port} is in use") as told:
        listening.bind("127.0.0.1", taken_port)
    free = int(str(told.value).rpartition(" ")[2])
    listening.bind("127.0.0.1", free).close()


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(listening.AddressError, match=r"cannot serve at 192\.0\.2\.1 port"):
        listening.bind("192.0.2.1", 0)


def test_the_address_shown_can_be_typed_into_a_browser() -> None:
    with listening.bind("0.0.0.0", 0) as sock:
        assert listening.address(sock) == f"http://localhost:{sock.getsockname()[1]}"
    if socket.has_ipv6:
        with listening.bind("::1", 0) as sock:
            assert listening.address(sock) == f"http://[::1]:{sock.getsockname()[1]}"

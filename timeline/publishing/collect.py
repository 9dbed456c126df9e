"""The page as it is served, taken from the app without a server: its HTML and all that it names.

Dash has no way of its own to publish an app (https://github.com/plotly/dash/issues/145), but a
page of which every callback is clientside asks its server for nothing but files. So they are
asked for here, once, and `one_file.py` and `site.py` put them where a browser finds them.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Final

from flask.testing import FlaskClient

from timeline.model import Timeline
from timeline.page import licences
from timeline.page.app import Page as App
from timeline.page.document import to_json
from timeline.page.minify import WRITTEN_UNDER, minified

ANSWERS: Final = ("_dash-layout", "_dash-dependencies")
"""What Dash's renderer asks its server for when it starts."""
ANSWERS_ID: Final = "dash-answers"
PUBLISHED_ID: Final = "published"

_TAG: Final = re.compile(
    r"<(?P<tag>script)\b(?P<script>[^>]*)>(?P<text>.*?)</script>|<(?:link|meta)\b(?P<other>[^>]*)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)(?:="([^"]*)")?""")
_CONFIG: Final = re.compile(
    r'(<script id="_dash-config" type="application/json">)(.*?)(</script>)', re.DOTALL
)
# of a session with a server, or of the machine that published: no use to a reader
_OF_THE_SERVER: Final = ("end_id", "python_version", "dash_version_url", "plotly_cloud_installed")


@dataclass(frozen=True, slots=True)
class Tag:
    """A script, link or meta of the page.

    Attributes:
        whole: the tag as it stands in the HTML, a script with its text.
        name: `script`, or "" for a link or meta.
        attributes: its attributes, character references resolved.
        text: of a script, what stands in it.
    """

    whole: str
    name: str
    attributes: dict[str, str]
    text: str

    @property
    def address(self) -> str:
        """Of a script or a style sheet that is loaded, else ""."""
        if self.name == "script":
            return self.attributes.get("src", "")
        return self.attributes.get("href", "") if self.is_style else ""

    @property
    def is_style(self) -> bool:
        return self.attributes.get("rel") == "stylesheet"

    @property
    def is_data(self) -> bool:
        """A block of data, which no browser runs."""
        return self.name == "script" and self.attributes.get("type", "").endswith("json")

    @property
    def is_of_the_server(self) -> bool:
        """Names routes that only a server has, or is written anew for a published page."""
        about = self.attributes.get("property", self.attributes.get("name", ""))
        rel = self.attributes.get("rel", "")
        return rel in ("alternate", "canonical", "preload") or about.startswith(("og:", "twitter:"))


@dataclass(frozen=True, slots=True)
class Page:
    """The page and what it needs.

    Attributes:
        html: as the server sends it, but for what only a server can answer.
        texts: what stands at each address that the HTML names, by the address.
        document: the document of `timeline.page.document`.
        licences: the list of what it carries, for readers.
        notices: what a bundle says stands beside it, by its name.
    """

    html: str
    texts: dict[str, str]
    document: dict[str, Any]
    licences: str
    notices: dict[str, str]


def collect(app: App, t: Timeline, published: dict[str, Any]) -> Page:
    """Take the page from its app.

    Args:
        app: the page (`timeline.page.app.build_page`).
        t: its timeline.
        published: how it is published, for the page's own scripts: a block of JSON in the page,
            with the id `published`. Its `kind` also stands at `html[data-published]`.

    Raises:
        RuntimeError: the page names a file that it does not serve.
    """
    client = app.server.test_client()
    prefix = str(app.config.routes_pathname_prefix)
    html = _text(client, prefix)
    addresses = list(dict.fromkeys(tag.address for tag in tags_of(html) if tag.address))
    answers = {name: json.loads(_text(client, f"{prefix}{name}")) for name in ANSWERS}
    blocks = {ANSWERS_ID: answers, PUBLISHED_ID: published}
    texts = {address: _text(client, address) for address in addresses}
    beside = licences.beside(texts)
    return Page(
        html=_for_readers(html, str(published["kind"]), blocks),
        texts=texts,
        document=json.loads(app.document),
        licences=licences.text(t, texts),
        notices={posixpath.basename(address): told for address, told in beside.items()},
    )


def tags_of(html: str) -> Iterator[Tag]:
    """The scripts, links and metas of a page, in their order."""
    return map(_tag, _TAG.finditer(html))


def change_tags(html: str, change: Callable[[Tag], str]) -> str:
    """The HTML with every script, link and meta replaced by what `change` makes of it."""
    return _TAG.sub(lambda match: change(_tag(match)), html)


def data_block(id_: str, value: dict[str, Any]) -> str:
    """A block of JSON with an id."""
    return f'<script type="application/json" id="{escape(id_)}">{to_json(value)}</script>'


def _tag(match: re.Match[str]) -> Tag:
    found = _ATTRIBUTE.findall(match["script"] if match["tag"] else match["other"])
    return Tag(
        whole=match[0],
        name=match["tag"] or "",
        attributes={name: unescape(value) for name, value in found},
        text=match["text"] or "",
    )


def _for_readers(html: str, kind: str, blocks: dict[str, Any]) -> str:
    html = change_tags(html, lambda tag: "" if tag.is_of_the_server else tag.whole)
    html = html.replace("<html ", f'<html data-published="{kind}" ', 1)
    html = _CONFIG.sub(lambda match: f"{match[1]}{_config(match[2])}{match[3]}", html, count=1)
    added = "\n".join(data_block(id_, value) for id_, value in blocks.items())
    before, after = html.rsplit("</main>", 1)
    return f"{before}</main>\n{added}{after}"


def _config(text: str) -> str:
    config = {key: value for key, value in json.loads(text).items() if key not in _OF_THE_SERVER}
    # relative, so that the page works under any path of any host
    return to_json(config | {"requests_pathname_prefix": "./", "disable_version_check": True})


def _text(client: FlaskClient, path: str) -> str:
    with client.get(path) as answer:
        if answer.status_code != 200:
            raise RuntimeError(f"the page names {path}, which answers {answer.status_code}")
        body = answer.get_data()
        if path.removeprefix("/").startswith(WRITTEN_UNDER):
            body = minified(body, answer.content_type)
        return body.decode("utf-8")

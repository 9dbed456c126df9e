"""The page of a timeline: one template, filled by each of its shells.

Served by Python, published as a folder, as one file, or in a frame, it is the same HTML with the
same engine (`assets/`); what differs is how scripts and styles come and what the head tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from timeline.addresses import checked
from timeline.collector import paused
from timeline.drawing import theme
from timeline.exchange.jsonld import jsonld
from timeline.page import chart_heights, details, ids
from timeline.page.contents import contents
from timeline.page.document import build_document, to_json
from timeline.page.first_chart import first_chart
from timeline.prepared import Prepared

TEMPLATES = Path(__file__).with_name("templates")
NOTHING = Markup("")
MOST_LINKED: Final = 1000  # events of which the page tells search engines

Texts = dict[str, dict[str, Any]]
"""What of the source texts the page carries; see `timeline.page.source_texts.build_texts`."""


IN_PLACE: Final = "?event={}".format
"""The address of an event in the page, by its id; the engine opens it (`assets/base/dom.js`)."""


@dataclass(frozen=True)
class Filling:
    """What a shell puts into the page, as HTML unless it says otherwise.

    Attributes:
        early: the script that runs before anything is drawn.
        styles: after the variables of the page.
        loaded: scripts that come while the page is read and run after it, in order: what the engine
            needs, and the engine.
        scripts: at the end of the body: those that stand in the page.
        data: blocks of JSON, before them.
        head: what the page tells of itself to others.
        policy: a content-security policy that stands in the page, where nobody sends one.
        licences: of the software in the page, or the way to them.
        beside: what stands beside the chart.
        published: how the page is published, for the engine, as a word; "" where it is served.
        asker: the address of the script that asks whether the server is there; "" without one.
        link: the address of an event for a reader without scripts, by its id.
    """

    early: Markup
    styles: Markup
    data: Markup
    loaded: Markup = NOTHING
    scripts: Markup = NOTHING
    head: Markup = NOTHING
    policy: Markup = NOTHING
    licences: Markup = NOTHING
    beside: Markup = NOTHING
    published: str = ""
    asker: str = ""
    link: Callable[[str], str] = field(default=IN_PLACE)

    def leads_to(self, event: str) -> Markup:
        """The attributes of a link to an event: where its address is another page, its id too."""
        address = self.link(event)
        named = Markup("") if address == IN_PLACE(event) else Markup(' data-event-link="{}"')
        return Markup('href="{}"').format(address) + named.format(event)


@dataclass(frozen=True)
class Page:
    """A timeline's page, ready to be filled.

    Attributes:
        prepared: the timeline.
        document: what the engine knows of it (`timeline.page.document`).
        blocks: the same and the texts of the sources as JSON, by the id of their element.
        details: what the panel tells of the events, where that stands apart from the document, as
            pieces of JSON (`timeline.page.details`); () where it does not.
        variables: the style sheet of this timeline: colours, and how high its chart stands.
        contents: what the templates name.
    """

    prepared: Prepared
    document: dict[str, Any]
    blocks: dict[str, str]
    details: tuple[str, ...]
    variables: str
    contents: dict[str, Any]

    def fill(self, filling: Filling) -> str:
        """The HTML of a shell."""
        return str(_template().render(self.contents, filling=filling))

    def blocks_with(self, places: list[str]) -> dict[str, str]:
        """The blocks, and where the pieces of `details` are (`timeline.page.details.places`)."""
        return self.blocks | ({ids.DETAILS: details.places(places)} if places else {})

    def whole_document(self) -> str:
        """The JSON of the document with the details of the events in it."""
        return to_json(self.document)

    def linked_data(self) -> Markup:
        """The timeline for search engines, as a block of JSON-LD: of many events the heaviest.

        Readers load it before their page is alive, and no search engine shows thousands.
        """
        table = self.prepared.table
        heaviest = frozenset(table["id"][table["rank"] < MOST_LINKED])
        timeline = self.prepared.timeline
        only = heaviest if len(table) > MOST_LINKED else None
        told = to_json(jsonld(timeline, texts=False, only=only))
        return Markup(f'<script type="application/ld+json">{told}</script>')


@paused()
def build_page(prepared: Prepared, texts: Texts | None = None) -> Page:
    """Make the page of a timeline.

    Args:
        prepared: the timeline.
        texts: what of the source texts the page carries.
    """
    document = build_document(prepared)
    chart, places = first_chart(prepared, document)
    told, apart = details.part(document)
    blocks = {ids.DOCUMENT: told} | ({ids.TEXTS: to_json(texts)} if texts else {})
    styles = _variables(document) + places
    named = contents(prepared, document) | {"first_chart": chart}
    return Page(prepared, document, blocks, apart, styles, named)


def data_block(id_: str, text: str) -> Markup:
    """A block of JSON, as `to_json` writes it, with an id."""
    return Markup(f'<script type="application/json" id="{escape(id_)}">{text}</script>')


def data_blocks(blocks: dict[str, str]) -> Markup:
    """Blocks of JSON by their ids."""
    return Markup("\n").join(data_block(id_, text) for id_, text in blocks.items())


def style_block(style: str) -> Markup:
    """A style sheet that stands in the page; it is ours, and holds nothing of a file's."""
    return Markup(f"<style>{style}</style>")


def stylesheet(address: str) -> Markup:
    """A style sheet that is loaded."""
    return Markup('<link rel="stylesheet" href="{}">').format(address)


def script(address: str) -> Markup:
    """A script that is loaded, for which the page waits."""
    return Markup('<script src="{}"></script>').format(address)


def later_script(address: str) -> Markup:
    """A script that is loaded while the page is read, and runs once it is."""
    return Markup('<script defer src="{}"></script>').format(address)


def addresses(address: str, network_address: str = "") -> Markup:
    """What the page reads: `timeline-address` is told and always holds, `timeline-network` found.

    Raises:
        ValueError: one of them is no address; see `timeline.addresses.checked`.
    """
    named = {"timeline-address": address, "timeline-network": network_address}
    return Markup("").join(
        Markup('<meta name="{}" content="{}">\n').format(name, checked(value))
        for name, value in named.items()
        if value
    )


@cache
def _template() -> Any:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template("page.html")


def _variables(document: dict[str, Any]) -> str:
    hues = "".join(f".hue-{hue} {{ color: var(--hue-{hue}); }}\n" for hue in theme.HUES)
    kept = chart_heights.variables(document).items()
    heights = "".join(f" --chart-{name}: {length};" for name, length in kept)
    return theme.css_variables() + hues + f":root {{{heights} }}"

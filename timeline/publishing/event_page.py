"""One page for one event: readable without scripts, found by search engines, shown by previews.

It says what the event panel of the app says (`assets/page/panel.js`), in the same words.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final

from timeline.drawing import theme
from timeline.errors import FileProblems, Problem
from timeline.exchange.chicago import work_line
from timeline.exchange.jsonld import event_dates, jsonld
from timeline.files import is_device
from timeline.model import Event, Source, Timeline
from timeline.page import licences
from timeline.page.document import to_json
from timeline.prepared import Prepared
from timeline.publishing.event_chart import EventCharts
from timeline.publishing.event_evidence import HOME, Evidence
from timeline.publishing.head import PREVIEW_NAME, Head, meta_policy
from timeline.publishing.place_in_time import strip
from timeline.telling import dating, kind_and_lane, licence, preview, speaking
from timeline.telling.in_brief import ALSO

ON_WINDOWS: Final = os.name == "nt"


def path(event_id: str) -> str:
    """Where the page of an event stands in the site.

    It is the same on every system, since addresses stay; so what Windows cannot write is refused
    there (`EventPages.all`), and `check` remarks on it everywhere.
    """
    return f"e/{event_id}/"


@dataclass(frozen=True)
class EventPages:
    """Writes the pages of a timeline's events.

    Attributes:
        prepared: the timeline.
        document: its document, which knows what is verified.
        address: of the site in the web, ending in "/", or "" where that is not known.
        style: name of the style sheet, from the root of the site.
        charts: of the lanes; without them no chart stands in the pages.
    """

    prepared: Prepared
    document: dict[str, Any]
    address: str
    style: str
    charts: EventCharts | None = None

    @property
    def timeline(self) -> Timeline:
        """As it was read."""
        return self.prepared.timeline

    def all(self) -> Iterator[tuple[str, str]]:
        """The path and the HTML of each page.

        Raises:
            FileProblems: Windows, where this runs, has no folder of the name of an event.
        """
        if ON_WINDOWS and (problems := self._devices()):
            raise FileProblems(problems)
        for i, event_id in enumerate(self.document["columns"]["id"]):
            yield f"{path(event_id)}index.html", self.html(self.prepared.events[event_id], i)

    def _devices(self) -> list[Problem]:
        t, drawn = self.timeline, set(self.document["columns"]["id"])
        advice = "choose another id, or publish one file, such as timeline.html"
        return [
            Problem(
                t.path,
                event.line,
                f"event '{event.id}': Windows has no folder of this name for its page: {advice}",
            )
            for event in t.events
            if event.id in drawn and is_device(event.id)
        ]

    def html(self, event: Event, i: int) -> str:
        """The page of the event that is the document's `i`th."""
        title = escape(self.timeline.title)
        subtitle = escape(self.timeline.subtitle)
        head = self._head(event)
        steps = self._steps(i)
        return f"""<!DOCTYPE html>
<html lang="{escape(self.timeline.language)}">
<head>
<meta charset="utf-8">
{meta_policy({"style-src": ["'self'"], "img-src": ["'self'", "data:"]})}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(preview.within(head.title, self.timeline))}</title>
<meta name="description" content="{escape(head.description)}">
{head.tags()}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{HOME}{self.style}">
<script type="application/ld+json">{to_json(self._jsonld(event))}</script>
</head>
<body>
<a class="skip" href="#event">Skip to the event</a>
<header><div class="home"><a href="{HOME}">{title}</a></div>
<p class="subtitle">{subtitle}</p></header>
<main id="event" tabindex="-1">
<article>
{self._beginning(event, i)}
{Evidence(self.timeline, self.document).html(i)}
{self._chart(event)}{self._about(i)}
</article>
</main>
{steps}
<footer>{self._colophon(event)}</footer>
</body>
</html>
"""

    def _head(self, event: Event) -> Head:
        told = preview.of_event(self.timeline, event)
        return Head(
            title=told.title,
            description=told.description,
            site=self.timeline.title,
            kind="article",
            address=self._at(event),
            image=f"{self.address or HOME}{PREVIEW_NAME}",
            image_alt=preview.picture(self.timeline.title),
        )

    def _jsonld(self, event: Event) -> dict[str, Any]:
        """The event with its quotations; the timeline stands in the app's own page."""
        sources = speaking.sources(self.timeline, event.excerpts)
        some = replace(self.timeline, events=(event,), sources=sources)
        graph = jsonld(some, self.address or HOME)
        for node in graph["@graph"]:
            if node["@type"] == "Event":
                node["mainEntityOfPage"] = self._at(event) or "./"
        return graph

    # ------------------------------------------------------------------ what the event is

    def _beginning(self, event: Event, i: int) -> str:
        columns, about = self.document["columns"], self.document["events"][i]
        kind = self.document["kinds"][columns["kind"][i]]
        kicker = escape(" · ".join(kind_and_lane.words(self.timeline, event)))
        sign = f'<span class="hue-{kind["hue"]}">{theme.glyph_svg(kind["shape"])}</span>'
        summary = about.get("summary", "")
        parts = [
            f'<p class="kicker">{sign} {kicker}</p>' if kicker else "",
            f"<h1>{escape(columns['title'][i])}</h1>",
            f'<div class="date">{_time(event, about)}</div>',
            _old_style(about),
            _known(dating.dating(self.timeline, event)),
            strip(self.document, i),
            f'<p class="summary">{escape(summary)}</p>' if summary else "",
            f'<p class="way-in"><a href="{HOME}?event={event.id}">Open in the timeline</a></p>',
        ]
        return "\n".join(part for part in parts if part)

    # ------------------------------------------------------------------ where to go from here

    def _chart(self, event: Event) -> str:
        return self.charts.html(event.id, event.lane, HOME) if self.charts else ""

    def _about(self, i: int) -> str:
        columns, vocabulary = self.document["columns"], self.document["vocabulary"]
        about = self.document["events"][i]
        rows = []
        if about.get("knownAs"):
            rows.append((ALSO, escape("; ".join(about["knownAs"]))))
        for head, ids in about.get("people", []):
            people = (_filter("person", vocabulary["people"][n]) for n in ids)
            rows.append((head, "".join(f"<p>{one}</p>" for one in people)))
        for key, name, list_ in (("place", "Places", "places"), ("tag", "Tags", "tags")):
            found = [_filter(key, vocabulary[list_][n]) for n in columns[list_][i]]
            rows.append((name, ", ".join(found)))
        terms = [self.document["terms"][n] for n in about.get("terms", [])]
        told = (f"<p><b>{escape(one['term'])}</b>: {escape(one['gloss'])}</p>" for one in terms)
        rows.append(("Words", "".join(told)))
        unseen = self.prepared.unseen
        works = (self.timeline.works[n] for n in about.get("works", []))
        lines = (f"<p>{escape(work_line(work, unseen))}</p>" for work in works)
        rows.append(("Works", "".join(lines)))
        rows = [(name, words) for name, words in rows if words]
        if not rows:
            return ""
        listed = "".join(f"<div><dt>{name}</dt><dd>{words}</dd></div>" for name, words in rows)
        return f'<dl class="about">{listed}</dl>'

    def _steps(self, i: int) -> str:
        columns = self.document["columns"]
        last = len(columns["id"]) - 1

        def step(other: int, rel: str, words: str) -> str:
            return (
                f'<a rel="{rel}" href="../{columns["id"][other]}/"><small>{words}</small> '
                f"<b>{escape(columns['title'][other])}</b> "
                f"<span>{escape(columns['words'][other])}</span></a>"
            )

        before = step(i - 1, "prev", "← Before") if i else "<span></span>"
        after = step(i + 1, "next", "After →") if i < last else "<span></span>"
        return f'<nav aria-label="Before and after">{before}{after}</nav>'

    def _colophon(self, event: Event) -> str:
        said = self.prepared.said[event.id]
        sources = speaking.sources(self.timeline, said.all)
        credits = "".join(f"<li>{escape(_credit(source))}</li>" for source in sources)
        note = f"<p>{escape(self.timeline.note)}</p>" if self.timeline.note else ""
        # on paper, a link is its address
        at = f'<p class="at">{escape(self._at(event))}</p>' if self.address else ""
        listed = f"<ul>{credits}</ul>" if credits else ""
        software = f'<p><a href="{HOME}{licences.ROUTE}">Licences of the software</a></p>'
        return f"{listed}{note}{licence.html(self.timeline)}{software}{at}"

    def _at(self, event: Event) -> str:
        """The address of the event's page, "" where that is not known."""
        return f"{self.address}{path(event.id)}" if self.address else ""


def _time(event: Event, about: dict[str, Any]) -> str:
    """The date in words; for programs too, where ISO 8601 can say it."""
    words = next(iter(about.get("calendars", [])), event.date.words())
    start, end = event_dates(event.date)
    if start and not end:
        return f'<time datetime="{start}">{escape(words)}</time>'
    return escape(words)


def _old_style(about: dict[str, Any]) -> str:
    other = about.get("calendars", [])[1:]
    return f'<p class="known">{escape(other[0])}</p>' if other else ""


def _known(known: str) -> str:
    return f'<p class="known">{escape(known)}</p>' if known else ""


def _credit(source: Source) -> str:
    credit = source.credit or source.title
    named = not source.licence or source.licence in credit
    return credit if named else f"{credit} · {source.licence}"


def _filter(key: str, item: Any) -> str:
    """A person, place or tag as a link to the events it has a part in."""
    id_ = item if isinstance(item, str) else item["id"]
    words = item.replace("-", " ") if isinstance(item, str) else item["name"]
    who = "" if isinstance(item, str) else item.get("who", "")
    link = f'<a href="{HOME}?{key}={id_}">{escape(words)}</a>'
    return f"{link}: {escape(who)}" if who else link

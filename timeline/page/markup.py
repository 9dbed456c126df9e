"""The part of the page that is plain HTML: readable before any script, and without one.

It stands outside Dash's mount point; browser code of `assets/` owns it afterwards. Every string
of the file goes through `html.escape`.
"""

from __future__ import annotations

from html import escape
from typing import Any

from timeline.addresses import checked
from timeline.drawing import theme
from timeline.exchange.chicago import work_line
from timeline.model import Source, Timeline, Tour
from timeline.page import ids, licences
from timeline.prepared import Prepared
from timeline.telling import dating, kind_and_lane, licence, sources, speaking
from timeline.telling.credits import by_whom, where
from timeline.telling.punctuation import closed
from timeline.telling.works import EXPLAINED, HEADING
from timeline.views.table import DIFFERS
from timeline.wording import many

STANDING = 500
"""Up to this many events stand in the HTML; of more, only the first `FIRST` do."""
FIRST = 200
LATE = 60
"""Percent of the line of the two clocks from which words stand to the left of their tick."""


def masthead(prepared: Prepared) -> str:
    """Title, subtitle, and what can be done with the present view."""
    timeline = prepared.timeline
    subtitle = f'<p class="subtitle">{escape(timeline.subtitle)}</p>' if timeline.subtitle else ""
    doings = "".join(
        f'<li><a href="?mode={mode}" data-does="{mode}">{words}</a></li>'
        for mode, words in (("present", "Present"), ("print", "Print"))
    )
    share = '<li><button type="button" data-does="share">Share</button></li>'  # opens a dialog
    below = "Tours" if prepared.tours else "How to read"
    tours = f'<li class="to-tours"><a href="#introduction" data-does="tours">{below}</a></li>'
    return (
        f'<header id="masthead"><h1>{escape(timeline.title)}</h1>{subtitle}'
        f'<ul id="doings" aria-label="With the present view">{doings}{share}{tours}</ul></header>'
    )


def stage() -> str:
    """Where a presentation and a handout are drawn; both are empty and unseen until then."""
    return (
        f'<section id="{ids.PRESENT}" aria-label="Presentation"></section>'
        f'<section id="{ids.HANDOUT}" aria-label="Handout"></section>'
    )


def legend(timeline: Timeline) -> str:
    """The kinds with their signs; each is also a filter once the page is alive."""
    items = "".join(
        f'<li><a href="?kind={kind.id}" data-filter="kind" data-value="{kind.id}">'
        f'<span class="hue-{kind.hue}">{theme.glyph_svg(kind.shape)}</span>'
        f"{escape(kind.title)}</a></li>"
        for kind in kind_and_lane.legend(timeline)
    )
    if timeline.disagreements:
        items += f"<li>{DIFFERS} {kind_and_lane.DIFFER}</li>"
    hidden = "" if items else " hidden"
    return f'<ul id="{ids.LEGEND}" aria-label="Kinds of event"{hidden}>{items}</ul>'


def entry(document: dict[str, Any], i: int) -> str:
    """One event of the chronicle; `assets/chronicle.js` writes the same for windowed lists.

    What the sign and the chart say of it, its kind, its lane and that accounts differ, stands in
    words for those who hear the page.
    """
    columns, events = document["columns"], document["events"]
    kind = document["kinds"][columns["kind"][i]]
    weight = ("core", "supporting", "context")[columns["weight"][i]]
    event_id = columns["id"][i]
    summary = events[i].get("summary", "")
    told = f'<p class="entry-summary">{escape(summary)}</p>' if summary else ""
    said = [
        document[key][columns[key[:-1]][i]]["title"]
        for key in ("kinds", "lanes")
        if key[:-1] in document["sorts"]
    ] + [document["differ"]] * columns["disputed"][i]
    heard = f'<span class="visually-hidden">{escape(", ".join(said))}</span>' if said else ""
    return (
        f'<li class="entry {weight}" data-event="{event_id}">'
        f'<span class="entry-date">{escape(columns["words"][i])}</span>'
        f'<span class="entry-glyph hue-{kind["hue"]}">{theme.glyph_svg(kind["shape"])}</span>'
        f'<div class="entry-words"><a class="entry-title" href="?event={event_id}">'
        f"{escape(columns['title'][i])}</a>{heard}{told}</div></li>"
    )


def chronicle(document: dict[str, Any]) -> str:
    """The events as an ordered list, up to `STANDING` of them, else the first `FIRST`."""
    count = len(document["events"])
    standing = count if count <= STANDING else FIRST
    items = "".join(entry(document, i) for i in range(standing))
    return (
        f'<div id="{ids.NOTHING}" hidden></div>'
        '<section id="chronicle-section" aria-labelledby="chronicle-heading">'
        '<h2 id="chronicle-heading">Chronicle</h2>'
        f'<button type="button" id="{ids.CITE_VIEW}" class="quiet">cite these events</button>'
        f'<ol id="{ids.CHRONICLE}">{items}</ol>'
        '<div id="chronicle-more" aria-hidden="true"></div></section>'
    )


def introduction(prepared: Prepared) -> str:
    """How to read the page, with tours and sources; then the panel of the chosen event."""
    timeline = prepared.timeline
    note = f'<p class="left-out">{escape(timeline.note)}</p>' if timeline.note else ""
    voices = "".join(
        f'<li><a href="?view=sources#source-{source.id}" data-source-link="{source.id}">'
        f"{escape(source.label)}</a> <span>{escape(sources.described(source))}</span></li>"
        for source in timeline.sources
    )
    tours = "".join(_tour(tour) for tour in prepared.tours.values())
    grounded = any(dating.basis(timeline, event) for event in timeline.events)
    how = "its date, how the date is known" if grounded else "its date"
    heading = "Every event shows its evidence" if voices else "Every event opens"
    appears = (
        f"{how}, and the words of the sources appear"
        if voices
        else f"{how}, and what is told of it appear"
    )
    toured = f"<h3>Tours</h3><ul class='voices'>{tours}</ul>" if tours else ""
    listed = f"<h3>Who speaks</h3><ul class='voices'>{voices}</ul>" if voices else ""
    return (
        '<section id="introduction" aria-label="How to read" tabindex="-1">'
        '<p class="kicker">How to read</p>'
        f"<h2>{heading}</h2><p>Choose a mark in the chart or a line of the chronicle: "
        f"{appears} here.</p>"
        f"{note}{toured}{listed}"
        '<h3>Keys</h3><dl class="keys">'
        "<div><dt>/</dt><dd>search</dd></div>"
        "<div><dt>← →</dt><dd>previous, next event, or earlier, later</dd></div>"
        "<div><dt>+ − 0</dt><dd>zoom in, out, whole range</dd></div>"
        "<div><dt>P</dt><dd>present</dd></div>"
        "<div><dt>Esc</dt><dd>close the event</dd></div></dl>"
        f'</section><section id="{ids.EVENT}" aria-label="Event" tabindex="-1">'
        '<div id="event-body"></div></section>'
    )


def _tour(tour: Tour) -> str:
    minutes = f", {many(tour.minutes, 'minute')}" if tour.minutes else ""
    return (
        f'<li><a href="?tour={tour.id}" data-tour-link="{tour.id}">{escape(tour.title)}</a> '
        f"<span>{many(len(tour.steps), 'step')}{minutes}</span> "
        f'<a href="?mode=present&amp;tour={tour.id}" data-does="present" data-tour="{tour.id}" '
        f'aria-label="Present: {escape(tour.title)}">present</a></li>'
    )


def sources_section(prepared: Prepared, document: dict[str, Any]) -> str:
    """Each source with its bibliography and a strip of where in the text its excerpts stand."""
    timeline = prepared.timeline
    on: dict[str, list[int]] = {}
    for i, event_id in enumerate(document["columns"]["id"]):
        for one in speaking.sources(timeline, prepared.said[event_id].all):
            on.setdefault(one.id, []).append(i)
    articles = "".join(
        _source(source, i, on.get(source.id, []), document)
        for i, source in enumerate(timeline.sources)
    )
    note = f'<p class="left-out">{escape(timeline.note)}</p>' if timeline.note else ""
    if not timeline.sources and not timeline.works:
        note += "<p>No sources are named in this timeline.</p>"
    return (
        f'<section id="{ids.SOURCES}" aria-labelledby="sources-heading">'
        f'<h2 id="sources-heading">Sources</h2>{note}{_clocks(document)}{articles}'
        f"{_works(prepared, document)}</section>"
    )


def _works(prepared: Prepared, document: dict[str, Any]) -> str:
    """The works that the editors' own words rest on, each with the events it is named on.

    The browser reads them here (`assets/told.js`): the document does not hold them a second time.
    """
    timeline = prepared.timeline
    if not timeline.works:
        return ""
    ids = document["columns"]["id"]
    labels = {event.id: event.label for event in timeline.events}
    named: list[list[int]] = [[] for _ in timeline.works]
    for i, event in enumerate(document["events"]):
        for work in event.get("works", []):
            named[work].append(i)
    items = ""
    for work, events in zip(timeline.works, named, strict=True):
        links = ", ".join(
            f'<a href="?event={ids[i]}" data-event-link="{ids[i]}">{escape(labels[ids[i]])}</a>'
            for i in events
        )
        line = f"<span>{_addressed(work_line(work, prepared.unseen), work.url)}</span>"
        items += f"<li>{line} <small>{links}</small></li>" if links else f"<li>{line}</li>"
    return (
        '<section id="works" aria-labelledby="works-heading">'
        f'<h3 id="works-heading">{HEADING}</h3><p>{EXPLAINED}</p><ul>{items}</ul></section>'
    )


def _addressed(line: str, url: str) -> str:
    """A line of a list of works, with the address in it as a link."""
    link = f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>'
    return escape(line).replace(escape(url), link, 1) if url else escape(line)


def _clocks(document: dict[str, Any]) -> str:
    """Two clocks on one line: the time of the events, and when each dated source was written."""
    dated = [source for source in document["sources"] if source["written"]]
    if not dated:
        return ""
    low, high = document["timeline"]["clock"]

    def tick(extent: list[float], words: str, kind: str) -> str:
        left, right = ((ms - low) / (high - low) * 100 for ms in extent)
        late = " late" if left > LATE else ""
        place = f"--at: {left:.2f}%; --long: {right - left:.2f}%"
        return (
            f'<li class="clock-tick {kind}{late}" style="{place}"><span>{escape(words)}</span></li>'
        )

    ticks = [tick(document["timeline"]["frame"], "the events", "happened")]
    ticks += [tick(s["written"], f"{s['label']}, {s['writing']}", "written") for s in dated]
    undated = [source["label"] for source in document["sources"] if not source["written"]]
    rest = closed(f"{document['said']['undated']}: {', '.join(undated)}") if undated else ""
    return (
        '<section class="clocks" aria-labelledby="clocks-heading">'
        '<h3 id="clocks-heading">'
        f"{sources.TWO_CLOCKS}</h3>"
        f'<ul class="clock">{"".join(ticks)}</ul><p class="known">{escape(rest)}</p></section>'
    )


def _source(source: Source, index: int, events: list[int], document: dict[str, Any]) -> str:
    facts = [
        ("Genre", sources.genre(source)),
        ("Date", sources.writing(source)),
        ("Stance", source.stance),
        ("Licence", source.licence),
        ("Credit", source.credit),
        ("Note", source.note),
        ("Dated after", document["sources"][index]["rests"]),
    ]
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts if value
    )
    author = f"{escape(name)}, " if (name := by_whom(source)) else ""
    container = f", <cite>{escape(place)}</cite>" if (place := where(source)) else ""
    address = (
        f'<p class="address"><a href="{escape(source.url)}" rel="noopener noreferrer">'
        f"{escape(source.url)}</a></p>"
        if source.url
        else ""
    )
    return (
        f'<article id="source-{source.id}" class="source">'
        f"<h3>{escape(source.label)}</h3>"
        f'<p class="bibliography">{author}“{escape(source.title)}”{container}</p>{address}'
        f'<dl class="facts">{rows}</dl>{_strip(source, index, events, document)}</article>'
    )


def _strip(source: Source, index: int, events: list[int], document: dict[str, Any]) -> str:
    """A line as long as the text, a tick for each excerpt, and the events of which it speaks."""
    titles, event_ids = document["columns"]["title"], document["columns"]["id"]
    quoted = [
        (excerpt.get("at"), len(excerpt["exact"]), i)
        for i, event in enumerate(document["events"])
        for excerpt in event.get("excerpts", [])
        if excerpt["source"] == index
    ]
    if not events:
        return '<p class="quoted">It speaks of no event here.</p>'
    listed = "".join(
        f'<li><a href="?event={event_ids[i]}" data-event-link="{event_ids[i]}">'
        f"{escape(titles[i])}</a></li>"
        for i in events
    )
    drawn = ""
    if source.part and quoted:
        first, last = source.part
        length = max(last - first, 1)
        ticks = "".join(
            f'<rect x="{(at - first) / length * 1000:.1f}" y="0" '
            f'width="{max(size / length * 1000, 2):.1f}" height="14">'
            f"<title>{escape(titles[i])}</title></rect>"
            for at, size, i in quoted
            if at is not None
        )
        drawn = (
            '<svg class="strip" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" '
            f'aria-label="{_where(len(quoted))} in the text">{ticks}</svg>'
        )
    count = many(len(events), "event")
    return (
        f'{drawn}<details class="quoted"><summary>Speaks of {count}</summary>'
        f"<ul>{listed}</ul></details>"
    )


def _where(excerpts: int) -> str:
    return f"Where {many(excerpts, 'excerpt')} {'stands' if excerpts == 1 else 'stand'}"


def colophon(timeline: Timeline) -> str:
    """What is left out or could not be drawn, with the reason; under which licences all stands."""
    note = f"<p>{escape(timeline.note)}</p>" if timeline.note else ""
    undrawn = ""
    if timeline.undrawn:
        listed = "".join(
            f"<li><b>{escape(event_id)}</b>: {escape(reason)}</li>"
            for event_id, reason in timeline.undrawn
        )
        count = many(len(timeline.undrawn), "event")
        undrawn = f'<div id="undrawn"><p>{count} could not be drawn:</p><ul>{listed}</ul></div>'
    own = licence.html(timeline)
    return f'<footer id="colophon">{note}{own}{undrawn}{licences.LINK}</footer>'


def addresses(address: str, network_address: str) -> str:
    """What the page reads: `timeline-address` is told and always holds, `timeline-network` found.

    Raises:
        ValueError: one of them is no address; see `timeline.addresses.checked`.
    """
    named = {"timeline-address": address, "timeline-network": network_address}
    return "".join(
        f'<meta name="{name}" content="{escape(checked(value))}">\n'
        for name, value in named.items()
        if value
    )

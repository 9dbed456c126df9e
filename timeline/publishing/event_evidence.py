"""The evidence of an event in its page: quotations, disagreements, and the arrows of the texts."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Final

from timeline.model import Timeline
from timeline.telling import arrows, disagreements, quotations

HOME: Final = "../../"
"""From the page of an event to the app."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Writes what the texts say on an event; see `EventPages`."""

    timeline: Timeline
    document: dict[str, Any]

    def html(self, i: int) -> str:
        """The evidence of the document's `i`th event."""
        about = self.document["events"][i]
        by_source: dict[int, list[dict[str, Any]]] = {}
        for excerpt in about.get("excerpts", []):
            by_source.setdefault(excerpt["source"], []).append(excerpt)
        cards = "\n".join(self._card(excerpts) for excerpts in by_source.values())
        silent = f'<p class="note">{escape(about["silence"])}</p>' if "silence" in about else ""
        told = f"<h2>What the sources say</h2>\n{cards or silent}" if cards or silent else ""
        disputes = "\n".join(map(self._disagreement, about.get("disagreements", [])))
        return "\n".join(part for part in (told, disputes, self._links(i)) if part)

    def _card(self, excerpts: list[dict[str, Any]]) -> str:
        first = excerpts[0]
        source = self.document["sources"][first["source"]]
        about = " · ".join(filter(None, (source["about"], first.get("distance"))))
        quoted = "\n".join(map(self._quotation, excerpts))
        return (
            f'<section class="card"><h3>{self._source_link(first)} <small>{escape(about)}</small>'
            f"</h3>\n{quoted}</section>"
        )

    def _source_link(self, excerpt: dict[str, Any]) -> str:
        source = self.document["sources"][excerpt["source"]]
        address = f"{HOME}?view=sources#source-{source['id']}"
        return f'<a href="{address}">{escape(source["label"])}</a>'

    def _quotation(self, excerpt: dict[str, Any]) -> str:
        source = self.timeline.sources[excerpt["source"]]
        cite = f' cite="{escape(source.url)}"' if source.url else ""
        speaker = excerpt.get("speaker", "")
        dates = excerpt.get("dates", "")
        under = _mark(excerpt) + (f" · {escape(dates)}" if dates else "")
        note = excerpt.get("note", "")
        return (
            (f'<p class="speaker">{escape(speaker)}</p>' if speaker else "")
            + f'<blockquote data-excerpt data-source="{source.id}"{cite}>{_in_context(excerpt)}'
            + f'</blockquote><p class="under">{under}</p>'
            + (f'<p class="note">{escape(note)}</p>' if note else "")
        )

    def _disagreement(self, item: dict[str, Any]) -> str:
        claims = "".join(f"<li>{self._claim(claim)}</li>" for claim in item["claims"])
        note = f'<p class="note">{escape(item["note"])}</p>' if item.get("note") else ""
        return (
            f'<section class="disagreement"><h3>{escape(item["head"])}<small>'
            f"{escape(item['asks'])}</small></h3><ul>{claims}</ul>{note}</section>"
        )

    def _claim(self, claim: dict[str, Any]) -> str:
        if "editor" in claim:
            rests = f"<small>{escape(claim['rests'])}</small>" if claim["rests"] else ""
            return f"<b>{disagreements.EDITOR}</b>: {escape(claim['told'])}{rests}"
        return (
            f"{_voice(claim)}<b>{self._source_link(claim)}</b>{escape(claim['lead'])} "
            f"<q>{escape(claim['exact'])}</q> {_mark(claim)} "
            f"<small>{escape(claim['weighed'])}</small>"
        )

    def _links(self, i: int) -> str:
        links = self.document["links"]
        items = [self._arrow(link, link["from"], 1) for link in links if link["to"] == i]
        items += [self._arrow(link, link["to"], 0) for link in links if link["from"] == i]
        if not items:
            return ""
        listed = "\n".join(items)
        return f'<h2>{arrows.HEADING}</h2>\n<ul class="links">{listed}</ul>'

    def _arrow(self, link: dict[str, Any], other: int, way: int) -> str:
        columns = self.document["columns"]
        sign = "→←"[way]
        contested = f" <em>{arrows.CONTESTED}</em>" if link["contested"] else ""
        said = [self._said(claim) for claim in (*link["claims"], *link["contestedBy"])]
        said += [
            f'<p class="note">{escape(link[key])}</p>' for key in ("warning", "note") if link[key]
        ]
        return (
            f'<li><p class="arrow"><span class="sign" aria-hidden="true">{sign}</span> '
            f"{arrows.RELATIONS[link['relation']][way]} "
            f'<a href="../{columns["id"][other]}/">{escape(columns["title"][other])}</a>, '
            f"{escape(columns['words'][other])}{contested}</p>{''.join(said)}</li>"
        )

    def _said(self, claim: dict[str, Any]) -> str:
        label = escape(self.document["sources"][claim["source"]]["label"])
        return (
            f'<p class="said">{_voice(claim)}<b>{label}</b>{escape(claim["lead"])} '
            f"<q>{escape(claim['exact'])}</q> {_mark(claim)}</p>"
        )


def _voice(claim: dict[str, Any]) -> str:
    return f"{escape(claim['voice'])} " if claim.get("voice") else ""


def _in_context(excerpt: dict[str, Any]) -> str:
    before, after = excerpt.get("before", ""), excerpt.get("after", "")
    return (
        (f'<span class="context">{escape(before)}</span>' if before else "")
        + f'<span class="exact">{escape(excerpt["exact"])}</span>'
        + (f'<span class="context">{escape(after)}</span>' if after else "")
    )


def _mark(excerpt: dict[str, Any]) -> str:
    if excerpt["verified"]:
        return f'<span class="verified" title="{quotations.CHECKED}">{quotations.VERIFIED}</span>'
    return f'<span class="unverified">{quotations.UNVERIFIED}</span>'

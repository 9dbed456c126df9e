"""A deck as the bytes of a file: properties set, the template's left-overs out, no clock in it."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck

from timeline.slides.shapes import clean

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can hold
_LONGEST: Final = 255  # characters of a property
_PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Slides>{count}</Slides><Notes>{count}</Notes></Properties>"
)
_NOTES_MASTERS: Final = (
    '<p:notesMasterIdLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<p:notesMasterId r:id="{key}"/></p:notesMasterIdLst>'
)


def pack(deck: Deck, *, title: str, subject: str, language: str, made: str) -> bytes:
    """The bytes of a deck, the same for the same deck.

    Args:
        deck: of python-pptx.
        title, subject, language: its properties; it has no author.
        made: the day, as an ISO date; "" for none.
    """
    core = deck.core_properties
    core.title, core.subject = clean(title)[:_LONGEST], clean(subject)[:_LONGEST]
    core.author = core.last_modified_by = core.comments = ""
    core.language = language
    core.created = core.modified = datetime.fromisoformat(made or "2000-01-01")
    core.revision = 1
    _tidy(deck)
    held = io.BytesIO()
    deck.save(held)
    return _without_clock(held.getvalue())


def _tidy(deck: Deck) -> None:
    package: Any = deck.part.package
    # A picture of the template, somebody's printer, and counts of what is not in the deck.
    for rels, kind in ((package._rels, RT.THUMBNAIL), (deck.part.rels, RT.PRINTER_SETTINGS)):
        for key in [key for key, rel in rels.items() if rel.reltype == kind]:
            rels.pop(key)
    properties = package.part_related_by(RT.EXTENDED_PROPERTIES)
    properties._blob = _PROPERTIES.format(count=len(deck.slides)).encode()
    # python-pptx relates the notes' master to the presentation, but does not list it there.
    for key, rel in deck.part.rels.items():
        if rel.reltype == RT.NOTES_MASTER:
            masters: Any = deck.element.find("{*}sldMasterIdLst")
            masters.addnext(parse_xml(_NOTES_MASTERS.format(key=key)))


def _without_clock(data: bytes) -> bytes:
    """A package whose entries bear no time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            item = zipfile.ZipInfo(name, _EPOCH)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.external_attr = 0o600 << 16
            new.writestr(item, old.read(name))
    return out.getvalue()

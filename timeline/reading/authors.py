"""The names of authors and editors: from the lists of a file, or from prose where it has none.

In a list, a name with a comma is a person's, family name first; a mapping says for certain what
is whose: `{name: Yang Tailong, family: Yang}`, `{body: El Universal}`. A plain name is taken apart
where that is safe, and so is prose (`author: E. H. Carr and R. W. Davies`); all else stays whole.
"""

from __future__ import annotations

import re

from timeline.model import Name
from timeline.reading.fields import Fields
from timeline.reading.strict_yaml import Sequence
from timeline.wording import shown

OTHERS = Name("others")
"""Stands last for those who are not named, as in BibTeX."""

_NOBODY = re.compile(r"(unknown|anonymous|anon\.?|no author)\b.*", re.IGNORECASE)
_EDITED = re.compile(r" *\(eds?\.?\)$", re.IGNORECASE)
_OTHERS = re.compile(r"(.*?)(?:,? +(?:and|&) +others|,? +et +al\.?|^others|^et al\.?)")
_INITIAL = re.compile(r"\w\.(-?\w\.)*")
_SUFFIX = re.compile(r"(Jr|Sr)\.?|I{2,3}|IV")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # Chinese, Japanese, Korean
_BODY = re.compile(
    r"\b(the|museum|university|institute|party|society|committee|league|association|archives?|press"
    r"|library|council|ministry|office|union|group|bank|contributors|editors|staff)\b",
    re.IGNORECASE,
)


def listed_names(fields: Fields, key: str) -> tuple[Name, ...]:
    """The names under a key: a list of texts and mappings, or one of them alone."""
    if not fields.has(key):
        return ()
    node = fields.node.values[key]
    if not isinstance(node, Sequence):
        fields.node.values[key] = Sequence(node.line, [node])
    return tuple(name for each in fields.items(key) if (name := _listed(each, key)))


def from_prose(author: str) -> tuple[tuple[Name, ...], bool]:
    """The names in a text, none where it says that nobody knows them, and whether they edited."""
    line = " ".join(author.split())
    text = _EDITED.sub("", line)
    edited = text != line
    if not any(map(str.isalnum, text)) or _NOBODY.fullmatch(text):
        return (), edited
    others = _OTHERS.fullmatch(text)
    if others:
        text = others[1]
    found = re.split(r" *; *", text) if ";" in text else re.split(r",? +(?:and|&) +", text)
    # "Ann Lee, Bo Ray and Cy Orr", not "Lee, Ann and …"
    if ";" not in text and (len(found) > 1 or others):
        listed = [name for one in found for name in one.split(", ")]
        found = listed if all(" " in name for name in listed) else found
    if not all(map(_is_person, found)):  # "Ministry of Trade and Industry" is one
        found = [text] if text else []
    made = tuple(person(one) if _is_person(one) else Name(one) for one in found)
    return (*made, OTHERS) if others else made, edited


def person(text: str) -> Name:
    """A person's name, "Carr, E. H.", "King, Martin Luther, Jr." or "Erik van Ree"."""
    if "," not in text:
        words = text.split()
        # a particle belongs to the family name: Ernst von Salomon
        first = next((i for i, word in enumerate(words) if i and word[0].islower()), len(words) - 1)
        return Name(text, " ".join(words[first:]), " ".join(words[:first]))
    family, given = (part.strip() for part in text.split(",", 1))
    before, _, last = given.rpartition(",")
    suffix = last.strip() if before and _SUFFIX.fullmatch(last.strip()) else ""
    given = before.strip() if suffix else given
    if _UNSPACED.search(given):
        return Name(f"{family}{given}", family, given)
    return Name(" ".join(filter(None, (given, family, suffix))), family, given, suffix)


def _is_person(text: str) -> bool:
    words = text.replace(",", "").split()
    if _BODY.search(text) or "&" in words or "and" in words:
        return False
    if "," in text:
        return all(part.strip() for part in text.split(",", 1))
    if any(map(_INITIAL.fullmatch, words)):
        return True
    return len(words) in (2, 3, 4) and words[0][0].isupper() and any(map(str.isupper, words[-1]))


def _listed(item: Fields, key: str) -> Name | None:
    """One name of a list; a text alone has come as `{name: text}`."""
    body = item.text("body")
    text = " ".join(item.text("name").split())
    family = " ".join(item.text("family").split())
    item.close()
    if body:
        if text or family:
            item.problem("a body has no family name: write {body: …} alone, or {name: …}", "body")
        return Name(" ".join(body.split()))
    if not text:
        if not item.has("name"):
            item.problem("write the name, or body: … for a ministry, a newspaper or another body")
        return None
    if family:
        return _with_family(item, text, family)
    wrong = _mistake(text, key)
    if wrong:
        item.problem(f"{shown(text)} {wrong}", "name")
    if _OTHERS.fullmatch(text):
        return OTHERS
    return person(text) if "," in text or _is_person(text) else Name(text)


def _with_family(item: Fields, text: str, family: str) -> Name | None:
    """`{name: Gabriel García Márquez, family: García Márquez}`: the rest is the given name."""
    if text == family:
        return Name(text, family)
    if text.endswith(f" {family}"):
        return Name(text, family, text.removesuffix(family).strip())
    if text.startswith(f"{family} ") or (text.startswith(family) and _UNSPACED.search(text)):
        return Name(text, family, text.removeprefix(family).strip())
    before, _, after = text.partition(f" {family} ")
    if _SUFFIX.fullmatch(after):
        return Name(text, family, before, after)
    item.problem(
        f"family {shown(family)} must be the first or the last words of name {shown(text)}",
        "family",
    )
    return None


def _mistake(text: str, key: str) -> str:
    """What is wrong with a name that is text alone, and what to write; "" if nothing is."""
    found, edited = from_prose(text)
    if edited:
        return f"says who edited: write editors: {_written(found)}"
    if not found:
        return f"is no name: leave {key} out where nobody knows them"
    if len(found) > 1:
        several = f"is more than one name: write {key}: {_written(found)}"
        return several if found[-1] == OTHERS else f"{several} (or {{body: …}}, if it is one)"
    words = text.split()
    if all(map(_INITIAL.fullmatch, words)):
        return (
            'is initials alone: a name with a comma needs quotes within [ ], as in ["Carr, E. H."]'
        )
    if "," in text and _BODY.search(text):
        return "may be a body or a person: write {body: …}, or {name: …, family: …}"
    if "," in text and not all(part.strip() for part in text.split(",")):
        return "lacks a part: write the family name, a comma, and the given name"
    return ""


def _written(found: tuple[Name, ...]) -> str:
    """The names as a file lists them."""
    each = (f"{name.family}, {name.given}" if name.given else name.text for name in found)
    return "[" + ", ".join(f'"{one}"' for one in each) + "]"

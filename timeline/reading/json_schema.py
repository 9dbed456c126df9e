"""The declaration of the file as a JSON Schema (draft 7), for editors with a YAML language server.

The server checks what YAML makes of a text: `1917` is a number, `yes` a text. So a number may
stand wherever the reader takes a text as it was typed. What only the reader can know is not said
here: ids that stand twice or nowhere, days that are on no calendar, an end before its start. A key
without a value is underlined though the reader passes over it: nobody means to leave it so.
"""

from __future__ import annotations

import json
from typing import Any, Final

from timeline.dates.calendars import FIRST_YEAR, LAST_YEAR
from timeline.reading.key_types import Key, Section, first_key
from timeline.reading.keys import FILE, HEAD, NUMBER

Schema = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_MONTH: Final = "(?:0[1-9]|1[0-2]|2[1-4]|XX)"  # 21 to 24 are seasons
_DAY: Final = "(?:0[1-9]|[12][0-9]|3[01]|XX)"
_DATE: Final = f"(?:-?[0-9]{{4}}|-?[0-9]{{3}}X|-?[0-9]{{2}}XX)(?:-{_MONTH}(?:-{_DAY})?)?[~?%]?"
_DATES: Final = (
    rf"^\s*(?:{_DATE}|(?:{_DATE}|\.\.)?/(?:{_DATE}|\.\.)?"
    rf"|\[(?:(?:{_DATE})?\.\.(?:{_DATE})?|{_DATE}(?:,{_DATE})+)\])\s*$"
)
_ADDRESS: Final = r"^(?:[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^\s\\<>\"]+$"
_LINE: Final = r"^[^\n\r\t]*\S[^\n\r\t]*$"
_FLAG: Final = "^(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])$"


def json_schema() -> Schema:
    """The schema of a whole file."""
    definitions: dict[str, Schema] = {}
    root = _mapping(FILE, definitions)
    return {
        "$schema": DRAFT,
        "title": "A timeline where every event shows its evidence",
        **root,
        "definitions": definitions,
    }


def dump() -> str:
    """The schema as the text of a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _mapping(section: Section, definitions: dict[str, Schema]) -> Schema:
    """The schema of a mapping; what stands in it is added to the definitions."""
    keys = section.keys.values()
    needs = {key.name: list(key.needs) for key in keys if key.needs}
    return {
        "type": "object",
        "description": section.help,
        "properties": {
            key.name: {
                "description": _described(key),
                **_value(key, definitions),
                **_known_values(key),
            }
            for key in keys
        },
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
        **({"dependencies": needs} if needs else {}),
    }


def _described(key: Key) -> str:
    return f"{key.help} ({key.written()}; if left out: {key.left_out()})".replace("`", "")


def _known_values(key: Key) -> Schema:
    """What an editor may offer: the default, and an example."""
    default: bool | str = {"true": True, "false": False}.get(key.default, key.default)
    return {
        **({"default": default} if key.default else {}),
        **({"examples": [key.example]} if key.example and key.type in ("text", "mapping") else {}),
    }


def _value(key: Key, definitions: dict[str, Schema]) -> Schema:
    match key.type:
        case "choice":
            return {"enum": list(key.choices)}
        case "flag":
            return {"type": ["boolean", "string"], "pattern": _FLAG}
        case "number":
            most = {"maximum": key.most} if key.most else {}
            return {
                "type": ["integer", "string"],
                "minimum": key.least,
                "pattern": f"^{NUMBER}$",
            } | most
        case "part":
            number = {"type": ["integer", "string"], "minimum": 0, "pattern": f"^{NUMBER}$"}
            return {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
        case "date":
            return _date()
        case "texts" | "names" | "tags":
            return {"type": "array", "items": _text(key), "uniqueItems": True}
        case "list":
            return _list(key, definitions)
        case "mapping":
            return _alone(key, definitions)
    return _text(key)


def _text(key: Key) -> Schema:
    """A text, or the number that YAML makes of one."""
    made: Schema = {"type": ["string", "number"]}
    pattern, asked = (
        (r"\S", "write it, or leave the key out")
        if key.type == "lines"
        else (
            _LINE,
            "one line of text, without tabs",
        )
    )
    match key.type:
        case "address":
            pattern, asked = _ADDRESS, key.written().replace("`", "")
        case "file":
            pattern = r"^(?!.*(?:^|[/\\])(?:\.\.)?(?:[/\\]|$))[^:\n\r\t]*$"
            asked = key.written().replace("`", "")
        case "tags":
            pattern, asked = "^[a-z0-9]+(?:-[a-z0-9]+)*$", "small letters, figures and hyphens"
    if key.pattern:
        pattern, asked = f"^(?:{key.pattern})$", key.written().replace("`", "")
    elif key.words is not None:
        pattern = rf"^\s*\S+(?:\s+\S+){{0,{key.words - 1}}}\s*$"
        asked = f"at most {key.words} words"
    # where white space counts as one space, a text may be longer than its limit
    if key.characters is not None and not key.projected:
        made["maxLength"] = key.characters
    elif key.characters is not None:
        made["allOf"] = [_shown_characters(key.characters)]
    return made | {"pattern": pattern, "patternErrorMessage": asked}


def _shown_characters(most: int) -> Schema:
    """At most so many characters, a run of white space being one."""
    return {
        "pattern": rf"^\s*(?:\S|\s+(?=\S)){{0,{most}}}\s*$",
        "patternErrorMessage": f"at most {most} characters fit a projected screen",
    }


def _date() -> Schema:
    """A date as text; a year, which YAML takes for a number; `[1923,1925]`, which it takes for a
    list.
    """
    year = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    return {
        "type": ["string", "integer", "array"],
        "pattern": _DATES,
        "patternErrorMessage": "a date such as 1926, 1926-05, 1926-05-04, 1926-05-04/1926-05-12",
        **{name: value for name, value in year.items() if name != "type"},
        "items": {"type": ["string", "integer"]},
        "minItems": 1,
    }


def _list(key: Key, definitions: dict[str, Schema]) -> Schema:
    items = [_reference(section, definitions) for section in key.of]
    if key.short:
        items.insert(0, _text(key.of[0].keys[key.short]))
    made: Schema = {"type": "array", "items": items[0] if len(items) == 1 else _one_of(key, items)}
    made |= {"minItems": key.fewest} if key.fewest else {}
    return {"if": {"type": "array"}, "then": made, "else": made["items"]} if key.alone else made


def _one_of(key: Key, items: list[Schema]) -> Schema:
    """One of several things: decided by the key with which it begins, or by being no mapping.

    An editor then tells what is wrong with the one that is meant, and not with all of them.
    """
    if key.short:
        return {"if": {"type": "object"}, "then": items[1], "else": items[0]}
    first, other = items
    begins = {"type": "object", "required": [first_key(key.of[1])]}
    return {"if": begins, "then": other, "else": first}


def _alone(key: Key, definitions: dict[str, Schema]) -> Schema:
    section = key.of[0]
    whole = _reference(section, definitions)
    if section is HEAD:
        return {**_mapping(section, definitions), "description": _described(key)}
    if not key.short:
        return whole
    address = {"type": "string", "pattern": _ADDRESS}
    text = {"anyOf": [_text(section.keys[key.short]), address]}
    return {"if": {"type": "object"}, "then": whole, "else": text}


def _reference(section: Section, definitions: dict[str, Schema]) -> Schema:
    name = section.title.lower().replace(" ", "-").replace(",", "")
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _mapping(section, definitions)
    return {"$ref": f"#/definitions/{name}"}

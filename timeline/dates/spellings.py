"""What people write for a date, and the EDTF that it may stand for.

Nothing here is believed: `timeline.dates.advice` reads each of these back before it is told, and
tells it with the words of what was read. So a rule may offer what is on no calendar; what it must
not do is to offer another date than the writer's where that one is clear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from timeline.dates.calendars import days_in_month, from_gregorian, to_gregorian

Offered = Iterator[str]

# Names of months as they are written in English, German, French, Spanish and Italian, folded.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janner jaenner janvier enero gennaio",
            "february feb februar fevrier febrero febbraio",
            "march mar marz maerz mars marzo",
            "april apr avril abril aprile",
            "may mai mayo maggio",
            "june jun juni juin junio giugno",
            "july jul juli juillet julio luglio",
            "august aug aout agosto",
            "september sep sept septembre septiembre settembre",
            "october oct oktober okt octobre octubre ottobre",
            "november nov novembre noviembre",
            "december dec dezember dez decembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_ROMAN, _ORDINALS = (
    tuple(names.split())
    for names in (
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
        "twenty-first",
    )
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_LONGEST = 80  # characters of a text that is looked at
_LONGEST_GUESS = 25  # years of a span of which only one reading makes it one

# One date, and marks where EDTF has them: at the end.
_PLAIN = re.compile(r"-?[0-9]{4}(?:-[0-9]{2}){0,2}")
_EDTF = re.compile(
    r"(?!-0000)-?(?:[0-9]{3}X|[0-9]{2}XX|[0-9]{4}(?:-(?:2[1-4]|XX(?:-XX)?"
    r"|(?:0[1-9]|1[0-2])(?:-(?:[0-2][0-9]|3[01]|XX))?))?)"
)

_APPROXIMATE = re.compile(
    r"(?:(?:circa|ca|cca|c|about|around|approximately|approx|roughly|um|vers)\b\.?|[~≈]) ?(.+)"
    r"|(.+?),? \(?(?:circa|ca|c|approximately|approx)\.?\)?"
    r"|c(?=[0-9]{4})(.+)"
)
_DOUBTFUL = re.compile(
    r"(?:probably|perhaps|possibly|maybe|presumably|likely) (.+)|\? ?(.+)|(.+?) ?(?:\(\?\)|\?)"
)
_BEFORE_CHRIST = re.compile(
    r"(.+?),? ?(?:bce|bc|b\. ?c\. ?e\.?|b\. ?c\.?|v\. ?(?:chr\.?|u\. ?z\.?)|av(?:ant)?\.? j\.?-c\.?"
    r"|a\. ?c\.?)|(?:bce?) (.+)"
)
_AFTER_CHRIST = re.compile(
    r"(?:ad|a\. ?d\.|ce|c\. ?e\.) ?(.+)"
    r"|(.+?),? ?(?:ad|a\. ?d\.?|ce|c\. ?e\.?|n\. ?(?:chr\.?|u\. ?z\.?))"
)
_SEPARATOR = re.compile(
    r" ?(?:\.\.\.?|(?<!-)-(?!-)|–|/) ?| (?:to|until|till|through|thru|bis|and|und|or|oder) "
)
_NOW = ("", "present", "the present", "today", "now", "heute")


def spellings(text: str) -> list[str]:
    """EDTF texts that a text may be meant to be, the likeliest first, each once."""
    if len(text) > _LONGEST:
        return []
    return [*dict.fromkeys(_whole(_folded(text)))][:4]


def shortened(text: str) -> bool:
    """Whether the text is a year of less than four digits, or a date of one."""
    return re.fullmatch(r"-?[0-9]{1,3}(?:-[0-9]{2}){0,2}~?", _folded(text)) is not None


def _folded(text: str) -> str:
    """Small letters without accents, figures of any script as 0 to 9, one kind of each dash."""
    digits = "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in unicodedata.normalize("NFKD", text)
    )
    plain = "".join(sign for sign in digits if unicodedata.category(sign) not in ("Mn", "Cf"))
    plain = re.sub("[‐‑‒−]", "-", plain).translate(str.maketrans("—―…’", "––…'"))
    return " ".join(plain.lower().split()).strip(" .,;" if plain.count("..") == 0 else " ,;")


def _whole(text: str) -> Offered:
    inner = re.sub(r"^(?:the|in|on|im|am) |^(?:der|die|das|le|el) ", "", text)
    if re.fullmatch(r"[\[(][^\[\](),]*[0-9][^\[\](),]*[\])]", inner) and ".." not in inner:
        inner = inner[1:-1].strip()
    one = [*_moment(inner)]
    if re.fullmatch("[0-9]{1,2}~?", inner):  # alone it can be a year
        one = [f"{int(inner.rstrip('~')):04d}{inner[len(inner.rstrip('~')) :]}"]
    yield from one
    if not one or re.fullmatch("[0-9]{4}[–/][0-9]{1,2}", inner):  # May 1901, or 1901 to 1905
        yield from _relative(inner)
        yield from _spans(inner)


# One date


def _moment(text: str, era: str = "") -> Offered:
    """Readings as one date; `era` is "bce" or "ce" where it was written."""
    plain = [*_dates(text.replace("–", "-"), era)]
    yield from plain
    if plain:
        return
    for pattern, mark in ((_APPROXIMATE, "~"), (_DOUBTFUL, "?")):
        if found := pattern.fullmatch(text):
            yield from (_marked(one, mark) for one in _moment(_inner(found), era))
            return
    if not era:
        for pattern, name in ((_BEFORE_CHRIST, "bce"), (_AFTER_CHRIST, "ce")):
            if found := pattern.fullmatch(text):
                yield from _moment(_inner(found), name)
                return


def _inner(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)


def _marked(date: str, mark: str) -> str:
    if date.startswith("["):
        return date + mark  # refused when it is read back, with the reason
    return date[:-1] + "%" if date[-1] in "~?%" and date[-1] != mark else date.rstrip(mark) + mark


def _dates(text: str, era: str) -> Offered:
    upper = text.upper()
    # unknown, as databases write it
    if found := re.fullmatch(r"(-?[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?)(?:-00){1,2}", text):
        yield found[1]
        return
    if (
        _EDTF.fullmatch(upper.rstrip("~?%"))
        and len(upper) - len(upper.rstrip("~?%")) < 2
        and not era
    ):
        yield upper
        return
    yield from _named(text, era)
    yield from _numbers(text, era)
    yield from _parts_of_years(text, era)
    if not era:
        yield from _unknown_digits(text)
        yield from _mended(text)


def _year(digits: str, era: str) -> str:
    """A year as EDTF, or nothing where its digits leave the century open."""
    if era:
        return _written(1 - int(digits) if era == "bce" else int(digits)) if int(digits) else ""
    return digits if len(digits) == 4 else ""


def _written(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _date(year: str, month: int = 0, day: int = 0) -> Offered:
    """The date, if it has a year and a month that is one; whether the day exists is read back."""
    if year and month <= 12 and day <= 31 and (month or not day):
        yield year + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


_ORDER = r"(?:st|nd|rd|th|er|\.)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_OF = "(?: of | de |[ ./-])?"
_NAMED = tuple(
    re.compile(_WEEKDAY + pattern)
    for pattern in (
        rf"(?:(?P<d>[0-9]{{1,2}}){_ORDER}{_OF})?(?P<m>[a-z]+)\.?,?{_OF}(?P<y>[0-9]{{1,4}})",
        rf"(?P<m>[a-z]+)\.? (?P<d>[0-9]{{1,2}}){_ORDER},? (?P<y>[0-9]{{1,4}})",
        rf"(?P<y>[0-9]{{4}}),?[ ./-](?P<m>[a-z]+)\.?(?:[ ./-](?P<d>[0-9]{{1,2}}){_ORDER})?",
    )
)


def _named(text: str, era: str) -> Offered:
    """With the name of a month, or a roman number of one between points."""
    for pattern in _NAMED:
        if found := pattern.fullmatch(text):
            month = _MONTHS.get(found["m"], 0)
            if found["m"] in _ROMAN[:12] and re.search(rf"[0-9][. ]+{found['m']}[. ]", text):
                month = _ROMAN.index(found["m"]) + 1
            if month:
                yield from _date(_year(found["y"], era), month, int(found["d"] or 0))


def _numbers(text: str, era: str) -> Offered:
    if re.fullmatch("[0-9]{1,4}", text):
        yield from _date(_year(text, era))
    if found := re.fullmatch(r"([0-9]{4})( ?[-/. ] ?)([0-9]{1,2})\2([0-9]{1,2})", text):
        one, two = int(found[3]), int(found[4])
        year = _year(found[1], era)
        yield from _date(year, *((one, two) if one <= 12 else (two, one)))
    if found := re.fullmatch(r"([0-9]{1,2})([-/. ]) ?([0-9]{1,2})\2 ?([0-9]{1,4})", text):
        one, two = int(found[1]), int(found[3])
        year = _year(found[4], era)
        # With points the day stands first, as in German; with strokes either may.
        yield from _date(year, two, one)
        if found[2] != "." or two > 12:
            yield from _date(year, one, two)
    if found := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})", text):
        yield from (each for each in _date(_year(found[1], era), int(found[2])) if int(found[2]))
    if found := re.fullmatch(r"(0?[1-9]|1[0-2])[-/. ]([0-9]{4})", text):
        yield from _date(_year(found[2], era), int(found[1]))
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})?", text):
        yield from _date(found[1], int(found[2]), int(found[3] or 0))
    if found := re.fullmatch(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?", text):
        yield from _date(found[1], int(found[2] or 0), int(found[3] or 0))


def _mended(text: str) -> Offered:
    """What is nearly EDTF: a time of day, marks in its midst, digits too few or too many."""
    if found := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ] ?[0-9]{1,2}[:.h][0-9].*", text):
        yield found[1]
    if found := re.fullmatch("[+]([0-9]{4})|0([0-9]{4})", text):
        yield _inner(found)
    marks = {sign for sign in text if sign in "~?%"}
    bare = re.sub("[~?%]", "", text).upper()
    if marks and _EDTF.fullmatch(bare):
        yield bare + ("%" if len(marks) > 1 else marks.pop())
    if found := re.fullmatch(r"([0-9]{2}[0-9x]x)-[0-9x]{2}(?:-[0-9x]{2})?[~?%]?", text):
        yield found[1].upper()
    if found := re.fullmatch(r"([0-9]{4})-xx-[0-9]{2}([~?%]?)", text):
        yield f"{found[1]}-XX{found[2]}"
    if found := re.fullmatch(r"([0-9]{4})-(2[1-4])-([0-9]{2})([~?%]?)", text):
        yield f"{found[1]}-{found[2]}{found[4]}"
        yield from _date(found[1], int(found[3]), int(found[2]))
    if found := re.fullmatch(r"y(-?[0-9]{4})", text):
        yield found[1]
    if found := re.fullmatch(r"(-[0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text):
        yield from _date(found[1], int(found[2]), int(found[3] or 0))
    if found := re.fullmatch(r"-0000((?:-[0-9]{2}){0,2}[~?%]?)", text):
        yield "0000" + found[1]
    if found := re.fullmatch(r"(-?)([0-9]{1,3})((?:-[0-9]{2}){0,2}[~?%]?)", text):
        rest = found[3]
        if found[1]:  # meant as BCE, or counted with a year 0
            yield from (_written(year) + rest for year in (1 - int(found[2]), -int(found[2])))
        elif int(found[2]) > 31:  # else it may be a day: 04-05-26
            yield f"{int(found[2]):04d}{rest}"
    if found := re.fullmatch(r"\[(.+?)(?:\.\.\1)?\]", text):
        yield from _dates(found[1], "")


def _unknown_digits(text: str) -> Offered:
    if found := re.fullmatch(r"([0-9]{2})(?:[-?_*x]{2}|\.\.)", text):
        yield f"{found[1]}XX"
    if found := re.fullmatch(r"([0-9]{3})[-?_*x.]", text):
        yield f"{found[1]}X"
    unknown = r"(?:\?\??|__?|xx?|\*\*?|--)"
    if found := re.fullmatch(rf"([0-9]{{4}})[-/.]{unknown}([-/.]{unknown})?", text):
        yield f"{found[1]}-XX{'-XX' if found[2] else ''}"
    if found := re.fullmatch(rf"([0-9]{{4}})[-/.]([0-9]{{2}})[-/.]{unknown}", text):
        yield f"{found[1]}-{found[2]}-XX"
    if found := re.fullmatch(rf"{unknown}\.([0-9]{{1,2}})\.([0-9]{{4}})", text):
        yield from (f"{month}-XX" for month in _date(found[2], int(found[1])))


# Seasons, decades, centuries, and their beginnings and ends

_PORTION = re.compile(
    r"(?:the )?(early|beginning of|start of|mid|middle of|late|end of|anfang|mitte|ende"
    r"|(?:first|second|1st|2nd) half of)[ -](?:the )?(.+)"
)
_THIRDS = {"early": 0, "beginning of": 0, "start of": 0, "anfang": 0}
_THIRDS |= {"mid": 1, "middle of": 1, "mitte": 1, "late": 2, "end of": 2, "ende": 2}


def _parts_of_years(text: str, era: str) -> Offered:
    text = text.removeprefix("the ")
    if found := re.fullmatch(
        r"([a-z]+),?(?: of)? ([0-9]{4})(?: ?[/-] ?([0-9]{2}|[0-9]{4}))?", text
    ):
        code = _SEASONS.get(found[1])
        if code and (not found[3] or (code == 24 and _follows(found[2], found[3]))):
            yield f"{found[2]}-{code}"
    if (found := re.fullmatch(r"([0-9]{4}) ([a-z]+)", text)) and found[2] in _SEASONS:
        yield f"{found[1]}-{_SEASONS[found[2]]}"
    if found := re.fullmatch(r"q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4])", text):
        quarter = int(found[1] or found[4])
        year = found[2] or found[3]
        yield f"[{year}-{3 * quarter - 2:02d}..{year}-{3 * quarter:02d}]"
    if found := re.fullmatch("([0-9]{1,3})0 ?'?(?:s|er(?: jahre)?)", text):
        yield from _decade(int(found[1]), era)
    if number := _century(text):
        yield from _years_of_century(number, era)
    if found := _PORTION.fullmatch(text):
        yield from _portion(found[1], found[2], era)


def _follows(first: str, second: str) -> bool:
    return str(int(first) + 1).endswith(second)


def _decade(tens: int, era: str) -> Offered:
    if era == "bce":
        yield f"[{_written(-10 * tens - 8)}..{_written(1 - 10 * tens)}]"
    elif tens >= 100 or era:
        yield f"{tens:03d}X"
        if tens % 10 == 0:
            yield f"{tens // 10:02d}XX"


def _century(text: str) -> int:
    """19 of "19th century", "XIXe siècle", "19. Jh.", "nineteenth century"; 0 of anything else."""
    found = re.fullmatch(
        r"([0-9]{1,2}|[a-z]+?|twenty-first)(?:st|nd|rd|th|e|eme|\.)?[ -]?"
        r"(?:century|cent\.?|c\.?|jahrhundert|jhd?\.?|siecle|s\.)",
        text,
    )
    if not found:
        return 0
    name = found[1]
    if name.isdigit():
        return int(name) if int(name) <= 99 else 0
    for names in (_ROMAN, _ORDINALS):
        if name in names:
            return names.index(name) + 1
    return next((i for i, word in enumerate(_ORDINALS, 1) if text.startswith(f"{word} ")), 0)


def _years_of_century(number: int, era: str) -> Offered:
    if era == "bce":  # the 1st is 100 to 1 BCE, which is the year 0000
        yield f"-{number - 1:02d}XX" if number > 1 else "[-0099..0000]"
    else:
        yield f"{number - 1:02d}XX" if number > 1 else "[0001..0100]"


def _portion(word: str, rest: str, era: str) -> Offered:
    """Some time in a third, or a half, of a century, a decade, a year or a month."""
    whole = [*_moment(rest, era)]
    if not whole or not re.fullmatch(r"[0-9]{2}(?:[0-9]{2}(?:-[0-9]{2})?|[0-9]X|XX)", whole[0]):
        return
    date = whole[0]
    if "X" in date:
        first, last = int(date.replace("X", "0")), int(date.replace("X", "9"))
    elif len(date) == 4:
        first, last = 1, 12
    else:
        first, last = 1, days_in_month(int(date[:4]), int(date[5:]), "gregorian")
    if "half" in word:
        middle = first + (last - first + 1) // 2
        first, last = (first, middle - 1) if word.startswith(("first", "1st")) else (middle, last)
    else:
        size = (last - first + 1) // 3
        cuts = (first, first + size, last + 1 - size, last + 1)
        third = _THIRDS[word]
        first, last = cuts[third], cuts[third + 1] - 1
    ends = (f"{n:04d}" if "X" in date else f"{date}-{n:02d}" for n in (first, last))
    yield f"[{'..'.join(ends)}]"


# Before and after

_RELATIVE: tuple[tuple[str, str], ...] = (
    ("before|prior to|earlier than|vor", "before"),
    ("by|no later than|not later than|not after|at the latest|up to", "by"),
    ("until|till|bis|to", "until"),
    ("after|later than|nach", "after"),
    ("since|from|starting|seit|ab", "since"),
    ("not before|no earlier than|not earlier than|at the earliest", "earliest"),
)


def _relative(text: str) -> Offered:
    if found := re.fullmatch(r"(.+?) (?:onwards?|and after|and later|on|or later)", text):
        text = f"since {found[1]}"
    elif found := re.fullmatch(r"(.+?) (?:or earlier|and before|or before|at the latest)", text):
        text = f"by {found[1]}"
    for words, kind in _RELATIVE:
        if found := re.fullmatch(f"(?:{words}) (.+)", text):
            for date in _moment(found[1]):
                yield from _one_sided(date, kind)


def _one_sided(date: str, kind: str) -> Offered:
    if kind == "before":
        yield f"[..{_stepped(date, -1)}]"
    elif kind == "after":
        yield f"[{_stepped(date, 1)}..]"
    elif kind == "by":
        yield f"[..{date}]"
    elif kind == "earliest":
        yield f"[{date}..]"
    else:
        yield f"../{date}" if kind == "until" else f"{date}/.."
        yield f"[..{date}]" if kind == "until" else f"[{date}..]"


def _stepped(date: str, by: int) -> str:
    """The year, month or day before or after; any other date as it is."""
    if not _PLAIN.fullmatch(date):
        return date
    year, *rest = (int(part) for part in re.findall(r"^-?[0-9]+|(?<=-)[0-9]{2}", date))
    if not rest:
        return _written(year + by)
    if len(rest) == 1:
        months = 12 * year + rest[0] - 1 + by
        return f"{_written(months // 12)}-{months % 12 + 1:02d}"
    if not (1 <= rest[0] <= 12 and 1 <= rest[1] <= days_in_month(year, rest[0], "gregorian")):
        return date
    year, month, day = to_gregorian(from_gregorian(year, rest[0], rest[1]) + by)
    return f"{_written(year)}-{month:02d}-{day:02d}"


# Two dates


def _spans(text: str) -> Offered:
    """Readings as a span, or as a choice of dates."""
    between = text.startswith(("between ", "zwischen "))
    text = re.sub("^(?:between|zwischen|from|von|vom) ", "", text)
    found = re.fullmatch(r"([a-z]+)\.? ([0-9]{1,2}) ?[-–/] ?([0-9]{1,2}),? ([0-9]{4})", text)
    if found and (month := _MONTHS.get(found[1])):  # May 4-12, 1926
        yield "/".join(f"{found[4]}-{month:02d}-{int(found[i]):02d}" for i in (2, 3))
    about = _APPROXIMATE.fullmatch(text)
    for found in _SEPARATOR.finditer(text):
        start, end, sign = text[: found.start()], text[found.end() :], found[0].strip()
        if sign in ("-", "–", "to", "until", "till", "bis", "/") and end in _NOW and len(start) > 3:
            yield from (f"{one}/.." for one in _moment(start) if _EDTF.match(one))
        for first, last in _pairs(start, end, sign):
            if about and _PLAIN.fullmatch(last):
                yield f"{first.rstrip('~')}~/{last}~"
            if sign == "or" or sign == "oder":
                yield f"[{first},{last}]"
            elif between or sign in ("..", "..."):
                yield f"[{first}..{last}]"
            if not between and sign not in ("and", "und", "or", "oder"):
                yield f"{first}/{last}"


def _pairs(start: str, end: str, sign: str) -> Iterable[tuple[str, str]]:
    """The two dates on both sides of a sign, where one may leave out what the other says."""
    era = next(
        (
            name
            for pattern, name in ((_BEFORE_CHRIST, "bce"), (_AFTER_CHRIST, "ce"))
            if (found := pattern.fullmatch(end)) and (name == "ce" or found[1])
        ),
        "",
    )
    counted = era if re.fullmatch("[0-9]{1,4}", start) else ""
    firsts, lasts = [*_moment(start, counted)], [*_moment(end)]
    both = [*zip(firsts, lasts, strict=False)]  # in the same order of day and month
    if (len(start) > 4 and re.fullmatch("[0-9]{1,2}(?:-[0-9]{1,2})?", end)) or re.fullmatch(
        "-?[0-9]{4}[~?%]?", start
    ):
        both += [pair for one in firsts for pair in _completed(one, end, sign)]
    if not firsts:
        both += [(one, last) for last in lasts for one in _begun(start, end, last)]
    years = re.findall("[0-9]{4}", start)
    if years and not lasts and re.search("[a-z]", end):
        both += [
            (one, last if last >= one else _with_year(last, 1))
            for one in firsts
            for last in _moment(f"{end} {years[-1]}")
        ]
    return dict.fromkeys(both)


def _with_year(date: str, by: int) -> str:
    """A plain date so many years later; any other date as it is."""
    found = re.fullmatch("([0-9]{4})((?:-[0-9]{2}){0,2})", date)
    return f"{int(found[1]) + by:04d}{found[2]}" if found else date


def _completed(first: str, end: str, sign: str) -> Iterator[tuple[str, str]]:
    """`1914-18`, `1999/00`, `1926-05-04/12`, `1926-12-24/01-06`: what the end leaves out."""
    if not re.fullmatch("[0-9]{1,2}(?:-[0-9]{1,2})?", end):
        return
    plain = first.rstrip("~?%")
    if not _PLAIN.fullmatch(plain) or plain.startswith("-"):
        return
    parts = plain.split("-")
    ends = [int(part) for part in end.split("-")]
    if len(parts) == 1 and len(ends) == 1:
        size = 10 ** len(end)
        last = int(plain) // size * size + ends[0]
        last += size if last <= int(plain) else 0
        # 1926-05 is a month; 1901–05 may be one, and so may 1999/01
        if ends[0] == 0 or ends[0] > 12 or (sign != "-" and last - int(plain) <= _LONGEST_GUESS):
            yield first, f"{last:04d}"
        return
    if len(ends) >= len(parts):
        return
    last_text = "-".join(parts[: len(parts) - len(ends)] + [f"{n:02d}" for n in ends])
    if last_text < plain:  # past the end of the year, or of the month
        if len(parts) - len(ends) == 1:
            last_text = _with_year(last_text, 1)
        else:
            last_text = f"{_stepped(plain[:7], 1)}-{ends[0]:02d}"
    yield first, last_text


def _begun(start: str, end: str, last: str) -> Offered:
    """The start of `4-12 May 1926`, `May-June 1926`, `4.-12.5.1926`."""
    if not start:
        return
    if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th|\.)?", start):
        day = start.rstrip("stndrh.")
        if found := re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?[ .]+(.*[a-z].*)", end):
            yield from _moment(f"{day} {found[1]}")
        elif found := re.fullmatch(r"[0-9]{1,2}\.([0-9]{1,2}\.[0-9]{4})", end):
            yield from _moment(f"{day}.{found[1]}")
    if re.search(r"[a-z]|[0-9]\.[0-9]{1,2}\.$", start) and (years := re.findall("[0-9]{4}", end)):
        join = "" if start.endswith(".") else " "
        for one in _moment(f"{start}{join}{years[-1]}"):
            yield one if one <= last else _with_year(one, -1)

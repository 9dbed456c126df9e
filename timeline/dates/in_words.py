"""A date's parts in English, as precise as they are and no more.

Words are built as a list of *tokens* whose end can be shared: ["24–26", "October", "1917"]. So
one rule, "leave out what follows if it is the same", gives "4–12 May 1926".
"""

from __future__ import annotations

from timeline.dates.calendars import MONTHS, SEASONS
from timeline.dates.edtf import Part, Reading


def year_words(year: int) -> str:
    """1917, 962 CE, 44 BCE. Years below 1000 carry their era, so that 44 is not 1944."""
    if year <= 0:
        return f"{1 - year} BCE"
    return f"{year} CE" if year < 1000 else str(year)


def year_range(first: int, last: int, join: str = "–") -> str:
    """1925–1927, 58–50 BCE, 962–1066, 44 BCE – 14 CE; the era once where it is the same."""
    if first > 0:
        return f"{first}{join}{year_words(last)}"
    if last <= 0:
        return f"{1 - first}{join}{year_words(last)}"
    return f"{year_words(first)}{' – ' if join == '–' else join}{year_words(last)}"


def part_tokens(part: Part) -> list[str]:
    """One date without its marks: ["4", "May", "1926"], ["spring", "1924"], ["1920s"]."""
    if part.season == 24:
        return [f"winter {year_range(part.year, part.year + 1)}"]
    if part.season:
        return [SEASONS[part.season], year_words(part.year)]
    if _is_year_range(part):
        return [year_range(part.year, part.last_year)]
    if part.precision == "decade":
        return [f"{part.year}s" + (" CE" if part.year < 1000 else "")]
    tokens = [str(part.day)] if part.day else []
    if part.month:
        tokens.append(MONTHS[part.month - 1])
    return [*tokens, year_words(part.year)]


def _is_year_range(part: Part) -> bool:
    """Has it no name of its own? "20th century" would take in 2000, "40s BCE" miss 50 BCE."""
    return part.precision == "century" or (part.precision == "decade" and part.year < 10)


def span_tokens(start: Part, end: Part) -> list[str]:
    """Two dates joined by a dash: ["4–12", "May", "1926"], ["December 1922 – January 1923"]."""
    if start.precision == end.precision == "year":
        same = start.year == end.year
        return [year_words(end.year) if same else year_range(start.year, end.year)]
    first, second = part_tokens(start), part_tokens(end)
    if first == second:
        return second
    shared = _shared_tail(first, second)
    if shared >= min(len(first), len(second)):  # "29 October – November 1923": keep one year
        shared = min(len(first), len(second)) - 1
    cut = len(first) - shared, len(second) - shared
    # A dash between single words is closed, between phrases it is open.
    dash = "–" if cut == (1, 1) and " " not in first[0] + second[0] else " – "
    head = f"{' '.join(first[: cut[0]])}{dash}{' '.join(second[: cut[1]])}"
    return [head, *second[cut[1] :]]


def reading_words(reading: Reading) -> str:
    """The words of a whole date: "about 1921", "by 1925", "between 21 and 25 October 1923"."""
    start, end = reading.parts[0], reading.parts[-1]
    if reading.form == "moment":
        assert start is not None
        return _moment(start)
    if reading.form == "choice":
        return _choice([part for part in reading.parts if part is not None])
    if reading.form == "between":
        if start and end:
            return f"between {_two(start, end, ' and ')}"
        return f"by {_plain(end)}" if end else f"{_plain(start)} or later"
    if start and end:
        return _interval(start, end)
    if start:
        ending = ", end unknown" if reading.end_open == "unknown" else " on"
        return f"from {_marked(start)}{ending}"
    beginning = ", start unknown" if reading.start_open == "unknown" else ""
    return f"until {_marked(end)}{beginning}"


def _shared_tail(first: list[str], second: list[str]) -> int:
    count = 0
    while count < min(len(first), len(second)) and first[-1 - count] == second[-1 - count]:
        count += 1
    return count


def _plain(part: Part | None) -> str:
    return " ".join(part_tokens(part)) if part else ""


def _two(start: Part, end: Part, join: str) -> str:
    """Two alternatives, what follows both said once: "21 and 25 October 1923"."""
    if start.precision == end.precision == "year":
        return year_range(start.year, end.year, join)
    first, second = part_tokens(start), part_tokens(end)
    # Only dates of the same shape share: "1923 and May 1924" must not lose a year.
    shared = _shared_tail(first, second) if len(first) == len(second) else 0
    return f"{' '.join(first[: len(first) - shared])}{join}{' '.join(second)}"


def _choice(options: list[Part]) -> str:
    *others, last_but_one, last = options
    ending = _two(last_but_one, last, " or ")
    return ", ".join([*(_plain(option) for option in others), ending])


def _marked(part: Part | None) -> str:
    """One end of a span: "about 1904", "1904 (doubtful)"."""
    if part is None:
        return ""
    words = f"about {_plain(part)}" if part.circa else _plain(part)
    return f"{words} (doubtful)" if part.doubtful else words


def _moment(part: Part) -> str:
    words = _plain(part)
    if _is_year_range(part):
        about = "about " if part.circa else ""
        words = f"between {about}{year_range(part.year, part.last_year, ' and ')}"
    elif part.circa:
        words = f"about the {words}" if part.precision == "decade" else f"about {words}"
    words = f"{words}, {part.hidden} unknown" if part.hidden else words
    return f"{words}, doubtful" if part.doubtful else words


def _interval(start: Part, end: Part) -> str:
    ranged = _is_year_range(start) or _is_year_range(end)
    if ranged or start.circa or end.circa or start.doubtful != end.doubtful:
        first, last = part_tokens(start), part_tokens(end)
        shared = min(_shared_tail(first, last), len(first) - 1, len(last) - 1)
        if shared and not ranged and not start.doubtful:  # the year stands once
            about = "about " if start.circa else ""
            return f"from {about}{' '.join(first[:-shared])} to {_marked(end)}"
        return f"from {_marked(start)} to {_marked(end)}"
    words = " ".join(span_tokens(start, end))
    return f"{words}, doubtful" if start.doubtful else words

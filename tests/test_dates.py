"""Dates: what is read, what is refused, and that the words say neither more nor less."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, replace

import convertdate.gregorian
import convertdate.julian
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from timeline import dates
from timeline.dates import DateError, HistoricalDate, calendars, parse
from timeline.dates.calendars import FIRST_YEAR, LAST_YEAR, MONTHS, days_in_month
from timeline.dates.edtf import read

with warnings.catch_warnings():
    # edtf 5.0.2 builds its grammar in a way that newer pyparsing warns about.
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

# id, date, words; every row of the project's table of events, as a historian would write it.
EVENTS = [
    ("theory-worked-out", "1904/1906", "1904–1906"),
    ("russian-revolution-1905", "1905", "1905"),
    ("results-and-prospects", "1906", "1906"),
    ("stalin-conciliates-provisional-government", "1917-03/1917-04", "March–April 1917"),
    ("february-revolution", "1917-03-08/1917-03-16", "8–16 March 1917"),
    ("provisional-government-formed", "1917-03-15/1917-03-16", "15–16 March 1917"),
    ("lenin-drops-old-slogan", "1917-04", "April 1917"),
    ("lenin-arrives-petrograd", "1917-04-16", "16 April 1917"),
    ("cc-votes-insurrection", "1917-10-23", "23 October 1917"),
    ("october-revolution", "1917-11-06/1917-11-08", "6–8 November 1917"),
    ("russian-civil-war", "1918/1921", "1918–1921"),
    ("luxemburg-liebknecht-murdered", "1919-01-15", "15 January 1919"),
    ("comintern-founded", "1919-03-02/1919-03-06", "2–6 March 1919"),
    (
        "comintern-first-four-congresses",
        "1919-03-02/1922-12-05",
        "2 March 1919 – 5 December 1922",
    ),
    ("lenin-coexistence-inconceivable", "1919-03-18", "18 March 1919"),
    ("polish-war-dispute", "1920", "1920"),
    ("armistice-proposal", "1920", "1920"),
    ("komsomol-programme", "1921~", "about 1921"),
    ("nep-adopted", "1921-03", "March 1921"),
    ("lenin-eleventh-congress", "1922-03-27", "27 March 1922"),
    ("foreign-trade-monopoly", "1922-10-06/1922-12-18", "6 October – 18 December 1922"),
    ("lenin-alarmed-by-stalin", "1922-12/1923-01", "December 1922 – January 1923"),
    ("campaign-against-permanent-revolution", "1923/1924", "1923–1924"),
    ("troika-against-trotsky", "1923/1925", "1923–1925"),
    ("lenin-third-stroke", "1923-03", "March 1923"),
    ("stalin-letter-germans-restrained", "1923-08", "August 1923"),
    ("german-october", "1923-10", "October 1923"),
    ("trotsky-letter-october-1923", "1923-10-08", "8 October 1923"),
    ("left-opposition-formed", "1923-10-15", "15 October 1923"),
    ("german-rising-called-off", "1923-10-21/1923-10-25", "21–25 October 1923"),
    ("saxony-thuringia-deposed", "1923-10-29/1923-11", "29 October – November 1923"),
    ("new-course", "1923-12/1924-01", "December 1923 – January 1924"),
    ("bulgaria-1924", "1924?", "1924, doubtful"),
    ("lenin-dies", "1924-01-21", "21 January 1924"),
    ("foundations-of-leninism", "1924-04/1924-05", "April–May 1924"),
    ("lessons-of-october", "1924-10", "October 1924"),
    ("estonia-coup", "1924-12-01", "1 December 1924"),
    ("socialism-in-one-country", "1924-12-17", "17 December 1924"),
    ("stalin-bukharin-bloc", "1925/1928", "1925–1928"),
    ("stalin-utter-bankruptcy", "[..1925]", "by 1925"),
    ("chinese-revolution", "1925/1927", "1925–1927"),
    ("bloc-of-four-classes", "1925/1927", "1925–1927"),
    ("anglo-russian-committee", "1925-04", "April 1925"),
    ("bukharin-snails-pace", "1925-12", "December 1925"),
    ("no-soviets-in-china", "1926/1927", "1926–1927"),
    ("general-strike", "1926-05-04/1926-05-12", "4–12 May 1926"),
    ("pilsudski-coup", "1926-05-12/1926-05-14", "12–14 May 1926"),
    ("wuhan-government", "1926-12-05/1927-09-21", "5 December 1926 – 21 September 1927"),
    ("communist-ministers-wuhan", "1927-03/1927-06", "March–June 1927"),
    ("arc-joint-statement", "1927-04", "April 1927"),
    ("shanghai-massacre", "1927-04-12", "12 April 1927"),
    ("platform-of-opposition", "1927-09", "September 1927"),
    ("trotsky-expelled", "1927-11-14", "14 November 1927"),
    ("criticism-of-draft-programme", "1928", "1928"),
    ("permanent-revolution-written", "1928", "1928"),
    ("third-period", "1928/1934", "1928–1934"),
    ("forced-collectivization", "1928/1930", "1928–1930"),
    ("ecci-ninth-plenum", "1928-02-25", "25 February 1928"),
    ("kulaks-as-a-class", "1929-12-27", "27 December 1929"),
    ("mad-gallop", "1930~", "about 1930"),
    ("permanent-revolution-published", "1930", "1930"),
    ("stalin-retreat", "1930-03-02", "2 March 1930"),
    ("pravda-8-march-1930", "1930-03-08", "8 March 1930"),
    ("militant-preface-part-1", "1930-05-10", "10 May 1930"),
    ("militant-preface-part-2", "1930-05-17", "17 May 1930"),
    ("permanent-revolution-english", "1931", "1931"),
    ("hitler-in-power", "1933-01-30", "30 January 1933"),
    ("revolution-betrayed", "1936-08-04/1937", "4 August 1936 – 1937"),
    ("molotov-ribbentrop", "1939-08-23", "23 August 1939"),
    ("soviet-attack-finland", "1939-11-30", "30 November 1939"),
    ("german-soviet-trade-agreement", "1940-02-11", "11 February 1940"),
    ("trotsky-testament", "1940-02-27", "27 February 1940"),
    ("siqueiros-attack", "1940-05-24", "24 May 1940"),
    ("baltic-annexation", "1940-06/1940-08", "June–August 1940"),
    ("bessarabia-bukovina", "1940-06-28/1940-07-03", "28 June – 3 July 1940"),
    ("stalin-biography-unfinished", "1940-08", "August 1940"),
    ("trotsky-assassinated", "1940-08-20/1940-08-21", "20–21 August 1940"),
]

# New Style, Old Style. The first seven are the table of events, the rest its
# table of pairs.
OLD_STYLE = [
    ("1905", "1905"),
    ("1917-03-08/1917-03-16", "1917-02-23/1917-03-03"),
    ("1917-03-15/1917-03-16", "1917-03-02/1917-03-03"),
    ("1917-04-21/1917-04-26", "1917-04-08/1917-04-13"),
    ("1917-03-25~/1917-04", "1917-03-12~/1917-04"),
    ("1917-04-16", "1917-04-03"),
    ("1917-10-23", "1917-10-10"),
    ("1917-11-06/1917-11-08", "1917-10-24/1917-10-26"),
    ("1905-01-22", "1905-01-09"),
    ("1905-10-26", "1905-10-13"),
    ("1905-12-16", "1905-12-03"),
    ("1917-03-08", "1917-02-23"),
    ("1917-03-15", "1917-03-02"),
    ("1917-04-17", "1917-04-04"),
    ("1917-11-06", "1917-10-24"),
    ("1917-11-07", "1917-10-25"),
    ("1917-11-07/1917-11-08", "1917-10-25/1917-10-26"),
    # Beyond the table: the turn of a year, the 19th century, the last Old Style day, months.
    ("1917-01-12", "1916-12-30"),
    ("1825-12-26", "1825-12-14"),
    ("1918-02-13", "1918-01-31"),
    ("1917-11", "1917-10"),
    ("1900-03-13", "1900-02-29"),
    ("[1917-11-06..1917-11-07]", "[1917-10-24..1917-10-25]"),
]

WORDS = [
    ("1926-05~/1926", "from about May 1926 to 1926"),
    ("1926", "1926"),
    ("1926-05", "May 1926"),
    ("1926-05-04", "4 May 1926"),
    ("1924~", "about 1924"),
    ("1924%", "about 1924, doubtful"),
    ("1926-05-04~", "about 4 May 1926"),
    ("[1923-10-21..1923-10-25]", "between 21 and 25 October 1923"),
    ("[1922-12..1923-01]", "between December 1922 and January 1923"),
    ("[1923-10-21..1924-10-21]", "between 21 October 1923 and 21 October 1924"),
    ("[1923..1925]", "between 1923 and 1925"),
    ("[1923..1924-05]", "between 1923 and May 1924"),
    ("[1923-10-21,1923-10-25]", "21 or 25 October 1923"),
    ("[1923,1924,1925]", "1923, 1924 or 1925"),
    ("[..1925-05-04]", "by 4 May 1925"),
    ("[1925..]", "1925 or later"),
    ("1918/", "from 1918, end unknown"),
    ("1918/..", "from 1918 on"),
    ("/1925", "until 1925, start unknown"),
    ("../1925", "until 1925"),
    ("1904~/1906~", "from about 1904 to about 1906"),
    ("1904?/1906", "from 1904 (doubtful) to 1906"),
    ("1904?/1906?", "1904–1906, doubtful"),
    ("1904/1906%", "from 1904 to about 1906 (doubtful)"),
    ("1926/1926", "1926"),
    ("192X", "1920s"),
    ("192X~", "about the 1920s"),
    ("192X/193X", "1920s–1930s"),
    ("19XX", "between 1900 and 1999"),
    ("19XX/20XX", "from 1900–1999 to 2000–2099"),
    ("1926-05-XX", "May 1926, day unknown"),
    ("1926-XX", "1926, month unknown"),
    ("1926-XX-XX", "1926, month and day unknown"),
    ("1924-21", "spring 1924"),
    ("1924-24", "winter 1924–1925"),
    ("1924-21/1924-23", "spring–autumn 1924"),
    ("1924-24/1926-21", "winter 1924–1925 – spring 1926"),
    ("0962", "962 CE"),
    ("0962-02-02", "2 February 962 CE"),
    ("0962/0973", "962–973 CE"),
    ("0962/1066", "962–1066"),
    ("096X", "960s CE"),
    ("-0043", "44 BCE"),
    ("-0043-03-15", "15 March 44 BCE"),
    ("-0043-03-15/-0043-03-17", "15–17 March 44 BCE"),
    ("0000", "1 BCE"),
    ("-0057/-0049", "58–50 BCE"),
    ("-0043/0014", "44 BCE – 14 CE"),
    ("[-0043,-0042]", "44 or 43 BCE"),
    ("-004X", "between 50 and 41 BCE"),
    ("000X", "between 1 BCE and 9 CE"),
    ("-000X", "between 10 and 2 BCE"),
    ("-4712-01-01", "1 January 4713 BCE"),
    ("9999-12-31", "31 December 9999"),
]

# text, a fragment that tells what is wrong or what to write
REFUSED = [
    ("", "the date is empty"),
    ("   ", "the date is empty"),
    ("1926-13", "month 13 does not exist"),
    ("1926-00", "month 00 does not exist"),
    ("1926-05-00", "0 May 1926 is not on the calendar"),
    ("1917-02-30", "30 February 1917 is not on the calendar"),
    ("1926-04-31", "31 April 1926 is not on the calendar"),
    ("1926-02-29", "29 February 1926 is not on the calendar"),
    ("1900-02-29", "29 February 1900 is on the Julian calendar only"),
    ("-0043-02-30", "30 February 44 BCE is not on the calendar"),
    ("0000-02-30", "30 February 1 BCE is not on the calendar: February 1 BCE has 29 days"),
    ("0001-02-30", "30 February 1 is not on the calendar: February 1 has 28 days"),
    ("1926-05-14/1926-05-12", "end 1926-05-12 is before start 1926-05-14"),
    ("1927/1926-05", "end 1926-05 is before start 1927"),
    ("-0043/-0057", "end -0057 is before start -0043"),
    ("[1925..1923]", "end 1923 is before start 1925"),
    ("[1925,1923]", "1923 is not after 1925: write them in order"),
    ("[1923,1923]", "they overlap: keep one of them"),
    ("[1923,1925,1924]", "1924 is not after 1925: write them in order"),
    ("[1923,1924,1924]", "1924 is not after 1924, they overlap: keep one of them"),
    ("[1923,1923-05]", "1923-05 is not after 1923, they overlap: keep one of them"),
    ("[1923-05,1923]", "1923 is not after 1923-05, they overlap: keep one of them"),
    ("[1923-05-04,1923-05-04]", "they overlap: keep one of them"),
    ("[1923]", "offers one date only"),
    ("[1923..1923]", "offers one date only"),
    ("[1923,]", "one date is missing"),
    ("[..]", "says nothing about when"),
    ("../..", "says nothing about when"),
    ("/", "says nothing about when"),
    ("[1923..1925", "the ] is missing"),
    ("[1923..1925]~", "nothing may follow the ]"),
    ("[1923~..1925]", "inside [ ] are not supported"),
    ("[192X..1935]", "inside [ ] are not supported"),
    ("[1923,1925..1926]", "a list that contains a range is not supported"),
    ("1923..1925", "write [1923..1925] for one moment between 1923 and 1925, 1923/1925 for a span"),
    ("{1923,1924}", "a set of several dates { } is not supported"),
    ("1926?-05", "on a part of a date is not supported"),
    ("?1926", "on a part of a date is not supported"),
    ("1926-~05", "on a part of a date is not supported"),
    ("1926-05?-04", "on a part of a date is not supported"),
    ("1926~?", "write 1926% for about 1926, doubtful"),
    ("192x", "write 192X for 1920s"),
    ("XXXX", "X is not supported there"),
    ("1XXX", "X is not supported there"),
    ("1926-0X", "X is not supported there"),
    ("1926-XX-04", "a day of an unspecified month is not supported"),
    ("192X-05", "a month of an unspecified year is not supported"),
    ("1924-25", "season code 25 is not supported"),
    ("1924-21-04", "a season has no days; write 1924-04-21 for 21 April 1924, 1924-21"),
    ("1925-27", "write 1925/1927 for a span"),
    ("1950S2", "significant digits (S) are not supported"),
    ("1926-05-04T10:00", "times of day are not supported"),
    ("1926-05-04 10:00", "times of day are not supported"),
    ("Y17E7", "years go from -4712 (4713 BCE) to 9999"),
    ("Y12026", "years go from -4712 (4713 BCE) to 9999"),
    ("12026", "years go from -4712 (4713 BCE) to 9999"),
    ("-4713", "years go from -4712 (4713 BCE) to 9999"),
    ("9999-24", "reaches beyond the year 9999"),
    ("-0000", "write 0000 for 1 BCE"),
    ("962", "write the year with four digits, 0962"),
    ("-44", "write the year with four digits, -0043 for 44 BCE, -0044 for 45 BCE"),
    ("44 BCE", "write -0043 for 44 BCE"),
    ("44 BC", "write -0043 for 44 BCE"),
    ("1 BCE", "write 0000 for 1 BCE"),
    ("AD 962", "write 0962"),
    ("962 CE", "write 0962"),
    ("1920s", "write 192X"),
    ("c. 1921", "write 1921~"),
    ("by 1925", "write [..1925]"),
    ("Fall of 1924", "write 1924-23"),
    ("4 May 1926", "write 1926-05-04"),
    ("4th May 1926", "write 1926-05-04"),
    ("May 4, 1926", "write 1926-05-04"),
    ("October 1923", "write 1923-10"),
    ("1926/5/4", "1926/5/4: write 1926-05-04"),
    ("1926-5-4", "write 1926-05-04"),
    ("1926-5", "write 1926-05"),
    ("19260504", "write 1926-05-04"),
    ("4.5.1926", "write 1926-05-04 for 4 May 1926"),
    ("4/5/1926", "write 1926-05-04 for 4 May 1926, 1926-04-05 for 5 April 1926"),
    ("1926-05-04/12", "write both ends in full, 1926-05-04/1926-05-12"),
    ("1925/27", "write both ends in full, 1925/1927"),
    ("1925–27", "write 1925/1927 for a span"),
    ("1925–1927", "write 1925/1927 for a span"),
    ("1926−05", "write 1926-05"),
    ("1926-05-04//1926-05-12", "more than one /"),
    ("1926-05-04/soon", "soon is not a date"),
    ("1926-21^x", "not supported"),
    ("１９２６", "write 1926"),
    ("NO", "is not a date"),
    ("9" * 300, "is too long for a date"),
]


@pytest.mark.parametrize(("name", "text", "words"), EVENTS, ids=[row[0] for row in EVENTS])
def test_every_event_of_the_scholarship_table_reads_as_a_historian_writes(
    name: str, text: str, words: str
) -> None:
    assert parse(text).words() == words
    assert parse(text).text == text


def test_the_scholarship_table_is_here_whole() -> None:
    assert len({name for name, _, _ in EVENTS}) == 77


@pytest.mark.parametrize(("text", "words"), WORDS, ids=[row[0] for row in WORDS])
def test_words(text: str, words: str) -> None:
    assert parse(text).words() == words


@pytest.mark.parametrize(("text", "fragment"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_what_is_not_a_date_is_refused_with_what_to_write(text: str, fragment: str) -> None:
    with pytest.raises(DateError) as raised:
        parse(text)
    assert fragment in str(raised.value)
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("text", [row[0] for row in REFUSED if "write " in row[1]])
def test_the_advice_is_itself_a_date(text: str) -> None:
    with pytest.raises(DateError) as raised:
        parse(text)
    for advised in re.findall(r"write (\[?[.0-9X~/-]*[0-9X][.0-9X~/-]*\]?)", str(raised.value)):
        parse(advised)


def test_spaces_around_a_date_are_not_part_of_it() -> None:
    assert parse("  1926-05-04 / 1926-05-12\n") == parse("1926-05-04/1926-05-12")


def test_a_year_is_a_year_wide_and_not_the_first_of_january() -> None:
    year = parse("1926")
    assert year.bounds == (day("1926-01-01"), day("1926-12-31"))
    assert (year.latest_start, year.earliest_end) == (day("1926-12-31"), day("1926-01-01"))
    assert year.precision == "year"
    assert not year.is_interval


def test_an_interval_lasts_and_each_end_keeps_its_own_precision() -> None:
    span = parse("1923-10-29/1923-11")
    assert span.is_interval
    assert (span.precision, span.end_precision) == ("day", "month")
    assert (span.earliest_start, span.latest_start) == (day("1923-10-29"), day("1923-10-29"))
    assert (span.earliest_end, span.latest_end) == (day("1923-11-01"), day("1923-11-30"))


def test_the_finer_end_bounds_the_coarser_one() -> None:
    assert parse("1926/1926-05").latest_start == day("1926-05-31")
    assert parse("1926-05/1926").earliest_end == day("1926-05-01")


def test_by_1925_is_one_moment_without_a_first_day() -> None:
    by = parse("[..1925]")
    assert not by.is_interval
    assert by.bounds == (None, day("1925-12-31"))
    assert by.start_open == "open"
    assert by.end_open is None


def test_open_and_unknown_ends_differ() -> None:
    assert (parse("1918/..").end_open, parse("1918/").end_open) == ("open", "unknown")
    assert (parse("../1925").start_open, parse("/1925").start_open) == ("open", "unknown")
    assert parse("1918/").bounds == (day("1918-01-01"), None)


def test_winter_is_named_after_the_year_in_which_it_begins() -> None:
    assert parse("1924-24").bounds == (day("1924-12-01"), day("1925-02-28"))
    assert parse("1927-24").bounds == (day("1927-12-01"), day("1928-02-29"))


def test_dates_are_values() -> None:
    assert len({parse("1926"), parse(" 1926"), replace(parse("1926"))}) == 1


# Two calendars


@pytest.mark.parametrize(("new", "old"), OLD_STYLE, ids=[row[0] for row in OLD_STYLE])
def test_old_style_pairs_agree(new: str, old: str) -> None:
    assert dates.check_old_style(parse(new), parse(old, calendar="julian")) is None


@pytest.mark.parametrize(
    ("new", "old", "fragment"),
    [
        ("1917-11-08", "1917-10-25", "old_style 1917-10-25 is 1917-11-07 in the Gregorian"),
        ("1917-10-25", "1917-10-25", "is 1917-11-07"),
        ("1917-11-06/1917-11-07", "1917-10-24/1917-10-26", "is 1917-11-06/1917-11-08"),
        ("1917-11-07", "1917-10-24/1917-10-26", "write date: 1917-11-06/1917-11-08"),
        ("1918", "1917-10-25", "write date: 1917-11-07"),
        ("1917-12", "1917-10", "is 1917-10-14 to 1917-11-13"),
    ],
)
def test_an_old_style_date_that_is_another_day_is_named_with_its_conversion(
    new: str, old: str, fragment: str
) -> None:
    message = dates.check_old_style(parse(new), parse(old, calendar="julian"))
    assert message is not None
    assert fragment in message


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("1905", "1905-01-09/1905-12"),
        ("1905", "1905-01-09"),
        ("1917-11", "1917-10-25"),
        ("1917-11-07", "1917-10"),
        ("1917-11-07/1917-11", "1917-10-25/1917-11-17"),
        ("1917", "1917-10-25/1917-11-07"),
        ("1917-11-07/..", "1917-10-25/1917-11-07"),
        ("[1917-11-07,1917-11-08]", "1917-10-25/1917-10-26"),
        ("1917-11-07~", "1917-10-25"),
        ("1917-11-07", "1917-10-25?"),
    ],
)
def test_both_calendars_are_as_precise_and_as_sure_as_each_other(new: str, old: str) -> None:
    date, old_style = parse(new), parse(old, calendar="julian")
    message = dates.check_old_style(date, old_style)
    assert message is not None
    assert "as precise as" in message or "as sure as" in message
    if found := re.search(r"write date: (\S+),", message):  # what it says to write is right
        assert dates.check_old_style(parse(found[1]), old_style) is None


UNLIKE = "old_style {old} and date {new} are not as {how} as each other: write "
FIT = (
    "a day for a day, a month for a month, a year for a year, or leave old_style out and tell it "
    "in date_note"
)
SURE = "~ (about) or ? (doubtful) on both, or none"


@pytest.mark.parametrize(
    ("new", "old", "how", "advice"),
    [
        ("1917-11", "1917-10-25", "precise", "date: 1917-11-07, or leave old_style out"),
        ("1917-11-07", "1917-10", "precise", FIT),
        ("1905", "1905-01", "precise", FIT),
        ("1905-01", "1905", "precise", FIT),
        ("1917-11-07/1917-11-08", "1917-10", "precise", FIT),
        ("[1917-11-07..1917-11-08]", "1917-10-25/1917-10-26", "precise",
         "date: 1917-11-07/1917-11-08, or leave old_style out"),
        ("1917-11-07", "1917-10-25~", "sure", SURE),
        ("1917-11-07?", "1917-10-25~", "sure", SURE),
        ("1917-11-07%", "1917-10-25", "sure", SURE),
    ],
)  # fmt: skip
def test_what_to_write_for_two_calendars_that_do_not_say_the_same(
    new: str, old: str, how: str, advice: str
) -> None:
    message = dates.check_old_style(parse(new), parse(old, calendar="julian"))
    assert message == UNLIKE.format(old=old, new=new, how=how) + advice


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1900-02-29/1900-03-01", "1900-03-13", "1900-03-14"),
        ("[1900-02-28..1900-02-29]", "1900-03-12", "1900-03-13"),
        ("[1900-02-29..]", "1900-03-13", None),
        ("[..1900-02-29]", None, "1900-03-13"),
        ("1900-02-29/..", "1900-03-13", None),
        ("../1900-02-29", None, "1900-03-13"),
        ("1900-02", "1900-02-13", "1900-03-13"),
        ("1900-24", "1900-12-14", "1901-03-13"),
    ],
)
def test_every_part_of_an_old_style_date_is_read_by_its_own_calendar(
    text: str, first: str | None, last: str | None
) -> None:
    days = tuple(each and day(each) for each in (first, last))
    assert parse(text, calendar="julian").bounds == days


def test_an_old_style_set_is_read_by_its_own_calendar() -> None:
    one_of = parse("[1900-02-28,1900-02-29]", calendar="julian")
    assert one_of.bounds == (day("1900-03-12"), day("1900-03-13"))


def test_an_old_style_date_read_without_saying_so_is_still_julian() -> None:
    assert dates.check_old_style(parse("1917-11-07"), parse("1917-10-25")) is None


def test_days_are_restated_and_of_a_julian_month_the_bounds_are_told() -> None:
    span = parse("1917-10-24~/1917-10-26", calendar="julian")
    told = dates.check_old_style(parse("1917-11-06"), span)
    assert told is not None
    assert "write date: 1917-11-06~/1917-11-08, or leave old_style out" in told
    month = parse("1917-10", calendar="julian")
    assert month.words() == "October 1917"
    assert month.bounds == (day("1917-10-14"), day("1917-11-13"))
    assert dates.check_old_style(parse("1917-12"), month) == (
        "old_style 1917-10 is 1917-10-14 to 1917-11-13 in the Gregorian calendar, not 1917-12"
    )


def test_the_leap_day_of_1900_exists_in_old_style_only() -> None:
    assert parse("1900-02-29", calendar="julian").bounds == (day("1900-03-13"), day("1900-03-13"))
    with pytest.raises(DateError, match="30 February 1900 is not on the calendar"):
        parse("1900-02-30", calendar="julian")


def test_the_day_count_stands_on_known_days() -> None:
    assert calendars.from_gregorian(1970, 1, 1) == 0
    assert calendars.from_julian(-4712, 1, 1) == -2_440_588  # Julian day 0
    # The reform: Thursday 4 October 1582 was followed by Friday 15 October.
    assert calendars.from_gregorian(1582, 10, 15) == calendars.from_julian(1582, 10, 4) + 1
    assert calendars.from_gregorian(1918, 2, 14) == calendars.from_julian(1918, 1, 31) + 1


DAYS = st.integers(
    calendars.from_julian(FIRST_YEAR, 1, 1), calendars.from_gregorian(LAST_YEAR, 12, 31)
)


def by_julian(number: int) -> tuple[int, int, int]:
    """The year, month and day of a day number by the Julian calendar, as others compute it."""
    year, month, day = convertdate.julian.from_jd(number + 2_440_587.5)
    return year, month, day


@settings(max_examples=300, deadline=None)
@given(DAYS)
def test_days_go_through_both_calendars_and_come_back(number: int) -> None:
    assert calendars.from_gregorian(*calendars.to_gregorian(number)) == number
    # An independent implementation, by Meeus's formula on floats.
    assert calendars.from_julian(*by_julian(number)) == number
    assert calendars.to_gregorian(number) == convertdate.gregorian.from_jd(number + 2_440_587.5)


@pytest.mark.parametrize("calendar", ["julian", "gregorian"])
def test_every_month_from_4713_bce_to_9999_follows_the_one_before(
    calendar: calendars.Calendar,
) -> None:
    to_day = calendars.from_julian if calendar == "julian" else calendars.from_gregorian
    from_day = by_julian if calendar == "julian" else calendars.to_gregorian
    expected = to_day(FIRST_YEAR, 1, 1)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month in range(1, 13):
            assert to_day(year, month, 1) == expected
            expected += days_in_month(year, month, calendar)
            assert from_day(expected - 1)[:2] == (year, month)


@pytest.mark.parametrize(
    ("text", "axis"),
    [("0962-02-02", "0962-02-02"), ("-0043-03-15", "-0043-03-15"), ("0000-01-01", "0000-01-01")],
)
def test_axis_text_is_zero_padded_with_the_sign_before_four_digits(text: str, axis: str) -> None:
    assert calendars.iso(day(text)) == axis


def test_a_year_of_five_digits_has_no_place_on_the_axis() -> None:
    for year in (9_999, -9_999):
        assert calendars.iso(calendars.from_gregorian(year, 1, 1)) == f"{year:05}-01-01".lstrip("0")
    for year in (10_000, -10_000):
        with pytest.raises(DateError, match=str(year)):
            calendars.iso(calendars.from_gregorian(year, 1, 1))


# Distance


@pytest.mark.parametrize(
    ("event", "writing", "words"),
    [
        ("1926-05-04/1926-05-12", "1930", "4 years after"),
        ("1924-12-17", "1925-01", "1 year after"),
        ("1917/1927", "2004", "77–87 years after"),
        ("1917", "2004~", "about 87 years after"),
        ("1917", "1917", "the same year"),
        ("1921~", "1921", "about the same year"),
        ("1917-03", "1917-12-01", "later the same year"),
        ("1917-11-07", "1917-03", "earlier the same year"),
        ("1917-11-07", "1906", "11 years before"),
        ("1922-12/1923-01", "1923-10", "up to 1 year after"),
        ("1923-10/1924-02", "1922-12/1923-01", "up to 2 years before"),
        ("1923-10", "1922-12/1923-01", "up to 1 year before"),
        ("1923-05-04/1923-05-06", "1923-05-06", "the same year"),
        ("1923-05-06", "1923-05-04/1923-05-06", "the same year"),
        ("1917/1918", "2004/2006", "86–89 years after"),
        ("1925/..", "1930", "distance unknown"),
        ("1923/1925", "1924", "while it lasted"),
        ("1925/1927", "1927", "in its last year"),
        ("192X", "1924", "about the same time"),
        ("[..1925]", "1930", "at least 5 years after"),
        ("1930/..", "1925", "at least 5 years before"),
        ("1918/", "1925", "distance unknown"),
        ("-0043", "0014", "57 years after"),
    ],
)
def test_distance_between_event_and_writing(event: str, writing: str, words: str) -> None:
    assert dates.distance_years(parse(event), parse(writing)).words == words


def test_distance_has_numbers_where_there_are_bounds() -> None:
    far = dates.distance_years(parse("1917/1927"), parse("2004"))
    assert (far.least, far.most) == (77, 87)
    open_start = dates.distance_years(parse("[..1925]"), parse("1930"))
    assert (open_start.least, open_start.most) == (5, None)


# Properties: any date of the grammar


def year_text(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


# Most of history has four digits. The century 99XX reaches beyond itself on the Julian calendar.
YEARS = st.one_of(st.integers(1000, 9898), st.integers(FIRST_YEAR, 9898))


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """A year, a month or a day."""
    year, month = draw(YEARS), draw(st.integers(1, 12))
    number = draw(st.integers(1, days_in_month(year, month, "gregorian")))
    parts = (year_text(year), f"{month:02d}", f"{number:02d}")
    return "-".join(parts[: draw(st.integers(1, 3))])


@st.composite
def marked_dates(draw: st.DrawFn) -> str:
    """A plain date, a season, a decade, a century or hidden digits, with or without a mark."""
    year = draw(st.integers(1000, 9898))
    written = draw(
        st.one_of(
            plain_dates(),
            st.sampled_from([21, 22, 23, 24]).map(lambda season: f"{year}-{season}"),
            st.sampled_from([f"{year // 10}X", f"{year // 100}XX", f"{year}-XX", f"{year}-XX-XX"]),
            st.integers(1, 12).map(lambda month: f"{year}-{month:02d}-XX"),
        )
    )
    return written + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    """Any date that the module docstring declares; pairs are put in order."""
    form = draw(st.sampled_from(["moment", "interval", "between", "choice", "open"]))
    if form == "moment":
        return draw(marked_dates())
    if form == "open":
        pattern = draw(st.sampled_from(["{}/", "{}/..", "/{}", "../{}", "[..{}]", "[{}..]"]))
        ends = plain_dates() if pattern.startswith("[") else marked_dates()
        return pattern.format(draw(ends))
    if form == "interval":
        return "/".join(in_order(draw(marked_dates()), draw(marked_dates())))
    first, second = in_order(draw(plain_dates()), draw(plain_dates()))
    assume(first != second)
    if form == "choice":
        assume(day_after(first) <= (parse(second).earliest_start or 0))
    return f"[{first}{'..' if form == 'between' else ','}{second}]"


def in_order(*texts: str) -> list[str]:
    return sorted(texts, key=lambda text: parse(text).bounds)


def day(text: str) -> int:
    """The day number of a text that is one day."""
    number = parse(text).earliest_start
    assert number is not None
    return number


def day_after(text: str) -> int:
    number = parse(text).latest_end
    assert number is not None
    return number + 1


@settings(max_examples=300, deadline=None)
@given(edtf_texts(), st.sampled_from(["gregorian", "julian"]))
def test_bounds_are_nested_and_within_the_digits(text: str, calendar: calendars.Calendar) -> None:
    date = parse(text, calendar=calendar)
    pairs = [
        (date.earliest_start, date.latest_start),
        (date.earliest_end, date.latest_end),
        (date.earliest_start, date.latest_end),
        (date.latest_start, date.latest_end),
        (date.earliest_start, date.earliest_end),
    ]
    assert all(a <= b for a, b in pairs if a is not None and b is not None)
    assert (date.bounds[0] is None) == (date.start_open is not None)
    assert (date.bounds[1] is None) == (date.end_open is not None)
    assert parse(date.text, calendar=calendar) == date


@settings(max_examples=400, deadline=None)
@given(edtf_texts())
@example("1926-05-31/1926-05-31")
@example("1926-05/1926-05-31")
@example("0001/0031")
@example("-0001-01-04/0003-05-04")
def test_words_read_back_give_the_same_bounds_and_marks(text: str) -> None:
    date = parse(text)
    again = reread(date.words())
    assert again.days == (
        date.earliest_start,
        date.latest_start,
        date.earliest_end,
        date.latest_end,
    )
    assert (again.circa, again.doubtful) == (date.circa, date.doubtful)


@settings(max_examples=300, deadline=None)
@given(edtf_texts())
def test_words_name_the_finest_part_of_every_end(text: str) -> None:
    words = parse(text).words()
    for part in read(text, "gregorian").parts:
        if part is None:
            continue
        if part.precision in ("day", "month"):
            assert MONTHS[part.month - 1] in words
        if part.precision == "day":
            assert re.search(rf"\b{part.day}\b", words)


@settings(max_examples=100, deadline=None)
@given(edtf_texts())
def test_another_reader_of_edtf_finds_the_same_days(text: str) -> None:
    """edtf 5.0.2, where it can be compared.

    It has no bounds before year 1 or for an open end, a winter of December alone, no mark on
    a lone season or on a span with X, and no set of dates of unlike precision.
    """
    date = parse(text)
    assume(None not in date.bounds and date.bounds > (calendars.from_gregorian(1, 1, 1),))
    assume(not re.search(r"-24|^[0-9]{4}-2[1-4][~?%]|X.*/|/.*X", text))
    if text.startswith("["):
        assume(len({part.precision for part in read(text, "gregorian").parts if part}) == 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = parse_edtf(text)
        bounds = tuple(
            calendars.from_gregorian(*side[:3])
            for side in (theirs.lower_strict(), theirs.upper_strict())
        )
    assert date.bounds == bounds


@settings(max_examples=200, deadline=None)
@given(plain_dates().filter(lambda text: re.search(r"\d-\d\d-\d\d$", text)))
def test_any_day_agrees_with_its_own_old_style_and_with_no_other_day(text: str) -> None:
    number = day(text)
    old = "{}-{:02d}-{:02d}".format(year_text((was := by_julian(number))[0]), *was[1:])
    assume(was[0] >= FIRST_YEAR)
    old_style: HistoricalDate = parse(old, calendar="julian")
    assert old_style.bounds == (number, number)
    assert dates.check_old_style(parse(text), old_style) is None
    next_day = parse(calendars.iso(number + 1))
    assert dates.check_old_style(next_day, old_style) == (
        f"old_style {old} is {text} in the Gregorian calendar, not {next_day.text}"
    )


@settings(max_examples=400, deadline=None)
@given(edtf_texts(), st.data())
def test_a_slip_of_the_pen_makes_another_date_or_an_error_and_never_a_guess(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.text(alphabet="0123456789X~?%/.,[]{}xYST: a–", max_size=2))
    slipped = text[:at] + slip + text[at + data.draw(st.integers(0, 2)) :]
    # What begins in 1 BCE and ends in the common era is written "1 BCE – 9 CE", which the
    # reader below takes for a span, as it would any winter or decade before that.
    assume(not re.search(r"0000-24|000X|00XX|(^|[^0-9X])-", slipped))
    try:
        date = parse(slipped)
    except DateError:
        return
    assert date.text == slipped.replace(" ", "")
    assert reread(date.words()).days == (
        date.earliest_start,
        date.latest_start,
        date.earliest_end,
        date.latest_end,
    )


# A second reader, of the words. It knows English and nothing of EDTF or of the package's code.


NAMES = "|".join((*MONTHS, "spring", "summer", "autumn"))


@dataclass(frozen=True)
class Reread:
    days: tuple[int | None, int | None, int | None, int | None]
    circa: bool
    doubtful: bool


def reread(words: str) -> Reread:
    circa, doubtful = "about " in words, "doubtful" in words
    plain = re.sub(
        r"about (the )?|,? \(?doubtful\)?|, [a-z ]+ unknown(?<!end unknown)(?<!start unknown)",
        "",
        words,
    )
    return Reread(_reread_days(plain), circa, doubtful)


def _reread_days(words: str) -> tuple[int | None, int | None, int | None, int | None]:
    if found := re.fullmatch(r"by (.*)", words):
        last = _one(found[1])[1]
        return None, last, None, last
    if found := re.fullmatch(r"(.*) or later", words):
        first = _one(found[1])[0]
        return first, None, first, None
    if found := re.fullmatch(r"from (.*?)(?: on|, end unknown)", words):
        return *_one(found[1]), None, None
    if found := re.fullmatch(r"until (.*?)(?:, start unknown)?", words):
        return None, None, *_one(found[1])
    if found := re.fullmatch(r"between (.*) and (.*)", words):
        first, last = _one(_complete(found[1], found[2]))[0], _one(found[2])[1]
        return first, last, first, last
    if " or " in words:
        *first_options, second = re.split(", | or ", words)
        option = _one(_complete(first_options[0], second))
        return option[0], _one(second)[1], option[0], _one(second)[1]
    span = re.fullmatch(r"from (.*) to (.*)", words) or re.fullmatch(r"(.*) – (.*)", words)
    if span is None and not words.startswith("winter"):
        span = re.fullmatch(r"(.*)–(.*)", words)
    if span is None:
        return *_one(words), *_one(words)
    start, end = _one(_complete(span[1], span[2])), _one(span[2])
    return start[0], min(start[1], end[1]), max(start[0], end[0]), end[1]


def _complete(start: str, end: str) -> str:
    """What the first of two leaves out, from the second.

    "4" before "12 May 1926" is "4 May 1926"; "March" before "April 1917" is "March 1917"; "58"
    before "50 BCE" is "58 BCE". A first that has its year is whole.
    """
    tail = re.search(rf"(?:{NAMES}) (\d.*)$", end)
    if start.isdigit() and (len(start) == 4 or tail is None):
        era = re.search(r" B?CE$", end)
        return start + (era[0] if era else "")
    if re.search(r"\d(s| CE| BCE)?$", start) and not start.isdigit():
        return start
    assert tail, (start, end)
    return f"{start} {tail[0] if start.isdigit() else tail[1]}"


def _one(words: str) -> tuple[int, int]:
    """First and last day of "4 May 1926", "May 1926", "44 BCE", "spring 1924", "1920s"."""
    if found := re.fullmatch(r"winter (\d+)–\d+(?: CE)?", words):
        year = int(found[1])
        return calendars.from_gregorian(year, 12, 1), calendars.from_gregorian(year + 1, 3, 1) - 1
    if found := re.fullmatch(r"(\d+)–(\d+)(?: CE)?", words):
        return _years(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d+)s(?: CE)?", words):
        return _years(int(found[1]), int(found[1]) + 9)
    found = re.fullmatch(rf"(?:(?:(\d+) )?({NAMES}) )?(\d+)( B?CE)?", words)
    assert found, words
    year = 1 - int(found[3]) if found[4] == " BCE" else int(found[3])
    if not found[2]:
        return _years(year, year)
    first_months = {"spring": 3, "summer": 6, "autumn": 9}
    month = first_months.get(found[2]) or MONTHS.index(found[2]) + 1
    if found[1]:
        number = calendars.from_gregorian(year, month, int(found[1]))
        return number, number
    last_month = month + 2 if found[2] in first_months else month
    last = days_in_month(year, last_month, "gregorian")
    return calendars.from_gregorian(year, month, 1), calendars.from_gregorian(
        year, last_month, last
    )


def _years(first: int, last: int) -> tuple[int, int]:
    return calendars.from_gregorian(first, 1, 1), calendars.from_gregorian(last, 12, 31)

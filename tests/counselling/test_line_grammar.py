"""The grammar of the one line: what it reads, and that no word of it is ever lost."""

import re
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from casework.counselling.line.days import day_at
from casework.counselling.line.grammar import NoNames, parse, without
from casework.counselling.line.words import CONTACTS, TOPICS
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION

pytestmark = pytest.mark.engine_independent

THURSDAY = date(2026, 11, 26)
WORD = re.compile(r"[^\W_]+")
NAMES = ["haddad", "layla", "amir", "bilal", "umut", "hassan", "tariq", "viktor", "mehmet", "nour"]
LETTERS = {word: code for code, words in CONTACTS.items() for word in words.split() if len(word) == 1}
Read = dict[str, object]


class Town(NoNames):
    """A town of one family, with a name for every letter that says a contact, and two partners."""

    def is_person(self, said: str, *, is_whole: bool) -> bool:  # noqa: ARG002  # as the protocol has it
        words = said.lower().split()
        return bool(words) and all(any(name.startswith(word) for name in NAMES) for word in words)

    def is_partner(self, said: str) -> bool:
        return said.lower() in ("jobcenter", "caritas", "caritas musterstadt")


def read(line: str, *, knows_who: bool = False) -> Read:
    """What a line says, by kind; topics and texts as lists."""
    found: Read = {}
    for piece in parse(line, today=THURSDAY, names=Town(), knows_who=knows_who):
        if piece.kind in ("topic", "content", "also"):
            found.setdefault(piece.kind, []).append(piece.value)  # type: ignore[attr-defined]
        else:
            found[piece.kind] = piece.value
    return found


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "Haddad + Familie, Unterkunft, 20 min, wohnen kita, >jobcenter, WV 14.5. Antrag prüfen",
            {
                "who": "Haddad",
                "family": "yes",
                "contact_kind": "ACCOMMODATION",
                "minutes": 20,
                "topic": ["WOH", "KIT"],
                "partner": "jobcenter",
                "next_step_on": date(2027, 5, 14),
                "next_step": "Antrag prüfen",
            },
        ),
        (
            "had+f w k: Formular ausgefüllt.",
            {"who": "had", "family": "yes", "topic": ["WOH", "KIT"], "content": ["Formular ausgefüllt."]},
        ),
        (
            "Fam. Haddad tel 15 arb",
            {"family": "yes", "who": "Haddad", "contact_kind": "PHONE", "minutes": 15, "topic": ["ARB"]},
        ),
        (
            "had layla t 5 spr: Mail",
            {
                "who": "had layla",
                "contact_kind": "PHONE",
                "minutes": 5,
                "topic": ["SPR"],
                "content": ["Mail"],
            },
        ),
        ("haddad layla und Familie kita", {"who": "haddad layla", "family": "yes", "topic": ["KIT"]}),
        ("tel 10 arbeit haddad", {"contact_kind": "PHONE", "minutes": 10, "topic": ["ARB"], "who": "haddad"}),
        ("Haddad + Amir woh", {"who": "Haddad", "also": ["Amir"], "topic": ["WOH"]}),
        (
            "Haddad gestern 1/2 h BÜRO Schulden",
            {
                "who": "Haddad",
                "held_on": date(2026, 11, 25),
                "minutes": 30,
                "contact_kind": "OFFICE",
                "topic": ["REC"],
            },
        ),
        (
            "Haddad Mo 1,5 Std. hausbesuch ges",
            {
                "who": "Haddad",
                "held_on": date(2026, 11, 23),
                "minutes": 90,
                "contact_kind": "HOME_VISIT",
                "topic": ["GES"],
            },
        ),
        (
            "Haddad 14:30 45 Minuten spr",
            {"who": "Haddad", "starts_at": time(14, 30), "minutes": 45, "topic": ["SPR"]},
        ),
        (
            "Haddad 3.11. auf Arabisch, Dolmetscher, aufenthalt",
            {
                "who": "Haddad",
                "held_on": date(2026, 11, 3),
                "language": "ar",
                "interpreter": "PROFESSIONAL",
                "topic": ["AUF"],
            },
        ),
        (
            "Haddad psych vertraulich: Schläft schlecht",
            {"who": "Haddad", "topic": ["PSY"], "is_confidential": "yes", "content": ["Schläft schlecht"]},
        ),
        (
            "Haddad kita – Anmeldung liegt vor. WV in 2 Wochen Rückruf der Kita, dann sehen",
            {
                "who": "Haddad",
                "topic": ["KIT"],
                "content": ["Anmeldung liegt vor.", "dann sehen"],
                "next_step_on": date(2026, 12, 10),
                "next_step": "Rückruf der Kita",
            },
        ),
        (
            "Haddad arb: Fragt nach >Caritas Musterstadt wegen Kurs",
            {
                "who": "Haddad",
                "topic": ["ARB"],
                "content": ["Fragt nach", "wegen Kurs"],
                "partner": "Caritas Musterstadt",
            },
        ),
        (
            "Haddad arb: a > b, >niemandem",
            {"who": "Haddad", "topic": ["ARB"], "content": ["a > b, >niemandem"]},
        ),
        (
            "Haddad, Termin beim Amt vereinbart",
            {"who": "Haddad", "result": "APPOINTMENT", "content": ["Termin beim Amt vereinbart"]},
        ),
        (
            "Haddad w k Formular ausgefüllt",
            {"who": "Haddad", "topic": ["WOH", "KIT"], "content": ["Formular ausgefüllt"]},
        ),
        (
            "Haddad Kita-Platz besprochen",
            {"who": "Haddad", "topic": ["KIT"], "content": ["Kita-Platz besprochen"]},
        ),
        ("Haddad ueber Gebühr", {"who": "Haddad", "content": ["ueber Gebühr"]}),
        ("Haddad buero rueckkehr", {"who": "Haddad", "contact_kind": "OFFICE", "topic": ["RUE"]}),
        ("Haddad 20 min 30 min kita", {"who": "Haddad", "minutes": 20, "content": ["30 min kita"]}),
        (
            "Unbekannt Niemand, tel, kita",
            {"who": "Unbekannt Niemand", "contact_kind": "PHONE", "topic": ["KIT"]},
        ),
        (
            "Kurzkontakt Herr Grau, tel, kita",
            {"short": "yes", "who": "Herr Grau", "contact_kind": "PHONE", "topic": ["KIT"]},
        ),
        ("Gruppe 12, sprache, 90", {"headcount": 12, "topic": ["SPR"], "minutes": 90}),
        ("", {}),
        (" ,;: ", {}),
    ],
)
def test_a_line_says_what_its_writer_meant(line: str, says: Read) -> None:
    assert read(line) == says


def test_on_a_persons_page_nobody_needs_to_be_named() -> None:
    assert read("+f 20 kita Anmeldung liegt vor", knows_who=True) == {
        "family": "yes",
        "minutes": 20,
        "topic": ["KIT"],
        "content": ["Anmeldung liegt vor"],
    }


@pytest.mark.parametrize(
    ("written", "ahead", "meant"),
    [
        ("14.5.", True, date(2027, 5, 14)),
        ("14.5.", False, date(2026, 5, 14)),
        ("14.05.27", True, date(2027, 5, 14)),
        ("2027-05-14", True, date(2027, 5, 14)),
        ("3. Dezember", True, date(2026, 12, 3)),
        ("morgen", True, date(2026, 11, 27)),
        ("übermorgen", True, date(2026, 11, 28)),
        ("Do", True, date(2026, 12, 3)),
        ("Do", False, THURSDAY),
        ("nächsten Montag", True, date(2026, 11, 30)),
        ("in einer Woche", True, date(2026, 12, 3)),
        ("in 3 Tagen", True, date(2026, 11, 29)),
        ("vor 2 Tagen", False, date(2026, 11, 24)),
        ("nächste Woche", True, date(2026, 12, 3)),
        ("31.2.", True, None),
        ("gestern", True, None),
        ("morgen", False, None),
        ("moin", True, None),
    ],
)
def test_days_as_they_are_written_in_passing(written: str, ahead: bool, meant: date | None) -> None:
    found = day_at(written, 0, THURSDAY, ahead=ahead)
    assert (found and found[0]) == meant
    assert found is None or found[1] == len(written)


@pytest.mark.parametrize("code", FIELDS_OF_ACTION.codes())
def test_every_topic_is_understood_by_code_wording_and_each_of_its_words(code: str) -> None:
    said = [code, code.lower(), FIELDS_OF_ACTION.label(code), *TOPICS[code].replace("*", "").split()]
    for text in said:
        assert set(read(f"{text},", knows_who=True)["topic"]) == {code}, text  # type: ignore[call-overload]


@pytest.mark.parametrize("code", CONTACT_KINDS.codes())
def test_every_contact_is_understood_by_wording_and_each_of_its_words(code: str) -> None:
    said = [CONTACT_KINDS.label(code), *CONTACTS[code].replace("*", "").split()]
    found = {text: read(f"+f {text}", knows_who=True).get("contact_kind") for text in said if "," not in text}
    assert set(found.values()) == {code}, found


FRAGMENTS = (
    "Haddad|+f|+ Amir|kita|w|tel|20|20 min|1/2 h|>jobcenter|>|WV|WV 14.5.|WV morgen|:|–|,|gestern|Gruppe 3|kk|Termin|"
    "31.2.|99:99|t|m 15|Tariq|Mehmet h|t5|\n|\x00|١٤.٥.|²|und|heute.|Hat gefragt|ﬁ|İ"
)
WORDS = some.one_of(some.sampled_from(FRAGMENTS.split("|")), some.text(max_size=8))
LINES = some.one_of(some.text(max_size=60), some.lists(WORDS, max_size=12).map(" ".join))


@given(LINES, some.booleans())
@example("WV 14.5. " + "x" * 100, True)
@example("+", False)
@example("+a" * 2000, True)
@example("kita " * 3000, False)
def test_no_word_is_lost_and_no_text_is_refused(line: str, knows_who: bool) -> None:
    pieces = parse(line, today=THURSDAY, names=Town(), knows_who=knows_who)
    covered = {place for piece in pieces for place in range(piece.start, piece.end)}
    lost = [word[0] for word in WORD.finditer(line) if not set(range(*word.span())) <= covered]
    assert not lost, (line, pieces)
    said = " ".join(str(piece.value) for piece in pieces if piece.kind == "content")
    for piece in pieces:
        assert piece.kind != "content" or set(WORD.findall(line[piece.start : piece.end])) <= set(
            WORD.findall(said)
        )


@given(
    some.lists(some.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(" ".join),
    some.sampled_from(sorted(LETTERS)),
    some.integers(min_value=3, max_value=480),  # „b 1“ is a course
    some.booleans(),
)
def test_a_letter_behind_a_name_is_the_contact(who: str, letter: str, minutes: int, is_large: bool) -> None:
    said = read(f"{who} {letter.upper() if is_large else letter} {minutes} spr: Mail")
    assert said == {
        "who": who,
        "contact_kind": LETTERS[letter],
        "minutes": minutes,
        "topic": ["SPR"],
        "content": ["Mail"],
    }


@given(LINES, some.integers(min_value=0, max_value=9))
def test_a_chip_that_is_taken_out_leaves_the_other_words(line: str, number: int) -> None:
    pieces = parse(line, today=THURSDAY, names=Town())
    if pieces:
        piece = pieces[number % len(pieces)]
        left = WORD.findall(line[: piece.start]) + WORD.findall(line[piece.end :])
        assert WORD.findall(without(line, piece.start, piece.end)) == left

"""A list says at each new row whom in the register it resembles, and merges nobody."""

from flask import Flask

from casework.people.register import cards
from tests.exchange.conftest import Town, counts

SPELLED = "gleicher Name in anderer Schreibweise"
KNOWN = """
    Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Staatsangehörigkeit;BAMF-Aktenzeichen
    2025-0003;AL-HUSSEIN;Mohammad;17.06.1994;Syrien;
    2025-0004;Haddad;Amina;01.01.2015;Syrien;7654321-475
    2025-0005;Karimi;Ahmad;03.04.1970;Afghanistan;8888888-423
    """


def told(answer: dict[str, list[dict[str, object]]]) -> list[tuple[object, object]]:
    return [(remark["row"], remark["reason"]) for remark in answer["warnings"]]


def test_a_new_row_says_whom_it_resembles(town: Town, app: Flask) -> None:
    town.brought("personen", KNOWN)
    more = """
        Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Staatsangehörigkeit;BAMF-Aktenzeichen
        X1;Alhusain;Muhamed;17.06.1994;Syrien;
        X2;Haddad;Amira;01.01.2015;Syrien;7654321-475
        X3;Karimi;Ahmad;03.04.1996;Afghanistan;8888888-423
        X4;Hadad;Ameena;;;7654321-475
        2025-0005;Karimi;Ahmad;03.04.1970;Afghanistan;8888888-423
        """
    expected = [
        (2, f"ähnelt 2025-0003 (gleiches Geburtsdatum, {SPELLED}, gleiche Staatsangehörigkeit)"),
        (5, f"ähnelt 2025-0004 (gleiches BAMF-Aktenzeichen, {SPELLED})"),
    ]
    preview = town.bring("personen", more, "--dry-run")
    assert told(preview) == expected
    answer = town.brought("personen", more)
    assert told(answer) == expected
    assert counts(answer) == (4, 0, 1, 0, 0), "a remark, not a merge"
    with app.app_context():
        assert len(cards()) == 7


def test_a_list_that_comes_again_resembles_nobody(town: Town) -> None:
    town.brought("personen", KNOWN)
    assert told(town.brought("personen", KNOWN)) == []

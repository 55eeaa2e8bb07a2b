"""When a partner is open, as people write and read it."""

from datetime import datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from casework.database.moments import BERLIN
from casework.errors import Refused
from casework.partners.open_now import open_now
from casework.partners.opening_hours import OpeningHours

SPANS = (
    st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(sorted).filter(lambda span: span[0] < span[1])
)
DAYS = st.lists(st.lists(SPANS.map(tuple), max_size=3), min_size=7, max_size=7)


@given(DAYS, st.sampled_from(["", "nach Vereinbarung", "in den Ferien zu"]))
def test_what_is_written_is_read_again(spans: list[list[tuple[int, int]]], remark: str) -> None:
    hours = OpeningHours.of(spans, remark)
    assert OpeningHours.read(str(hours)) == hours


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mo–Fr 8–12, Do 14–18", "Mo–Mi 8:00–12:00; Do 8:00–12:00, 14:00–18:00; Fr 8:00–12:00"),
        ("Montag bis Mittwoch: 8.00 - 12.00 Uhr und 13-16 Uhr", "Mo–Mi 8:00–12:00, 13:00–16:00"),
        ("montags u. freitags 9–11\nSamstag geschlossen", "Mo 9:00–11:00; Fr 9:00–11:00"),
        ("täglich 0–24", "Mo–So 0:00–24:00"),
        ("Di 8–10, 9–12 (nur mit Anmeldung)", "Di 8:00–12:00; (nur mit Anmeldung)"),
        ("Sommerferien geschlossen", "Sommerferien geschlossen"),
        ("", ""),
    ],
)
def test_what_stands_on_doors_is_understood(typed: str, said: str) -> None:
    assert str(OpeningHours.read(typed)) == said


@pytest.mark.parametrize("typed", ["Mo", "Mo 12–8", "Mo 8–25", "Fr–Mo 8–12", "Mo 8:70–9", "Mo 8–12, 99"])
def test_what_cannot_be_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="Mo–Fr 8:00–12:00"):
        OpeningHours.read(typed)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2025-06-16 09:00", "Jetzt geöffnet, bis 12:00 Uhr."),
        ("2025-06-16 12:00", "Jetzt geschlossen; öffnet heute um 14:00 Uhr."),
        ("2025-06-17 09:00", "Jetzt geschlossen; öffnet Montag, 23.06., um 8:00 Uhr."),
        ("2025-06-19 09:00", "Heute ist Feiertag (Fronleichnam): bitte vorher fragen."),
    ],
)
def test_whether_it_is_open_now(app: Flask, at: str, said: str) -> None:
    hours = OpeningHours.read("Mo 8–12, 14–16; Do 8–12")
    with app.test_request_context():
        assert open_now(hours, datetime.fromisoformat(at).replace(tzinfo=BERLIN)) == said
        assert open_now(OpeningHours.read("nach Vereinbarung"), datetime.now(BERLIN)) == ""

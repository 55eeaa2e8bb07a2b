"""What might be asked of a goal."""

from datetime import date, timedelta

import pytest

from casework.plans.smart import hints

DAY = date(2026, 1, 5)
LATER = DAY + timedelta(days=200)


@pytest.mark.parametrize(
    ("wording", "indicator", "due_on", "asked"),
    [
        ("", None, None, ""),
        ("Ich will die Prüfung B1 schaffen.", None, LATER, ""),
        ("Ich möchte wieder als Fahrer arbeiten.", "Arbeitsvertrag", LATER, ""),
        ("Ich möchte wieder als Fahrer arbeiten.", None, LATER, "M"),
        ("Deutsch", None, None, "SMT"),
        ("Die Klientin soll den Kurs B1 besuchen.", None, LATER, "A"),
        ("Ich will die Prüfung B1 schaffen.", None, DAY + timedelta(days=3), "R"),
        ("Ich will die Prüfung B1 schaffen.", None, DAY - timedelta(days=3), ""),
    ],
)
def test_only_what_is_missing_is_asked(
    wording: str, indicator: str | None, due_on: date | None, asked: str
) -> None:
    assert "".join(hint.about for hint in hints(wording, indicator, due_on, DAY)) == asked

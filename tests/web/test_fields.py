"""Days and minutes as people type them."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired

from casework.web.fields import (
    ChecksField,
    ChoiceField,
    DayField,
    MinutesField,
    OneOfField,
    field_kind,
    read_day,
)
from casework.web.install import install

pytestmark = pytest.mark.engine_independent


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "made up for this test"
    install(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "typed",
    [
        "17.06.2020",
        "17.6.2020",
        "17.6.20",
        " 17. 6. 2020 ",
        "17/06/2020",
        "17062020",
        "170620",
        "2020-06-17",
        "2020-6-17",
    ],
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert read_day(typed) == date(2020, 6, 17)


@time_machine.travel("2026-05-04")
@pytest.mark.parametrize(
    ("typed", "year"), [("1.1.27", 2027), ("1.1.46", 2046), ("1.1.47", 1947), ("1.1.85", 1985)]
)
def test_two_digits_are_the_year_not_more_than_twenty_years_ahead(typed: str, year: int) -> None:
    assert read_day(typed).year == year


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.02.2025", "31.02.2025 gibt es nicht. Bitte als TT.MM.JJJJ eingeben."),
        ("00.01.2025", "00.01.2025 gibt es nicht. Bitte als TT.MM.JJJJ eingeben."),
        ("2025-13-01", "2025-13-01 gibt es nicht. Bitte als TT.MM.JJJJ eingeben."),
        ("gestern", "„gestern“ ist kein Datum. Bitte als TT.MM.JJJJ eingeben."),
        ("17.06.", "„17.06.“ ist kein Datum. Bitte als TT.MM.JJJJ eingeben."),
        ("17.06.0202", "Das Jahr 202 kann nicht stimmen. Bitte als TT.MM.JJJJ eingeben."),
    ],
)
def test_an_impossible_day_is_answered_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_day(typed)


class Talk(Form):
    held_on = DayField("Datum", [InputRequired()])
    minutes = MinutesField("Minuten", most=600)
    stage = ChoiceField(
        "Stufe", choices={"Wohnen": [("AU", "Anschluss")], "Jugend": [("UMA", "UMA")]}, default="AU"
    )
    place = OneOfField("Wo?", choices=[("o", "im Büro"), ("h", "Hausbesuch")], default="o")
    present = ChecksField("Wer war da?", choices=[("a", "Amira"), ("b", "Bilal")])


def test_a_refused_day_stays_in_the_field() -> None:
    form = Talk(MultiDict({"held_on": "31.02.2025"}))
    assert not form.validate()
    assert form.held_on.data is None
    assert 'value="31.02.2025"' in form.held_on()


def test_a_known_day_is_shown_in_german() -> None:
    assert 'value="17.06.2020"' in Talk(held_on=date(2020, 6, 17)).held_on()
    assert 'inputmode="numeric"' in Talk().held_on()


@pytest.mark.parametrize(("typed", "minutes"), [("20", 20), ("20 min", 20), (" 5 ", 5), ("0", 0), ("", None)])
def test_minutes_are_whole_numbers(typed: str, minutes: int | None) -> None:
    form = Talk(MultiDict({"held_on": "1.1.2025", "minutes": typed, "stage": "AU", "place": "o"}))
    assert form.validate(), form.errors
    assert form.minutes.data == minutes


@pytest.mark.parametrize("typed", ["-5", "2,5", "lang", "601", "999999"])
def test_other_minutes_are_refused_and_kept(typed: str) -> None:
    form = Talk(MultiDict({"held_on": "1.1.2025", "minutes": typed, "stage": "AU", "place": "o"}))
    assert not form.validate()
    assert form.minutes.data is None
    assert f'value="{typed}"' in form.minutes()


def test_the_macro_knows_how_to_draw_each_field() -> None:
    assert field_kind(Talk().present) == "choices"
    assert field_kind(Talk().place) == "choices"
    assert field_kind(Talk().stage) == "select"
    assert field_kind(Talk().held_on) == "input"


def test_choices_may_be_grouped() -> None:
    assert '<optgroup label="Jugend"><option value="UMA">UMA</option></optgroup>' in Talk().stage()

"""Finding people as people type them, among those a viewer may see."""

from datetime import date

import pytest
from flask import Flask

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.people.operations import change_person
from casework.people.register import Index
from casework.people.search import find_people, search
from tests import factories
from tests.factories import Municipality


@pytest.fixture
def town(app: Flask) -> Municipality:
    with app.app_context():
        town = factories.municipality()
        house = factories.house(town, "Haus Nord", rooms={"N1": 4})
        mohammad = factories.person(
            town,
            "AL-HUSSEIN",
            given_names="Mohammad",
            other_spellings=["محمد الحسين"],
            birth_date="01.01.1994",
            case_number="2025-0001",
            phone="+49 176 1234567",
            bamf_file_number="7654321-475",
        )
        factories.stay(mohammad, stage="VU", house=house, room="N1", starts_on=date(2020, 1, 1))
        factories.person(
            town, "Schewtschenko", given_names="Olena", birth_date="1990", case_number="2025-0002"
        )
        factories.person(
            town, "Abdulrahman", given_names="-", birth_date="17.06.1994", case_number="2025-0003"
        )
        factories.person(town, "Haddad", given_names="Amina", case_number="2025-0004")
        factories.person(town, "Haddad", given_names="Amira", case_number="2025-0005")
        factories.person(factories.municipality("Beispielingen"), "Haddad", given_names="Fremd")
        return town


def numbers(town: Municipality, words: str) -> list[str]:
    return [hit.card.case_number for hit in search(town.id, words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Alhusain Muhamed", "2025-0001"),
        ("muhammed", "2025-0001"),
        ("الحسين محمد", "2025-0001"),
        ("محمّد", "2025-0001"),
        ("Мохаммад", "2025-0001"),
        ("huss", "2025-0001"),
        ("2025-0001", "2025-0001"),
        ("0176 123 45 67", "2025-0001"),
        ("0176 1234567", "2025-0001"),
        ("+491761234567", "2025-0001"),
        ("7654321", "2025-0001"),
        ("01.01.1994", "2025-0001"),
        ("1994-01-01", "2025-0001"),
        ("Zimmer N1", "2025-0001"),
        ("Mohammad 1994", "2025-0001"),
        ("Шевченко", "2025-0002"),
        ("Shevchenko Elena", "2025-0002"),
        ("Chevtchenko", "2025-0002"),
        ("Abd al-Rahman", "2025-0003"),
        ("عبد الرحمن", "2025-0003"),
        ("rahman", "2025-0003"),
        ("haddad, amira", "2025-0005"),
    ],
)
def test_it_is_found_as_it_is_typed(app: Flask, town: Municipality, words: str, found: str) -> None:
    with app.app_context():
        assert numbers(town, words)[0] == found


def test_a_year_finds_everybody_born_in_it(app: Flask, town: Municipality) -> None:
    with app.app_context():
        assert set(numbers(town, "1994")) == {"2025-0001", "2025-0003"}
        assert numbers(town, "17.06.1994") == ["2025-0003"]
        assert numbers(town, "17.06.1990") == ["2025-0002"]  # known by the year only, so it may be


def test_every_word_must_apply_and_nothing_is_made_up(app: Flask, town: Municipality) -> None:
    with app.app_context():
        assert numbers(town, "Haddad Amina") == ["2025-0004"]
        assert numbers(town, "Haddad Olena") == []
        assert numbers(town, "Zzyzx") == []
        assert numbers(town, " , - ") == []
        assert numbers(town, "'; DROP TABLE person; --") == []
        assert numbers(town, "haddad" * 800) == []
        assert numbers(town, "Amina " * 800) == numbers(town, "Amina")


def test_rights_come_before_ranking_and_counting(app: Flask, town: Municipality) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER)
        amira = search(town.id, "Amira")[0].card
        led = factories.Person(amira.person_id, town, amira.household_id, amira.case_number)
        factories.case(led, kim, date(2020, 1, 1))
        assert [card.case_number for card in find_people(kim.viewer, "haddad")] == ["2025-0005"]
        assert [card.case_number for card in find_people(kim.viewer, "")] == ["2025-0005"]
        admin = factories.user(town, Role.ADMINISTRATOR)
        assert find_people(admin.viewer, "haddad") == []
        assert find_people(factories.user(town).viewer, "Fremd") == []


def test_what_is_changed_is_found_at_once_and_the_old_name_no_more(app: Flask, town: Municipality) -> None:
    with app.app_context():
        amina = search(town.id, "Amina")[0].card
        with transaction():
            change_person(db.session.get_one(Person, amina.person_id), {"family_name": "Petros"})
        assert numbers(town, "Petros") == ["2025-0004"]
        assert numbers(town, "Haddad") == ["2025-0005"]


def test_the_whole_name_comes_before_a_part_of_one(app: Flask, town: Municipality) -> None:
    with app.app_context():
        factories.person(town, "Haddadin", given_names="Amina", case_number="2025-0006")
        hits = search(town.id, "amina haddad")
        assert (hits[0].card.case_number, hits[0].score) == ("2025-0004", 1.0)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len(search(town.id, "amina haddad", limit=1)) == 1


def test_a_room_that_is_called_so_means_nobodys_number(app: Flask, town: Municipality) -> None:
    with app.app_context():
        house = factories.house(town, "Haus Süd", kind="AU", rooms={"004": 2})
        omar = factories.person(town, "Ismail", given_names="Omar", case_number="2026-0100")
        factories.stay(omar, stage="AU", house=house, room="004", starts_on=date(2020, 1, 1))
        factories.person(town, "Barakat", given_names="Sara", case_number="2020-0041")
        for typed in ("Zimmer 004", "Zi. 004", "zimmer004"):
            assert numbers(town, typed) == ["2026-0100"], typed
        found = numbers(town, "004")
        assert found.index("2026-0100") < found.index(
            "2020-0041"
        )  # figures in the middle of a number come last
        assert numbers(town, "0041")[0] == "2020-0041"


def test_another_process_finds_who_came_went_and_changed_at_its_next_search(
    app: Flask, town: Municipality
) -> None:
    elsewhere = Index()

    def found(word: str) -> set[str]:
        with elsewhere.names_of(town.id) as names:
            ids = {word_id for word_id, _text in names.words_with(word)}
            people = (names.person(slot) for word_id in ids for slot in names.bearers(word_id))
            return {person.all_numbers[0] for person in people if person is not None}

    with app.app_context():
        assert found("haddad") == {"2025-0004", "2025-0005"}
        newcomer = factories.person(town, "Haddad", given_names="Noor", case_number="2025-0009")
        assert found("haddad") == {"2025-0004", "2025-0005", "2025-0009"}
        with transaction():
            change_person(db.session.get_one(Person, newcomer.id), {"family_name": "Petros"})
        assert found("haddad") == {"2025-0004", "2025-0005"}
        assert found("petros") == {"2025-0009"}

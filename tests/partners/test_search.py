"""Who is found for a need, in which order."""

from typing import Any

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.transaction import transaction
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.partners.picking import picker
from casework.partners.queries import search
from tests import factories

DIRECTORY: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [
    (
        {"name": "AWO", "kind": "CARRIER", "languages": ["ar"], "serves": ["Weststadt"]},
        [{"title": "Familienhilfe", "needs": ["FAM", "SPR"]}],
    ),
    (
        {"name": "Übersetzerbüro", "kind": "COMPANY", "languages": ["ti"], "is_active": False},
        [{"title": "Sprachkurs", "needs": ["SPR"]}],
    ),
    (
        {"name": "Volkshochschule", "kind": "ADULT_EDUCATION", "languages": ["en"]},
        [
            {"title": "Deutsch am Abend", "needs": ["SPR"], "languages": ["ar", "en"]},
            {"title": "Alphabetisierung", "needs": ["SPR"], "is_active": False, "languages": ["ti"]},
        ],
    ),
    (
        {"name": "Sprachcafé Ost", "kind": "CLUB", "languages": ["ar"], "serves": ["Oststadt", "Mitte"]},
        [{"title": "Treff", "needs": ["SPR"]}, {"title": "Turnen", "needs": ["TEI"], "languages": ["uk"]}],
    ),
    ({"name": "Jobcenter", "kind": "JOBCENTER", "district": "Mitte", "languages": ["uk"]}, []),
]


@pytest.fixture
def town(app: Flask) -> factories.Municipality:
    with app.app_context():
        own, other = factories.municipality(), factories.municipality("Anderswo")
        with transaction():
            for details, offers in DIRECTORY:
                partner = enter_partner(own.id, details)
                for offer in offers:
                    add_offer(partner, offer)
            stranger = enter_partner(other.id, {"name": "Fremde Stelle", "kind": "CLUB", "languages": ["ar"]})
            add_offer(stranger, {"title": "Deutsch", "needs": ["SPR"]})
        return own


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["AWO", "Jobcenter", "Sprachcafé Ost", "Volkshochschule"]),
        ({"need": "SPR"}, ["Sprachcafé Ost", "Volkshochschule", "AWO"]),
        ({"need": "SPR", "language": "ar"}, ["Volkshochschule", "Sprachcafé Ost", "AWO"]),
        ({"need": "SPR", "language": "en"}, ["Volkshochschule"]),
        ({"need": "SPR", "language": "uk"}, []),
        ({"language": "uk"}, ["Sprachcafé Ost", "Jobcenter"]),
        ({"need": "SPR", "district": "Oststadt"}, ["Sprachcafé Ost", "Volkshochschule"]),
        ({"district": "Mitte"}, ["Jobcenter", "Sprachcafé Ost", "Volkshochschule"]),
        ({"kind": "CLUB"}, ["Sprachcafé Ost"]),
        ({"words": "DEUTSCH abend"}, ["Volkshochschule"]),
        ({"words": "sprach"}, ["Sprachcafé Ost", "AWO", "Volkshochschule"]),
        ({"words": "alphabetisierung"}, []),
        ({"words": "100%"}, []),
        ({"words": "uberset", "with_retired": True}, ["Übersetzerbüro"]),
    ],
)
def test_what_fits_best_comes_first(
    app: Flask, town: factories.Municipality, asked: dict[str, Any], found: list[str]
) -> None:
    with app.app_context():
        assert [partner.name for partner in db.session.scalars(search(town.id, **asked))] == found


def test_what_was_picked_stays_in_sight_whatever_is_looked_for(
    app: Flask, town: factories.Municipality
) -> None:
    with app.app_context():
        awo = picker(town.id, {"q": "AWO"}).partners[0]
        shown = picker(town.id, {"need": "TEI"}, str(awo.id))
        assert [partner.name for partner in shown.partners] == ["AWO", "Sprachcafé Ost"]
        assert [name for _id, name in picker(town.id, {}, "keine Kennung").choices()][:2] == [
            "AWO",
            "Jobcenter",
        ]

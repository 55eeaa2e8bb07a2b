"""What somebody allows holds from day to day for a partner and a purpose, and no longer once it was taken back."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from casework.consents import operations
from casework.consents.models import Consent
from casework.consents.operations import correct_consent, give_release, revoke_consent
from casework.consents.queries import consents_of, find_valid, get_valid, valid_consents, versions_of
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.errors import Conflict, Refused
from casework.partners.models import Partner
from casework.partners.operations import enter_partner
from casework.people.merging import merge
from casework.people.models import Person
from casework.vocabulary.consents import COVERED_FIELDS, DATA_CATEGORIES
from tests.caseload import Caseload

Partners = tuple[uuid.UUID, uuid.UUID]
FIRST = date(2026, 1, 1)
DAYS = 12
PURPOSES = ("REFERRAL", "APPOINTMENT")


def give_consent(person: Person, said: Mapping[str, object]) -> Consent:
    partner = db.session.get_one(Partner, said["partner_id"])
    return operations.give_consent(person, partner, said)


def told(partner_id: uuid.UUID, **said: object) -> dict[str, object]:
    return {
        "partner_id": partner_id,
        "purpose": "REFERRAL",
        "categories": ["NAME"],
        "form": "WRITTEN",
        "given_on": FIRST,
        **said,
    }


@dataclass(frozen=True)
class Given:
    """A consent as somebody might tell of it, in days from the first."""

    partner: int
    purpose: int
    begins: int
    lasts: int | None
    revoked_after: int | None


@some.composite
def consents(draw: some.DrawFn) -> Given:
    lasts = draw(some.none() | some.integers(0, 6))
    return Given(
        draw(some.integers(0, 1)),
        draw(some.integers(0, 1)),
        draw(some.integers(0, 6)),
        lasts,
        draw(some.none() | some.integers(0, 5)),
    )


def holding(told_of: list[Given]) -> set[tuple[int, int, int]]:
    """Partner, purpose and day for which something may go out: day by day, in plain sets."""
    days: list[tuple[Given, set[int]]] = []
    for one in told_of:
        last = DAYS if one.lasts is None else one.begins + one.lasts
        days.append((one, set(range(one.begins, min(last, DAYS) + 1))))
        if one.revoked_after is not None:
            revoked = one.begins + one.revoked_after
            for other, left in days:
                alike = (other.partner, other.purpose) == (one.partner, one.purpose)
                if alike and other.begins <= revoked:
                    left -= set(range(revoked, DAYS + 1))
    return {(one.partner, one.purpose, day) for one, left in days for day in left}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(consents(), max_size=4))
def test_what_holds_is_what_was_given_and_not_taken_back(
    app: Flask, world: Caseload, partners: Partners, told_of: list[Given]
) -> None:
    with app.app_context():
        person = db.session.get_one(Person, world.layla.id)
        for one in told_of:
            begins = FIRST + timedelta(days=one.begins)
            until = None if one.lasts is None else begins + timedelta(days=one.lasts)
            said = told(
                partners[one.partner], purpose=PURPOSES[one.purpose], given_on=begins, valid_until=until
            )
            made = give_consent(person, said)
            if one.revoked_after is not None:
                revoked_on = begins + timedelta(days=one.revoked_after)
                revoke_consent(made, revoked_on=revoked_on, revoked_by="ORAL")
        found = {
            (partner, purpose, day)
            for partner in (0, 1)
            for purpose in (0, 1)
            for day in range(DAYS + 1)
            if find_valid(person, partners[partner], PURPOSES[purpose], FIRST + timedelta(days=day))
        }
        db.session.rollback()
    assert found == holding(told_of)


def test_a_revocation_holds_at_once_and_hides_nothing(
    app: Flask, world: Caseload, partners: Partners
) -> None:
    with app.app_context():
        person = db.session.get_one(Person, world.layla.id)
        with transaction():
            older = give_consent(person, told(partners[0]))
            give_consent(person, told(partners[0], given_on=FIRST + timedelta(days=5)))
            other = give_consent(person, told(partners[1]))
        before = now()
        assert get_valid(person, partners[0], "REFERRAL", today())
        with transaction():
            first = versions_of(older)[0]
            revoke_consent(older, revoked_on=today(), revoked_by="WRITTEN", reason="kein Grund genannt")
            with pytest.raises(Refused, match="widerrufen"):
                get_valid(person, partners[0], "REFERRAL", today())
        assert valid_consents(person, today()) == [other]
        assert find_valid(person, partners[0], "REFERRAL", today() - timedelta(days=1))
        assert find_valid(person, partners[0], "REFERRAL", today(), before)
        assert [one.revoked_on for one in versions_of(first)] == [None, today()]
        with pytest.raises(Refused, match="schon am"):
            revoke_consent(consents_of(person)[0], revoked_on=today(), revoked_by="ORAL")
        with transaction():
            give_consent(person, told(partners[0], given_on=today()))
        assert get_valid(person, partners[0], "REFERRAL", today())


def test_what_is_missing_is_said(app: Flask, world: Caseload, partners: Partners) -> None:
    with app.app_context(), transaction():
        person = db.session.get_one(Person, world.layla.id)
        give_consent(person, told(partners[0], valid_until=FIRST + timedelta(days=30)))
        for partner_id, purpose, day, words in (
            (partners[1], "REFERRAL", FIRST, "liegt keine Einwilligung"),
            (partners[0], "VOLUNTEERS", FIRST, "Ehrenamtliche.*liegt keine Einwilligung"),
            (partners[0], "REFERRAL", FIRST - timedelta(days=1), "noch nicht"),
            (partners[0], "REFERRAL", today(), "abgelaufen.*holen Sie eine neue"),
        ):
            with pytest.raises(Refused, match=words):
                get_valid(person, partner_id, purpose, day)
        assert find_valid(db.session.get_one(Person, world.amir.id), partners[0], "REFERRAL", FIRST) is None


def test_what_cannot_be_is_refused(app: Flask, world: Caseload, partners: Partners) -> None:
    with app.app_context(), transaction():
        person = db.session.get_one(Person, world.layla.id)
        theirs = enter_partner(world.stranger.municipality.id, {"name": "Fremd", "kind": "CLUB"}).id
        for said, words in (
            ({"given_on": today() + timedelta(days=1)}, "Zukunft"),
            ({"valid_until": FIRST - timedelta(days=1)}, "Ende liegt vor"),
            ({"categories": []}, "welche Daten"),
            ({"categories": ["SHOE_SIZE"]}, "keine bekannte Angabe"),
            ({"purpose": "ADVERTISING"}, "keine bekannte Angabe"),
            ({"partner_id": theirs}, "anderen Kommune"),
        ):
            with pytest.raises(Refused, match=words):
                give_consent(person, told(partners[0]) | said)
        about = {"form": "ORAL", "remark": "im Büro", "released": "Praxis", "about": "Impfung"}
        for said, words in (
            ({}, "wem gegenüber"),
            ({"towards": "Büro", "partner_id": partners[0]}, "wem gegenüber"),
            ({"partner_id": theirs}, "anderen Kommune"),
            ({"released": ""}, "wer von der Schweigepflicht"),
            ({"about": ""}, "worüber"),
        ):
            with pytest.raises(Refused, match=words):
                give_release(person, about | said)
        given = give_consent(person, told(partners[0]))
        for day, words in (
            (FIRST - timedelta(days=1), "vor dem Tag"),
            (today() + timedelta(days=1), "Zukunft"),
        ):
            with pytest.raises(Refused, match=words):
                revoke_consent(given, revoked_on=day, revoked_by="ORAL")
        correct_consent(given, {"remark": "Kopie"})
        with pytest.raises(Conflict):
            revoke_consent(given, revoked_on=today(), revoked_by="ORAL")


def test_records_that_mean_one_person_allow_as_one(app: Flask, world: Caseload, partners: Partners) -> None:
    with app.app_context():
        layla, single = (db.session.get_one(Person, one.id) for one in (world.layla, world.single))
        with transaction():
            given = give_consent(single, told(partners[0]))
        with transaction():
            merge(single, layla)
        db.session.expire_all()
        assert find_valid(layla, partners[0], "REFERRAL", today()) == given
        with transaction():
            again = give_consent(layla, told(partners[0]))
            revoke_consent(again, revoked_on=today(), revoked_by="ORAL")
        assert valid_consents(layla, today()) == []


def test_every_kind_of_data_says_what_may_go_out(app: Flask, world: Caseload, partners: Partners) -> None:
    assert set(COVERED_FIELDS) == set(DATA_CATEGORIES.codes())
    with app.app_context():
        person = db.session.get_one(Person, world.layla.id)
        given = give_consent(person, told(partners[0], categories=["NAME", "CONTACT"]))
        assert given.fields == ["given_names", "family_name", "sex", "phone", "email"]
        db.session.rollback()

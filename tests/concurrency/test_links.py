"""A link answers once: of two who answer at the same moment, or answer while it is being revoked, one is refused."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals import links
from casework.referrals.link_models import ReferralLink, ReferralReply
from casework.referrals.link_queries import LinkEnded, find_open_link
from casework.referrals.models import Referral
from casework.referrals.operations import refer
from tests import factories
from tests.concurrency.together import at_once, inside, refusals


@pytest.fixture
def given(app: Flask) -> tuple[uuid.UUID, str]:
    """A referral, and the code by which it can be answered."""
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad")
        with transaction():
            partner = enter_partner(layla.municipality.id, {"name": "Tafel", "kind": "CLUB"})
            person = db.session.get_one(Person, layla.id)
            referral = refer(person, partner, referred_on=today(), purpose="Essen")
            return referral.id, links.make_link(referral)


def answering(app: Flask, token: str, said: str) -> Callable[[], object]:
    def act() -> str:
        with transaction(in_turn=False):
            links.answer(token, said=said)
        return said

    return inside(app, act)


def test_of_two_answers_at_once_one_counts(app: Flask, given: tuple[uuid.UUID, str]) -> None:
    referral_id, token = given
    found = at_once(*(answering(app, token, said) for said in ("ACCEPTED", "DECLINED", "ATTENDED")))
    assert len(refusals(found, LinkEnded)) == 2
    with app.app_context():
        told = db.session.get_one(Referral, referral_id).told_states()
        (said,) = (one for one in found if isinstance(one, str))
        assert [state.state for state in told] == ["SENT", said]
        assert len(db.session.scalars(db.select(ReferralReply)).all()) == 1


def test_what_is_revoked_at_the_same_moment_is_used_or_revoked_but_not_both(
    app: Flask, given: tuple[uuid.UUID, str]
) -> None:
    referral_id, token = given

    def revoke() -> str:
        with transaction():
            referral = db.session.get_one(Referral, referral_id)
            links.revoke_link(referral)
            assert find_open_link(referral) is None
        return "revoked"

    found = at_once(answering(app, token, "ACCEPTED"), inside(app, revoke))
    refused = refusals(found, LinkEnded)
    with app.app_context():
        link = db.session.scalars(db.select(ReferralLink)).one()
        assert (link.used_at is None) == bool(refused)
        assert (link.revoked_at is None) == (link.used_at is not None)

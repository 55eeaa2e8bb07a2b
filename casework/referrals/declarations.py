"""What this slice shows of a person: referrals, and the feedback that is due."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.people.models import Person
from casework.people.panels import DUE, HISTORIES, NEXT_DATES, Happening, act, panel, record_fact
from casework.people.register import card_of
from casework.referrals.models import Referral
from casework.referrals.queries import feedback_due, referrals_of
from casework.vocabulary.counselling import REFERRAL_STATES

FEEDBACK = "Rückmeldung"


def declare() -> None:
    """Enter the act, the tab, the history and the dates of this slice; once, at the start."""
    permission = Permission.REFERRALS_REFERRAL_WRITE
    act(label="Vermitteln", endpoint="referrals.refer", permission=permission, order=30, after_talk=True)
    panel(
        name="referrals",
        label="Vermittlungen",
        template="referrals/_referrals.html",
        load=_tab,
        permission=permission,
        order=30,
    )
    HISTORIES.append((permission, _history))
    NEXT_DATES.append((permission, _next_dates))
    DUE.append((permission, _due))
    record_fact(label="Vermittlungen", load=_number, permission=permission, order=50)


def _tab(person: Person) -> dict[str, Any]:
    return {"referrals": referrals_of(person), "states": REFERRAL_STATES}


def _number(person: Person) -> list[str]:
    return [str(len(referrals_of(person)))]


def _history(person: Person) -> Iterable[Happening]:
    """The referral itself, and each state it reached after the first."""
    for referral in referrals_of(person):
        url = _address(referral)
        yield Happening(referral.referred_on, "Vermittlung", referral.partner.name, referral.purpose, url)
        for state in referral.believed_states()[1:]:
            title = f"{referral.partner.name}: {REFERRAL_STATES.label(state.state)}"
            yield Happening(state.state_on, FEEDBACK, title, state.remark or "", url)


def _next_dates(person: Person) -> Iterable[Happening]:
    for referral in referrals_of(person):
        if referral.feedback_due_on is not None and referral.is_open:
            yield Happening(referral.feedback_due_on, FEEDBACK, referral.partner.name, url=_address(referral))


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    for referral in feedback_due(viewer, until):
        if referral.feedback_due_on is not None:
            text = f"{referral.partner.name}: {referral.purpose}"
            name = card_of(referral.person_id).name
            key = f"referral-{referral.id}"
            yield Happening(referral.feedback_due_on, FEEDBACK, name, text, _address(referral), key=key)


def _address(referral: Referral) -> str:
    return url_for("referrals.referral_state", referral_id=referral.id)

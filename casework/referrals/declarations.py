"""What this slice shows of a person: referrals, and the feedback that is due."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.partners.models import Partner
from casework.partners.panels import partner_panel
from casework.people.models import Person
from casework.people.panels import DUE, HISTORIES, NEXT_DATES, Happening, act, panel, record_fact
from casework.people.register import card_of
from casework.people.scope import of_visible
from casework.referrals.course import held_words, state_words
from casework.referrals.models import Referral
from casework.referrals.queries import feedback_due, referrals_of
from casework.referrals.responses import ResponseTimes, responses
from casework.vocabulary.referrals import PREPARED
from casework.web.navigation import home_address

FEEDBACK, ASKED, TO_SEND = "Rückmeldung", "Nachfrage", "Noch nicht gesendet"


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
    partner_panel(template="referrals/_response_times.html", load=_times, permission=permission, order=30)
    HISTORIES.append((permission, _history))
    NEXT_DATES.append((permission, _next_dates))
    DUE.append((permission, _due))
    record_fact(label="Vermittlungen", load=_number, permission=permission, order=50)


def _times(viewer: Viewer, partner: Partner) -> dict[str, Any] | None:
    """How soon a partner answers, of people the viewer may know of; nothing before anything was sent."""
    found = responses(viewer.municipality_id, today(), whose=of_visible(viewer), partner_id=partner.id)
    return {"times": ResponseTimes.of(found, today())} if found else None


def _tab(person: Person) -> dict[str, Any]:
    return {"referrals": referrals_of(person), "held": held_words}


def _number(person: Person) -> list[str]:
    return [str(len(referrals_of(person)))]


def _history(person: Person) -> Iterable[Happening]:
    """The referral itself, and each state it reached after the first."""
    for referral in referrals_of(person):
        url = _address(referral)
        yield Happening(referral.referred_on, "Vermittlung", referral.partner.name, referral.purpose, url)
        for state in referral.believed_states()[1:]:
            title = f"{referral.partner.name}: {state_words(referral.way, state.state)}"
            yield Happening(state.state_on, FEEDBACK, title, state.remark or "", url)
        for asked in referral.believed_inquiries():
            yield Happening(asked.asked_on, ASKED, referral.partner.name, asked.remark or "", url)


def _next_dates(person: Person) -> Iterable[Happening]:
    for referral in referrals_of(person):
        if referral.feedback_due_on is not None and referral.is_open:
            title = referral.partner.name
            yield Happening(referral.feedback_due_on, _kind(referral), title, url=_address(referral))


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    """What a partner should answer, with what can be done at once: note the answer, or note that one has asked."""
    home = home_address()
    for referral in feedback_due(viewer, until):
        if referral.feedback_due_on is not None:
            note = url_for("referrals.referral_state", referral_id=referral.id, next=home)
            yield Happening(
                referral.feedback_due_on,
                _kind(referral),
                card_of(referral.person_id).name,
                f"{referral.partner.name}: {referral.purpose}",
                _address(referral),
                key=f"referral-{referral.id}",
                about=(referral.person_id,),
                links=(("Rückmeldung notieren", note),),
                posts=(("nachgefragt", url_for("referrals.ask", referral_id=referral.id, next=home)),),
            )


def _kind(referral: Referral) -> str:
    """What one waits for; data that never went out is nobody's to answer."""
    held = referral.state_then()
    never_went = referral.sends_data and held is not None and held.state == PREPARED
    return TO_SEND if never_went else FEEDBACK


def _address(referral: Referral) -> str:
    return url_for("referrals.referral", referral_id=referral.id)

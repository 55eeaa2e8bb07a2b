"""What one-time links add to other pages: what came back, on the day it is due, and below the referral."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import request, url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.queries import actors_named_by
from casework.database.moments import BERLIN
from casework.people.panels import DUE, Happening
from casework.people.register import card_of
from casework.referrals.link_queries import find_open_link, replies_of, unseen_replies
from casework.referrals.links import BY_LINK, BY_LINK_NAME
from casework.referrals.queries import get_referral
from casework.vocabulary.counselling import REFERRAL_STATES
from casework.web.navigation import home_address
from casework.web.offers import offer

REFERRAL_PAGE = "referrals.referral"
CAME_BACK = "Rückmeldung eingegangen"


def declare() -> None:
    """Enter them; once, at the start."""
    DUE.append((Permission.REFERRALS_REFERRAL_WRITE, _due))
    offer("referrals/_link.html", {REFERRAL_PAGE}, _below_a_referral)
    actors_named_by(lambda _municipality_id: {BY_LINK: BY_LINK_NAME})


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    for reply in unseen_replies(viewer, until):
        said = REFERRAL_STATES.label(reply.state.state)
        if reply.waits_for_appointment:
            said = f"Termin am {reply.proposed_on:%d.%m.%Y} vorgeschlagen"
        yield Happening(
            reply.answered_at.astimezone(BERLIN).date(),
            CAME_BACK,
            card_of(reply.person_id).name,
            f"{reply.referral.partner.name}: {said}",
            url_for(REFERRAL_PAGE, referral_id=reply.referral_id),
            done_url=url_for("referrals.see_reply", reply_id=reply.id, next=home_address()),
            key=f"reply-{reply.id}",
            stands_in_feeds=False,
            about=(reply.person_id,),
        )


def _below_a_referral(viewer: Viewer, _endpoint: str) -> dict[str, Any]:
    referral = get_referral(viewer, (request.view_args or {})["referral_id"])
    return {
        "referral": referral,
        "replies": replies_of(referral),
        "link": find_open_link(referral),
        "states": REFERRAL_STATES,
    }

"""Papers about a referral: the letter to the partner."""

import uuid

from flask import Response, request, url_for

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.requests import only_looks
from casework.audit.trail import witness
from casework.database.moments import BERLIN, today
from casework.organisation.queries import letterhead_of
from casework.referrals.link_queries import get_link
from casework.referrals.link_tokens import read_token
from casework.referrals.models import Referral
from casework.referrals.queries import get_referral
from reports import render
from reports.blueprint import blueprint
from reports.referral_letter import ReferralLetter, WayToAnswer


@blueprint.route("/referrals/<uuid:referral_id>/letter.pdf", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
@only_looks
def referral_letter(referral_id: uuid.UUID) -> Response:
    """The letter to the partner; with the code of a link that was just made, if that is sent along."""
    viewer = current_viewer()
    referral = get_referral(viewer, referral_id)
    letter = ReferralLetter(
        referral=referral,
        letterhead=letterhead_of(viewer.municipality_id),
        written_on=today(),
        writer=viewer.user_name,
        way_to_answer=_way_to_answer(referral, request.form.get("token", "")),
    )
    witness("reports:letter:made", subject=referral.person_id, referral=str(referral.id))
    return _as_file(letter.html(), letter.file_name)


def _way_to_answer(referral: Referral, typed: str) -> WayToAnswer | None:
    """The link behind a code, which must be one of this referral."""
    if not typed:
        return None
    link = get_link(typed)
    if link.referral_id != referral.id:
        return None
    until = link.expires_at.astimezone(BERLIN).date()
    return WayToAnswer(url_for("referrals.answer", _external=True), read_token(typed), until)


def _as_file(html: str, file_name: str) -> Response:
    answer = Response(render.pdf(html), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    return answer

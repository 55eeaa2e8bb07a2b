"""Papers about a referral: the letter to the partner."""

import uuid
from collections.abc import Sequence

from flask import Response, request, url_for

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.requests import only_looks
from casework.audit.trail import witness
from casework.database.moments import BERLIN, today
from casework.errors import Refused
from casework.organisation.queries import letterhead_of
from casework.referrals.link_queries import get_link, shown_parts
from casework.referrals.link_tokens import read_token
from casework.referrals.models import Referral
from casework.referrals.queries import get_referral
from casework.referrals.sharing import check_may_share
from casework.referrals.transmission_models import Part
from casework.vocabulary.consents import DATA_CATEGORIES
from casework.web.downloads import download
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
    parts, is_sent = _parts(referral)
    letter = ReferralLetter(
        referral=referral,
        letterhead=letterhead_of(viewer.municipality_id),
        written_on=today(),
        writer=viewer.user_name,
        parts=parts,
        is_sent=is_sent,
        way_to_answer=_way_to_answer(referral, request.form.get("token", "")),
    )
    witness("reports:letter:made", subject=referral.person_id, referral=str(referral.id))
    return download(render.pdf(letter.html()), render.KIND, letter.file_name)


def _parts(referral: Referral) -> tuple[Sequence[Part], bool]:
    """Which data stand in the letter, and whether they went out; where they are being chosen, those ticked.

    Printed again, they go out again; so the consent is asked. Raises Refused where nothing may go out, and before
    anything was chosen.
    """
    if not referral.sends_data:
        return [], False
    consent = check_may_share(referral, today())
    ticked = [code for code in consent.categories if request.form.get(f"take_{code}")]
    chosen = [
        Part(code, DATA_CATEGORIES.label(code), request.form.get(f"text_{code}", "")) for code in ticked
    ]
    sent = shown_parts(referral)
    if not chosen and not sent:
        raise Refused(
            "Es ist noch nichts an die Stelle gegangen. Bitte wählen Sie „Senden“: Dort wählen Sie aus, was in den "
            "Brief kommt, und können ihn vorher ansehen."
        )
    return (chosen, False) if chosen else (sent, True)


def _way_to_answer(referral: Referral, typed: str) -> WayToAnswer | None:
    """The link behind a code, which must be one of this referral."""
    if not typed:
        return None
    link = get_link(typed)
    if link.referral_id != referral.id:
        return None
    until = link.expires_at.astimezone(BERLIN).date()
    return WayToAnswer(url_for("referrals.answer", _external=True), read_token(typed), until)

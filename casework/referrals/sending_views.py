"""Sending data to a partner: chosen, shown word for word, and only then on record as gone out."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.consents.queries import NoConsent
from casework.database.moments import today
from casework.errors import Refused
from casework.referrals import queries, sharing
from casework.referrals.blueprint import blueprint
from casework.referrals.models import Referral
from casework.referrals.sending_forms import SendForm, send_form
from casework.referrals.shareable import known_of
from casework.vocabulary.referrals import BY_LINK, CHANNELS
from casework.web.notices import say

Page = Response | tuple[str, int]
BLOCKED = 409


@blueprint.route("/referrals/<uuid:referral_id>/send", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def send(referral_id: uuid.UUID) -> Page:
    """Choose what goes out and look at it; sent is only what was shown."""
    found = queries.get_referral(current_viewer(), referral_id)
    witness("partners:referral:opened", subject=found.person_id, referral=str(found.id))
    try:
        consent = sharing.check_may_share(found, today())
    except Refused as obstacle:
        blocked = {"obstacle": obstacle, "lacks_consent": isinstance(obstacle, NoConsent)}
        return render_template("referrals/send.html", referral=found, **blocked), BLOCKED
    form: SendForm = send_form(consent.categories, known_of(found, today()))()
    is_read = form.validate_on_submit()
    if is_read and "send" in request.form and form.was_seen and form.accepts(lambda: _transmit(found, form)):
        return _sent(found, form)
    if is_read:
        form.show()
    shown = {"referral": found, "form": form, "consent": consent, "channels": CHANNELS}
    return render_template("referrals/send.html", is_shown=is_read, **shown), form.status


def _sent(referral: Referral, form: SendForm) -> Response:
    """Casework delivers nothing itself, so it says what is to be done now."""
    way = CHANNELS.label(form.channel.data)
    say(
        _(
            "Als gesendet festgehalten. Casework verschickt nichts selbst: Bitte geben Sie es jetzt weiter (%(way)s).",
            way=way,
        )
    )
    onward = "referrals.link" if form.channel.data == BY_LINK else "referrals.referral"
    return redirect(url_for(onward, referral_id=referral.id))


def _transmit(referral: Referral, form: SendForm) -> None:
    sharing.transmit(
        referral, form.parts(), channel=form.channel.data, feedback_due_on=form.feedback_due_on.data
    )

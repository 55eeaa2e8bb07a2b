"""Where papers are offered: below what they are about."""

from flask import request, url_for
from flask_babel import gettext as _

from casework.access.viewer import Viewer
from casework.web.offers import offer


def declare() -> None:
    """Enter them; once, at the start."""
    offer("reports/_papers.html", {"referrals.referral_state"}, _of_a_referral)
    offer("reports/_papers.html", {"appointments.edit"}, _of_an_appointment)


def _of_a_referral(_viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    about = request.view_args or {}
    return [
        (_("Brief an die Stelle"), url_for("reports.referral_letter", **about)),
        (_("Terminzettel"), url_for("reports.referral_slip", **about)),
    ]


def _of_an_appointment(_viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    return [(_("Terminzettel"), url_for("reports.appointment_slip", **(request.view_args or {})))]

"""Where papers are offered: below what they are about."""

from flask import request, url_for
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.web.offers import offer


def declare() -> None:
    """Enter them; once, at the start."""
    offer("reports/_papers.html", {"referrals.referral"}, _of_a_referral)
    offer("reports/_papers.html", {"appointments.edit"}, _of_an_appointment)
    offer("reports/_papers.html", {"people.person"}, _of_a_person)
    offer("reports/_papers.html", {"consents.new"}, _of_a_consent)
    offer("reports/_papers.html", {"consents.new_release"}, _of_a_release)


def _of_a_referral(_viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    about = request.view_args or {}
    return [
        (_("Brief an die Stelle"), url_for("reports.referral_letter", **about)),
        (_("Terminzettel"), url_for("reports.referral_slip", **about)),
    ]


def _of_an_appointment(_viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    return [(_("Terminzettel"), url_for("reports.appointment_slip", **(request.view_args or {})))]


def _of_a_person(viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    """Below the tab of what somebody allows: one prints first and records what was signed."""
    if request.args.get("tab") != "consents" or not viewer.may(Permission.CONSENTS_CONSENT_WRITE):
        return []
    about = request.view_args or {}
    return [
        (_("Einwilligung drucken"), url_for("reports.consent_form", **about)),
        (_("Schweigepflichtentbindung drucken"), url_for("reports.release_form", **about)),
    ]


def _of_a_consent(_viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    return [(_("Formular zum Unterschreiben"), url_for("reports.consent_form", **(request.view_args or {})))]


def _of_a_release(_viewer: Viewer, _endpoint: str) -> list[tuple[str, str]]:
    return [(_("Formular zum Unterschreiben"), url_for("reports.release_form", **(request.view_args or {})))]

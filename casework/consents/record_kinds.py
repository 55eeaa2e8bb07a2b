"""What of consents and releases from secrecy is shown as it was before."""

from flask import url_for

from casework.access.permissions import Permission
from casework.consents.models import Consent, SecrecyRelease
from casework.consents.queries import get_told_consent, get_told_release, versions_of
from casework.history.kinds import Fact, record_kind
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.consents import CONSENT_FORMS, DATA_CATEGORIES, PURPOSES, REVOCATION_WAYS
from casework.vocabulary.counselling import INTERPRETERS
from casework.vocabulary.languages import language_name

HOW = (
    Fact("form", "Form", CONSENT_FORMS.label),
    Fact("given_on", "Erklärt am"),
    Fact("valid_until", "Gilt bis"),
    Fact("language", "Erklärt auf", lambda code: language_name(code or "")),
    Fact("interpreter", "Sprachmittlung", INTERPRETERS.label),
    Fact("interpreter_name", "Gedolmetscht von"),
    Fact("given_by", "Erklärt durch"),
    Fact("remark", "Vermerk"),
    Fact("revoked_on", "Widerrufen am"),
    Fact("revoked_by", "Weg des Widerrufs", REVOCATION_WAYS.label),
    Fact("revocation_reason", "Vermerk zum Widerruf"),
)


def declare() -> None:
    """Enter them; once, at the start."""
    record_kind(
        key="consent",
        place="consent_id",
        model=Consent,
        permission=Permission.CONSENTS_CONSENT_READ,
        find=get_told_consent,
        title=lambda consent: f"Einwilligung für {consent.partner.name}",
        back=lambda consent: url_for("consents.edit", consent_id=consent.consent_id),
        subjects=lambda consent: [consent.person_id],
        versions=versions_of,
        facts=(
            Fact("partner", "Stelle", read=lambda consent: consent.partner.name),
            Fact("purpose", "Wofür", PURPOSES.label),
            Fact("categories", "Welche Daten", _labels),
            *HOW,
        ),
    )
    record_kind(
        key="secrecy-release",
        place="release_id",
        model=SecrecyRelease,
        permission=Permission.CONSENTS_CONSENT_READ,
        find=get_told_release,
        title=lambda _release: "Schweigepflichtentbindung",
        back=lambda release: url_for("consents.edit_release", release_id=release.release_id),
        subjects=lambda release: [release.person_id],
        versions=versions_of,
        facts=(
            Fact("released", "Wer darf sprechen"),
            Fact("towards", "Mit wem", read=lambda release: release.counterpart),
            Fact("is_mutual", "Gegenseitig"),
            Fact("about", "Worüber"),
            *HOW,
        ),
    )


def _labels(codes: list[str]) -> str:
    return ", ".join(codes if is_unreadable(codes) else map(DATA_CATEGORIES.label, codes))

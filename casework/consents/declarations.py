"""What this slice shows of a person: what they allow and what they took back.

When a consent ends is a clock of the slice `deadlines`: it stands there, among the next dates and in Mein Tag.
"""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.consents.models import Consent, SecrecyRelease
from casework.consents.queries import consents_of, releases_of
from casework.database.moments import today
from casework.people.models import Person
from casework.people.panels import HISTORIES, MERGE_REMARKS, Happening, act, panel, record_fact
from casework.vocabulary.consents import DATA_CATEGORIES, PURPOSES, REVOKED, VALID

CONSENT, RELEASE = "Einwilligung", "Schweigepflichtentbindung"
REVOCATION = "Widerruf"


def declare() -> None:
    """Enter the act, the tab and the history of this slice; once, at the start."""
    read, write = Permission.CONSENTS_CONSENT_READ, Permission.CONSENTS_CONSENT_WRITE
    act(label=CONSENT, endpoint="consents.new", permission=write, order=32)
    panel(
        name="consents",
        label="Einwilligungen",
        template="consents/_tab.html",
        load=_tab,
        permission=read,
        order=60,
    )
    HISTORIES.append((read, _history))
    MERGE_REMARKS.append((read, _allowed_and_revoked))
    record_fact(label="Einwilligungen", load=_number, permission=read, order=55)


def _tab(person: Person) -> dict[str, Any]:
    return {
        "consents": consents_of(person),
        "releases": releases_of(person),
        "purposes": PURPOSES,
        "categories": DATA_CATEGORIES,
        "today": today(),
    }


def _number(person: Person) -> list[str]:
    return [str(len(consents_of(person)) + len(releases_of(person)))]


def _history(person: Person) -> Iterable[Happening]:
    for consent in consents_of(person):
        title = f"{consent.partner.name}: {PURPOSES.label(consent.purpose)}"
        yield from _course(consent, CONSENT, title, _address(consent))
    for release in releases_of(person):
        address = url_for("consents.edit_release", release_id=release.release_id)
        yield from _course(release, RELEASE, f"{release.released} – {release.counterpart}", address)


def _course(allowed: Consent | SecrecyRelease, kind: str, title: str, address: str) -> Iterable[Happening]:
    yield Happening(allowed.given_on, kind, title, allowed.remark or "", address)
    if allowed.revoked_on is not None:
        yield Happening(allowed.revoked_on, REVOCATION, title, allowed.revocation_reason or "", address)


def _allowed_and_revoked(one: Person, other: Person) -> Iterable[str]:
    """What holds in one record and was taken back in the other: both may be the wish of one person."""
    for here, there in ((one, other), (other, one)):
        revoked = {_about(consent) for consent in consents_of(there) if consent.state_on(today()) == REVOKED}
        for consent in consents_of(here):
            if consent.state_on(today()) == VALID and _about(consent) in revoked:
                yield (
                    f"Die Einwilligung für „{consent.partner.name}“ gilt in der einen Akte und ist in der anderen "
                    "widerrufen. Bitte fragen Sie nach, was gelten soll."
                )


def _about(consent: Consent) -> tuple[object, str]:
    return consent.partner_id, consent.purpose


def _address(consent: Consent) -> str:
    return url_for("consents.edit", consent_id=consent.consent_id)

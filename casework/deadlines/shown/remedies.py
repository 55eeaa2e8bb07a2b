"""What is to be done about a clock: one link that leads to where the facts that settle it are recorded.

It proposes; the form stands there filled as far as the law says, and a person decides.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from casework.database.episodes import ONE_DAY
from casework.deadlines.counselling import EXTENDED
from casework.deadlines.models import What
from casework.vocabulary.deadlines import (
    ANALOGOUS_BENEFITS,
    ASYLBLG_END,
    ASYLUM_APPLICATION,
    CHILD_TITLE,
    CONSENT_EXPIRY,
    COUNSELLING_LIMIT,
    COURSE_CLAIM,
    PERMISSION_EXPIRY,
    PLAN_REVIEW,
    REGISTER_BLOCK,
    RESIDENCE_OBLIGATION,
    TITLE_EXPIRY,
    TOLERATION_EXPIRY,
    UMA_ADULT,
    UMA_DISTRIBUTION,
    UMA_HEALTH,
    UMA_LAND_NAMED,
    UMA_OFFICE_NAMED,
    UMA_REGISTRATION,
    UMA_REPORT,
    VU_CONTINUED,
    VU_END,
)
from casework.vocabulary.housing import FOLLOWUP, YOUNG_ADULT
from casework.vocabulary.situation import ASYLBLG_2, SGB2

Address = Callable[[uuid.UUID, What], str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is to be done, and where."""

    label: str
    url: str


def find_remedy(person_id: uuid.UUID, what: What) -> Remedy | None:
    """The one thing to do about a clock of a person; nothing for one that does not open."""
    if what.clock == COUNSELLING_LIMIT:
        label, url = _longer(person_id, what)
        return Remedy(str(label), url)
    found = _REMEDIES.get(what.clock)
    return Remedy(str(found[0]), found[1](person_id, what)) if found else None


def _page(endpoint: str, **fixed: Any) -> Address:
    return lambda person_id, _what: url_for(endpoint, person_id=person_id, **fixed)


def _stage(stage: str) -> Address:
    return _page("housing.move", stage=stage)


def _of_age(person_id: uuid.UUID, what: What) -> str:
    return url_for("housing.move", person_id=person_id, stage=YOUNG_ADULT, on=f"{what.due_on:%d.%m.%Y}")


def _regime(regime: str) -> Address:
    """The regime that may follow, from the day after the last one of the regime before."""

    def address(person_id: uuid.UUID, what: What) -> str:
        starts_on = f"{what.due_on + ONE_DAY:%d.%m.%Y}"
        return url_for(
            "situation.new", person_id=person_id, fact_kind="regime", regime=regime, starts_on=starts_on
        )

    return address


def _longer(person_id: uuid.UUID, what: What) -> tuple[object, str]:
    """The fourth year, while nobody has decided on it."""
    if EXTENDED in what.why:
        return _("Fall öffnen"), url_for("people.case", person_id=person_id)
    return _("Beratung verlängern"), url_for("people.extension", person_id=person_id)


def _cause_at(endpoint: str, argument: str) -> Address:
    """The page of the row from which the clock runs; the person's, where that is not known."""

    def address(person_id: uuid.UUID, what: What) -> str:
        if what.cause is None:
            return url_for("people.person", person_id=person_id)
        named: dict[str, Any] = {argument: what.cause}
        return url_for(endpoint, **named)

    return address


_TITLE = (_("Titel eintragen"), _page("people.new_title"))
_PROOF = (_("Nachweis ablegen"), _page("documents.new"))
_FOLLOWUP = (_("Zuteilung eintragen"), _stage(FOLLOWUP))
_REMEDIES: dict[str, tuple[object, Address]] = {
    TITLE_EXPIRY: _TITLE,
    TOLERATION_EXPIRY: _TITLE,
    PERMISSION_EXPIRY: _TITLE,
    ASYLUM_APPLICATION: _TITLE,
    CHILD_TITLE: _TITLE,
    VU_END: _FOLLOWUP,
    VU_CONTINUED: _FOLLOWUP,
    RESIDENCE_OBLIGATION: (_("Gespräch festhalten"), _page("counselling.new")),
    COURSE_CLAIM: (_("Kurs eintragen"), _page("situation.new", fact_kind="course")),
    ASYLBLG_END: (_("Rechtskreis eintragen"), _regime(SGB2)),
    ANALOGOUS_BENEFITS: (_("Rechtskreis eintragen"), _regime(ASYLBLG_2)),
    UMA_REPORT: _PROOF,
    UMA_REGISTRATION: _PROOF,
    UMA_LAND_NAMED: _PROOF,
    UMA_OFFICE_NAMED: _PROOF,
    UMA_HEALTH: _PROOF,
    UMA_DISTRIBUTION: _PROOF,
    UMA_ADULT: (_("Stufe „Junge Volljährige“ prüfen"), _of_age),
    CONSENT_EXPIRY: (_("Einwilligung öffnen"), _page("people.person", tab="consents")),
    PLAN_REVIEW: (_("Plan überprüfen"), _cause_at("plans.review", "plan_id")),
    REGISTER_BLOCK: (_("Schutz öffnen"), _page("people.person", tab="protection")),
}

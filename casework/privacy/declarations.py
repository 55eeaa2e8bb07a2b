"""What this slice shows of a person, to those who may know that somebody is protected."""

from collections.abc import Iterable
from typing import Any

from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.models import Person
from casework.people.panels import HISTORIES, MERGE_EFFECTS, Happening, panel, record_fact
from casework.privacy.protecting import restrict_together
from casework.privacy.protections import holding_still, is_restricted, protections_of
from casework.vocabulary.protections import PROTECTIONS


def declare() -> None:
    """Enter the notice, the tab, the history, the line of the comparison and what a merge leads to; at the start."""
    permission = Permission.PRIVACY_PROTECTION_WRITE
    panel(
        name="protected",
        label="Engere Rechte",
        template="privacy/_protected.html",
        load=_notice,
        permission=permission,
        place="top",
        order=1,
    )
    panel(
        name="protection",
        label="Schutz",
        template="privacy/_tab.html",
        load=_tab,
        permission=permission,
        order=95,
    )
    HISTORIES.append((permission, _history))
    MERGE_EFFECTS.append(restrict_together)
    record_fact(label="Schutz", load=_of_record, permission=permission, order=90)


def _notice(person: Person) -> dict[str, Any]:
    restricted = is_restricted(person)
    return {
        "is_restricted": restricted,
        "protections": holding_still(person) if restricted else [],
        "today": today(),
    }


def _tab(person: Person) -> dict[str, Any]:
    witness("privacy:restriction:opened", subject=person.id)
    return {
        "protections": protections_of(person),
        "today": today(),
    }


def _history(person: Person) -> Iterable[Happening]:
    for protection in protections_of(person):
        label, said = PROTECTIONS.label(protection.kind), protection.authority or ""
        yield Happening(protection.starts_on, "Schutz", label, said)
        if protection.last_on is not None:
            yield Happening(protection.last_on, "Schutz", f"Letzter Tag: {label}")


def _of_record(person: Person) -> list[str]:
    return [PROTECTIONS.label(row.kind) for row in protections_of(person)]

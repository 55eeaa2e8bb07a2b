"""What this slice shows of a person: titles, household, the course of the case; and what administrators see first."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from casework.access.guard import current_viewer
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.accounts.queries import users_of
from casework.audit.queries import alarms_since
from casework.database.moments import now, today
from casework.people.models import Person
from casework.people.open_drafts import open_drafts
from casework.people.panels import HISTORIES, column, home_card, panel
from casework.people.queries import case_manager_names, history_of_cases, history_of_titles, titles_of
from casework.people.standing_in import seen_for_others
from casework.vocabulary.residence import last_begins

ALARMS_SHOWN = timedelta(days=30)


def declare() -> None:
    """Enter the panels, the column and the histories of this slice; once, at the start."""
    panel(
        name="titles",
        label="Aufenthalt",
        template="people/_titles.html",
        load=_titles,
        permission=Permission.PEOPLE_PERSON_READ,
        place="head",
        order=20,
    )
    column(label="Zuständig", load=_case_managers, order=90)
    home_card(template="drafts/_own.html", load=open_drafts, permission=Permission.ACCOUNTS_OWN, order=1)
    home_card(
        template="people/_accounts.html", load=_accounts, permission=Permission.ACCOUNTS_USER_MANAGE, order=30
    )
    home_card(template="audit/_alarms.html", load=_alarms, permission=Permission.AUDIT_TRAIL_READ, order=5)
    home_card(
        template="people/_double_entries.html",
        load=lambda _viewer: {},
        permission=Permission.PEOPLE_DUPLICATE_REVIEW,
        order=40,
    )
    HISTORIES.append((Permission.PEOPLE_PERSON_READ, history_of_titles))
    HISTORIES.append((Permission.PEOPLE_PERSON_READ, history_of_cases))


def _accounts(viewer: Viewer) -> dict[str, Any]:
    users = users_of(viewer.municipality_id)
    return {"active": sum(user.is_active for user in users), "all": len(users)}


def _alarms(viewer: Viewer) -> dict[str, Any]:
    return {
        "count": alarms_since(viewer.municipality_id, now() - ALARMS_SHOWN),
        "days": ALARMS_SHOWN.days,
    }


def _titles(person: Person) -> dict[str, Any]:
    titles = titles_of(person)
    return {"titles": titles, "last_begins": last_begins(titles), "today": today()}


def _case_managers(person_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Who leads their case, and for whom the viewer stands in with them."""
    names, reasons = case_manager_names(person_ids, today()), seen_for_others(current_viewer())
    marked = {
        person_id: f"in Vertretung für {reasons[person_id].user_name}"
        for person_id in person_ids
        if person_id in reasons
    }
    return names | marked
